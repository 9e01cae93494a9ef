// SPDX-License-Identifier: MIT
#include "appendix.h"
#include "../base/error.h"
#include "../study/open.h"
#include "../exchange/write/book.h"
#include "../exchange/write/csv-write.h"
#include "../base/month.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

typedef struct {
    double assigned, planned, present, actual;
    const char *metric, *source; /* of actual; interned */
    gboolean ambiguous, was, is; /* several metrics; open when the year begins, ends */
    GArray *items;               /* of guint32: steps that changed its posts, in order */
} Line;

typedef struct {
    OrgOpened *run;
    const Org *org; /* so far */
    gint32 year;    /* being read */
    GArray *lines;  /* of Line, by unit; of the year being read */
    json_t *items;
    guint32 item; /* of the act being read */
    GStringChunk *texts;
    OrgBook *book; /* a sheet for each year; NULL: CSV */
    OrgTableOut out;
} Appendix;

static Line *
line(Appendix *a, OrgRow unit)
{
    if (unit >= a->lines->len)
        g_array_set_size(a->lines, unit + 1);
    return &g_array_index(a->lines, Line, unit);
}

static void
clear_line(gpointer data)
{
    Line *one = data;
    g_clear_pointer(&one->items, g_array_unref);
}

static void
touch(Appendix *a, OrgRow unit)
{
    Line *one = line(a, unit);
    if (!one->items)
        one->items = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = 0; i < one->items->len; i++)
        if (g_array_index(one->items, guint32, i) == a->item)
            return;
    g_array_append_val(one->items, a->item);
}

static void
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Appendix *a = data;
    (void) now;
    if (table == ORG_POSTS && column == ORG_COL_POSTS_closed)
        touch(a, a->org->posts.unit[row]);
    if (table != ORG_POSTS || column != ORG_COL_POSTS_unit)
        return;
    if (from.number != ORG_NONE)
        touch(a, (OrgRow) from.number);
    if (to.number != ORG_NONE)
        touch(a, (OrgRow) to.number);
}

/* ---- what the year begins and ends with */

static void
measure(Appendix *a, gboolean end)
{
    const OrgUnitTable *u = &a->org->units;
    for (OrgRow i = 0; i < u->n; i++) {
        Line *one = line(a, i);
        if (u->closed[i] != ORG_OPEN)
            continue;
        *(end ? &one->is : &one->was) = TRUE;
        *(end ? &one->planned : &one->assigned) = (double) u->fte[i] / 1000;
        if (end)
            one->present = (double) u->fte_held[i] / 1000;
    }
}

/* By its id; the units of a run are mostly those of its start. */
static OrgRow
find_unit(const Appendix *a, const char *id)
{
    OrgRow unit = org_find(a->run->start, ORG_UNITS, id);
    for (OrgRow i = a->run->start->units.n; unit == ORG_NONE && i < a->org->units.n; i++)
        if (!strcmp(org_id(a->org, ORG_UNITS, i), id))
            unit = i;
    return unit;
}

typedef struct {
    Appendix *a;
    gint32 year;
} Reported;

static gboolean
on_actual(gint n, char **v, char **names, gpointer data)
{
    Reported *r = data;
    double month, value;
    (void) n;
    (void) names;
    if (!v[0] || !v[1] || !v[2] || !v[3] || !org_number_parse(v[2], &month) || !org_number_parse(v[3], &value))
        return TRUE;
    OrgRow unit = find_unit(r->a, v[1]);
    if (unit == ORG_NONE || ORG_YEAR((OrgMonth) month) != r->year)
        return TRUE;
    Line *one = line(r->a, unit);
    one->ambiguous |= one->metric && strcmp(one->metric, v[0]);
    one->metric = g_string_chunk_insert_const(r->a->texts, v[0]);
    one->source = g_string_chunk_insert_const(r->a->texts, v[4] ? v[4] : "");
    one->actual = value; /* months ascend: the last of the year stays */
    return TRUE;
}

/* ---- writing */

static void
put_header(const OrgTableOut *out)
{
    static const struct {
        const char *name;
        OrgOutKind kind;
    } columns[] = {
        { "unit_id", ORG_OUT_TEXT },   { "unit", ORG_OUT_TEXT },       { "parent_id", ORG_OUT_TEXT },
        { "year", ORG_OUT_TEXT },      { "assigned", ORG_OUT_NUMBER }, { "planned", ORG_OUT_NUMBER },
        { "present", ORG_OUT_NUMBER }, { "actual", ORG_OUT_NUMBER },   { "basis", ORG_OUT_TEXT },
        { "source", ORG_OUT_TEXT },
    };
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        out->column(out->data, columns[i].name, columns[i].kind);
    out->end_row(out->data);
}

static char *
basis(const Appendix *a, const Line *one)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; one->items && i < one->items->len; i++) {
        json_t *item = json_array_get(a->items, g_array_index(one->items, guint32, i));
        const char *id = json_string_value(json_object_get(item, "id"));
        const char *note = json_string_value(json_object_get(item, "note"));
        g_string_append_printf(text, "%s%s%s%s", i ? "; " : "", id ? id : "", note && *note ? ": " : "",
                               note ? note : "");
    }
    return g_string_free(text, FALSE);
}

