// SPDX-License-Identifier: MIT
#include "../exchange.h"
#include "../intake/report.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

/* The longest chain upwards, a row without a next counting 1. Rows that are not open are skipped. */
static guint
longest(const Org *org, guint table, const OrgRow *next, guint32 n)
{
    g_autofree guint32 *depth = g_new0(guint32, (gsize) n + 1);
    g_autoptr(GArray) walk = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    guint deepest = 0;

    for (OrgRow start = 0; start < n; start++) {
        if (depth[start] || !org_is_open(org, table, start))
            continue;
        g_array_set_size(walk, 0);
        OrgRow at = start;
        for (; at != ORG_NONE && !depth[at] && org_is_open(org, table, at); at = next[at]) {
            if (walk->len > n)
                return deepest; /* bosses in a circle, made by a plugin: no depth */
            g_array_append_val(walk, at);
        }
        guint base = at != ORG_NONE && org_is_open(org, table, at) ? depth[at] : 0;
        for (guint i = walk->len; i-- > 0;)
            depth[g_array_index(walk, OrgRow, i)] = ++base;
        deepest = MAX(deepest, base);
    }
    return deepest;
}

OrgQualityTotals
org_quality_totals(const Org *org)
{
    OrgQualityTotals totals = { 0 };
    guint64 thousandths = 0;

    for (OrgRow i = 0; i < org->units.n; i++) {
        gboolean open = org->units.closed[i] == ORG_OPEN;
        totals.units += open;
        totals.roots += open && org->units.parent[i] == ORG_NONE;
    }
    for (OrgRow i = 0; i < org->posts.n; i++) {
        if (org->posts.closed[i] != ORG_OPEN)
            continue;
        totals.posts++;
        thousandths += org->posts.fte[i];
    }
    for (OrgRow i = 0; i < org->people.n; i++)
        totals.people += org->people.state[i] != ORG_LEFT;
    totals.fte = (double) thousandths / 1000;
    totals.depth = longest(org, ORG_UNITS, org->units.parent, org->units.n);
    totals.reports_depth = longest(org, ORG_POSTS, org->posts.reports_to, org->posts.n);
    return totals;
}

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *
number(double value)
{
    return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t) value) : json_real(value);
}

static json_t *
problem(const OrgDiag *diag)
{
    static const char *const severities[] = { "note", "warning", "error" };
    json_t *object = json_object();

    json_object_set_new(object, "code", json_string(diag->code));
    json_object_set_new(object, "severity", json_string(severities[diag->severity]));
    json_object_set_new(object, "table", text_or_null(diag->table));
    json_object_set_new(object, "file", text_or_null(diag->file));
    json_object_set_new(object, "line", diag->line ? json_integer(diag->line) : json_null());
    json_object_set_new(object, "column", diag->column ? json_integer(diag->column) : json_null());
    if (diag->sheet) {
        char cell[24];
        json_object_set_new(object, "sheet", json_string(diag->sheet));
        if (diag->line)
            json_object_set_new(object, "cell", json_string(org_diag_cell(diag->line, diag->column, cell)));
    }
    json_object_set_new(object, "id", text_or_null(diag->id));
    g_autofree char *text = org_diag_text(diag);
    json_object_set_new(object, "text", text_or_null(text));
    if (diag->ids) {
        json_t *ids = json_array();
        for (guint i = 0; diag->ids[i]; i++)
            json_array_append_new(ids, json_string(diag->ids[i]));
        json_object_set_new(object, "ids", ids);
    }
    return object;
}

static int
by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static json_t *
counts(const OrgDiags *diags)
{
    g_autoptr(GHashTable) by_code = g_hash_table_new(g_str_hash, g_str_equal);
    json_t *object = json_object();

    for (guint i = 0; i < org_diags_size(diags); i++) {
        const char *code = org_diags_get(diags, i)->code;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(by_code, code));
        g_hash_table_insert(by_code, (gpointer) code, GUINT_TO_POINTER(n + 1));
    }
    guint n = 0;
    g_autofree gpointer *codes = g_hash_table_get_keys_as_array(by_code, &n);
    qsort(codes, n, sizeof *codes, by_text);
    for (guint i = 0; i < n; i++)
        json_object_set_new(object, codes[i], json_integer(GPOINTER_TO_UINT(g_hash_table_lookup(by_code, codes[i]))));
    return object;
}

