// SPDX-License-Identifier: MIT
/* References that lead nowhere, and rows that lie under one another. */
#include "intake.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_LINES 10            /* lines listed for one missing id */
#define NEAREST_BUDGET 2000000u /* candidates compared in one table: a suggestion must not cost more than the import */

typedef struct {
    guint first, count;
    GString *lines;
} Missing;

static void
missing_free(gpointer data)
{
    Missing *missing = data;
    g_string_free(missing->lines, TRUE);
    g_free(missing);
}

static GHashTable *
group(const OrgDangling *dangling, guint n)
{
    GHashTable *groups = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, missing_free);

    for (guint i = 0; i < n; i++) {
        gint64 key = (gint64) ((guint64) dangling[i].missing << 32 | dangling[i].missing_ordinal);
        Missing *missing = g_hash_table_lookup(groups, &key);
        if (!missing) {
            missing = g_new0(Missing, 1);
            missing->first = i;
            missing->lines = g_string_new(NULL);
            g_hash_table_insert(groups, g_memdup2(&key, sizeof key), missing);
        }
        if (missing->count < MAX_LINES)
            g_string_append_printf(missing->lines, "%s%u", missing->count ? ", " : "", ORG_LINE(dangling[i].line));
        else if (missing->count == MAX_LINES)
            g_string_append(missing->lines, ", …");
        missing->count++;
    }
    return groups;
}

static OrgWord
id_of_row(const OrgTableIn *tab, guint i)
{
    return tab->table == ORG_UNITS   ? g_array_index(tab->rows, OrgUnitIn, i).id
           : tab->table == ORG_POSTS ? g_array_index(tab->rows, OrgPostIn, i).id
                                     : g_array_index(tab->rows, OrgPersonIn, i).id;
}

static const char *
nearest(const OrgIntake *in, const OrgTableIn *target, const char *word, guint *budget)
{
    gsize length = strlen(word), slack = MAX(1, length / 3);

    if (length > 60 || target->rows->len > *budget)
        return NULL;
    *budget -= target->rows->len;
    g_autoptr(GPtrArray) candidates = g_ptr_array_new();
    for (guint i = 0; i < target->rows->len; i++) {
        const char *id = org_dict_text(in->dict, id_of_row(target, i));
        gsize size = strlen(id);
        if (size <= length + slack && length <= size + slack)
            g_ptr_array_add(candidates, (gpointer) id);
    }
    g_ptr_array_add(candidates, NULL);
    return org_nearest(word, (const char *const *) candidates->pdata);
}

void
org_report_dangling(OrgIntake *in, OrgTableIn *tab, OrgField field, const char *code, const char *noun,
                    const OrgTableIn *target, const OrgDangling *dangling, guint n)
{
    guint budget = NEAREST_BUDGET;
    g_autofree char *sheet = target->sheet ? org_said("the sheet %s", org_quoted(target->sheet)) : NULL;
    const char *where = sheet ? sheet : target->path == tab->path ? M_("this file") : target->path;
    g_autoptr(GHashTable) groups = group(dangling, n);

    for (guint i = 0; i < n; i++) {
        const OrgDangling *d = &dangling[i];
        gint64 key = (gint64) ((guint64) d->missing << 32 | d->missing_ordinal);
        const Missing *missing = g_hash_table_lookup(groups, &key);
        const char *id = org_spell_id(in->dict, d->id, d->ordinal);
        const char *text = org_spell_id(in->dict, d->missing, d->missing_ordinal);
        if (missing->first != i) {
            org_intake_problem(in, tab, ORG_SEVERITY_ERROR, code, d->line, field, id,
                               "%s %s is not in %s (see line %u)", noun, org_quoted(text), where,
                               ORG_LINE(dangling[missing->first].line));
            continue;
        }
        const char *like = nearest(in, target, text, &budget);
        g_autofree char *hint = like ? org_said(" Nearest: %s.", org_quoted(like)) : g_strdup("");
        g_autofree char *others =
            missing->count > 1 ? org_said("; %u rows name it (%s)", missing->count, missing->lines->str) : g_strdup("");
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, code, d->line, field, id, "%s %s is not in %s%s.%s", noun,
                           org_quoted(text), where, others, hint);
    }
}

