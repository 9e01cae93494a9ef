// SPDX-License-Identifier: MIT
/* The live tables against plain loops over the columns, through random verbs and undo: a cache that is right only most of the
 * time would be worse than none. */
#include "../../../engine/store/live.h"
#include "../org/random-org.h"

static OrgLive *
new_live(Org *org)
{
    GError *error = NULL;
    OrgLive *live = org_live_new(org, &error);
    g_assert_no_error(error);
    return live;
}

/* ---- predicates, in SQL and in C */

static gboolean
is(const Org *org, OrgWord word, const char *text)
{
    return strcmp(org_dict_text(org->dict, word), text) == 0;
}

static guint
staff(const Org *org, OrgRow unit)
{
    guint n = 0;
    for (OrgRow i = 0; i < org->people.n; i++)
        n += org->people.state[i] != ORG_LEFT && org->people.unit[i] == unit;
    return n;
}

static gint64
fte(const Org *org, OrgRow unit, gboolean vacant)
{
    gint64 sum = 0;
    for (OrgRow i = 0; i < org->posts.n; i++)
        if (org->posts.closed[i] == ORG_OPEN && org->posts.unit[i] == unit &&
            (!vacant || org->posts.holder[i] == ORG_NONE))
            sum += org->posts.fte[i];
    return sum;
}

static gboolean
u_room(const Org *org, OrgRow r)
{
    return is(org, org->units.type[r], "room");
}
static gboolean
u_big(const Org *org, OrgRow r)
{
    return staff(org, r) >= 3 && fte(org, r, FALSE) > 2000;
}
static gboolean
u_vacant(const Org *org, OrgRow r)
{
    return fte(org, r, TRUE) > 0;
}
static gboolean
u_deep(const Org *org, OrgRow r)
{
    return org_depth(org, r) >= 3;
}
static gboolean
u_child(const Org *org, OrgRow r)
{
    return org->units.parent[r] == 1;
}
static gboolean
u_root(const Org *org, OrgRow r)
{
    return org->units.parent[r] == ORG_NONE;
}
static gboolean
u_north(const Org *org, OrgRow r)
{
    return is(org, org_attribute_find(org, ORG_UNITS, "building")->word[r], "north");
}
static gboolean
u_loaded(const Org *org, OrgRow r)
{
    return org_attribute_find(org, ORG_UNITS, "workload")->number[r] > 50;
}
static gboolean
u_leaf(const Org *org, OrgRow r)
{
    for (OrgRow i = 0; i < org->units.n; i++)
        if (org->units.closed[i] == ORG_OPEN && org->units.parent[i] == r)
            return FALSE;
    return TRUE;
}
static gboolean
u_under(const Org *org, OrgRow r)
{
    gint64 sum = 0, people = 0;
    for (OrgRow i = 0; i < org->units.n; i++)
        if (org->units.closed[i] == ORG_OPEN && org_is_under(org, i, r)) {
            sum += fte(org, i, FALSE);
            people += staff(org, i);
        }
    return sum >= 10000 && people >= 8;
}

static gboolean
p_state(const Org *org, OrgRow r)
{
    return is(org, org->posts.funding[r], "state") && is(org, org->posts.category[r], "public-employee");
}
static gboolean
p_lead(const Org *org, OrgRow r)
{
    return org->posts.rank[r] == ORG_HEAD || org->posts.rank[r] == ORG_DEPUTY;
}
static gboolean
p_vacant(const Org *org, OrgRow r)
{
    return org->posts.holder[r] == ORG_NONE;
}
static gboolean
p_vacant_staff(const Org *org, OrgRow r)
{
    return p_vacant(org, r) && org->posts.rank[r] == ORG_STAFF;
}
static gboolean
p_part(const Org *org, OrgRow r)
{
    return org->posts.fte[r] < 1000;
}
static gboolean
p_unit(const Org *org, OrgRow r)
{
    return org->posts.unit[r] == 3;
}
static gboolean
p_of_room(const Org *org, OrgRow r)
{
    return u_room(org, org->posts.unit[r]);
}
static gboolean
p_of_big(const Org *org, OrgRow r)
{
    return staff(org, org->posts.unit[r]) >= 6;
}
static gboolean
p_fifth(const Org *org, OrgRow r)
{
    return is(org, org->posts.id[r], "group") && org->posts.ordinal[r] == 5;
}
static gboolean
p_young(const Org *org, OrgRow r)
{
    OrgRow h = org->posts.holder[r];
    return h != ORG_NONE && org->people.born[h] >= ORG_MONTH(1985, 1);
}
static gboolean
p_all(const Org *org, OrgRow r)
{
    (void) org, (void) r;
    return TRUE;
}

