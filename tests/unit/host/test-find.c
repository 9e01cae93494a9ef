// SPDX-License-Identifier: MIT
/* Reading that walks: vacant posts, units below, bosses, rows elsewhere, attributes; giving posts up; logging. */
#include "fixture.h"
#include <string.h>

static GString *seen;

static void
note(const OrgRow *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i] == ORG_NONE)
            g_string_append(seen, " -");
        else
            g_string_append_printf(seen, " %u", rows[i]);
    g_string_append_c(seen, ';');
}

static OrgStatus
lists_vacant(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *rows = NULL;
    size_t n = host->vacant(ctx, 0, &rows);
    note(rows, n);
    return ORG_OK;
}

static OrgStatus
gives_up(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow posts[] = { 1, 5 };
    int64_t person = 1;
    OrgRow kept = 1;
    host->because(ctx, "rotation in %d", 2024);
    host->release(ctx, posts, 2);
    return host->set(ctx, ORG_F_KEPT_FOR, &kept, &person, 1);
}

/* Post 4 is vacant at first; 1 and 5 are given up, and 1 is kept for person 1. */
static void
test_vacant(Fixture *f, gconstpointer data)
{
    static const OrgParam param = { .key = "where", .summary = "", .type = ORG_POST_SET, .fallback = "" };
    char *ids[] = { "p4", "p0", "p5", NULL };
    const OrgValueInfo values[] = { { .given = FALSE, .ids = (char *[]){ NULL } },
                                    { .given = TRUE, .ids = ids },
                                    { .given = TRUE, .where = (char *) "unit = 'fin'" },
                                    { .given = TRUE, .where = (char *) "rank = 'staff'" },
                                    { .given = TRUE, .counting = (char *) "rooms" } };
    (void) data;
    f->feature.params = &param;
    f->feature.n_params = 1;
    for (guint round = 0; round < 2; round++) {
        g_string_truncate(seen, 0);
        for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
            f->spec.values = &values[i];
            g_assert_true(fixture_call(f, ORG_PROCESS, lists_vacant));
        }
        g_assert_cmpstr(seen->str, ==, round == 0 ? " 4; 4; 4; 4; 4;" : " 4 5; 4 5; 4; 4 5; 4 5;");
        if (round == 0)
            g_assert_true(fixture_call(f, ORG_OPERATOR, gives_up));
    }
    g_assert_cmpuint(f->org->people.state[1], ==, ORG_SURPLUS);
    const OrgValueInfo wrong = { .given = TRUE, .where = (char *) "rnak = 1" };
    f->spec.values = &wrong;
    g_assert_false(fixture_call(f, ORG_PROCESS, lists_vacant));
    g_assert_nonnull(strstr(f->error, "no such column: rnak"));
}

static OrgStatus
walks(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *rows = NULL;
    size_t n = host->below(ctx, ORG_NONE, &rows);
    note(rows, n);
    n = host->below(ctx, 1, &rows);
    note(rows, n);
    n = host->below(ctx, 2, &rows); /* closed */
    note(rows, n);
    note(host->bosses(ctx), host->people(ctx)->n);
    return ORG_OK;
}

static void
test_tree(Fixture *f, gconstpointer data)
{
    gint64 head = ORG_HEAD, none = ORG_NONE, boss = 2;
    OrgRow p0 = 0, p1 = 1, p3 = 3;
    (void) data;
    g_string_truncate(seen, 0);
    g_assert_true(fixture_call(f, ORG_RULE, walks));
    g_assert_cmpstr(seen->str, ==, " 0 1 3 4; 1;; - - - - - -;");
    /* p0 is head of fin: h1, of the same room, answers to h0; h3 reports to p2 and so to h2; p2 reports to the vacant p4. */
    g_assert_true(org_set(f->org, ORG_F_RANK, &p0, &head, 1, NULL));
    g_assert_true(org_set(f->org, ORG_F_REPORTS_TO, &p3, &boss, 1, NULL));
    OrgRow p2 = 2;
    boss = 4;
    g_assert_true(org_set(f->org, ORG_F_REPORTS_TO, &p2, &boss, 1, NULL));
    g_string_truncate(seen, 0);
    g_assert_true(fixture_call(f, ORG_RULE, walks));
    g_assert_cmpstr(seen->str, ==, " 0 1 3 4; 1;; - 0 - 2 - -;");
    /* The vacant p4 reports to p1: h2 answers to h1, one further up. */
    OrgRow p4 = 4;
    boss = 1;
    g_assert_true(org_set(f->org, ORG_F_REPORTS_TO, &p4, &boss, 1, NULL));
    g_assert_true(org_set(f->org, ORG_F_REPORTS_TO, &p1, &none, 1, NULL));
    g_string_truncate(seen, 0);
    g_assert_true(fixture_call(f, ORG_RULE, walks));
    g_assert_cmpstr(seen->str, ==, " 0 1 3 4; 1;; - 0 1 2 - -;");
}

