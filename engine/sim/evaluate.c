// SPDX-License-Identifier: MIT
/* The rules: what they find in the organisation as it stands, and what of it is new (breaches.h). Only what is new is told,
 * and only a new veto undoes a step. */
#include "run-private.h"

void
org_rules_begin(OrgRun *run)
{
    run->rules = g_new0(OrgRuleState, run->plan->items->len + 1);
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_RULE)
            run->rules[run->n_rules++] = (OrgRuleState){ .rule = item, .breaches = org_breaches_new() };
    }
}

void
org_rules_end(OrgRun *run)
{
    for (guint i = 0; i < run->n_rules; i++)
        org_breaches_free(run->rules[i].breaches);
    g_free(run->rules);
}

/* ---- calling the rules */

/* As long as this is the same nothing was written, and a rule would read what it has read: in SQL ages and months of vacancy, too,
 * which change with the month. Never 0. */
static guint64
stamp(const OrgRun *run, const OrgItem *rule)
{
    const guint64 far = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    const Org *org = run->org;
    guint64 sum = org->attribute_version + (rule->sql != NULL ? (guint64) run->now * far : 0);
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        sum = sum * far + org->version[c];
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        sum = sum * far + org_rows(org, t);
    sum = (sum * far + org->payments->len) * far + (guint64) org->totals.paid;
    return sum | 1;
}

static gboolean
in_force(const OrgItem *rule, OrgMonth now)
{
    return (rule->valid_from == ORG_UNKNOWN || now >= rule->valid_from) &&
           (rule->valid_to == ORG_OPEN || now <= rule->valid_to);
}

/* What a rule says is told when it is new or worse than at the last evaluation. TRUE then. */
static gboolean
take_breach(OrgRun *run, OrgRuleState *state, OrgFinding *said)
{
    OrgBreach breach = { .rule = state->rule->index,
                         .table = said->table,
                         .row = said->row,
                         .code = (char *) said->code,
                         .severity = said->severity,
                         .value = said->value,
                         .limit = said->limit,
                         .message = (OrgMessage *) said->message };
    gboolean is_new = org_breaches_say(state->breaches, &breach, run->now);
    const OrgBreach *stood = org_breaches_find(state->breaches, breach.rule, breach.code, breach.table, breach.row);
    said->since = stood != NULL ? stood->since : run->now;
    return is_new;
}

/* What the rule has just said; the said of calls before it lies below `from`. The text of its first new veto, or NULL. */
static const OrgMessage *
take_breaches(OrgRun *run, OrgRuleState *state, guint from)
{
    const OrgMessage *veto = NULL;
    GArray *findings = run->said->findings;
    for (guint i = from; i < findings->len;) {
        OrgFinding *said = &g_array_index(findings, OrgFinding, i);
        if (!take_breach(run, state, said)) {
            g_array_remove_index(findings, i);
            continue;
        }
        if (veto == NULL && said->severity == ORG_VETO)
            veto = said->message;
        i++;
    }
    return veto;
}

static gboolean
call_rule(OrgRun *run, const OrgItem *rule, const OrgMark *before, gboolean *looked_back, GError **error)
{
    OrgCallSpec spec = org_run_spec(run, rule);
    spec.before = before;
    g_autoptr(GArray) wakes = spec.wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    if (!org_run_call(run, &spec, error))
        return FALSE;
    org_wakes_add(run->wakes, rule->index, wakes);
    *looked_back = spec.looked_back;
    return TRUE;
}

/* *veto: the first new one of the rules so far. */
static gboolean
judge_one(OrgRun *run, OrgRuleState *state, const OrgMark *before, const OrgMessage **veto, GError **error)
{
    guint64 now = stamp(run, state->rule);
    gboolean woken = org_wakes_due(run->wakes, state->rule->index, run->now);
    state->read_before = state->read;
    state->called = !in_force(state->rule, run->now) || state->read != now || woken;
    if (!state->called)
        return TRUE;
    org_breaches_begin(state->breaches);
    state->read = 0;
    if (!in_force(state->rule, run->now)) /* nothing stands against it */
        return TRUE;
    guint from = run->said->findings->len;
    gboolean looked_back = FALSE;
    if (state->rule->sql != NULL ? !org_run_call_sql_rule(run, state->rule, error)
                                 : !call_rule(run, state->rule, before, &looked_back, error))
        return FALSE;
    state->read = looked_back ? 0 : now; /* the next evaluation looks back to something else */
    const OrgMessage *own = take_breaches(run, state, from);
    *veto = *veto != NULL ? *veto : own;
    return TRUE;
}

static gboolean
judge(OrgRun *run, const OrgMark *before, const OrgMessage **veto, GError **error)
{
    *veto = NULL;
    for (guint i = 0; i < run->n_rules; i++)
        if (!judge_one(run, &run->rules[i], before, veto, error))
            return FALSE;
    return TRUE;
}

void
org_rules_accept(OrgRun *run)
{
    for (guint i = 0; i < run->n_rules; i++)
        if (run->rules[i].called)
            org_breaches_accept(run->rules[i].breaches);
}

void
org_rules_reject(OrgRun *run)
{
    /* Cells were written back, but hold what they held. */
    for (guint i = 0; i < run->n_rules; i++)
        run->rules[i].read = run->rules[i].read_before != 0 ? stamp(run, run->rules[i].rule) : 0;
}

gboolean
org_rules_judge_step(OrgRun *run, const OrgMark *before, OrgMessage **veto, GError **error)
{
    const OrgMessage *first = NULL;
    gboolean done = judge(run, before, &first, error);
    *veto = org_message_copy(first);
    return done;
}

gboolean
org_rules_judge(OrgRun *run, GError **error)
{
    const OrgMessage *veto;
    OrgAnswer answer;
    if (run->sink->judge != NULL)
        return org_run_ask(run, ORG_ASK_RULES, NULL, ORG_UNKNOWN, &answer);
    if (!judge(run, NULL, &veto, error))
        return FALSE;
    org_rules_accept(run);
    org_run_tell(run, NULL, FALSE);
    return TRUE;
}

void
org_rules_tell_standing(OrgRun *run)
{
    for (guint i = 0; i < run->n_rules && run->sink->judge == NULL; i++)
        for (guint k = 0; k < org_breaches_count(run->rules[i].breaches); k++) {
            const OrgBreach *breach = org_breaches_at(run->rules[i].breaches, k);
            if (breach->code[0] == '\0' || breach->told == run->now)
                continue;
            OrgFinding said = { .item = breach->rule,
                                .step = -1,
                                .severity = MIN(breach->severity, ORG_WARN), /* nothing is undone by it */
                                .table = breach->table,
                                .row = breach->row,
                                .month = run->now,
                                .message = breach->message,
                                .code = breach->code,
                                .value = breach->value,
                                .limit = breach->limit,
                                .since = breach->since,
                                .again = TRUE };
            run->sink->finding(run->sink->data, &said);
        }
}
