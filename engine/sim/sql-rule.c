// SPDX-License-Identifier: MIT
#include "sql-rule.h"
#include "../base/code.h"
#include "../base/error.h"
#include "run-private.h"
#include <math.h>
#include <string.h>

/* As of a plugin's call: more than anybody reads, and less than fills the memory of who keeps them. */
enum { MOST_ROWS = 100000 };

typedef enum { UNIT, POST, PERSON, CODE, VALUE, LIMIT, SEVERITY, MESSAGE, N_COLUMNS } Column;
static const char *const column_names[] = { "unit",  "post",     "person",  "code", "value",
                                            "limit", "severity", "message", NULL };
static const guint table_of[] = { ORG_UNITS, ORG_POSTS, ORG_PEOPLE };

/* ---- what a statement may return */

G_GNUC_PRINTF(2, 3)
static gboolean
refuse(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *said = org_saidv(format, args);
    va_end(args);
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", said);
    return FALSE;
}

/* Where each column stands in a row; -1: it is not there. */
static gboolean
find_columns(const char *const *names, int at[N_COLUMNS], GError **error)
{
    for (guint i = 0; i < N_COLUMNS; i++)
        at[i] = -1;
    for (int n = 0; names[n] != NULL; n++) {
        Column column = 0;
        while (column < N_COLUMNS && g_ascii_strcasecmp(names[n], column_names[column]) != 0)
            column++;
        if (column == N_COLUMNS)
            return refuse(error,
                          "a rule has no use for the column \"%s\"; it may return unit, post or person (an id), "
                          "code, value, limit, severity and message",
                          names[n]);
        if (at[column] >= 0)
            return refuse(error, "there are two columns \"%s\"", names[n]);
        at[column] = n;
    }
    return TRUE;
}

static gboolean
columns_fit(const int at[N_COLUMNS], GError **error)
{
    if ((at[UNIT] >= 0) + (at[POST] >= 0) + (at[PERSON] >= 0) > 1)
        return refuse(error, "each row is about one thing: return one of unit, post and person");
    if ((at[VALUE] >= 0) != (at[LIMIT] >= 0))
        return refuse(error, "value and limit stand together: the column \"%s\" is missing",
                      column_names[at[VALUE] >= 0 ? LIMIT : VALUE]);
    return TRUE;
}

gboolean
org_sql_rule_check(OrgLive *live, const char *sql, GError **error)
{
    int at[N_COLUMNS];
    g_autoptr(GError) own = NULL;
    g_auto(GStrv) names = org_live_names(live, sql, &own);
    if (names != NULL)
        return find_columns((const char *const *) names, at, error) && columns_fit(at, error);
    /* It is a word of SQL, and the natural name of a column here. */
    gboolean limit = strstr(own->message, "near \"limit\"") != NULL || strstr(own->message, "near \"LIMIT\"") != NULL;
    g_propagate_error(error, g_steal_pointer(&own));
    if (limit)
        org_error_prefix(error, "the name limit stands in quotes, as in 7 as \"limit\": ");
    return FALSE;
}

/* ---- rows */

typedef struct {
    OrgRun *run;
    const OrgItem *rule;
    int at[N_COLUMNS];
    guint n;
    gboolean known; /* where the columns stand */
    GError *error;
} Rows;

/* A row as read; texts are the statement's. */
typedef struct {
    guint table;
    OrgRow row;
    const char *id, *code, *message;
    gboolean measured;
    double value, limit;
    guint severity;
} Found;

static const char *
cell(const Rows *rows, char **values, Column column)
{
    return rows->at[column] < 0 ? NULL : values[rows->at[column]];
}

static gboolean
read_row(Rows *rows, char **values, Found *found)
{
    found->row = ORG_NONE;
    for (Column column = UNIT; column <= PERSON; column++) {
        const char *id = cell(rows, values, column);
        if (id == NULL)
            continue;
        found->id = id;
        found->table = table_of[column];
        found->row = org_find(rows->run->org, found->table, id);
        if (found->row == ORG_NONE)
            return refuse(&rows->error, "\"%s\" is the id of nothing here", id);
    }
    return TRUE;
}

static gboolean
read_number(Rows *rows, gint n, char **values, Column column, double *out)
{
    const char *text = cell(rows, values, column), *kinds = values[n];
    if (text == NULL)
        return TRUE;
    *out = kinds[rows->at[column]] == 'n' ? g_ascii_strtod(text, NULL) : NAN;
    return isfinite(*out) || refuse(&rows->error, "a number was expected, not \"%s\"", text);
}

