// SPDX-License-Identifier: MIT
#include "column.h"
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#define HEAD 32
#define VERSION 1
#define LEVEL 1
#define MAX_NAME 4096
#define N_(text) text
#define NO_MEMORY N_("there is not enough memory for it")

static const uint8_t magic[4] = { 'O', 'C', 'O', 'L' };

static void
put_number(uint8_t *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (uint8_t) (value >> (8 * i));
}

static uint64_t
get_number(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value |= (uint64_t) at[i] << (8 * i);
    return value;
}

/* Each step is one-to-one in what went before, so no change of a single byte goes unnoticed. */
static uint64_t
fnv(uint64_t sum, const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ bytes[i]) * UINT64_C(0x100000001b3);
    return sum;
}

static uint64_t
sum_of(const uint8_t *blob, size_t size)
{
    return fnv(fnv(UINT64_C(0xcbf29ce484222325), blob, 24), blob + HEAD, size - HEAD);
}

size_t
form_width(FormType type)
{
    switch (type) {
    case FORM_U16:
        return 2;
    case FORM_U32:
    case FORM_I32:
    case FORM_WORD:
        return 4;
    case FORM_REAL:
        return 8;
    case FORM_U8:
    case FORM_BYTES:
        break;
    }
    return 1;
}

/* ---- cells to bytes in planes, and back */

static void
split(uint8_t *out, const void *cells, size_t n, FormType type)
{
    size_t width = form_width(type);
    if (width == 1) {
        if (n)
            memcpy(out, cells, n);
    } else if (width == 2) {
        const uint16_t *in = cells;
        for (size_t i = 0; i < n; i++) {
            uint16_t step = (uint16_t) (in[i] - (i ? in[i - 1] : 0));
            out[i] = (uint8_t) step;
            out[n + i] = (uint8_t) (step >> 8);
        }
    } else if (width == 4) {
        const uint32_t *in = cells;
        for (size_t i = 0; i < n; i++) {
            uint32_t step = in[i] - (i ? in[i - 1] : 0);
            out[i] = (uint8_t) step;
            out[n + i] = (uint8_t) (step >> 8);
            out[2 * n + i] = (uint8_t) (step >> 16);
            out[3 * n + i] = (uint8_t) (step >> 24);
        }
    } else {
        const uint8_t *in = cells;
        for (size_t i = 0; i < n; i++)
            for (size_t b = 0; b < 8; b++)
                out[b * n + i] = in[8 * i + b];
    }
}

static void
join(void *cells, const uint8_t *in, size_t n, FormType type)
{
    size_t width = form_width(type);
    if (width == 1) {
        if (n)
            memcpy(cells, in, n);
    } else if (width == 2) {
        uint16_t *out = cells, last = 0;
        for (size_t i = 0; i < n; i++)
            out[i] = last = (uint16_t) (last + (in[i] | in[n + i] << 8));
    } else if (width == 4) {
        uint32_t *out = cells, last = 0;
        for (size_t i = 0; i < n; i++)
            out[i] = last += (uint32_t) in[i] | (uint32_t) in[n + i] << 8 | (uint32_t) in[2 * n + i] << 16 |
                             (uint32_t) in[3 * n + i] << 24;
    } else {
        uint8_t *out = cells;
        for (size_t i = 0; i < n; i++)
            for (size_t b = 0; b < 8; b++)
                out[8 * i + b] = in[b * n + i];
    }
}

/* ---- writing */

struct FormPacker {
    ZSTD_CCtx *zstd;
    uint8_t *raw, *blob;
    size_t raw_size, blob_size;
};

FormPacker *
form_packer_new(void)
{
    FormPacker *packer = calloc(1, sizeof *packer);
    if (!packer)
        return NULL;
    packer->zstd = ZSTD_createCCtx();
    if (packer->zstd && !ZSTD_isError(ZSTD_CCtx_setParameter(packer->zstd, ZSTD_c_compressionLevel, LEVEL)))
        return packer;
    form_packer_free(packer);
    return NULL;
}

void
form_packer_free(FormPacker *packer)
{
    if (!packer)
        return;
    ZSTD_freeCCtx(packer->zstd);
    free(packer->raw);
    free(packer->blob);
    free(packer);
}

static int
room(uint8_t **buffer, size_t *size, size_t wanted)
{
    if (wanted <= *size)
        return 1;
    free(*buffer);
    *buffer = malloc(wanted);
    *size = *buffer ? wanted : 0;
    return *buffer != NULL;
}

static int
may_hold(FormType type, uint64_t rows, uint64_t words, uint64_t text)
{
    return rows <= (type == FORM_BYTES ? FORM_MAX_BYTES : FORM_MAX_ROWS) && words <= rows && text <= FORM_MAX_TEXT &&
           (type == FORM_WORD || (!words && !text));
}

