// SPDX-License-Identifier: MIT
/* What is odd in an organisation that is sound: names, roots, heads, what is not known. */
#include "../intake/intake.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_LISTED_IDS 1000
#define MAX_PER_CODE 100000

typedef struct {
    const Org *org;
    OrgDiags *diags;
    const OrgLocator *locator;
    guint listed;
} Report;

static OrgDiag *
report(const Report *r, OrgSeverity severity, const char *code, guint table, OrgRow row, OrgField field,
       const char *text)
{
    static const char *const names[] = { NULL, "units", "posts", "people" };
    const char *file = NULL;
    guint line = 0, column = 0;

    if (r->locator && row != ORG_NONE)
        r->locator->locate(table, row, field, &file, &line, &column, r->locator->data);
    OrgDiag *diag = org_diags_add(r->diags, severity, code, file, line, column, "%s", text);
    diag->table = names[table];
    if (row != ORG_NONE && !diag->id)
        diag->id = g_strdup(org_id(r->org, table, row));
    return diag;
}

static void
on_similar(OrgRow row, OrgRow like, gpointer data)
{
    Report *r = data;

    if (r->listed++ >= MAX_PER_CODE)
        return;
    g_autofree char *other = g_strdup(org_id(r->org, ORG_UNITS, like));
    g_autofree char *text = org_said("%s is much like %s (%s) beside it; is it the same unit?",
                                     org_quoted(org_name(r->org, ORG_UNITS, row)),
                                     org_quoted(org_name(r->org, ORG_UNITS, like)), org_quoted(other));
    report(r, ORG_SEVERITY_WARNING, "similar-name", ORG_UNITS, row, ORG_FIELD_NAME, text);
}

static void
check_names(Report *r)
{
    const OrgUnitTable *units = &r->org->units;
    g_autofree const char **names = g_new0(const char *, (gsize) units->n + 1);
    g_autofree guint32 *groups = g_new0(guint32, (gsize) units->n + 1);
    OrgIdMap first = { 0 };
    guint repeated = 0;

    for (OrgRow i = 0; i < units->n; i++) {
        if (units->closed[i] != ORG_OPEN || !units->name[i])
            continue;
        groups[i] = units->parent[i] + 1;
        guint32 seen = org_id_map_add(&first, units->name[i], groups[i], i);
        if (seen == ORG_NONE) {
            names[i] = org_dict_text(r->org->dict, units->name[i]);
            continue;
        }
        if (repeated++ >= MAX_PER_CODE)
            continue;
        g_autofree char *text =
            org_said("unit %s beside it has the same name, %s", org_quoted(org_id(r->org, ORG_UNITS, seen)),
                     org_quoted(org_dict_text(r->org->dict, units->name[i])));
        report(r, ORG_SEVERITY_WARNING, "duplicate-name", ORG_UNITS, i, ORG_FIELD_NAME, text);
    }
    org_id_map_clear(&first);
    org_similar_names(names, groups, units->n, on_similar, r);
}

static void
check_roots(Report *r)
{
    const OrgUnitTable *units = &r->org->units;
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    OrgRow first = ORG_NONE, second = ORG_NONE;
    guint n = 0;

    for (OrgRow i = 0; i < units->n; i++) {
        if (units->closed[i] != ORG_OPEN || units->parent[i] != ORG_NONE)
            continue;
        if (n == 0)
            first = i;
        else if (n == 1)
            second = i;
        if (n++ < MAX_LISTED_IDS)
            g_ptr_array_add(ids, g_strdup(org_id(r->org, ORG_UNITS, i)));
    }
    if (n < 2)
        return;
    g_autofree char *text = org_said("there are %u units without a parent (%s, %s%s): a forest, not one tree", n,
                                     org_quoted(org_id(r->org, ORG_UNITS, first)),
                                     org_quoted(org_id(r->org, ORG_UNITS, second)), n > 2 ? ", …" : "");
    OrgDiag *diag = report(r, ORG_SEVERITY_NOTE, "several-roots", ORG_UNITS, second, ORG_FIELD_PARENT, text);
    g_ptr_array_add(ids, NULL);
    diag->ids = (char **) g_ptr_array_free(g_steal_pointer(&ids), FALSE);
}

static void
check_heads(Report *r)
{
    const Org *org = r->org;
    const OrgAttribute *mark = org_attribute_find(org, ORG_POSTS, ORG_FILLED_UNKNOWN);
    g_autofree guint32 *heads = g_new0(guint32, (gsize) org->units.n + 1);

    for (OrgRow i = 0; i < org->posts.n; i++) {
        OrgRow unit = org->posts.unit[i];
        if (org->posts.closed[i] != ORG_OPEN || org->posts.rank[i] != ORG_HEAD)
            continue;
        if (++heads[unit] == 2) {
            g_autofree char *text =
                org_said("unit %s has more than one post of a head", org_quoted(org_id(org, ORG_UNITS, unit)));
            report(r, ORG_SEVERITY_WARNING, "several-heads", ORG_POSTS, i, ORG_FIELD_RANK, text);
        }
        gboolean known = !org->filled_unknown || (mark && mark->is_number && !(mark->number[i] == 1));
        if (org->posts.holder[i] != ORG_NONE || !known)
            continue;
        g_autofree char *text =
            org_said("nobody holds the post of the head of unit %s", org_quoted(org_id(org, ORG_UNITS, unit)));
        report(r, ORG_SEVERITY_NOTE, "vacant-head", ORG_POSTS, i, ORG_FIELD_FILLED, text);
    }
}

