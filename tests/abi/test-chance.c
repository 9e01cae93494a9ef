// SPDX-License-Identifier: MIT
/* The draws of plugin.h: test vectors that hold for the major version (they are compiled into plugins), and sanity of
 * what models rely on. The thresholds are five standard deviations; the inputs are fixed, so the outcome is, too. */
#include "../../engine/host/ctx.h"
#include <math.h>

static void
test_vectors(void)
{
    static const struct {
        guint64 key, row, draw, value;
    } vectors[] = {
        { 0, 0, 0, 0 },
        { 0, 1, 0, G_GUINT64_CONSTANT(0xe220a8397b1dcdaf) }, /* SplitMix64 of seed 0, as published, first and second */
        { 0, 2, 0, G_GUINT64_CONSTANT(0x6e789e6aa1b965f4) },
        { 0, 0, 1, G_GUINT64_CONSTANT(0x8209b480faed1b10) },
        { 1, 0, 0, G_GUINT64_CONSTANT(0x5692161d100b05e5) },
        { G_MAXUINT64, G_MAXUINT64, G_MAXUINT64, G_GUINT64_CONSTANT(0x5ea9ccddfb941507) },
        { G_GUINT64_CONSTANT(0x0123456789abcdef), 149999, 3, G_GUINT64_CONSTANT(0x15144085b88502bb) },
        { 42, 2999999, 7, G_GUINT64_CONSTANT(0x8070326c46b1a619) },
        { 0, G_MAXUINT32, 0, G_GUINT64_CONSTANT(0xfbd912d21ced44a9) },
        { 12345, 678, 90, G_GUINT64_CONSTANT(0x345f35a1eb60120d) },
    };
    for (guint i = 0; i < G_N_ELEMENTS(vectors); i++)
        g_assert_cmphex(org_chance(vectors[i].key, vectors[i].row, vectors[i].draw), ==, vectors[i].value);
    g_assert_true(org_chance_real(0, 1, 0) == 0.8833108082136426);
    g_assert_true(org_chance_real(12345, 678, 90) == 0.20457778170691676);
}

static void
test_keys(void)
{
    static const struct {
        guint64 seed;
        guint32 replication;
        const char *feature, *item;
        guint32 ordinal;
        gint32 year;
        guint64 key;
    } vectors[] = {
        { 1, 0, "resignation", NULL, 0, 2021, G_GUINT64_CONSTANT(0xd215cf5a25201485) },
        { 1, 0, "resignation", NULL, 1, 2021, G_GUINT64_CONSTANT(0xe6ba4cec539d2c5b) },
        { 1, 0, "resignation", "teachers", 1, 2021, G_GUINT64_CONSTANT(0x6c148a93807e6113) },
        { 1, 999, "resignation", NULL, 0, 2021, G_GUINT64_CONSTANT(0x139bb2e2a87cec81) },
        { G_MAXUINT64, 0, "retirement", "", 0, -1, G_GUINT64_CONSTANT(0xa9fe04b493172fd2) },
    };
    for (guint i = 0; i < G_N_ELEMENTS(vectors); i++)
        g_assert_cmphex(org_chance_key(vectors[i].seed, vectors[i].replication, vectors[i].feature, vectors[i].feature,
                                       vectors[i].item, vectors[i].ordinal, vectors[i].year),
                        ==, vectors[i].key);
}

enum { N = 1 << 18 };

/* Where the next number of a sequence comes from: the next row, draw, year or replication. */
typedef guint64 (*Sequence)(guint64 i);

static guint64
key(gint32 year, guint32 replication)
{
    return org_chance_key(1, replication, "p", "f", NULL, 0, year);
}

static guint64
by_row(guint64 i)
{
    return org_chance(key(2021, 0), i, 0);
}

static guint64
by_row_second_draw(guint64 i)
{
    return org_chance(key(2021, 0), i, 1);
}

static guint64
by_draw(guint64 i)
{
    return org_chance(key(2021, 0), 77, i);
}

static guint64
by_year(guint64 i)
{
    return org_chance(key((gint32) i, 0), 77, 0);
}

static guint64
by_replication(guint64 i)
{
    return org_chance(key(2021, (guint32) i), 77, 0);
}

static const struct {
    const char *name;
    Sequence at;
} sequences[] = { { "row", by_row },
                  { "second-draw", by_row_second_draw },
                  { "draw", by_draw },
                  { "year", by_year },
                  { "replication", by_replication } };

