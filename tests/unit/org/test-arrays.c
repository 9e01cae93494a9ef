// SPDX-License-Identifier: MIT
/* Arrays and texts that lie in the organisation itself: each verb takes them as they were when the call began. What it does
 * and records is what it does and records with a copy of the same arrays, and the act gives the same elsewhere. */
#include "told.h"
#include <math.h>

enum { MOST = 3 }; /* rows of a call */

/* ---- regions: every column and index that a caller could point into */

typedef struct {
    void **data; /* where its pointer stands: a verb may move it */
    gsize size;  /* bytes */
} Region;

static void
add_region(GArray *regions, void *data, gsize rows, guint width)
{
    Region region = { (void **) data, rows * width };
    g_array_append_val(regions, region);
}

static GArray *
regions_of(Org *org)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));
    OrgUnitTable *u = &org->units;
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        add_region(regions, (char *) org + org_columns[c].offset, org_rows(org, org_columns[c].table),
                   org_columns[c].width);
    OrgRow **rows[] = { &u->first_child, &u->next_sibling, &u->prev_sibling, &u->first_post };
    guint32 **counts[] = { &u->n_children, &u->n_posts, &u->n_held, &u->n_idle, &u->n_heads, &u->n_deputies };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        add_region(regions, rows[i], u->n, sizeof(OrgRow));
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        add_region(regions, counts[i], u->n, sizeof(guint32));
    add_region(regions, &u->fte, u->n, sizeof(gint64));
    add_region(regions, &u->fte_held, u->n, sizeof(gint64));
    add_region(regions, &org->posts.next, org->posts.n, sizeof(OrgRow));
    add_region(regions, &org->posts.prev, org->posts.n, sizeof(OrgRow));
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        for (guint a = 0; a < org->attributes[t]->len; a++) {
            OrgAttribute *attribute = &g_array_index(org->attributes[t], OrgAttribute, a);
            if (attribute->is_number)
                add_region(regions, &attribute->number, org_rows(org, t), sizeof(double));
            else
                add_region(regions, &attribute->word, org_rows(org, t), sizeof(OrgWord));
        }
    return regions;
}

/* ---- a call */

typedef struct {
    OrgVerb verb;
    guint field, table; /* of set; of attributes */
    OrgRow unit;
    gboolean second;
    gsize n;
    const void *array[2];
} Call;

/* Bytes an item of each array of a verb; 0: it has no such array. */
static const guint item_size[ORG_N_VERBS][2] = {
    [ORG_VERB_MOVE_POSTS] = { sizeof(OrgRow), 0 },
    [ORG_VERB_CLOSE_POSTS] = { sizeof(OrgRow), 0 },
    [ORG_VERB_SET] = { sizeof(OrgRow), sizeof(gint64) },
    [ORG_VERB_SET_NUMBERS] = { sizeof(OrgRow), sizeof(double) },
    [ORG_VERB_SET_WORDS] = { sizeof(OrgRow), sizeof(OrgWord) },
    [ORG_VERB_PLACE] = { sizeof(OrgRow), sizeof(OrgRow) },
    [ORG_VERB_LEAVE] = { sizeof(OrgRow), sizeof(OrgMonth) },
    [ORG_VERB_JOIN] = { sizeof(OrgJoiner), 0 },
    [ORG_VERB_RELEASE] = { sizeof(OrgRow), 0 },
    [ORG_VERB_PAY] = { sizeof(OrgRow), sizeof(gint64) },
};

static gboolean
perform(Org *org, const Call *call, GError **error)
{
    const void *first = call->array[0], *second = call->array[1];
    switch (call->verb) {
    case ORG_VERB_MOVE_POSTS:
        return org_move_posts(org, first, call->n, call->unit, error);
    case ORG_VERB_CLOSE_POSTS:
        return org_close_posts(org, first, call->n, error);
    case ORG_VERB_SET:
        return org_set(org, call->field, first, second, call->n, error);
    case ORG_VERB_SET_NUMBERS:
        return org_set_numbers(org, call->table, "bits", first, second, call->n, error);
    case ORG_VERB_SET_WORDS:
        return org_set_words(org, call->table, "rows", first, second, call->n, error);
    case ORG_VERB_PLACE:
        return org_place(org, first, second, call->n, call->second, error);
    case ORG_VERB_LEAVE:
        return org_leave(org, first, second, call->n, org->month - 12, "retired", error);
    case ORG_VERB_RELEASE:
        return org_release(org, first, call->n, error);
    case ORG_VERB_PAY:
        return org_pay(org, first, second, call->n, call->unit, "severance", error);
    default:
        return org_join(org, first, call->n, NULL, error);
    }
}