const void *
form_column_write(FormPacker *packer, const char *name, FormType type, uint32_t rows, const void *cells, uint32_t words,
                  const char *const *texts, size_t *size)
{
    size_t named = strlen(name), numbers = (size_t) rows * form_width(type), text = 0;
    for (uint32_t w = 0; w < words; w++)
        text += strlen(texts[w]) + 1;
    if (named > MAX_NAME || !may_hold(type, rows, words, text))
        return NULL;
    size_t bound = ZSTD_compressBound(numbers + text);
    if (!room(&packer->raw, &packer->raw_size, numbers + text + 1) ||
        !room(&packer->blob, &packer->blob_size, HEAD + named + bound))
        return NULL;
    split(packer->raw, cells, rows, type);
    char *at = (char *) packer->raw + numbers;
    for (uint32_t w = 0; w < words; w++)
        at = stpcpy(at, texts[w]) + 1;
    uint8_t *blob = packer->blob;
    size_t packed = ZSTD_compress2(packer->zstd, blob + HEAD + named, bound, packer->raw, numbers + text);
    if (ZSTD_isError(packed))
        return NULL;
    memcpy(blob, magic, sizeof magic);
    blob[4] = VERSION;
    blob[5] = (uint8_t) type;
    put_number(blob + 6, named, 2);
    put_number(blob + 8, rows, 4);
    put_number(blob + 12, words, 4);
    put_number(blob + 16, numbers + text, 8);
    memcpy(blob + HEAD, name, named);
    *size = HEAD + named + packed;
    put_number(blob + 24, sum_of(blob, *size), 8);
    return blob;
}

/* ---- reading */

void
form_column_clear(FormColumn *column)
{
    free(column->cells);
    free(column->text);
    free(column->texts);
    *column = (FormColumn){ 0 };
}

static const char *
take_words(FormColumn *column, const uint8_t *from, size_t size)
{
    column->text = malloc(size + 1);
    column->texts = calloc((size_t) column->words + 1, sizeof *column->texts);
    if (!column->text || !column->texts)
        return NO_MEMORY;
    if (size)
        memcpy(column->text, from, size);
    char *at = column->text, *end = at + size;
    for (uint32_t w = 1; w <= column->words; w++) {
        char *stop = memchr(at, 0, (size_t) (end - at));
        if (!stop || stop == at)
            return N_("its words are damaged");
        column->texts[w] = at;
        at = stop + 1;
    }
    if (at != end)
        return N_("its words are damaged");
    const uint32_t *cells = column->cells;
    for (uint32_t i = 0; i < column->rows; i++)
        if (cells[i] > column->words)
            return N_("its words are damaged");
    return NULL;
}

/* Cells of one byte are what zstd gives; of the others it gives planes. */
static const char *
take_content(const uint8_t *frame, size_t size, uint64_t raw_size, FormColumn *column)
{
    size_t numbers = (size_t) column->rows * form_width(column->type);
    uint8_t *raw = malloc((size_t) raw_size + 1);
    const char *why = NULL;
    if (!raw)
        why = NO_MEMORY;
    else if (ZSTD_decompress(raw, (size_t) raw_size, frame, size) != raw_size)
        why = N_("it cannot be decompressed");
    if (!why && form_width(column->type) == 1) {
        column->cells = raw;
        return NULL;
    }
    if (!why && !(column->cells = malloc(numbers + 1)))
        why = NO_MEMORY;
    if (!why) {
        join(column->cells, raw, column->rows, column->type);
        why = column->type == FORM_WORD ? take_words(column, raw + numbers, (size_t) raw_size - numbers) : NULL;
    }
    free(raw);
    return why;
}

/* The header is believed only as far as it agrees with itself, with what was expected and with what zstd says of the frame. */
const char *
form_column_read(const void *bytes, size_t size, const char *name, FormType type, FormColumn *column)
{
    const uint8_t *blob = bytes;
    *column = (FormColumn){ 0 };
    if (size < HEAD || memcmp(blob, magic, sizeof magic) != 0)
        return N_("it is no column, or it is cut off");
    if (blob[4] != VERSION)
        return N_("a newer orgsim wrote it");
    size_t named = (size_t) get_number(blob + 6, 2);
    if (size < HEAD + named || get_number(blob + 24, 8) != sum_of(blob, size))
        return N_("it is damaged");
    if (named != strlen(name) || memcmp(blob + HEAD, name, named) != 0 || blob[5] != (uint8_t) type)
        return N_("it is another column's");
    uint64_t rows = get_number(blob + 8, 4), words = get_number(blob + 12, 4), raw = get_number(blob + 16, 8),
             numbers = rows * form_width(type);
    if (raw < numbers || !may_hold(type, rows, words, raw - numbers) ||
        ZSTD_getFrameContentSize(blob + HEAD + named, size - HEAD - named) != raw)
        return N_("it says of itself what cannot be");
    *column = (FormColumn){ .type = type, .rows = (uint32_t) rows, .words = (uint32_t) words };
    const char *why = take_content(blob + HEAD + named, size - HEAD - named, raw, column);
    if (why)
        form_column_clear(column);
    return why;
}
