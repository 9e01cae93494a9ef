// SPDX-License-Identifier: MIT
/* What a run did: its acts, replayed one by one on a copy of the start with everyone watching who wants to know of it; then what
 * is kept of them and of the end. Which cells changed is not kept: changes.c makes it from the acts. */
#include "../../org/replay.h"
#include "columns.h"

#define BATCH (4 << 20) /* bytes of acts a blob, or one act that is longer */

/* What is told of an act, by its number. */
typedef struct {
    OrgMonth month;
    guint32 item, verb;
    OrgWord plugin, reason, reason_said;
} Told;

typedef struct {
    OrgDict *texts;
    GArray *told;
    char *last;              /* the reason before, as it was said: mostly the same */
    StoreTouched touched[4]; /* by table */
    guint32 seq;
} Log;

/* Which columns tell what became of a row. */
static gboolean
decides(guint column)
{
    return column == ORG_COL_POSTS_closed || column == ORG_COL_POSTS_unit || column == ORG_COL_POSTS_opened ||
           column == ORG_COL_PEOPLE_state || column == ORG_COL_PEOPLE_post || column == ORG_COL_PEOPLE_unit;
}

static void
grow(StoreTouched *touched, guint32 rows)
{
    guint32 room = MAX(rows + rows / 4, 1024);
    if (rows <= touched->n)
        return;
    touched->touched = g_realloc(touched->touched, room);
    touched->deciding = g_renew(guint32, touched->deciding, room);
    memset(touched->touched + touched->n, 0, room - touched->n);
    memset(touched->deciding + touched->n, 0xff, (room - touched->n) * sizeof(guint32));
    touched->n = room;
}

static void
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Log *log = data;
    StoreTouched *touched = &log->touched[table];
    (void) from;
    (void) to;
    if (column >= ORG_N_COLUMNS)
        return;
    grow(touched, org_rows(now, table));
    touched->touched[row] = 1;
    if (decides(column))
        touched->deciding[row] = log->seq;
}

static gboolean
on_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    Log *log = data;
    const char *said = org_message_said(act->reason);
    Told told = { act->month, act->item, act->verb, org_dict_add(log->texts, act->plugin, -1), 0, 0 };
    (void) now;
    (void) error;
    if (log->last && strcmp(log->last, said) == 0) {
        const Told *before = &g_array_index(log->told, Told, log->told->len - 1);
        told.reason = before->reason;
        told.reason_said = before->reason_said;
    } else {
        g_autofree char *english = org_message_text(act->reason, ORG_LANG_EN);
        const char *json = org_message_json(act->reason);
        told.reason = org_dict_add(log->texts, english, -1);
        told.reason_said = json ? org_dict_add(log->texts, json, -1) : 0;
        g_free(log->last);
        log->last = g_strdup(said);
    }
    g_array_append_val(log->told, told);
    return TRUE;
}

static gboolean
after_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    (void) now;
    (void) act;
    (void) error;
    ((Log *) data)->seq++;
    return TRUE;
}

/* ---- writing */

static gboolean
write_journal(StoreColumns *columns, gint64 run, const guint8 *bytes, gsize size, GError **error)
{
    g_autoptr(sqlite3_stmt) insert =
        store_prepare(columns->store, "INSERT INTO journal(run, batch, data) VALUES (?, ?, ?)", error);
    gsize from = 0, offset = 0;
    gint64 batch = 0;
    OrgAct act;
    while (insert && from < size) {
        while (offset < size && offset - from < BATCH)
            if (!org_act_next(bytes, size, &offset, &act, error))
                return FALSE;
        g_autoptr(GBytes) blob =
            store_columns_pack(columns, "journal", FORM_BYTES, (guint32) (offset - from), bytes + from, error);
        if (!blob || !store_put(columns->store, insert, error, "iib", run, batch++, blob))
            return FALSE;
        from = offset;
    }
    return insert != NULL;
}

/* What is told of the acts, a column each. */
static gboolean
write_told(StoreColumns *columns, gint64 run, const Log *log, GError **error)
{
    static const char *const names[] = { "month", "item", "verb", "plugin", "reason", "reason_said" };
    guint32 n = log->told->len;
    g_autofree guint32 *cells = g_new(guint32, MAX(n, 1));
    for (guint c = 0; c < G_N_ELEMENTS(names); c++) {
        for (guint32 i = 0; i < n; i++) {
            const Told *t = &g_array_index(log->told, Told, i);
            cells[i] = c == 0   ? (guint32) t->month
                       : c == 1 ? t->item
                       : c == 2 ? org_dict_add(log->texts, org_verb_name(t->verb), -1)
                       : c == 3 ? t->plugin
                       : c == 4 ? t->reason
                                : t->reason_said;
        }
        gboolean done =
            c < 2 ? store_columns_put(columns, run, "acts", names[c], c ? FORM_U32 : FORM_I32, n, cells, error)
                  : store_columns_put_words(columns, run, "acts", names[c], n, cells, log->texts, error);
        if (!done)
            return FALSE;
    }
    return TRUE;
}