static void
put_line(Appendix *a, OrgRow unit, const Line *one, const char *year)
{
    const Org *org = a->org;
    const OrgTableOut *out = &a->out;
    OrgRow parent = org->units.parent[unit];
    g_autofree char *why = basis(a, one);
    gboolean told = one->metric && !one->ambiguous;
    out->text(out->data, org_id(org, ORG_UNITS, unit));
    out->text(out->data, org_name(org, ORG_UNITS, unit));
    out->text(out->data, parent == ORG_NONE ? "" : org_id(org, ORG_UNITS, parent));
    out->text(out->data, year);
    out->number(out->data, one->assigned);
    out->number(out->data, one->planned);
    out->number(out->data, one->present);
    out->number(out->data, told ? one->actual : NAN);
    out->text(out->data, why);
    out->text(out->data, told ? one->source : "");
    out->end_row(out->data);
}

static void
put_total(const OrgTableOut *out, const Line *total, const char *year)
{
    const char *const head[] = { "", "Total", "", year };
    for (guint i = 0; i < G_N_ELEMENTS(head); i++)
        out->text(out->data, head[i]);
    out->number(out->data, total->assigned);
    out->number(out->data, total->planned);
    out->number(out->data, total->present);
    for (guint i = 0; i < 3; i++)
        out->text(out->data, "");
    out->end_row(out->data);
}

static void
put_year(Appendix *a, gint32 number)
{
    Line total = { 0 };
    char year[16];
    g_snprintf(year, sizeof year, "%d", number);
    if (a->book) {
        org_book_begin(a->book, year);
        put_header(&a->out);
    }
    for (OrgRow i = 0; i < a->org->units.n; i++) {
        const Line *one = line(a, i);
        total.assigned += one->assigned;
        total.planned += one->planned;
        total.present += one->present;
        if (one->was || one->is)
            put_line(a, i, one, year);
    }
    if (a->book) {
        org_book_sums(a->book, "Total");
        org_book_end(a->book, 2);
    } else {
        put_total(&a->out, &total, year);
    }
}

static gboolean
end_year(Appendix *a, gint32 year, GError **error)
{
    Reported reported = { a, year };
    measure(a, TRUE);
    if (!org_store_query(
            a->run->store,
            "select metric, scope, month, value, source from actual where scope <> '' order by month, metric",
            on_actual, &reported, error))
        return FALSE;
    put_year(a, year);
    g_array_set_size(a->lines, 0);
    measure(a, FALSE); /* what the next year begins with */
    return TRUE;
}

static gboolean
before_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    Appendix *a = data;
    if (!a->org) {
        a->org = now;
        measure(a, FALSE);
    }
    for (; a->year < ORG_YEAR(act->month); a->year++)
        if (!end_year(a, a->year, error))
            return FALSE;
    a->item = act->item;
    return TRUE;
}

static gboolean
at_end(const Org *now, gpointer data, GError **error)
{
    Appendix *a = data;
    if (!a->org) {
        a->org = now;
        measure(a, FALSE);
    }
    for (; a->year <= ORG_YEAR(a->run->info->to); a->year++)
        if (!end_year(a, a->year, error))
            return FALSE;
    return TRUE;
}

/* All years, into a->out, as the run is done again. */
static gboolean
write_appendix(Appendix *a, GError **error)
{
    const OrgObserver observer = { .before = before_act, .change = on_change, .end = at_end, .data = a };
    a->lines = g_array_new(FALSE, TRUE, sizeof(Line));
    g_array_set_clear_func(a->lines, clear_line);
    a->items = json_loads(a->run->info->items_json ? a->run->info->items_json : "[]", 0, NULL);
    a->texts = g_string_chunk_new(256);
    a->year = ORG_YEAR(a->run->info->from);
    gboolean done = org_opened_watch(a->run, &observer, 1, error);
    json_decref(a->items);
    g_string_chunk_free(a->texts);
    g_array_unref(a->lines);
    return done;
}

static gboolean
is_run(const OrgOpened *run, GError **error)
{
    if (!run->info)
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "an appendix is of a run, year by year; expected F.orgdb:run-N");
    return run->info != NULL;
}

GString *
org_appendix_csv(OrgOpened *run, GError **error)
{
    if (!is_run(run, error))
        return NULL;
    GString *text = g_string_new(NULL);
    Appendix a = { .run = run, .out = org_csv_out(text) };
    put_header(&a.out);
    if (write_appendix(&a, error))
        return text;
    g_string_free(text, TRUE);
    return NULL;
}

gboolean
org_appendix_book(OrgOpened *run, const char *path, GError **error)
{
    if (!is_run(run, error))
        return FALSE;
    g_autofree char *title = org_message_text(run->info->title, ORG_LANG_EN);
    OrgBook *book = org_book_new(path, title, run->info->from, run->start->units.n > ORG_BOOK_MANY);
    Appendix a = { .run = run, .book = book, .out = org_book_out(book) };
    gboolean done = write_appendix(&a, error);
    gboolean finished = org_book_finish(book, done ? error : NULL);
    return done && finished;
}
