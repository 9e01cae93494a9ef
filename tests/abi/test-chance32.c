// SPDX-License-Identifier: MIT
/* The 32-bit draws of plugin.h: test vectors that hold for the major version, and cheap checks of what models rely on. The
 * thresholds are five standard deviations or more; the inputs are fixed, so the outcome is, too. `./dev bench chance` puts the same
 * draws to dieharder. */
#include "../../engine/host/ctx.h"
#include <math.h>
#include <string.h>

static void
test_vectors(void)
{
    static const struct {
        guint64 key;
        guint32 stream, value;
    } vectors[] = {
        { 0, 0, 0xe447bee7 },
        { 0, 1, 0x155d8c3c },
        { 1, 0, 0xfc0f2318 },
        { G_MAXUINT64, G_MAXUINT32, 0x077bd610 },
        { G_GUINT64_CONSTANT(0x0123456789abcdef), 149999, 0x7a1b8268 },
        { 42, 2999999, 0xf5b1a7bb },
        { 0, G_MAXUINT32, 0x98b501bf },
        { G_GUINT64_CONSTANT(0x0000000100000000), 1, 0xac9a247d },
        { G_GUINT64_CONSTANT(0xd215cf5a25201485), 0, 0x5e7fcfc2 },
        { 12345, 678, 0x2febef5e },
    };
    for (guint i = 0; i < G_N_ELEMENTS(vectors); i++)
        g_assert_cmphex(org_chance32(vectors[i].key, vectors[i].stream), ==, vectors[i].value);
}

/* ---- avalanche: whichever bit of the input is turned over, each bit of the draw turns over half the time */

enum { FLIPS = 1 << 15 };

static void
check_flips(const guint *flips)
{
    for (guint bit = 0; bit < 32; bit++)
        g_assert_cmpfloat(fabs(flips[bit] - FLIPS / 2.0) / sqrt(FLIPS / 4.0), <, 5.5);
}

static void
count_flips(guint *flips, guint32 before, guint32 after)
{
    for (guint bit = 0; bit < 32; bit++)
        flips[bit] += (before ^ after) >> bit & 1;
}

static void
test_avalanche(void)
{
    for (guint bit = 0; bit < 64; bit++) {
        guint of_key[32] = { 0 }, of_stream[32] = { 0 };
        for (guint64 i = 0; i < FLIPS; i++) {
            guint64 key = org_chance(1, i, 0);
            guint32 stream = (guint32) org_chance(2, i, 0), draw = org_chance32(key, stream);
            count_flips(of_key, draw, org_chance32(key ^ G_GUINT64_CONSTANT(1) << bit, stream));
            count_flips(of_stream, draw, org_chance32(key, stream ^ 1u << bit % 32));
        }
        check_flips(of_key);
        check_flips(of_stream);
    }
}

/* ---- sequences */

typedef guint32 (*Sequence)(guint32 i);

static guint32
by_stream(guint32 i)
{
    return org_chance32(20210317, i);
}

static guint32
by_far_stream(guint32 i)
{
    return org_chance32(20210317, i * 65537);
}

static guint32
by_key(guint32 i)
{
    return org_chance32(i, 77);
}

static guint32
by_high_key(guint32 i)
{
    return org_chance32((guint64) i << 32, 77);
}

static guint32
by_two_years(guint32 i)
{
    return org_chance32(org_chance_key(1, 0, "p", "f", NULL, 0, 2021 + (gint32) (i % 2)), i / 2);
}

static const struct {
    const char *name;
    Sequence at;
} sequences[] = { { "stream", by_stream },
                  { "far-stream", by_far_stream },
                  { "key", by_key },
                  { "high-key", by_high_key },
                  { "two-years", by_two_years } };

enum { PAIRS = 1 << 20, CLASSES = 1 << 16 };

/* Eight bits of a draw, with the same eight of the next: all 65,536 pairs come equally often. */
static void
check_pairs(Sequence at, guint shift)
{
    g_autofree guint32 *count = g_new0(guint32, CLASSES);
    guint32 last = at(0);
    double chi = 0, expected = (double) PAIRS / CLASSES;
    for (guint32 i = 1; i <= PAIRS; i++) {
        guint32 draw = at(i);
        count[(last >> shift & 0xFF) << 8 | (draw >> shift & 0xFF)]++;
        last = draw;
    }
    for (guint c = 0; c < CLASSES; c++)
        chi += pow(count[c] - expected, 2) / expected;
    g_assert_cmpfloat(fabs(chi - (CLASSES - 1)) / sqrt(2.0 * (CLASSES - 1)), <, 5);
}

static void
test_pairs(gconstpointer data)
{
    const Sequence *at = data;
    for (guint shift = 0; shift <= 24; shift += 8)
        check_pairs(*at, shift);
}

/* ---- events of 2 % among 50,000 people: as many, and varying as much, as by the binomial distribution */

enum { RUNS = 500, PEOPLE = 50000 };

static guint
events(guint64 key)
{
    guint n = 0;
    for (guint32 stream = 0; stream < PEOPLE; stream++)
        n += org_chance32(key, stream) < 85899346u;
    return n;
}

static void
check_events(guint64 step, gboolean hashed)
{
    double sum = 0, squares = 0, neighbours = 0, last = 0;
    for (guint64 run = 0; run < RUNS; run++) {
        guint64 key = hashed ? org_chance_key(1, (guint32) run, "p", "f", NULL, 0, 2021) : run * step;
        double z = (events(key) - PEOPLE * 0.02) / sqrt(PEOPLE * 0.02 * 0.98);
        sum += z;
        squares += z * z;
        neighbours += z * last;
        last = z;
    }
    g_assert_cmpfloat(fabs(sum) / sqrt(RUNS), <, 5);
    g_assert_cmpfloat(fabs(squares - RUNS) / sqrt(2.0 * RUNS), <, 5);
    g_assert_cmpfloat(fabs(neighbours) / sqrt(RUNS), <, 5);
}

static void
test_events(void)
{
    check_events(1, FALSE);
    check_events(G_GUINT64_CONSTANT(1) << 32, FALSE);
    check_events(0, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chance32/vectors", test_vectors);
    g_test_add_func("/chance32/avalanche", test_avalanche);
    for (guint i = 0; i < G_N_ELEMENTS(sequences); i++) {
        g_autofree char *path = g_strdup_printf("/chance32/pairs/%s", sequences[i].name);
        g_test_add_data_func(path, &sequences[i].at, test_pairs);
    }
    g_test_add_func("/chance32/events", test_events);
    return g_test_run();
}