static gboolean
write_named_acts(OrgStore *store, gint64 run, const Log *log, const guint8 *named, GError **error)
{
    g_autoptr(sqlite3_stmt) insert = store_prepare(
        store,
        "INSERT INTO fate_act(run, seq, month, item, plugin, verb, reason, reason_said) VALUES (?,?,?,?,?,?,?,?)",
        error);
    gboolean ok = insert != NULL;
    for (guint32 i = 0; ok && i < log->told->len; i++) {
        const Told *t = &g_array_index(log->told, Told, i);
        if (named[i])
            ok = store_put(store, insert, error, "iiiitttT", run, (gint64) i, (gint64) t->month, (gint64) t->item,
                           org_dict_text(log->texts, t->plugin), org_verb_name(t->verb),
                           org_dict_text(log->texts, t->reason), org_dict_text(log->texts, t->reason_said));
    }
    return ok;
}

/* Rows that a built-in column changed in, or that were appended, in ascending order. */
static GArray *
touched_rows(const StoreTouched *touched, guint32 first_new, guint32 rows)
{
    GArray *pick = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    for (OrgRow row = 0; row < rows; row++)
        if (touched->touched[row] || row >= first_new)
            g_array_append_val(pick, row);
    return pick;
}

/* Beside the posts; people have it in their fates. */
static gboolean
write_deciding(StoreColumns *columns, gint64 run, const StoreTouched *touched, const GArray *pick, GError **error)
{
    g_autofree guint32 *acts = g_new(guint32, MAX(pick->len, 1));
    for (guint i = 0; i < pick->len; i++)
        acts[i] = touched->deciding[g_array_index(pick, OrgRow, i)];
    return store_columns_put(columns, run, "posts", "act", FORM_U32, pick->len, acts, error);
}

static gboolean
write_end(StoreColumns *columns, gint64 run, const Org *start, const Org *end, Log *log, GError **error)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        const StoreTouched *touched = &log->touched[table];
        g_autoptr(GArray) pick = touched_rows(touched, org_rows(start, table), org_rows(end, table));
        if (table == ORG_UNITS) {
            if (!store_write_units(columns->store, "unit_end", run, end, pick, error))
                return FALSE;
            continue;
        }
        if (!store_columns_put(columns, run, store_table_names[table], "row", FORM_U32, pick->len, pick->data, error) ||
            !store_write_columns(columns, run, end, table, pick, error) ||
            (table == ORG_POSTS && !write_deciding(columns, run, touched, pick, error)))
            return FALSE;
    }
    return TRUE;
}

/* The ledger is what the acts paid. */
static gboolean
write_payments(OrgStore *store, gint64 run, const Org *end, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "INSERT INTO payment(run, seq, month, item, person, series, amount) VALUES (?,?,?,?,?,?,?)", error);
    gboolean ok = stmt != NULL;
    for (guint i = 0; ok && i < end->payments->len; i++) {
        const OrgPayment *p = &g_array_index(end->payments, OrgPayment, i);
        ok = store_put(store, stmt, error, "iiiirti", run, (gint64) i, (gint64) p->month, (gint64) p->item, p->person,
                       org_dict_text(end->dict, p->series), (gint64) p->amount);
    }
    return ok;
}

static gboolean
write_all(StoreColumns *columns, gint64 run, const OrgRunResult *r, const Org *end, Log *log, GError **error)
{
    OrgStore *store = columns->store;
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        grow(&log->touched[table], org_rows(end, table));
    if (!write_journal(columns, run, r->acts, r->acts_size, error) || !write_told(columns, run, log, error) ||
        !write_end(columns, run, r->start, end, log, error) || !write_payments(store, run, end, error))
        return FALSE;
    g_autofree guint8 *named = g_new0(guint8, log->told->len + 1);
    const GArray *fates = r->fates ? r->fates(end, r->fates_data) : NULL;
    return (!fates || store_write_unit_fates(store, run, fates, named, log->told->len, error)) &&
           store_write_person_fates(store, run, r->start, end, &log->touched[ORG_PEOPLE], named, error) &&
           write_named_acts(store, run, log, named, error);
}

gboolean
store_write_acts(OrgStore *store, gint64 run, const OrgRunResult *r, GError **error)
{
    g_autoptr(Org) end = org_copy(r->start);
    Log log = { .texts = org_dict_new(), .told = g_array_new(FALSE, FALSE, sizeof(Told)) };
    StoreColumns columns = { 0 };
    const OrgObserver observers[] = {
        { .before = on_act, .change = on_change, .after = after_act, .data = &log },
        r->watch,
    };
    gboolean ok = org_replay_each(end, r->acts, r->acts_size, observers, G_N_ELEMENTS(observers), error) &&
                  store_columns_begin(&columns, store, "end_column", error) &&
                  write_all(&columns, run, r, end, &log, error);
    store_columns_end(&columns);
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        g_free(log.touched[table].touched);
        g_free(log.touched[table].deciding);
    }
    org_dict_unref(log.texts);
    g_array_unref(log.told);
    g_free(log.last);
    return ok;
}
