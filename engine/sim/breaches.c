// SPDX-License-Identifier: MIT
#include "breaches.h"
#include <math.h>
#include <string.h>

typedef struct {
    GPtrArray *list;   /* OrgBreach *, in the order said */
    GHashTable *known; /* the same, for finding them */
} Evaluation;

struct OrgBreaches {
    Evaluation stands, said;
};

static guint
breach_hash(gconstpointer data)
{
    const OrgBreach *b = data;
    return ((b->rule * 31 + b->table) * 0x9E3779B1u + b->row * 0x85EBCA77u) ^ g_str_hash(b->code);
}

static gboolean
breach_equal(gconstpointer a, gconstpointer b)
{
    const OrgBreach *x = a, *y = b;
    return x->rule == y->rule && x->table == y->table && x->row == y->row && strcmp(x->code, y->code) == 0;
}

static void
breach_free(gpointer data)
{
    OrgBreach *breach = data;
    g_free(breach->code);
    g_free(breach->message);
    g_free(breach);
}

static Evaluation
evaluation_new(void)
{
    return (Evaluation){ g_ptr_array_new_with_free_func(breach_free), g_hash_table_new(breach_hash, breach_equal) };
}

static void
evaluation_clear(Evaluation *evaluation)
{
    g_hash_table_remove_all(evaluation->known);
    g_ptr_array_set_size(evaluation->list, 0);
}

OrgBreaches *
org_breaches_new(void)
{
    OrgBreaches *breaches = g_new0(OrgBreaches, 1);
    breaches->stands = evaluation_new();
    breaches->said = evaluation_new();
    return breaches;
}

void
org_breaches_free(OrgBreaches *breaches)
{
    if (breaches == NULL)
        return;
    Evaluation both[] = { breaches->stands, breaches->said };
    for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
        g_hash_table_unref(both[i].known);
        g_ptr_array_unref(both[i].list);
    }
    g_free(breaches);
}

void
org_breaches_begin(OrgBreaches *breaches)
{
    evaluation_clear(&breaches->said);
}

/* How far beyond the limit, on whichever side. Values come from sums of figures: what differs by rounding is equal. */
static gboolean
further(const OrgBreach *now, const OrgBreach *before)
{
    double far = fabs(now->value - now->limit), was = fabs(before->value - before->limit);
    return far > was + 1e-9 * (1 + was);
}

gboolean
org_breaches_say(OrgBreaches *breaches, const OrgBreach *said, OrgMonth now)
{
    const OrgBreach *stood = g_hash_table_lookup(breaches->stands.known, said);
    gboolean is_new = stood == NULL || said->severity > stood->severity || further(said, stood);
    OrgBreach *own = g_hash_table_lookup(breaches->said.known, said);
    if (own == NULL) {
        own = g_new(OrgBreach, 1);
        *own = *said;
        own->code = g_strdup(said->code);
        own->message = org_message_copy(said->message);
        own->since = stood != NULL ? stood->since : now;
        own->told = is_new ? now : stood->told;
        g_ptr_array_add(breaches->said.list, own);
        g_hash_table_add(breaches->said.known, own);
        return is_new;
    }
    /* Said twice in one evaluation: the graver counts. */
    if (said->severity > own->severity || (said->severity == own->severity && further(said, own))) {
        own->severity = said->severity;
        own->value = said->value;
        own->limit = said->limit;
        g_free(own->message);
        own->message = org_message_copy(said->message);
    }
    own->told = is_new ? now : own->told;
    return is_new;
}

void
org_breaches_accept(OrgBreaches *breaches)
{
    Evaluation old = breaches->stands;
    breaches->stands = breaches->said;
    breaches->said = old;
    evaluation_clear(&breaches->said);
}

const OrgBreach *
org_breaches_find(const OrgBreaches *breaches, guint rule, const char *code, guint table, OrgRow row)
{
    OrgBreach wanted = { .rule = rule, .table = table, .row = row, .code = (char *) code };
    return g_hash_table_lookup(breaches->stands.known, &wanted);
}

guint
org_breaches_count(const OrgBreaches *breaches)
{
    return breaches->stands.list->len;
}

const OrgBreach *
org_breaches_at(const OrgBreaches *breaches, guint index)
{
    return g_ptr_array_index(breaches->stands.list, index);
}
