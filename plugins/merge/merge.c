// SPDX-License-Identifier: MIT
/* merge: units become one. Absorb (sáp nhập): one of them survives. Consolidate (hợp nhất): a new unit is opened and all
 * of them close. */
#include "merge.h"

static const char *const group_choices[] = { "all", "siblings", NULL };
static const char *const head_choices[] = { "keep-first", "keep-largest", "keep-rating", "keep-seniority", NULL };
static const char *const other_head_choices[] = { "deputy", "staff", "surplus", NULL };
static const char *const deputy_choices[] = { "keep", "cap", NULL };
static const char *const other_deputy_choices[] = { "staff", "surplus", NULL };
static const char *const support_choices[] = { "merge", "keep", NULL };
static const char *const children_choices[] = { "move", "merge-like", NULL };
static const char *const office_choices[] = { "release", "keep", NULL };

static const OrgParam params[N_PARAMS] = {
    [P_UNITS] = { "units", "Units that become one", NULL, ORG_UNIT_SET, "" },
    [P_WHERE] = { "where", "Units that become one, chosen by SQL; instead of units", NULL, ORG_UNIT_SET, "" },
    [P_TABLE] = { "table", "Many merges at once: each unit and what it becomes (the id of an open unit, or a new id)",
                  NULL, ORG_TABLE, "", 0, 0, NULL, "unit:unit,into:text,name:text?,type:text?" },
    [P_GROUP] = { "group", "Merge all chosen units into one, or those that share a parent (into the largest of them)",
                  NULL, ORG_CHOICE, "all", 0, 0, group_choices },
    [P_SIZE] = { "size", "With group: siblings: at most so many units become one; 0 is no limit", "units", ORG_INT, "0",
                 0, 1000 },
    [P_INTO] = { "into", "Absorb: the unit that survives", NULL, ORG_UNIT, "" },
    [P_INTO_ID] = { "into.id", "Consolidate: id of the new unit; made when left out", NULL, ORG_TEXT, "" },
    [P_INTO_NAME] = { "into.name", "Consolidate: name of the new unit", NULL, ORG_TEXT, "" },
    [P_INTO_TYPE] = { "into.type", "Type of the new unit; else that of the largest unit", NULL, ORG_TEXT, "" },
    [P_INTO_FUNCTION] = { "into.function", "Function of the new unit; else that of the largest unit", NULL, ORG_TEXT,
                          "" },
    [P_INTO_PARENT] = { "into.parent", "Unit above the new unit; else the one above the first unit", NULL, ORG_UNIT,
                        "" },
    [P_MIXED] = { "mixed", "Allow units of different types", NULL, ORG_BOOL, "no" },
    [P_HEADS] = { "heads", "Which head stays; a held post goes before a vacant one", NULL, ORG_CHOICE, "keep-first", 0,
                  0, head_choices },
    [P_OTHER_HEADS] = { "other_heads", "What the other heads become; surplus closes their posts", NULL, ORG_CHOICE,
                        "deputy", 0, 0, other_head_choices },
    [P_DEPUTIES] = { "deputies", "Keep all deputies (legal for the grace period), or cap them now", NULL, ORG_CHOICE,
                     "keep", 0, 0, deputy_choices },
    [P_DEPUTY_CAP] = { "deputy_cap", "With deputies: cap: deputies that stay", "posts", ORG_INT, "0", 0, 100 },
    [P_DEPUTY_CAPS] = { "deputy_caps", "With deputies: cap: deputies that stay by the posts of the merged unit", NULL,
                        ORG_TABLE, "", 0, 0, NULL, "cap:int,upto:int?" },
    [P_OTHER_DEPUTIES] = { "other_deputies", "What deputies above the cap become; surplus closes their posts", NULL,
                           ORG_CHOICE, "surplus", 0, 0, other_deputy_choices },
    [P_GRACE] = { "grace", "Time to settle people who lost a leading post", "months", ORG_INT, "36", 0, 600 },
    [P_SUPPORT] = { "support", "Duplicate support rooms below the units: merge them, or keep them", NULL, ORG_CHOICE,
                    "merge", 0, 0, support_choices },
    [P_SUPPORT_FUNCTIONS] = { "support_functions", "Functions (or types) of support rooms, with commas", NULL, ORG_TEXT,
                              "office,personnel,planning-finance,inspectorate" },
    [P_CHILDREN] = { "children", "Other units below: move them, or merge those of the same type and function", NULL,
                     ORG_CHOICE, "move", 0, 0, children_choices },
    [P_OFFICES] = { "release_offices", "Buildings: units below leave the building of a closed unit, or stay there",
                    NULL, ORG_CHOICE, "release", 0, 0, office_choices },
    [P_SHED] = { "shed", "Posts closed at once: a count, or a percentage of the posts merged (rounded down)", "posts",
                 ORG_AMOUNT, "0", 0, 1e6 },
    [P_INHERIT] = { "inherit", "Attributes that a new unit takes from the largest unit, with commas", NULL, ORG_TEXT,
                    "building" },
    [P_SUM] = { "sum", "Number attributes that are added up, with commas", NULL, ORG_TEXT, "workload" },
};

