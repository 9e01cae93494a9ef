// SPDX-License-Identifier: MIT
/* What became of units and people, as rows that any tool reads. */
#include "db.h"
#include "feed.h"
#include <math.h>

gboolean
store_write_unit_fates(OrgStore *store, gint64 run, const GArray *fates, guint8 *named, guint32 acts, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "INSERT INTO fate(run, row, fate, into_units, from_units, act, posts_before, posts_after,"
                      " rows_before, rows_after, vacant_before, vacant_after, staff_before, staff_after,"
                      " all_posts_before, all_posts_after, all_staff_before, all_staff_after)"
                      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                      error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < fates->len; i++) {
        const OrgFateRow *f = &g_array_index(fates, OrgFateRow, i);
        if (f->act >= 0 && f->act < acts) /* not for NaN: none decided it */
            named[(guint32) f->act] = 1;
        ok = store_put(store, stmt, error, "iitTTdddiiddiiddii", run, (gint64) f->unit, f->fate, f->into, f->from,
                       f->act, f->posts[0], f->posts[1], f->rows[0], f->rows[1], f->vacant[0], f->vacant[1],
                       f->staff[0], f->staff[1], f->all_posts[0], f->all_posts[1], f->all_staff[0], f->all_staff[1]);
    }
    return ok;
}

/* ---- people */

typedef enum { STAYED, JOINED, JOINED_AND_LEFT, SURPLUS, LEFT, MOVED, CHANGED_POST } Fate;
static const char *const fate_names[] = { NULL, "joined", "joined, left", "surplus", "left", "moved", "changed post" };

/* STAYED: as they were, or gone before the run. The end of a row that was not touched is its start. */
static Fate
fate_of(const Org *start, const Org *end, OrgRow row, gboolean touched)
{
    const OrgPersonTable *s = &start->people, *e = &end->people;
    gboolean left = e->state[row] == ORG_LEFT;
    if (row >= s->n)
        return left ? JOINED_AND_LEFT : JOINED;
    if (s->state[row] == ORG_LEFT)
        return STAYED;
    if (e->state[row] == ORG_SURPLUS)
        return SURPLUS;
    if (!touched)
        return STAYED;
    return left ? LEFT : e->unit[row] != s->unit[row] ? MOVED : e->post[row] != s->post[row] ? CHANGED_POST : STAYED;
}

/* A row of fate_of_person but for the run, in the order of its columns; -1: none. */
enum {
    ROW,
    ID,
    ORDINAL,
    NAME,
    UNIT_BEFORE,
    UNIT_AFTER,
    POST_BEFORE,
    ORDINAL_BEFORE,
    POST_AFTER,
    ORDINAL_AFTER,
    FATE,
    SINCE,
    WHY,
    ACT,
    N_CELLS
};
typedef struct {
    gint64 cells[N_CELLS];
} Person;

/* Words are numbered anew, so that the file holds no word that it does not need. */
typedef struct {
    gint64 run;
    OrgDict *words;
    GArray *people; /* Person */
} People;

static gint64
number_of(const People *all, const char *text)
{
    return org_dict_add(all->words, text, -1);
}

static gint64
word_of(const People *all, const Org *org, OrgWord word)
{
    return word ? number_of(all, org_dict_text(org->dict, word)) : -1;
}

/* The word of an id and the number beside it; who has no id has the number of the row, counted from 1, alone. */
static void
put_id(const People *all, const Org *org, guint table, OrgRow row, gint64 *id, gint64 *ordinal)
{
    if (row == ORG_NONE)
        return;
    OrgWord word = table == ORG_POSTS ? org->posts.id[row] : org->people.id[row];
    guint32 number = table == ORG_POSTS ? org->posts.ordinal[row] : org->people.ordinal[row];
    *id = word_of(all, org, word);
    if (!word || number)
        *ordinal = word ? (gint64) number : (gint64) row + 1;
}

static void
add_person(People *all, const Org *start, const Org *end, OrgRow row, const char *fate, guint32 act)
{
    const OrgPersonTable *s = &start->people, *e = &end->people;
    Person one;
    for (guint i = 0; i < N_CELLS; i++)
        one.cells[i] = -1;
    one.cells[ROW] = row;
    put_id(all, end, ORG_PEOPLE, row, &one.cells[ID], &one.cells[ORDINAL]);
    one.cells[NAME] = word_of(all, end, e->name[row]);
    if (row < s->n) {
        one.cells[UNIT_BEFORE] = s->unit[row] == ORG_NONE ? -1 : (gint64) s->unit[row];
        put_id(all, start, ORG_POSTS, s->post[row], &one.cells[POST_BEFORE], &one.cells[ORDINAL_BEFORE]);
    }
    one.cells[UNIT_AFTER] = e->unit[row] == ORG_NONE ? -1 : (gint64) e->unit[row];
    put_id(all, end, ORG_POSTS, e->post[row], &one.cells[POST_AFTER], &one.cells[ORDINAL_AFTER]);
    one.cells[FATE] = number_of(all, fate);
    one.cells[SINCE] = e->since[row] == ORG_UNKNOWN || e->since[row] == ORG_OPEN ? -1 : (gint64) e->since[row];
    one.cells[WHY] = word_of(all, end, e->reason[row]);
    one.cells[ACT] = act == G_MAXUINT32 ? -1 : (gint64) act;
    g_array_append_val(all->people, one);
}

static void
give_person(sqlite3_context *out, gint64 number, int place, gpointer data)
{
    const People *all = data;
    gint64 value = place ? g_array_index(all->people, Person, number).cells[place - 1] : all->run;
    if (value >= 0)
        sqlite3_result_int64(out, value);
}

static gboolean
write_words(OrgStore *store, const People *all, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, "INSERT INTO word(run, number, text) VALUES (?, ?, ?)", error);
    gboolean ok = stmt != NULL;
    for (guint32 w = 1; ok && w < org_dict_size(all->words); w++)
        ok = store_put(store, stmt, error, "iit", all->run, (gint64) w, org_dict_text(all->words, w));
    return ok;
}

gboolean
store_write_person_fates(OrgStore *store, gint64 run, const Org *start, const Org *end, const StoreTouched *touched,
                         guint8 *named, GError **error)
{
    People all = { run, org_dict_new(), g_array_new(FALSE, FALSE, sizeof(Person)) };
    for (OrgRow row = 0; row < end->people.n; row++) {
        const char *fate = fate_names[fate_of(start, end, row, touched->touched[row])];
        if (!fate)
            continue;
        guint32 act = touched->deciding[row];
        if (act != G_MAXUINT32)
            named[act] = 1;
        add_person(&all, start, end, row, fate, act);
    }
    StoreFeed feed = { &all, all.people->len, give_person };
    gboolean done = store_feed(store,
                               "fate_of_person(run, row, id, ordinal, name, unit_before, unit_after, post_before,"
                               " ordinal_before, post_after, ordinal_after, fate, since, why, act)",
                               N_CELLS + 1, &feed, error) &&
                    write_words(store, &all, error);
    g_array_unref(all.people);
    org_dict_unref(all.words);
    return done;
}
