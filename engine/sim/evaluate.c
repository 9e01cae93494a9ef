// SPDX-License-Identifier: MIT
// The rules: what they find in the organisation as it stands, and what of it is new.
//
// A breach is known by rule, code and row. It is new when it did not stand at the last evaluation, when its severity rises,
// or when its value has moved further from its limit. Only what is new is told, and only a new veto undoes a step.
#include "run-private.h"
#include <math.h>

// Its key first.
typedef struct {
    const char *code; // interned in OrgRun.names
    guint32 table, row, rule;
    guint severity;
    double value, limit;
    OrgMonth since;
} Breach;

static guint
breach_hash(gconstpointer key)
{
    const Breach *b = key;
    return ((b->rule * 31 + b->table) * 0x9E3779B1u + b->row * 0x85EBCA77u) ^ g_direct_hash(b->code);
}

static gboolean
breach_equal(gconstpointer a, gconstpointer b)
{
    const Breach *x = a, *y = b;
    return x->rule == y->rule && x->table == y->table && x->row == y->row && x->code == y->code;
}

static GHashTable *
set_new(void)
{
    return g_hash_table_new_full(breach_hash, breach_equal, g_free, NULL);
}

void
org_rules_begin(OrgRun *run)
{
    run->rules = g_new0(OrgRuleState, run->plan->items->len + 1);
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_RULE)
            run->rules[run->n_rules++] = (OrgRuleState){ .rule = item, .stands = set_new() };
    }
}

void
org_rules_end(OrgRun *run)
{
    for (guint i = 0; i < run->n_rules; i++) {
        g_hash_table_unref(run->rules[i].stands);
        g_clear_pointer(&run->rules[i].judging, g_hash_table_unref);
    }
    g_free(run->rules);
}

/* ---- calling the rules ---- */

// As long as this is the same nothing was written, and a rule would read what it has read. Never 0.
static guint64
stamp(const Org *org)
{
    const guint64 far = G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    guint64 sum = org->attribute_version;
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        sum = sum * far + org->version[c];
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        sum = sum * far + org_rows(org, t);
    return sum | 1;
}

static gboolean
in_force(const OrgItem *rule, OrgMonth now)
{
    return (rule->valid_from == ORG_UNKNOWN || now >= rule->valid_from) &&
           (rule->valid_to == ORG_OPEN || now <= rule->valid_to);
}

// Whether what is said was said of a state before, and no worse then.
static gboolean
is_known(const OrgRuleState *state, Breach *breach)
{
    const Breach *old = g_hash_table_lookup(state->stands, breach);
    if (old == NULL)
        return FALSE;
    breach->since = old->since;
    // Further from the limit, by more than what a sum of halves leaves over; NaN compares as false.
    gboolean worse = fabs(breach->value - breach->limit) > fabs(old->value - old->limit) + 1e-9;
    return breach->severity <= old->severity && !worse;
}

// What the call said becomes what stands; what is known is not said again. The said of calls before lies below `from`.
static const OrgSaid *
take_breaches(OrgRun *run, OrgRuleState *state, guint from)
{
    const OrgSaid *veto = NULL;
    guint kept = from;
    for (guint i = from; i < run->said->len; i++) {
        OrgSaid *said = run->said->pdata[i];
        Breach *breach = g_new(Breach, 1);
        *breach = (Breach){ g_string_chunk_insert_const(run->names, said->code), said->table, said->row,
                            state->rule->index, said->severity, said->value, said->limit, run->now };
        gboolean known = is_known(state, breach);
        g_hash_table_add(state->judging, breach);
        run->said->pdata[i] = NULL;
        if (known) {
            org_said_free(said);
            continue;
        }
        run->said->pdata[kept++] = said;
        if (veto == NULL && said->severity == ORG_VETO)
            veto = said;
    }
    g_ptr_array_set_size(run->said, (gint) kept);
    return veto;
}

// *veto: the first new one of the rules so far.
static gboolean
judge_one(OrgRun *run, OrgRuleState *state, const OrgMark *before, const OrgSaid **veto, GError **error)
{
    guint64 now = stamp(run->org);
    gboolean woken = org_wakes_due(run->wakes, state->rule->index, run->now);
    state->read_before = state->read;
    if (!in_force(state->rule, run->now)) {
        state->judging = set_new();
        state->read = 0;
        return TRUE;
    }
    if (state->read == now && !woken)
        return TRUE;
    state->judging = set_new();
    guint from = run->said->len;
    OrgCallSpec spec = org_run_spec(run, state->rule);
    spec.before = before;
    g_autoptr(GArray) wakes = spec.wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    if (!org_run_call(run, &spec, error))
        return FALSE;
    org_wakes_add(run->wakes, state->rule->index, wakes);
    state->read = spec.looked_back ? 0 : now; // the next evaluation looks back to something else
    const OrgSaid *own = take_breaches(run, state, from);
    *veto = *veto != NULL ? *veto : own;
    return TRUE;
}

static gboolean
judge(OrgRun *run, const OrgMark *before, const OrgSaid **veto, GError **error)
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
    for (guint i = 0; i < run->n_rules; i++) {
        OrgRuleState *state = &run->rules[i];
        if (state->judging != NULL) {
            g_hash_table_unref(state->stands);
            state->stands = g_steal_pointer(&state->judging);
        }
    }
}

void
org_rules_reject(OrgRun *run)
{
    guint64 now = stamp(run->org); // cells were written back, but hold what they held
    for (guint i = 0; i < run->n_rules; i++) {
        OrgRuleState *state = &run->rules[i];
        g_clear_pointer(&state->judging, g_hash_table_unref);
        state->read = state->read_before != 0 ? now : 0;
    }
}

gboolean
org_rules_judge_step(OrgRun *run, const OrgMark *before, char **veto, GError **error)
{
    const OrgSaid *first;
    *veto = NULL;
    if (!judge(run, before, &first, error))
        return FALSE;
    if (first != NULL)
        *veto = g_strdup(first->text);
    return TRUE;
}

gboolean
org_rules_judge(OrgRun *run, GError **error)
{
    const OrgSaid *veto;
    if (!judge(run, NULL, &veto, error))
        return FALSE;
    org_rules_accept(run);
    org_run_tell(run, NULL, FALSE);
    return TRUE;
}