/* ---- cycles */

static void
report_cycle(const OrgCycleSpec *spec, guint32 *next, GArray *cycle)
{
    guint first = 0, line;
    OrgWord id;
    guint32 ordinal;
    const guint32 *rows = (const guint32 *) (const void *) cycle->data;
    g_autoptr(GString) path = g_string_new(NULL);

    for (guint i = 1; i < cycle->len; i++)
        if (rows[i] < rows[first])
            first = i;
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < cycle->len; i++) {
        spec->describe(spec->tab, rows[(first + i) % cycle->len], &line, &id, &ordinal);
        const char *text = org_spell_id(spec->in->dict, id, ordinal);
        g_ptr_array_add(ids, g_strdup(text));
        if (i < 20)
            g_string_append_printf(path, "%s → ", org_quoted(text));
        else if (i == 20)
            g_string_append(path, "… → ");
    }
    g_string_append(path, org_quoted(ids->pdata[0]));
    g_ptr_array_add(ids, NULL);
    spec->describe(spec->tab, rows[first], &line, &id, &ordinal);
    OrgDiag *diag = org_intake_problem(spec->in, spec->tab, ORG_SEVERITY_ERROR, "cycle", line, spec->field,
                                       ids->pdata[0], spec->lies, cycle->len, path->str);
    org_intake_repair(spec->in, spec->tab, line, spec->field, ids->pdata[0], spec->cut, org_quoted(ids->pdata[0]));
    char **list = (char **) g_ptr_array_free(g_steal_pointer(&ids), FALSE);
    if (diag)
        diag->ids = list;
    else
        g_strfreev(list);
    next[rows[first]] = ORG_NONE;
}

static void
report_unreachable(const OrgCycleSpec *spec, guint32 row)
{
    guint line;
    OrgWord id;
    guint32 ordinal;

    spec->describe(spec->tab, row, &line, &id, &ordinal);
    const char *text = org_spell_id(spec->in->dict, id, ordinal);
    org_intake_problem(spec->in, spec->tab, ORG_SEVERITY_WARNING, "unreachable", line, spec->field, text,
                       spec->unreachable, org_quoted(text));
}

void
org_cut_cycles(const OrgCycleSpec *spec, guint32 *next, guint32 n)
{
    enum { UNSEEN, WALKED, GOOD, LOST }; /* lost: leads into a cycle */
    g_autofree guint8 *state = g_malloc0((gsize) n + 1);
    g_autoptr(GArray) walk = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) cycle = g_array_new(FALSE, FALSE, sizeof(guint32));

    for (guint32 start = 0; start < n; start++) {
        if (state[start] != UNSEEN)
            continue;
        g_array_set_size(walk, 0);
        guint32 at = start;
        for (; at != ORG_NONE && state[at] == UNSEEN; at = next[at]) {
            state[at] = WALKED;
            g_array_append_val(walk, at);
        }
        guint8 fate = at == ORG_NONE ? GOOD : state[at] == WALKED ? LOST : state[at];
        g_array_set_size(cycle, 0);
        gboolean in_cycle = FALSE;
        for (guint i = 0; i < walk->len; i++) {
            guint32 row = g_array_index(walk, guint32, i);
            in_cycle |= row == at && fate == LOST && state[at] == WALKED;
            if (in_cycle)
                g_array_append_val(cycle, row);
            else if (fate == LOST && spec->unreachable)
                report_unreachable(spec, row);
        }
        for (guint i = 0; i < walk->len; i++)
            state[g_array_index(walk, guint32, i)] = fate;
        if (cycle->len)
            report_cycle(spec, next, cycle);
    }
}