static json_t *
number_or_null(double value)
{
    return isnan(value) ? json_null() : number(value);
}

static json_t *
guesses(const OrgIntakeReport *report)
{
    json_t *list = json_array();

    for (guint i = 0; i < report->guesses->len; i++) {
        const OrgGuess *guess = &g_array_index(report->guesses, OrgGuess, i);
        g_autofree char *because = org_message_text(org_message_of(guess->because), ORG_LANG_EN);
        json_t *one = json_object();
        json_object_set_new(one, "what", json_string(guess->what));
        json_object_set_new(one, "column", json_string(guess->column));
        json_object_set_new(one, "value", json_string(guess->value));
        json_object_set_new(one, "because", guess->because ? json_string(because) : json_null());
        json_object_set_new(one, "rows", json_integer(guess->rows));
        json_array_append_new(list, one);
    }
    return list;
}

/* A list may hold the same guess for each of several columns or titles; rows = read + what was skipped. */
static void
add_report(json_t *document, const OrgIntakeReport *report)
{
    json_t *skipped = json_object(), *columns = json_array(), *sums = json_object();

    for (guint i = 0; i < report->skipped->len; i++) {
        const OrgSkipped *one = &g_array_index(report->skipped, OrgSkipped, i);
        json_object_set_new(skipped, one->reason, json_integer(one->n));
    }
    for (guint i = 0; i < report->columns->len; i++) {
        const OrgColumnUse *use = &g_array_index(report->columns, OrgColumnUse, i);
        json_t *one = json_object();
        json_object_set_new(one, "column", json_string(use->column));
        json_object_set_new(one, "as", json_string(use->as));
        json_object_set_new(one, "how", json_string(use->how));
        json_object_set_new(one, "sample", text_or_null(use->sample));
        json_array_append_new(columns, one);
    }
    json_object_set_new(sums, "fte_read", number_or_null(report->fte_read));
    json_object_set_new(sums, "fte_counted", number_or_null(report->fte_counted));
    json_object_set_new(sums, "assigned", number_or_null(report->assigned));
    json_object_set_new(sums, "filled", number_or_null(report->filled));
    json_object_set_new(document, "rows", json_integer(report->rows));
    json_object_set_new(document, "read", json_integer(report->read));
    json_object_set_new(document, "skipped", skipped);
    json_object_set_new(document, "columns", columns);
    json_object_set_new(document, "guesses", guesses(report));
    json_object_set_new(document, "sums", sums);
}

char *
org_quality_json(const Org *org, const OrgDiags *diags)
{
    return org_quality_json_of(org, diags, NULL);
}

char *
org_quality_json_of(const Org *org, const OrgDiags *diags, const OrgIntakeReport *report)
{
    OrgQualityTotals totals = org_quality_totals(org);
    json_t *document = json_object(), *problems = json_array();

    json_object_set_new(document, "units", json_integer((json_int_t) totals.units));
    json_object_set_new(document, "posts", json_integer((json_int_t) totals.posts));
    json_object_set_new(document, "people", json_integer((json_int_t) totals.people));
    json_object_set_new(document, "fte", number(totals.fte));
    json_object_set_new(document, "roots", json_integer(totals.roots));
    json_object_set_new(document, "depth", json_integer(totals.depth));
    json_object_set_new(document, "reports_depth", json_integer(totals.reports_depth));
    if (report)
        add_report(document, report);
    json_object_set_new(document, "counts", counts(diags));
    for (guint i = 0; i < org_diags_size(diags); i++)
        json_array_append_new(problems, problem(org_diags_get(diags, i)));
    json_object_set_new(document, "problems", problems);
    char *text = json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(document);
    char *result = g_strconcat(text ? text : "{}", "\n", NULL);
    free(text);
    return result;
}