static gboolean
read_severity(Rows *rows, const char *text, guint *severity)
{
    static const char *const names[] = { "note", "warn", "veto" };
    static const guint severities[] = { ORG_NOTE, ORG_WARN, ORG_VETO };
    *severity = ORG_WARN;
    for (guint i = 0; text != NULL && i < G_N_ELEMENTS(names); i++)
        if (strcmp(text, names[i]) == 0) {
            *severity = severities[i];
            return TRUE;
        }
    return text == NULL || refuse(&rows->error, "the severity \"%s\" is none of note, warn and veto", text);
}

static gboolean
read_found(Rows *rows, gint n, char **values, Found *found)
{
    const char *code = cell(rows, values, CODE);
    found->code = code != NULL ? code : "found";
    found->message = cell(rows, values, MESSAGE);
    if (!org_code_ok(found->code))
        return refuse(&rows->error,
                      "the code \"%s\" is none: lower-case letters, digits and hyphens, beginning with a letter",
                      found->code);
    found->measured = cell(rows, values, VALUE) != NULL && cell(rows, values, LIMIT) != NULL;
    return read_row(rows, values, found) && read_number(rows, n, values, VALUE, &found->value) &&
           read_number(rows, n, values, LIMIT, &found->limit) &&
           read_severity(rows, cell(rows, values, SEVERITY), &found->severity);
}

/* What is said where the row brings no sentence: the note, or that the rule is not kept; of what, and by how much. */
static OrgMessage *
own_words(const OrgItem *rule, const Found *found)
{
    const char *note = org_message_said(rule->note);
    g_autofree char *head = *note ? g_strdup(note) : org_said("the rule \"%s\" is not kept", rule->id);
    const char *noun = org_table_noun(found->table);
    g_autofree char *value = org_said_figure(found->value, 6), *limit = org_said_figure(found->limit, 6);
    if (found->row != ORG_NONE && found->measured)
        return org_message_new("%s: %s \"%s\", %s where the limit is %s", head, noun, found->id, value, limit);
    if (found->row != ORG_NONE)
        return org_message_new("%s: %s \"%s\"", head, noun, found->id);
    if (found->measured)
        return org_message_new("%s: %s where the limit is %s", head, value, limit);
    return org_message_new("%s", head);
}

/* A text of the data, cut where a plugin's would be. */
static OrgMessage *
given_words(const char *text)
{
    g_autofree char *cut = g_strndup(text, ORG_MESSAGE_TEXTS);
    return (OrgMessage *) g_utf8_make_valid(cut, -1);
}

static gboolean
take_row(gint n, char **values, char **names, gpointer data)
{
    Rows *rows = data;
    Found found = { .table = 0 };
    if (!rows->known && !(rows->known = find_columns((const char *const *) names, rows->at, &rows->error)))
        return FALSE;
    if (rows->n++ >= MOST_ROWS) {
        org_error_set(&rows->error, ORG_ERROR, ORG_E_INVALID,
                      "it finds more than %d rows; say what matters most, and count the others", MOST_ROWS);
        return FALSE;
    }
    if (!read_found(rows, n, values, &found))
        return FALSE;
    g_autofree OrgMessage *message =
        found.message != NULL && *found.message ? given_words(found.message) : own_words(rows->rule, &found);
    OrgFinding said = { .item = rows->rule->index,
                        .step = -1,
                        .severity = found.severity,
                        .table = found.row == ORG_NONE ? 0 : found.table,
                        .row = found.row,
                        .month = rows->run->now,
                        .message = message,
                        .code = found.code,
                        .value = found.value,
                        .limit = found.limit,
                        .since = rows->run->now };
    org_said_finding(rows->run->said, &said);
    return TRUE;
}

gboolean
org_run_call_sql_rule(OrgRun *run, const OrgItem *rule, GError **error)
{
    Rows rows = { .run = run, .rule = rule };
    g_autoptr(GError) own = NULL;
    if (!org_run_calls_sql(run, rule))
        return FALSE;
    if (!org_live_query(org_caller_live(run->caller), rule->sql, take_row, &rows, &own) || rows.error != NULL) {
        g_propagate_error(error, rows.error != NULL ? rows.error : g_steal_pointer(&own));
        org_error_prefix(error, "rule %s: ", rule->id);
        return FALSE;
    }
    return TRUE;
}