static bool
read_support(Merge *m)
{
    const OrgHost *h = m->host;
    if (h->integer(m->ctx, P_SUPPORT) != 0)
        return true;
    const char *list = h->text(m->ctx, P_SUPPORT_FUNCTIONS);
    size_t room = 1;
    for (const char *p = list; *p; p++)
        room += *p == ',';
    if (!(m->support = merge_scratch(m, room, sizeof *m->support)))
        return false;
    for (const char *name; m->n_support < room && (name = merge_next_name(m, &list));)
        m->support[m->n_support++] = h->word(m->ctx, name);
    return true;
}

/* A cap that was never given must not mean that all deputies go. */
static bool
check_cap(Merge *m)
{
    const OrgHost *h = m->host;
    const OrgTable *caps = h->table(m->ctx, P_DEPUTY_CAPS);
    if (h->integer(m->ctx, P_DEPUTIES) == 0 || h->given(m->ctx, P_DEPUTY_CAP) || (caps && caps->rows))
        return true;
    return merge_ok(
        m, h->fail(m->ctx, ORG_E_INVALID,
                   "`deputies: cap` needs `deputy_cap:` (a number) or `deputy_caps:` (by the posts of the unit)."));
}

static size_t
count_groups(const Group *group)
{
    size_t n = 0;
    for (; group; group = group->next)
        n++;
    return n;
}

static bool
prepare(Merge *m)
{
    const OrgHost *h = m->host;
    m->last = &m->joins;
    m->units = h->units(m->ctx);
    m->posts = h->posts(m->ctx);
    m->people = h->people(m->ctx);
    m->doomed = merge_scratch(m, m->posts->n, 1);
    m->lowered = merge_scratch(m, m->posts->n, 1);
    m->ends = merge_scratch(m, m->posts->n, 1);
    return m->doomed && m->lowered && m->ends && check_cap(m) && read_support(m);
}

static bool
carry_out(Merge *m, const Group *groups)
{
    size_t n_units = m->units->n + count_groups(groups);
    m->into = merge_scratch(m, n_units, sizeof *m->into);
    m->origin = merge_scratch(m, n_units, sizeof *m->origin);
    m->stack = merge_scratch(m, n_units, sizeof *m->stack);
    if (!m->into || !m->origin || !m->stack)
        return false;
    for (const Group *g = groups; g; g = g->next)
        if (!merge_begin(m, g))
            return false;
    /* Rooms that now stand side by side; the list grows while it is walked. */
    for (Join *j = m->joins; j; j = j->next)
        if (!merge_duplicates(m, j))
            return false;
    if (!merge_redirect(m))
        return false;
    if (!merge_count_buildings(m))
        return false;
    for (Join *j = m->joins; j; j = j->next)
        if (!merge_finish(m, j))
            return false;
    return true;
}

static void
report(const Merge *m, size_t groups)
{
    void (*measure)(OrgCtx *, const char *, OrgRow, double) = m->host->measure;
    measure(m->ctx, "merges", ORG_NONE, (double) groups);
    measure(m->ctx, "units-closed", ORG_NONE, (double) m->units_closed);
    measure(m->ctx, "posts-closed", ORG_NONE, (double) m->posts_closed);
    measure(m->ctx, "heads-released", ORG_NONE, (double) m->heads_released);
    measure(m->ctx, "deputies-released", ORG_NONE, (double) m->deputies_released);
    measure(m->ctx, "surplus", ORG_NONE, (double) m->surplus);
    measure(m->ctx, "offices-released", ORG_NONE, (double) m->offices_released);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Merge m = { .host = host, .ctx = ctx };
    if (!prepare(&m))
        return m.status;
    const Group *groups = merge_groups(&m);
    if (m.status != ORG_OK || !carry_out(&m, groups))
        return m.status;
    report(&m, count_groups(groups));
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "merges", .label = "Mergers", .kind = ORG_FLOW },
    { .name = "units-closed", .label = "Units closed", .kind = ORG_FLOW, .unit = "units" },
    { .name = "posts-closed", .label = "Posts closed", .kind = ORG_FLOW, .unit = "posts" },
    { .name = "heads-released", .label = "Heads released", .kind = ORG_FLOW, .unit = "people" },
    { .name = "deputies-released", .label = "Deputies released", .kind = ORG_FLOW, .unit = "people" },
    { .name = "surplus",
      .label = "People who became surplus",
      .kind = ORG_FLOW,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "offices-released", .label = "Buildings given up", .kind = ORG_FLOW },
};

/* What a table of steps calls it, too. */
static const char *const words[] = { "absorb", "sáp nhập", "nhập", "consolidate:into.id", "hợp nhất:into.id", NULL };

static const OrgFeature features[] = {
    { .name = "merge",
      .summary = "Merge units: absorb into one of them, or consolidate into a new one",
      .details =
          "Absorb (sáp nhập) or consolidate (hợp nhất) as in Decrees 158/2018 and 120/2020 Art. 3. One head stays; "
          "deputies may "
          "exceed the cap for three years (Decree 107/2020 Art. 2.3), which the attribute merge.month records.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = N_PARAMS,
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .words = words },
};

ORG_PLUGIN("merge", "1.0.0", "orgsim", "MIT", features);