/* Arguments that are right more often than not. */
static void
fill_array(const Org *org, GRand *rand, const Call *call, guint which, void *bytes)
{
    guint32 *cells = bytes;
    gint64 *wide = bytes;
    double *real = bytes;
    gboolean people = call->verb == ORG_VERB_PLACE || call->verb == ORG_VERB_LEAVE || call->verb == ORG_VERB_PAY;
    guint32 n = which == 0 && people ? org->people.n : org->posts.n;
    guint32 start = pick(rand, n - MOST);
    for (guint32 i = 0; i < call->n; i++) {
        if (call->verb == ORG_VERB_JOIN) {
            OrgJoiner *joiner = (OrgJoiner *) (void *) ((char *) bytes + i * item_size[ORG_VERB_JOIN][0]);
            *joiner = (OrgJoiner){
                .size = sizeof(OrgJoiner), .post = start + i, .born = 7, .hired = 8, .sex = ORG_MALE, .rating = 3
            };
        } else if (item_size[call->verb][which] == sizeof(gint64) &&
                   (call->verb == ORG_VERB_SET || call->verb == ORG_VERB_PAY))
            wide[i] = pick(rand, 4);
        else if (item_size[call->verb][which] == sizeof(double))
            real[i] = pick(rand, 4);
        else if (call->verb == ORG_VERB_LEAVE && which == 1)
            ((OrgMonth *) bytes)[i] = org->month - (OrgMonth) i;
        else
            cells[i] = call->verb == ORG_VERB_SET_WORDS && which == 1                           ? pick(rand, SMALL)
                       : call->verb == ORG_VERB_SET_NUMBERS || call->verb == ORG_VERB_SET_WORDS ? pick(rand, 4)
                                                                                                : start + i;
    }
}

/* ---- what became of an organisation */

static void
note_change(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    g_string_append_printf(data, "%u %u %u: %" G_GINT64_MODIFIER "x %" G_GINT64_MODIFIER "x\n", table, row, column,
                           from.number, to.number);
}

static char *
changes_of(const Org *org)
{
    GString *text = g_string_new(NULL);
    org_changes_since(org, (OrgMark){ 0 }, note_change, text);
    return g_string_free(text, FALSE);
}

/* ---- random calls */

typedef struct {
    gint64 own[2][MOST * 3]; /* arrays of the test's own */
    const Region *in[2];     /* or where they lie */
    guint8 *was[2];          /* the region before the call */
    void *stood[2];
} Place;

/* The column that a call sets; a verb that changes several has none. */
static void **
column_set(Org *org, const Call *call)
{
    static const OrgColumnId columns[] = {
        [ORG_F_TYPE] = ORG_COL_UNITS_type,
        [ORG_F_FUNCTION] = ORG_COL_UNITS_function,
        [ORG_F_RANK] = ORG_COL_POSTS_rank,
        [ORG_F_TITLE] = ORG_COL_POSTS_title,
        [ORG_F_CATEGORY] = ORG_COL_POSTS_category,
        [ORG_F_FUNDING] = ORG_COL_POSTS_funding,
        [ORG_F_COEFFICIENT] = ORG_COL_POSTS_coefficient,
        [ORG_F_FTE] = ORG_COL_POSTS_fte,
        [ORG_F_REPORTS_TO] = ORG_COL_POSTS_reports_to,
        [ORG_F_RATING] = ORG_COL_PEOPLE_rating,
        [ORG_F_KEPT_FOR] = ORG_COL_POSTS_kept_for,
        [ORG_F_PERSON_COEFFICIENT] = ORG_COL_PEOPLE_coefficient,
    };
    if (call->verb == ORG_VERB_SET)
        return (void **) (void *) ((char *) org + org_columns[columns[call->field]].offset);
    if (call->verb == ORG_VERB_SET_NUMBERS)
        return (void **) &org_attribute(org, call->table, "bits", TRUE)->number;
    return call->verb == ORG_VERB_SET_WORDS ? (void **) &org_attribute(org, call->table, "rows", FALSE)->word : NULL;
}

/* Any region, but half the time that of the column set. */
static const Region *
choose_region(Org *org, GRand *rand, const GArray *regions, const Call *call)
{
    void **set = pick(rand, 2) ? column_set(org, call) : NULL;
    for (guint i = 0; set && i < regions->len; i++)
        if (g_array_index(regions, Region, i).data == set)
            return &g_array_index(regions, Region, i);
    return &g_array_index(regions, Region, pick(rand, regions->len));
}

/* The arrays of the call, of the test's own or somewhere in a column. */
static void
choose_arrays(Org *org, GRand *rand, GArray *regions, Call *call, Place *place)
{
    for (guint w = 0; w < 2; w++) {
        gsize size = call->n * item_size[call->verb][w];
        place->in[w] = NULL;
        if (size && pick(rand, 3)) {
            const Region *region = choose_region(org, rand, regions, call);
            guint step = item_size[call->verb][w] == 8 ? 8 : 4; /* as the items are aligned */
            if (region->size >= size) {
                place->in[w] = region;
                call->array[w] = (char *) *region->data + step * pick(rand, (guint) ((region->size - size) / step + 1));
                continue;
            }
        }
        fill_array(org, rand, call, w, place->own[w]);
        call->array[w] = place->own[w];
    }
}

