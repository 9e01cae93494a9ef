// SPDX-License-Identifier: MIT
/* A column as a blob: what goes in comes out; a blob that is cut, changed or lies is an error and no more. */
#include "../../../engine/store/form/column.h"
#include <glib.h>
#include <string.h>

static const char *const words[] = { "Phòng", "a", "So-khdt-p07", "civil-servant" };

static const void *
packed(FormPacker *packer, FormType type, guint32 rows, const void *cells, gsize *size)
{
    const void *blob =
        form_column_write(packer, "posts.x", type, rows, cells, type == FORM_WORD ? G_N_ELEMENTS(words) : 0,
                          type == FORM_WORD ? words : NULL, size);
    g_assert_nonnull(blob);
    return blob;
}

static const FormType types[] = { FORM_U8, FORM_U16, FORM_U32, FORM_I32, FORM_REAL, FORM_WORD, FORM_BYTES };

static guint8 *
some_cells(GRand *rand, FormType type, guint32 rows)
{
    guint8 *cells = g_malloc(rows * form_width(type) + 1);
    for (gsize i = 0; i < rows * form_width(type); i++)
        cells[i] = (guint8) g_rand_int(rand);
    for (guint32 i = 0; type == FORM_WORD && i < rows; i++)
        ((guint32 *) (void *) cells)[i] = (guint32) g_rand_int_range(rand, 0, G_N_ELEMENTS(words) + 1);
    return cells;
}

static void
test_round_trip(void)
{
    FormPacker *packer = form_packer_new();
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    static const guint32 sizes[] = { 0, 1, 2, 255, 5000 };
    for (guint t = 0; t < G_N_ELEMENTS(types); t++)
        for (guint s = 0; s < G_N_ELEMENTS(sizes); s++) {
            guint32 rows = types[t] == FORM_WORD ? MAX(sizes[s], G_N_ELEMENTS(words)) : sizes[s];
            g_autofree guint8 *cells = some_cells(rand, types[t], rows);
            gsize size;
            const void *blob = packed(packer, types[t], rows, cells, &size);
            FormColumn column;
            g_assert_cmpstr(form_column_read(blob, size, "posts.x", types[t], &column), ==, NULL);
            g_assert_cmpmem(column.cells, column.rows * form_width(types[t]), cells, rows * form_width(types[t]));
            g_assert_cmpuint(column.words, ==, types[t] == FORM_WORD ? G_N_ELEMENTS(words) : 0);
            for (guint w = 0; w < column.words; w++)
                g_assert_cmpstr(column.texts[w + 1], ==, words[w]);
            form_column_clear(&column);
        }
    form_packer_free(packer);
}

/* A blob in memory of exactly its size, so that a reader that goes past its end is seen by the sanitizers. */
static void
must_fail(const guint8 *blob, gsize size, FormType type)
{
    g_autofree guint8 *copy = g_memdup2(blob, size);
    FormColumn column;
    g_assert_nonnull(form_column_read(copy, size, "posts.x", type, &column));
    g_assert_null(column.cells);
}

static void
test_damage(void)
{
    FormPacker *packer = form_packer_new();
    g_autoptr(GRand) rand = g_rand_new_with_seed(8);
    for (guint t = 0; t < G_N_ELEMENTS(types); t++) {
        g_autofree guint8 *cells = some_cells(rand, types[t], 50);
        gsize size;
        const void *made = packed(packer, types[t], 50, cells, &size);
        g_autofree guint8 *blob = g_memdup2(made, size);
        for (gsize n = 0; n < size; n++)
            must_fail(blob, n, types[t]);
        for (gsize bit = 0; bit < size * 8; bit++) {
            blob[bit / 8] ^= (guint8) (1 << bit % 8);
            must_fail(blob, size, types[t]);
            blob[bit / 8] ^= (guint8) (1 << bit % 8);
        }
        FormColumn column;
        g_assert_nonnull(form_column_read(blob, size, "posts.y", types[t], &column));
        g_assert_nonnull(form_column_read(blob, size, "posts.xx", types[t], &column));
        g_assert_nonnull(form_column_read(blob, size, "posts.x", types[t] == FORM_U8 ? FORM_BYTES : FORM_U8, &column));
        g_assert_null(form_column_read(blob, size, "posts.x", types[t], &column)); /* it was sound all the time */
        form_column_clear(&column);
    }
    form_packer_free(packer);
}

/* Write the sum that the header must have, as one would who means harm. */
static void
seal(guint8 *blob, gsize size)
{
    guint64 sum = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (gsize i = 0; i < size; i++)
        if (i < 24 || i >= 32)
            sum = (sum ^ blob[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    for (guint i = 0; i < 8; i++)
        blob[24 + i] = (guint8) (sum >> (8 * i));
}

static void
test_lies(void)
{
    static const struct {
        guint at, bytes;
        guint64 value;
    } lies[] = {
        { 4, 1, 9 },     /* a later version */
        { 6, 2, 65535 }, /* a name longer than the blob */
        { 8, 4, 51 },
        { 8, 4, 49 },          /* other rows than there are */
        { 8, 4, G_MAXUINT32 }, /* more than there may be */
        { 12, 4, 5 },
        { 12, 4, 3 }, /* other words than there are */
        { 12, 4, G_MAXUINT32 },
        { 16, 8, G_MAXUINT64 }, /* more than memory */
        { 16, 8, 1 },
        { 16, 8, (guint64) 1 << 29 },
    };
    FormPacker *packer = form_packer_new();
    g_autoptr(GRand) rand = g_rand_new_with_seed(9);
    g_autofree guint8 *cells = some_cells(rand, FORM_WORD, 50);
    ((guint32 *) (void *) cells)[49] = 4;
    gsize size;
    const void *made = packed(packer, FORM_WORD, 50, cells, &size);
    for (guint i = 0; i < G_N_ELEMENTS(lies); i++) {
        g_autofree guint8 *blob = g_memdup2(made, size);
        for (guint b = 0; b < lies[i].bytes; b++)
            blob[lies[i].at + b] = (guint8) (lies[i].value >> (8 * b));
        seal(blob, size);
        must_fail(blob, size, FORM_WORD);
    }
    /* The frame itself: each of its bytes another one, under a right sum, is an error or another column, but never a crash. */
    for (gsize i = 32 + strlen("posts.x"); i < size; i++)
        for (guint bit = 0; bit < 8; bit++) {
            g_autofree guint8 *blob = g_memdup2(made, size);
            FormColumn column;
            blob[i] ^= (guint8) (1 << bit);
            seal(blob, size);
            if (!form_column_read(blob, size, "posts.x", FORM_WORD, &column))
                for (guint32 r = 0; r < column.rows; r++)
                    g_assert_cmpuint(((guint32 *) column.cells)[r], <=, column.words);
            form_column_clear(&column);
        }
    form_packer_free(packer);
}

/* What a blob may not hold is not written. */
static void
test_too_much(void)
{
    FormPacker *packer = form_packer_new();
    guint32 cell = 1;
    gsize size;
    g_assert_null(form_column_write(packer, "posts.x", FORM_U32, FORM_MAX_ROWS + 1, &cell, 0, NULL, &size));
    g_assert_null(form_column_write(packer, "posts.x", FORM_WORD, 1, &cell, G_N_ELEMENTS(words), words, &size));
    form_packer_free(packer);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/column/round-trip", test_round_trip);
    g_test_add_func("/column/damage", test_damage);
    g_test_add_func("/column/lies", test_lies);
    g_test_add_func("/column/too-much", test_too_much);
    return g_test_run();
}