/* z of a number of successes of n fair coins. */
static double
z(double successes, double n)
{
    return (successes - n / 2) / sqrt(n / 4);
}

/* Each bit is set half the time, and changes half the time from one to the next. */
static void
test_bits(gconstpointer data)
{
    Sequence at = ((const Sequence *) data)[0];
    guint set[64] = { 0 }, changed[64] = { 0 };
    guint64 last = at(0);
    for (guint64 i = 1; i <= N; i++) {
        guint64 x = at(i), flips = x ^ last;
        for (guint bit = 0; bit < 64; bit++) {
            set[bit] += x >> bit & 1;
            changed[bit] += flips >> bit & 1;
        }
        last = x;
    }
    for (guint bit = 0; bit < 64; bit++) {
        g_assert_cmpfloat(fabs(z(set[bit], N)), <, 5);
        g_assert_cmpfloat(fabs(z(changed[bit], N)), <, 5);
    }
}

static double
real(guint64 x)
{
    return (double) (x >> 11) * 0x1p-53 - 0.5;
}

/* As real numbers, neighbours at several distances are uncorrelated, and 256 classes are equally full. */
static void
test_reals(gconstpointer data)
{
    Sequence at = ((const Sequence *) data)[0];
    static const guint distances[] = { 1, 2, 7, 12, 64 };
    g_autofree double *x = g_new(double, N);
    guint classes[256] = { 0 };
    double chi = 0;
    for (guint i = 0; i < N; i++) {
        guint64 value = at(i);
        x[i] = real(value);
        classes[value >> 56]++;
    }
    for (guint i = 0; i < 256; i++)
        chi += pow(classes[i] - N / 256.0, 2) / (N / 256.0);
    g_assert_cmpfloat(fabs(chi - 255) / sqrt(2 * 255), <, 5);
    for (guint d = 0; d < G_N_ELEMENTS(distances); d++) {
        double sum = 0;
        for (guint i = distances[d]; i < N; i++)
            sum += x[i] * x[i - distances[d]];
        g_assert_cmpfloat(fabs(sum / (N - distances[d]) * 12) * sqrt(N), <, 5);
    }
}

/* Two draws of the same row, and the same draw in two replications, have nothing to do with each other. */
static void
test_pairs(void)
{
    guint64 one = key(2021, 0), other = key(2021, 1), next = key(2022, 0);
    double draws = 0, replications = 0, years = 0;
    for (guint64 i = 0; i < N; i++) {
        double x = real(org_chance(one, i, 0));
        draws += x * real(org_chance(one, i, 1));
        replications += x * real(org_chance(other, i, 0));
        years += x * real(org_chance(next, i, 0));
    }
    g_assert_cmpfloat(fabs(draws / N * 12) * sqrt(N), <, 5);
    g_assert_cmpfloat(fabs(replications / N * 12) * sqrt(N), <, 5);
    g_assert_cmpfloat(fabs(years / N * 12) * sqrt(N), <, 5);
}

/* The pairs (row, draw) of any organisation are different counters: a step of `draw` never lands on another row. */
static void
test_no_overlap(void)
{
    const guint64 row_step = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15), draw_step = G_GUINT64_CONSTANT(0xD1B54A32D192ED03);
    guint64 inverse = row_step; /* Newton: each round doubles the bits that are right */
    for (guint i = 0; i < 6; i++)
        inverse *= 2 - row_step * inverse;
    g_assert_cmphex(inverse * row_step, ==, 1);
    for (guint64 draws = 1; draws < 1000000; draws++) {
        guint64 rows = draws * draw_step * inverse; /* this many rows further is the same counter */
        g_assert_cmpuint(MIN(rows, -rows), >, 1u << 31);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chance/vectors", test_vectors);
    g_test_add_func("/chance/keys", test_keys);
    for (guint i = 0; i < G_N_ELEMENTS(sequences); i++) {
        g_autofree char *bits = g_strdup_printf("/chance/bits/%s", sequences[i].name);
        g_autofree char *reals = g_strdup_printf("/chance/reals/%s", sequences[i].name);
        g_test_add_data_func(bits, &sequences[i].at, test_bits);
        g_test_add_data_func(reals, &sequences[i].at, test_reals);
    }
    g_test_add_func("/chance/pairs", test_pairs);
    g_test_add_func("/chance/no-overlap", test_no_overlap);
    return g_test_run();
}