/* Arrays that lie in what the call wrote or moved, by verb and array. */
static guint met[ORG_N_VERBS][2];

static void
count_met(const Call *call, const Place *place)
{
    for (guint w = 0; w < 2; w++)
        if (place->in[w] && (*place->in[w]->data != place->stood[w] ||
                             memcmp(*place->in[w]->data, place->was[w], place->in[w]->size) != 0))
            met[call->verb][w]++;
}

static void
try_call(const Org *start, GRand *rand, OrgVerb verb)
{
    Org *org = recording_copy(start), *twin = recording_copy(start);
    g_autoptr(GArray) regions = regions_of(org);
    Place place = { 0 };
    Call call = { .verb = verb,
                  .field = 1 + pick(rand, ORG_F_PERSON_COEFFICIENT),
                  .table = 1 + pick(rand, 3),
                  .n = 1 + pick(rand, MOST) };
    call.unit = pick(rand, org->units.n);
    call.second = pick(rand, 4) == 0;
    choose_arrays(org, rand, regions, &call, &place);
    Call plain = call;
    gint64 copies[2][MOST * 3];
    for (guint w = 0; w < 2; w++) {
        plain.array[w] = memcpy(copies[w], call.array[w], call.n * item_size[verb][w]);
        place.was[w] = place.in[w] ? g_memdup2(*place.in[w]->data, place.in[w]->size) : NULL;
        place.stood[w] = place.in[w] ? *place.in[w]->data : NULL;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) error_twin = NULL;
    gboolean done = perform(org, &call, &error);
    g_assert_cmpint(perform(twin, &plain, &error_twin), ==, done);
    g_autofree char *changes = changes_of(org), *changes_twin = changes_of(twin);
    g_assert_cmpstr(changes, ==, changes_twin);
    assert_same(org, twin);
    const GByteArray *bytes = org->journal->bytes, *bytes_twin = twin->journal->bytes;
    g_assert_cmpmem(bytes->data, bytes->len, bytes_twin->data, bytes_twin->len);
    if (done) {
        count_met(&call, &place);
        assert_told(org, start);
    } else {
        g_assert_cmpstr(error->message, ==, error_twin->message);
        assert_untouched(org, start);
    }
    for (guint w = 0; w < 2; w++)
        g_free(place.was[w]);
    random_org_free(org);
    random_org_free(twin);
}

static void
test_random(void)
{
    memset(met, 0, sizeof met);
    for (guint seed = 1; seed <= 60; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *start = filled_org(rand);
        for (OrgVerb verb = ORG_VERB_MOVE_POSTS; verb < ORG_N_VERBS; verb++)
            for (guint i = 0; i < 120; i++)
                try_call(start, rand, verb);
        random_org_free(start);
    }
    for (OrgVerb verb = 1; verb < ORG_N_VERBS; verb++)
        for (guint w = 0; w < 2; w++) {
            g_test_message("%s, array %u: %u", org_verb_name(verb), w, met[verb][w]);
            g_assert_true(item_size[verb][w] == 0 || verb == ORG_VERB_PAY /* writes no column */ || met[verb][w] >= 5);
        }
}

/* ---- refusals: the last of an array is wrong */

/* An array whose last item no verb takes, as the second of the two or as the first. */
static void
spoil(Org *org, Call *call, guint which, gint64 *bytes)
{
    gsize size = item_size[call->verb][which];
    guint8 *last = (guint8 *) bytes + (call->n - 1) * size;
    const double infinite = INFINITY;
    const gint64 wrong = G_MAXINT64;
    if (call->verb == ORG_VERB_JOIN)
        ((OrgJoiner *) (void *) last)->post = org->posts.n;
    else if (call->verb == ORG_VERB_SET_NUMBERS && which == 1)
        memcpy(last, &infinite, size);
    else
        memcpy(last, &wrong, size);
}

static void
test_refused(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(9);
    Org *start = small_org();
    for (OrgVerb verb = ORG_VERB_MOVE_POSTS; verb < ORG_N_VERBS; verb++)
        for (guint w = 0; w < 2 && item_size[verb][w]; w++) {
            Org *org = recording_copy(start);
            gint64 own[2][MOST * 3] = { { 0 } };
            Call call = { .verb = verb, .field = ORG_F_RANK, .table = ORG_POSTS, .unit = 0, .n = MOST };
            for (guint a = 0; a < 2; a++) {
                fill_array(org, rand, &call, a, own[a]);
                call.array[a] = own[a];
            }
            spoil(org, &call, w, own[w]);
            g_autoptr(GError) error = NULL;
            g_assert_false(perform(org, &call, &error));
            g_assert_nonnull(error);
            assert_untouched(org, start);
            random_org_free(org);
        }
    random_org_free(start);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/org/arrays/random", test_random);
    g_test_add_func("/org/arrays/refused", test_refused);
    return g_test_run();
}