static gboolean
h_surplus(const Org *org, OrgRow r)
{
    return org->people.state[r] == ORG_SURPLUS;
}
static gboolean
h_head(const Org *org, OrgRow r)
{
    return org->people.post[r] != ORG_NONE && org->posts.rank[org->people.post[r]] == ORG_HEAD;
}
static gboolean
h_not_state(const Org *org, OrgRow r)
{
    return org->people.post[r] == ORG_NONE || !is(org, org->posts.funding[org->people.post[r]], "state");
}
static gboolean
h_older(const Org *org, OrgRow r)
{
    return org->people.sex[r] == ORG_FEMALE && (org->month - org->people.born[r]) / 12 >= 40;
}
static gboolean
h_second(const Org *org, OrgRow r)
{
    return org->people.second[r] != ORG_NONE;
}
static gboolean
h_room_contract(const Org *org, OrgRow r)
{
    OrgRow post = org->people.post[r];
    return org->people.unit[r] != ORG_NONE && u_room(org, org->people.unit[r]) && post != ORG_NONE &&
           is(org, org->posts.category[post], "contract");
}
static gboolean
h_score(const Org *org, OrgRow r)
{
    return org_attribute_find(org, ORG_PEOPLE, "test.score")->number[r] > 1;
}

static const struct {
    guint table;
    const char *where, *attribute; /* attribute: of the table; without it the predicate must not compile */
    gboolean (*holds)(const Org *, OrgRow);
} cases[] = {
    { ORG_UNITS, "type = 'room'", NULL, u_room },
    { ORG_UNITS, "staff >= 3 and posts > 2", NULL, u_big },
    { ORG_UNITS, "vacant > 0", NULL, u_vacant },
    { ORG_UNITS, "depth >= 3", NULL, u_deep },
    { ORG_UNITS, "parent = 'u-1'", NULL, u_child },
    { ORG_UNITS, "parent is null", NULL, u_root },
    { ORG_UNITS, "building = 'north'", NULL, u_north },
    { ORG_UNITS, "workload > 50", NULL, u_loaded },
    { ORG_UNITS, "n_children = 0", NULL, u_leaf },
    { ORG_UNITS, "posts_under >= 10 and staff_under >= 8", NULL, u_under },
    { ORG_POSTS, "funding = 'state' and category = 'public-employee'", NULL, p_state },
    { ORG_POSTS, "rank in ('head', 'deputy')", NULL, p_lead },
    { ORG_POSTS, "holder is null", NULL, p_vacant },
    { ORG_POSTS, "vacant and rank = 'staff'", NULL, p_vacant_staff },
    { ORG_POSTS, "fte < 1", NULL, p_part },
    { ORG_POSTS, "unit = 'u-3'", NULL, p_unit },
    { ORG_POSTS, "unit_type = 'room'", NULL, p_of_room },
    { ORG_POSTS, "unit in (select id from units where staff >= 6)", NULL, p_of_big },
    { ORG_POSTS,
      "exists (select 1 from people where post = posts.id and born >= '1985-01') or exists"
      " (select 1 from people h where h.second = posts.id and h.born >= '1985-01')",
      NULL, p_young },
    { ORG_POSTS, "id = 'group#5'", NULL, p_fifth },
    { ORG_POSTS, "", NULL, p_all },
    { ORG_PEOPLE, "state = 'surplus'", NULL, h_surplus },
    { ORG_PEOPLE, "rank = 'head'", NULL, h_head },
    { ORG_PEOPLE, "funding is not 'state'", NULL, h_not_state },
    { ORG_PEOPLE, "sex = 'F' and age >= 40", NULL, h_older },
    { ORG_PEOPLE, "second is not null", NULL, h_second },
    { ORG_PEOPLE, "unit_type = 'room' and category = 'contract'", NULL, h_room_contract },
    { ORG_PEOPLE, "\"test.score\" > 1", "test.score", h_score },
};

