// SPDX-License-Identifier: MIT
/* A column of a table as one compressed blob. Plain C without GLib, for it is part of the loadable extension, too: memory that
 * is not to be had is an error here, never an abort.
 *
 * A blob is a header of 32 bytes (little-endian), the name of the column, and a zstd frame:
 *   0 "OCOL"   4 version (1)   5 type   6 bytes of the name (2)   8 rows (4)   12 words (4)
 *   16 bytes of the content before compression (8)   24 FNV-1a of 64 bits over all other bytes of the blob (8)
 * The content of numbers is each cell's difference from the one before, modulo its width, first the lowest byte of all cells,
 * then the next; bytes are kept as they are, real numbers without differences. Words are numbers of that kind (4 bytes; 0: none)
 * and after them the texts that they number from 1, each ended by a zero byte: the blob's own, so that it holds no word but its own. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef enum { FORM_U8 = 1, FORM_U16, FORM_U32, FORM_I32, FORM_REAL, FORM_WORD, FORM_BYTES } FormType;

/* What a blob may hold; more is refused before memory is taken for it. */
#define FORM_MAX_ROWS (1u << 24)           /* of a column; as ORG_MAX_ROWS */
#define FORM_MAX_BYTES (1u << 28)          /* of FORM_BYTES */
#define FORM_MAX_TEXT ((uint64_t) 1 << 29) /* of the texts of a column together */

typedef struct {
    FormType type;
    uint32_t rows, words;
    void *cells;  /* rows cells of the type's width; words are uint32_t */
    char *text;   /* the texts of the words, one after the other */
    char **texts; /* words + 1 pointers into text; [0] is NULL */
} FormColumn;

size_t form_width(FormType type); /* bytes a cell */

/* Takes a blob apart. NULL when all is well; else why not, a static sentence fragment, and nothing is held. name and type: what
 * the column must be. */
const char *form_column_read(const void *blob, size_t size, const char *name, FormType type, FormColumn *column);
void form_column_clear(FormColumn *column);

/* What packing needs again and again, kept between columns. */
typedef struct FormPacker FormPacker;
FormPacker *form_packer_new(void); /* NULL: no memory */
void form_packer_free(FormPacker *packer);
/* A blob, the packer's own until the next call; NULL: no memory, or more than a blob may hold. texts: words of them, from
 * number 1 on. */
const void *form_column_write(FormPacker *packer, const char *name, FormType type, uint32_t rows, const void *cells,
                              uint32_t words, const char *const *texts, size_t *size);
