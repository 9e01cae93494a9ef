// SPDX-License-Identifier: MIT
/* Renderers: runs, tables, outputs, and what they must declare that they read. */
#include "fixture.h"
#include <string.h>

static Org *
archive_at(gpointer data, gsize run, OrgMonth month, GError **error)
{
    Fixture *f = data;
    if (run == 0)
        return month == ORG_UNKNOWN ? f->baselines[0] : f->org;
    g_set_error(error, ORG_ERROR, ORG_E_FAILED, "run 1 is broken");
    return NULL;
}

static const OrgTable *
archive_table(gpointer data, const char *view)
{
    static const OrgTable table = { .size = sizeof table, .rows = 4 };
    (void) data;
    return strcmp(view, "series") == 0 ? &table : NULL;
}

static OrgStatus
renders(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpuint(host->runs(ctx), ==, 2);
    OrgCtx *start = host->at(ctx, 0, ORG_UNKNOWN);
    g_assert_true(start && start == host->at(ctx, 0, ORG_UNKNOWN) && start != host->at(ctx, 0, ORG_OPEN));
    g_assert_cmpuint(host->units(start)->n, ==, 5);
    g_assert_cmpuint(host->data(ctx, "series")->rows, ==, 4);
    g_assert_null(host->data(ctx, "serie"));
    g_assert_cmpint(host->output(ctx, "tree.svg", "image/svg+xml", "<svg/>", 6), ==, ORG_OK);
    return host->output(ctx, "../tree.svg", "image/svg+xml", "<svg/>", 6);
}

static void
test_renderer(Fixture *f, gconstpointer data)
{
    OrgCallArchive archive = { f, 2, archive_at, archive_table };
    (void) data;
    f->spec.archive = &archive;
    g_assert_false(fixture_call(f, ORG_RENDERER, renders));
    g_assert_cmpstr(f->said->str, ==, "tree.svg image/svg+xml <svg/>\n");
    g_assert_cmpstr(f->error, ==, "output(): \"../tree.svg\" is no plain file name (letters, digits, - _ .)");
}

static OrgStatus
names_people(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_cmpuint(host->people(ctx)->n, ==, 6); /* columns are there for all */
    g_assert_cmpstr(host->id(ctx, ORG_UNITS, 0), !=, "");
    if (host->find(ctx, ORG_PEOPLE, host->id(ctx, ORG_PEOPLE, 1)) != 1)
        return ORG_OK;
    g_assert_nonnull(host->name(ctx, ORG_PEOPLE, 1));
    g_assert_null(host->words(ctx, ORG_PEOPLE, "nothing"));
    return ORG_OK;
}

static OrgStatus
tells_stories(const OrgHost *host, OrgCtx *ctx)
{
    g_assert_null(host->data(ctx, "story")); /* there is none here */
    return ORG_OK;
}

/* A renderer reads of people and stories what it declares. */
static void
test_declared_views(Fixture *f, gconstpointer data)
{
    OrgCallArchive archive = { f, 2, archive_at, archive_table };
    (void) data;
    f->spec.archive = &archive;
    g_assert_true(fixture_call(f, ORG_METRIC, names_people));
    g_assert_false(fixture_call(f, ORG_RENDERER, names_people));
    g_assert_cmpstr(f->error, ==,
                    "id(): the renderer does not declare that it reads who people are (ORG_READS_PEOPLE)");
    g_assert_false(fixture_call(f, ORG_RENDERER, tells_stories));
    g_assert_cmpstr(f->error, ==, "data(): the renderer does not declare that it reads stories (ORG_READS_STORIES)");
    f->feature.views = ORG_READS_PEOPLE | ORG_READS_STORIES;
    g_assert_true(fixture_call(f, ORG_RENDERER, names_people));
    g_assert_true(fixture_call(f, ORG_RENDERER, tells_stories));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/render/renderer", test_renderer);
    fixture_test("/host/render/declared-views", test_declared_views);
    return g_test_run();
}