static void
compare(OrgLive *live, const Org *org, guint i)
{
    const OrgRow *rows = NULL;
    gsize n = 0, at = 0;
    g_autoptr(GError) error = NULL;
    gboolean ok = org_live_select(live, cases[i].table, cases[i].where, &rows, &n, &error);
    if (cases[i].attribute && !org_attribute_find(org, cases[i].table, cases[i].attribute)) {
        g_assert_false(ok);
        g_assert_nonnull(strstr(error->message, "no such column"));
        return;
    }
    g_assert_no_error(error);
    for (OrgRow row = 0; row < org_rows(org, cases[i].table); row++) {
        gboolean want = org_is_open(org, cases[i].table, row) && cases[i].holds(org, row);
        gboolean have = at < n && rows[at] == row;
        if (want != have)
            g_error("\"%s\": row %u is %s, should be %s", cases[i].where, row, have ? "in" : "out",
                    want ? "in" : "out");
        at += have;
    }
    g_assert_cmpuint(at, ==, n);
}

/* What random_verb() leaves alone: words that selections read, and time. */
static void
random_words(Org *org, GRand *rand)
{
    static const char *const words[] = { "room", "office", "state", "own", "contract", "public-employee" };
    gint64 value = org_dict_add(org->dict, words[pick(rand, 6)], -1);
    OrgRow row = pick(rand, org->units.n), post = pick(rand, org->posts.n);
    switch (pick(rand, 4)) {
    case 0:
        org_set(org, ORG_F_TYPE, &row, &value, 1, NULL);
        break;
    case 1:
        org_set(org, ORG_F_FUNDING, &post, &value, 1, NULL);
        break;
    case 2:
        org_set(org, ORG_F_CATEGORY, &post, &value, 1, NULL);
        break;
    default:
        org->month += (OrgMonth) pick(rand, 5);
    }
}

static void
against_loops(guint seed, guint units, guint posts, guint people, guint rounds)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    Org *org = random_org(rand, units, posts, people);
    OrgLive *live = new_live(org);
    OrgMark mark = org_mark(org);
    for (guint round = 0; round < rounds; round++) {
        for (guint k = pick(rand, 6); k > 0; k--)
            random_verb(org, rand);
        if (pick(rand, 3) == 0)
            random_words(org, rand);
        if (pick(rand, 5) == 0)
            mark = org_mark(org);
        if (pick(rand, 7) == 0)
            org_undo_to(org, mark);
        for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
            if (pick(rand, 3))
                compare(live, org, i);
    }
    org_live_free(live);
    random_org_free(org);
}

static void
test_small(void)
{
    for (guint seed = 0; seed < 300; seed++)
        against_loops(seed, 6, 20, 20, 40);
}

static void
test_large(void)
{
    for (guint seed = 100; seed < 103; seed++)
        against_loops(seed, 30, 400, 420, 30);
}

static void
test_no_rows(void)
{
    against_loops(7, 4, 1, 1, 10);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) org = org_new(dict, ORG_MONTH(2021, 1));
    g_assert_true(org_finish(org, NULL));
    g_autoptr(OrgLive) live = new_live(org);
    const OrgRow *rows;
    gsize n = 1;
    g_assert_true(org_live_select(live, ORG_UNITS, "posts_under > 0 or type = 'x'", &rows, &n, NULL));
    g_assert_cmpuint(n, ==, 0);
}

/* ---- another organisation */

static void
test_set(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    Org *a = random_org(rand, 8, 100, 90), *b = org_copy(a);
    org_attribute(b, ORG_PEOPLE, "test.score", TRUE)->number[3] = 2;
    OrgRow gone[] = { 1, 2, 5 };
    g_assert_true(org_close_posts(b, gone, 3, NULL));
    OrgLive *live = new_live(a);
    for (guint turn = 0; turn < 4; turn++) {
        Org *org = turn % 2 ? b : a;
        org_live_set(live, org);
        for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
            compare(live, org, i);
    }
    org_live_free(live);
    org_free(b);
    random_org_free(a);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/live/against-loops/small", test_small);
    g_test_add_func("/live/against-loops/large", test_large);
    g_test_add_func("/live/no-rows", test_no_rows);
    g_test_add_func("/live/another-organisation", test_set);
    return g_test_run();
}
