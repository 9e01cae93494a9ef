// SPDX-License-Identifier: MIT
/* A harness for tests of plugins: an organisation from a few lines of text, one feature called through the real host
 * table, and everything that came of it as text.
 *
 *     g_autoptr(Harness) h = harness_new("merge");            loads plugins/merge/merge.so of the build folder
 *     harness_units(h, "id,type,parent\n"
 *                      "town,town,\n"
 *                      "fin,room,town\n");
 *     harness_posts(h, "id,unit,rank,category,funding\n"
 *                      "f1,fin,head,civil-servant,state\n");
 *     harness_call(h, "merge", "2022-07", "units", "fin,plan", "into.id", "finplan", NULL);
 *     harness_expect(h, HARNESS_UNITS | HARNESS_FINDINGS, "units\n"
 *                                                         "  town (town)\n" …);
 *
 * Every call is also checked for what no test should have to ask: the invariants hold, a failed call changed nothing,
 * and replaying the acts on a copy gives the same organisation. */
#pragma once
#include <math.h> /* NAN: nothing was measured */
#include "../../../engine/host/ctx.h"

typedef struct Harness Harness;

/* plugin: its folder below $ORGSIM_TEST_PLUGINS, or a path that ends in .so. The month is 2021-01 until set. */
Harness *harness_new(const char *plugin);
void harness_also(Harness *harness,
                  const char *plugin); /* another one, too: the step that a rule judges; before the first call */
void harness_free(Harness *harness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Harness, harness_free)
void harness_month(Harness *harness, const char *month);

/* Rows below a header, fields between commas, blanks around them dropped, no quoting. A blank field is unknown.
 * units: id, name, type, function, parent, opened; posts: id, unit, rank, title, category, funding, coefficient (2.34),
 * fte, reports_to, opened, and of the holder: held (yes unless "no" or 0), person (its id; else "h-" and the post's),
 * born, sex (F, M), hired, rating; n: so many posts of that kind, with ids "id#1"…, of which `held` are held if it is a
 * number. people without a post: harness_surplus, with id, unit, born, sex, hired, rating. Any other column is an
 * attribute, of numbers if all its fields are (people's are not offered). Parents, bosses come by id, in any order. */
void harness_units(Harness *harness, const char *csv);
void harness_posts(Harness *harness, const char *csv);
void harness_surplus(Harness *harness, const char *csv);

/* An organisation like this one, now, as a baseline under a name. Call it after the tables, before the first call. */
void harness_baseline(Harness *harness, const char *name);
void harness_counting(Harness *harness, const char *name, const char *table, const char *where);

/* Call a feature at a month. A process is called as the calendar would in the months since the last call (leavings that it
 * foresees come to pass, flows are added up); others in that month, once. Then pairs of key and value, ended by NULL:
 * a value is spelled as in a scenario ("2.5%", "2021-01", "true"); a set is ids between commas, or SQL when the key is
 * "where" or the value begins with "where "; a table is CSV text with a header. Keys not named have their fallback.
 * FALSE: the call failed; harness_error() tells the sentence. A rule sees as before() the organisation before the last
 * call that could write, and as standing what it said in its last call. */
gboolean harness_call(Harness *harness, const char *feature, const char *month, ...) G_GNUC_NULL_TERMINATED;
/* What the test does to the organisation from here on is a step, as that of an operator; or nothing is any more, as in a month without one. */
void harness_step(Harness *harness);
void harness_calm(Harness *harness);
const char *harness_error(const Harness *harness); /* "" when the last call did not fail */

/* The first month in which the last call asked to be called again; ORG_OPEN: it did not. The next call of an operator in that month is that
 * call: its window() stays as it was. */
OrgMonth harness_woken(const Harness *harness);

/* What the next calls are made with, for tests that need more: seed, replication, ordinal, carried, window, settles. */
OrgCallSpec *harness_spec(Harness *harness);
Org *harness_org(Harness *harness);
OrgRow harness_row(Harness *harness, guint table, const char *id); /* fails the test when there is none */
OrgRow harness_unit(Harness *harness, const char *id);
OrgRow harness_post(Harness *harness, const char *id);
OrgRow harness_person(Harness *harness, const char *id);

/* The last value measured under a series (unit NULL: the whole); NAN if none was. */
double harness_measured(const Harness *harness, const char *series, const char *unit);

typedef enum {
    HARNESS_UNITS = 1 << 0,    /* "  fin (room) under town" or "  fin (room), closed 2022-07 into finplan" */
    HARNESS_POSTS = 1 << 1,    /* "  f1 in fin: head civil-servant state, held by h-f1" */
    HARNESS_PEOPLE = 1 << 2,   /* "  h-f1 employed in fin at f1" or "  h-f2 left 2022-07: resigned" */
    HARNESS_ACTS = 1 << 3,     /* "  2022-07 merge move-posts: they go to finplan" */
    HARNESS_FINDINGS = 1 << 4, /* "  warn unit fin: too small" */
    HARNESS_MEASURES = 1 << 5, /* "  units = 12" or "  staff of fin = 3" */
    HARNESS_ALL = 63
} HarnessPart;

/* Acts, findings and measures of all calls so far, or since harness_forget(). Owned by the caller. */
char *harness_text(Harness *harness, HarnessPart parts);
void harness_forget(Harness *harness);
/* Fails the test, showing both texts, when they differ. */
#define harness_expect(harness, parts, expected) harness_expect_at(harness, parts, expected, __FILE__, __LINE__)
void harness_expect_at(Harness *harness, HarnessPart parts, const char *expected, const char *file, int line);