/* A funding of neither budget (each word once), or none where other posts have one: steps and metrics that choose by
 * funding pass these posts over. */
static void
check_funding(Report *r)
{
    const OrgPostTable *posts = &r->org->posts;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    guint32 known = 0, blank = 0;
    OrgRow first_blank = ORG_NONE;

    for (OrgRow i = 0; i < posts->n; i++) {
        const char *word = org_dict_text(r->org->dict, posts->funding[i]);
        if (posts->closed[i] != ORG_OPEN)
            continue;
        if (!*word) {
            first_blank = blank++ ? first_blank : i;
            continue;
        }
        known++;
        if (strcmp(word, "state") == 0 || strcmp(word, "own") == 0)
            continue;
        guint32 *count = g_hash_table_lookup(seen, GUINT_TO_POINTER(posts->funding[i]));
        if (!count)
            g_hash_table_insert(seen, GUINT_TO_POINTER(posts->funding[i]), count = g_new0(guint32, 1));
        ++*count;
    }
    for (OrgRow i = 0; i < posts->n && g_hash_table_size(seen); i++) {
        const guint32 *count = g_hash_table_lookup(seen, GUINT_TO_POINTER(posts->funding[i]));
        if (!count || posts->closed[i] != ORG_OPEN)
            continue;
        g_autofree char *text =
            org_said(*count == 1 ? "funding %s of %u post is neither state nor own; say which of the two pays"
                                 : "funding %s of %u posts is neither state nor own; say which of the two pays",
                     org_quoted(org_dict_text(r->org->dict, posts->funding[i])), *count);
        report(r, ORG_SEVERITY_WARNING, "ambiguous-funding", ORG_POSTS, i, ORG_FIELD_FUNDING, text);
        g_hash_table_remove(seen, GUINT_TO_POINTER(posts->funding[i]));
    }
    if (!known || !blank)
        return;
    g_autofree char *text = org_said("%u of %u posts do not say who pays; what chooses posts by funding passes "
                                     "them over",
                                     blank, blank + known);
    report(r, ORG_SEVERITY_NOTE, "ambiguous-funding", ORG_POSTS, first_blank, ORG_FIELD_FUNDING, text);
}

static void
check_unknown(Report *r)
{
    const OrgPersonTable *people = &r->org->people;
    guint32 births = 0;

    if (r->org->filled_unknown)
        report(
            r, ORG_SEVERITY_NOTE, "filled-unknown", ORG_POSTS, ORG_NONE, ORG_N_FIELDS,
            M_("for some posts it is not said whether they are filled; a step that depends on vacancies needs a stated "
               "population assumption"));
    for (OrgRow i = 0; i < people->n; i++)
        births += people->born[i] == ORG_UNKNOWN && people->state[i] != ORG_LEFT;
    if (births == 0)
        return;
    g_autofree char *text =
        org_said("%u of %u people have no date of birth; retirement needs a stated population assumption", births,
                 r->org->totals.people);
    report(r, ORG_SEVERITY_NOTE, "births-unknown", ORG_PEOPLE, ORG_NONE, ORG_N_FIELDS, text);
}

void
org_quality_report(const Org *org, OrgDiags *diags, const OrgLocator *locator)
{
    Report r = { org, diags, locator, 0 };

    check_names(&r);
    check_roots(&r);
    check_heads(&r);
    check_funding(&r);
    check_unknown(&r);
}

/* Names that came in damaged: an import reports them cell by cell. */
static void
check_texts(Report *r, guint table, const OrgWord *names, guint32 n)
{
    for (OrgRow i = 0; i < n; i++) {
        const char *name = org_dict_text(r->org->dict, names[i]);
        const char *why = *name && org_is_open(r->org, table, i) ? org_text_suspect(name, strlen(name)) : NULL;
        if (!why)
            continue;
        g_autofree char *text = org_said("%s %s", org_quoted(name), why);
        report(r, ORG_SEVERITY_WARNING, "bad-encoding", table, i, ORG_FIELD_NAME, text);
    }
}

void
org_quality(const Org *org, OrgDiags *diags)
{
    Report r = { org, diags, NULL, 0 };

    org_quality_report(org, diags, NULL);
    check_texts(&r, ORG_UNITS, org->units.name, org->units.n);
    check_texts(&r, ORG_PEOPLE, org->people.name, org->people.n);
}
