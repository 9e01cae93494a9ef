// SPDX-License-Identifier: MIT
/* Posts of a category by unit, as the host keeps them: the same as counting all posts, whatever was done since they were last asked for. */
#include "fixture.h"

/* As plugin.h tells of it. */
typedef struct {
    uint32_t size;
    const int64_t *(*fte)(OrgCtx *, OrgWord category);
} Weights;

static guint asked;

/* Twice, so that the second answer is one that was kept. */
static OrgStatus
compare(const OrgHost *host, OrgCtx *ctx)
{
    const Weights *weights = host->extension(ctx, "orgsim.draft.weights");
    const OrgPosts *posts = host->posts(ctx);
    const OrgUnits *units = host->units(ctx);
    g_assert_cmpuint(weights->size, >=, sizeof *weights);
    for (OrgRow post = 0; post < posts->n; post++) {
        g_autofree gint64 *own = g_new0(gint64, units->n);
        for (OrgRow other = 0; other < posts->n; other++)
            if (posts->closed[other] == ORG_OPEN && posts->category[other] == posts->category[post])
                own[posts->unit[other]] += posts->fte[other];
        for (guint times = 0; times < 2; times++) {
            const int64_t *kept = weights->fte(ctx, posts->category[post]);
            for (OrgRow unit = 0; unit < units->n; unit++)
                g_assert_cmpint(kept[unit], ==, own[unit]);
            asked++;
        }
    }
    return ORG_OK;
}

/* Nobody is given what others have written to. */
static OrgStatus
scribble(const OrgHost *host, OrgCtx *ctx)
{
    const Weights *weights = host->extension(ctx, "orgsim.draft.weights");
    int64_t *kept = (int64_t *) weights->fte(ctx, host->posts(ctx)->category[0]);
    kept[0] = 12345;
    return ORG_OK;
}

static void
test_weights(Fixture *f, gconstpointer data)
{
    GError *error = NULL;
    OrgRow post = 1, unit = fixture_unit(f, "far");
    (void) data;
    asked = 0;
    g_assert_true(fixture_call(f, ORG_RULE, compare));
    g_assert_true(fixture_call(f, ORG_RULE, scribble));
    g_assert_true(fixture_call(f, ORG_RULE, compare));
    OrgMark before = org_mark(f->org);
    org_move_posts(f->org, &post, 1, unit, &error);
    g_assert_no_error(error);
    g_assert_true(fixture_call(f, ORG_RULE, compare));
    OrgRow opened;
    org_open_posts(f->org, 0, unit, 3, &opened, &error);
    g_assert_no_error(error);
    g_assert_true(fixture_call(f, ORG_RULE, compare));
    org_undo_to(f->org, before);
    g_assert_true(fixture_call(f, ORG_RULE, compare));
    g_assert_cmpuint(asked, >=, 50);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    fixture_test("/host/weights", test_weights);
    return g_test_run();
}
