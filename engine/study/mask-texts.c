// SPDX-License-Identifier: MIT
/* What a mask takes out of stored runs, lists of changes and diagnostics. */
#include "mask.h"
#include "../base/message.h"
#include <math.h>
#include <string.h>

static void
hide(OrgMessage **message, const OrgNames *names)
{
    OrgMessage *hidden = org_names_hide_message(names, *message);
    g_free(*message);
    *message = hidden;
}

/* The figures of a judgement and of its plan against actual. A level that is required stands in the scenario; what is
 * required of a change would tell the baseline. */
static void
blank_figures(const OrgStoredTarget *target, OrgStoredJudgement *j)
{
    OrgPace *p = &j->pace;
    OrgReported *r = &j->reported;
    OrgJudgedBand *b = &j->band;
    double *const figures[] = { &j->baseline,
                                &j->baseline_high,
                                &j->value,
                                &j->change,
                                &j->break_even,
                                &j->gap,
                                &j->gap_high,
                                &j->of_interval,
                                &r->value,
                                &r->change,
                                &r->gap,
                                &b->p5,
                                &b->p95,
                                &b->break_even_p5,
                                &b->break_even_p95,
                                &b->probability,
                                &b->probability_high,
                                &p->actual,
                                &p->planned,
                                &p->share,
                                &p->before,
                                &p->before_high,
                                &p->remaining,
                                &p->remaining_high,
                                &p->yearly,
                                &p->yearly_high };
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        *figures[i] = NAN;
    if (org_compare_is_change(target->compare))
        j->needed = j->needed_high = NAN;
}

static void
mask_pay(OrgStoredRun *run)
{
    g_autoptr(GHashTable) paid = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = run->series->len; i-- > 0;) {
        const OrgStoredSeries *s = run->series->pdata[i];
        if (g_strcmp0(s->declared->measured_in, "money") != 0 && !org_mask_is_pay(s->series))
            continue;
        g_hash_table_add(paid, g_strdup(s->item));
        g_ptr_array_remove_index(run->series, i);
    }
    for (guint i = 0; i < run->targets->len; i++) {
        OrgStoredTarget *target = run->targets->pdata[i];
        if (!g_hash_table_contains(paid, target->metric) && !org_mask_is_pay(target->metric))
            continue;
        for (guint k = 0; k < target->judgements->len; k++)
            blank_figures(target, &g_array_index(target->judgements, OrgStoredJudgement, k));
    }
}

void
org_mask_stored(OrgStoredRun *run, guint mask, const OrgNames *names)
{
    if (mask & ORG_MASK_PAY)
        mask_pay(run);
    if (!names)
        return;
    hide(&run->message, names);
    for (guint i = 0; i < run->findings->len; i++)
        hide(&((OrgStoredFinding *) run->findings->pdata[i])->message, names);
    for (guint i = 0; i < run->steps->len; i++)
        hide(&((OrgStoredStep *) run->steps->pdata[i])->message, names);
}

/* A date of birth to its year; anything else of these columns away. */
static void
mask_cell(json_t *column, const char *key, gboolean year)
{
    const char *text = json_string_value(json_object_get(column, key));
    if (!text)
        return;
    g_autofree char *kept = year && strlen(text) > 4 ? g_strndup(text, 4) : NULL;
    json_object_set_new(column, key, kept ? json_string(kept) : json_null());
}

void
org_mask_changes(json_t *changes, guint mask)
{
    json_t *change, *column;
    gsize i, c;
    json_array_foreach(changes, i, change)
    {
        const char *table = json_string_value(json_object_get(change, "table"));
        gboolean people = !g_strcmp0(table, "people");
        if (people && mask & ORG_MASK_NAMES)
            json_object_set_new(change, "name", json_null());
        json_array_foreach(json_object_get(change, "columns"), c, column)
        {
            const char *name = json_string_value(json_object_get(column, "column"));
            gboolean born = people && mask & ORG_MASK_BORN && !g_strcmp0(name, "born");
            gboolean secret = (people && mask & ORG_MASK_NAMES && !g_strcmp0(name, "name")) ||
                              (mask & ORG_MASK_PAY && name && org_mask_is_pay(name));
            if (born || secret) {
                mask_cell(column, "from", born);
                mask_cell(column, "to", born);
            }
        }
    }
}

/* Whatever a sentence quotes, but the id of its row. */
static char *
without_quoted(const char *text, gboolean quoted, gpointer data)
{
    const char *id = data;
    gsize n = strlen(text), quotes = n > 1 && text[0] == '"' && text[n - 1] == '"';
    if (!quoted || (id && strlen(id) == n - 2 * quotes && !strncmp(text + quotes, id, n - 2 * quotes)))
        return NULL;
    return g_strdup(quotes ? "\"…\"" : "…");
}

typedef struct {
    guint mask;
    const OrgNames *names;
} Masking;

static void
mask_diag(OrgDiag *diag, gpointer data)
{
    const Masking *masking = data;
    gboolean people = !g_strcmp0(diag->table, "people"), posts = !g_strcmp0(diag->table, "posts");
    if (people || (posts && masking->mask & ORG_MASK_PAY)) {
        org_diag_say(diag, org_message_map(diag->message, without_quoted, diag->id));
        g_clear_pointer(&diag->source, g_free);
    }
    org_diag_say(diag, org_names_hide_message(masking->names, diag->message));
}

void
org_mask_diags(OrgDiags *diags, guint mask, const OrgNames *names)
{
    Masking masking = { mask, names };
    if (mask)
        org_diags_foreach(diags, mask_diag, &masking);
}

OrgNames *
org_mask_names(const Org *org, guint mask)
{
    if (!org || !(mask & ORG_MASK_NAMES))
        return NULL;
    OrgNames *names = org_names_new();
    org_names_add(names, org);
    return names;
}

OrgNames *
org_mask_run_names(OrgStore *store, const OrgRunInfo *info, guint mask)
{
    g_autoptr(GError) error = NULL;
    if (!(mask & ORG_MASK_NAMES))
        return NULL;
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) org = org_store_get_id(store, info->snapshot, dict, &error);
    return org_mask_names(org, mask);
}