static OrgStatus
matches(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *earlier = host->baseline(ctx, "2015");
    note(host->match(ctx, earlier, ORG_UNITS), host->units(ctx)->n);
    note(host->match(earlier, ctx, ORG_POSTS), host->posts(earlier)->n);
    const OrgAttributeInfo *list = NULL;
    uint32_t stride = 0;
    size_t n = host->attributes(ctx, ORG_UNITS, &list, &stride);
    for (size_t i = 0; i < n; i++) {
        const OrgAttributeInfo *one = (const void *) ((const char *) list + i * stride);
        g_string_append_printf(seen, " %s=%u", one->name, one->is_number);
    }
    g_assert_null(host->extension(ctx, "orgsim.draft.offers/1"));
    host->match(ctx, NULL, ORG_UNITS);
    return ORG_OK;
}

static void
test_elsewhere(Fixture *f, gconstpointer data)
{
    (void) data;
    org_attribute(f->org, ORG_UNITS, "area", TRUE);
    org_attribute(f->org, ORG_UNITS, "building", FALSE);
    g_string_truncate(seen, 0);
    g_assert_false(fixture_call(f, ORG_METRIC, matches));
    g_assert_cmpstr(seen->str, ==, " 0 1 2 3 -; 0 1 2 3 4 5; area=1 building=0");
    g_assert_cmpstr(f->error, ==, "match(): the other organisation is NULL");
}

static OrgStatus
logs(const OrgHost *host, OrgCtx *ctx)
{
    host->log(ctx, "%u units, %.1f %%", host->units(ctx)->n, 2.5);
    return ORG_OK;
}

static void
on_log(gpointer data, const char *text)
{
    g_string_append(((Fixture *) data)->said, text);
}

static void
test_log(Fixture *f, gconstpointer data)
{
    (void) data;
    g_assert_true(fixture_call(f, ORG_METRIC, logs));
    g_assert_cmpstr(f->said->str, ==, "");
    f->sink.log = on_log;
    g_assert_true(fixture_call(f, ORG_METRIC, logs));
    g_assert_cmpstr(f->said->str, ==, "5 units, 2.5 %");
}

/* Draws of what an item opens depend on the item, not on what others opened before. */
static OrgStatus
opens(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow first = ORG_NONE;
    OrgStatus status = host->open_posts(ctx, 0, 1, 2, &first);
    note(host->posts(ctx)->stream + first, 2);
    return status;
}

static void
test_streams(Fixture *f, gconstpointer data)
{
    OrgItem one = { .id = (char *) "one", .id_given = TRUE }, other = { .id = (char *) "other", .id_given = TRUE };
    (void) data;
    g_string_truncate(seen, 0);
    OrgMark mark = org_mark(f->org);
    f->spec.item = &one;
    g_assert_true(fixture_call(f, ORG_OPERATOR, opens));
    org_undo_to(f->org, mark);
    f->spec.item = &other;
    g_assert_true(fixture_call(f, ORG_OPERATOR, opens));
    f->spec.item = &one;
    g_assert_true(fixture_call(f, ORG_OPERATOR, opens));
    g_auto(GStrv) parts = g_strsplit(seen->str, ";", -1);
    g_assert_cmpstr(parts[0], ==, parts[2]);
    g_assert_cmpstr(parts[0], !=, parts[1]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    seen = g_string_new(NULL);
    fixture_test("/host/find/vacant", test_vacant);
    fixture_test("/host/find/tree", test_tree);
    fixture_test("/host/find/elsewhere", test_elsewhere);
    fixture_test("/host/find/log", test_log);
    fixture_test("/host/find/streams", test_streams);
    int failed = g_test_run();
    g_string_free(seen, TRUE);
    return failed;
}
