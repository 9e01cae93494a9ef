// SPDX-License-Identifier: MIT
#include "evidence.h"
#include "../../base/message.h"
#include <string.h>

static void
column_clear(gpointer data)
{
    g_free(((OrgColumnEvidence *) data)->header);
}

OrgEvidence *
org_evidence_new(void)
{
    OrgEvidence *evidence = g_new0(OrgEvidence, 1);

    evidence->columns = g_array_new(FALSE, TRUE, sizeof(OrgColumnEvidence));
    g_array_set_clear_func(evidence->columns, column_clear);
    evidence->latest = ORG_MONTH(2049, 12);
    return evidence;
}

void
org_evidence_free(OrgEvidence *evidence)
{
    if (!evidence)
        return;
    g_array_unref(evidence->columns);
    g_free(evidence);
}

static void
guess_clear(gpointer data)
{
    OrgGuess *guess = data;
    g_free(guess->column);
    g_free(guess->value);
    g_free(guess->because);
}

GArray *
org_guesses_new(void)
{
    GArray *guesses = g_array_new(FALSE, TRUE, sizeof(OrgGuess));
    g_array_set_clear_func(guesses, guess_clear);
    return guesses;
}

void
org_guess_add(GArray *guesses, const char *what, const char *column, const char *value, char *because, guint rows)
{
    if (!guesses) {
        g_free(because);
        return;
    }
    OrgGuess guess = { what, g_strdup(column), g_strdup(value), because, rows };
    g_array_append_val(guesses, guess);
}

void
org_evidence_add(OrgEvidence *evidence, OrgEvidenceKind kind, guint column, const char *header, gboolean is_born,
                 gboolean is_hired)
{
    OrgColumnEvidence one = {
        .kind = kind, .column = column, .header = g_strdup(header), .is_born = is_born, .is_hired = is_hired
    };
    g_array_append_val(evidence->columns, one);
}

OrgColumnEvidence *
org_evidence_of(const OrgEvidence *evidence, guint column)
{
    for (guint i = 0; evidence && i < evidence->columns->len; i++) {
        OrgColumnEvidence *one = &g_array_index(evidence->columns, OrgColumnEvidence, i);
        if (one->column == column)
            return one;
    }
    return NULL;
}

static void
keep_place(OrgEvidencePlace *place, guint line, const char *text)
{
    if (place->line)
        return;
    place->line = line;
    g_strlcpy(place->text, text, sizeof place->text);
}

static void
show_date(OrgColumnEvidence *column, guint line, const char *text)
{
    OrgDate date = org_date_read(text, ORG_ORDER_OPEN);

    if (!date.ok)
        return;
    column->years += date.form == ORG_DATE_YEAR;
    column->serials += date.form == ORG_DATE_SERIAL;
    column->two_digits += date.two_digits;
    column->ambiguous += date.ambiguous;
    if (date.ambiguous)
        keep_place(&column->first_ambiguous, line, text);
    if (!date.proves)
        return;
    column->proofs[date.proves]++;
    keep_place(&column->proof[date.proves], line, text);
}

void
org_evidence_show(OrgColumnEvidence *column, guint line, const char *text, gsize size)
{
    char buffer[64];

    if (size == 0 || size >= sizeof buffer)
        return;
    memcpy(buffer, text, size);
    buffer[size] = '\0';
    column->cells++;
    if (column->kind == ORG_EVIDENCE_DATE) {
        show_date(column, line, buffer);
        return;
    }
    OrgFigureRead figure = org_figure_read(buffer, ORG_DECIMAL_OPEN, FALSE, FALSE);
    column->comma += figure.ok && figure.proves == ORG_DECIMAL_COMMA;
    column->point += figure.ok && figure.proves == ORG_DECIMAL_POINT;
}

/* ---- settling */

static const char *
spelled(OrgDateOrder order)
{
    return order == ORG_ORDER_DMY ? "dmy" : order == ORG_ORDER_MDY ? "mdy" : "ymd";
}

static const char *
first_word(OrgDateOrder order)
{
    return order == ORG_ORDER_DMY ? M_("day first") : order == ORG_ORDER_MDY ? M_("month first") : M_("year first");
}

typedef struct {
    OrgEvidence *evidence;
    OrgEvidenceFn say;
    gpointer data;
    GArray *guesses;
    guint orders[4]; /* columns that prove each order */
} Settling;

static void say(const Settling *s, OrgSeverity severity, const char *code, const OrgColumnEvidence *column, guint line,
                const char *format, ...) G_GNUC_PRINTF(6, 7);

static void
say(const Settling *s, OrgSeverity severity, const char *code, const OrgColumnEvidence *column, guint line,
    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    if (s->say)
        s->say(severity, code, line, column->column, text, s->data);
}

/* What tells the order where the column itself does not. */
static OrgDateOrder
order_from_outside(const Settling *s, char **because)
{
    const OrgEvidence *evidence = s->evidence;
    const OrgDateOrder both[] = { ORG_ORDER_DMY, ORG_ORDER_MDY };

    for (guint k = 0; k < G_N_ELEMENTS(both); k++) {
        if (!s->orders[both[k]] || s->orders[both[1 - k]])
            continue;
        for (guint i = 0; i < evidence->columns->len; i++) {
            const OrgColumnEvidence *one = &g_array_index(evidence->columns, OrgColumnEvidence, i);
            if (one->kind == ORG_EVIDENCE_DATE && one->proofs[both[k]] && !one->proofs[both[1 - k]]) {
                *because =
                    org_said("%s in the column \"%s\" allows no other order", one->proof[both[k]].text, one->header);
                return both[k];
            }
        }
    }
    if (!evidence->vietnamese && !evidence->spoken)
        return ORG_ORDER_OPEN;
    *because = evidence->vietnamese ? org_said("the headers are Vietnamese") : org_said("--lang vi says so");
    return ORG_ORDER_DMY;
}

static void
note_order(const Settling *s, const OrgColumnEvidence *column, char *because)
{
    guint rows = column->ambiguous + column->proofs[ORG_ORDER_DMY] + column->proofs[ORG_ORDER_MDY];

    say(s, ORG_SEVERITY_NOTE, "date-order", column, column->first_ambiguous.line,
        "the dates of the column \"%s\" were read %s: %s", column->header, first_word(column->order), because);
    org_guess_add(s->guesses, "dates", column->header, spelled(column->order), because, rows);
}

static void
settle_order(const Settling *s, OrgColumnEvidence *column)
{
    const guint day = column->proofs[ORG_ORDER_DMY], month = column->proofs[ORG_ORDER_MDY];
    char *because = NULL;

    column->is_settled = TRUE;
    if (s->evidence->given) {
        column->order = s->evidence->given;
        because = s->evidence->given_by_map ? org_said("the mapping file says so") : org_said("--dates says so");
    } else if (day && month) {
        const OrgEvidencePlace *a = &column->proof[ORG_ORDER_DMY], *b = &column->proof[ORG_ORDER_MDY];
        say(s, ORG_SEVERITY_ERROR, "ambiguous-dates", column, MAX(a->line, b->line),
            "the column \"%s\" holds dates in both orders: %s (row %u) has its day first, %s (row %u) its month "
            "first; "
            "correct one of them, or say with --dates which order holds",
            column->header, a->text, a->line, b->text, b->line);
        column->is_settled = FALSE;
        return;
    } else if (day || month) {
        column->order = day ? ORG_ORDER_DMY : ORG_ORDER_MDY;
        because = org_said("%s allows no other order", column->proof[column->order].text);
    } else if (column->ambiguous) {
        column->order = order_from_outside(s, &because);
    }
    if (column->ambiguous && !column->order) {
        say(s, ORG_SEVERITY_ERROR, "ambiguous-dates", column, column->first_ambiguous.line,
            "the column \"%s\" has %u dates such as %s that may have their day or their month first, and nothing in "
            "the "
            "file tells which; say it with --dates dmy or --dates mdy",
            column->header, column->ambiguous, column->first_ambiguous.text);
        column->is_settled = FALSE;
        return;
    }
    if (column->ambiguous && because)
        note_order(s, column, g_steal_pointer(&because));
    g_free(because);
}

static void
settle_forms(const Settling *s, const OrgColumnEvidence *column)
{
    const char *header = column->header;

    if (column->years && column->is_born)
        say(s, ORG_SEVERITY_NOTE, "year-only", column, 0,
            "years alone in \"%s\" (%u): each was read as its January, as Decree 135/2020 (Art. 3) has it", header,
            column->years);
    else if (column->years && column->is_hired)
        say(s, ORG_SEVERITY_NOTE, "year-only", column, 0,
            "years alone in \"%s\" (%u): each was read as its January: an assumption, in favour of the person", header,
            column->years);
    else if (column->years)
        say(s, ORG_SEVERITY_NOTE, "year-only", column, 0, "years alone in \"%s\" (%u): each was read as its January",
            header, column->years);
    if (column->years)
        org_guess_add(s->guesses, "dates", header, "YYYY-01",
                      org_said(column->is_born ? "a year alone is its January (Decree 135/2020, Art. 3)"
                                               : "a year alone was taken as its January: an assumption"),
                      column->years);
    if (column->serials) {
        say(s, ORG_SEVERITY_NOTE, "serial-dates", column, 0,
            "days counted from 1900 in \"%s\" (%u), as workbooks store dates: each was read as such", header,
            column->serials);
        org_guess_add(s->guesses, "dates", header, "serial",
                      org_said("days counted from 1900, as workbooks store them"), column->serials);
    }
    if (column->two_digits) {
        say(s, ORG_SEVERITY_WARNING, "two-digit-year", column, 0,
            "years of two digits in \"%s\" (%u): each was read in the latest century that is possible", header,
            column->two_digits);
        org_guess_add(s->guesses, "dates", header, "two-digit-year",
                      org_said("a year of two digits lies in the latest century that is possible"), column->two_digits);
    }
}

static void
warn_of_both(const Settling *s)
{
    const OrgColumnEvidence *first[4] = { NULL };

    for (guint i = 0; i < s->evidence->columns->len; i++) {
        const OrgColumnEvidence *one = &g_array_index(s->evidence->columns, OrgColumnEvidence, i);
        if (one->kind == ORG_EVIDENCE_DATE && !(one->proofs[ORG_ORDER_DMY] && one->proofs[ORG_ORDER_MDY]))
            for (guint k = ORG_ORDER_DMY; k <= ORG_ORDER_MDY; k++)
                if (one->proofs[k] && !first[k])
                    first[k] = one;
    }
    if (!s->evidence->given && first[ORG_ORDER_DMY] && first[ORG_ORDER_MDY])
        say(s, ORG_SEVERITY_WARNING, "mixed-date-order", first[ORG_ORDER_MDY],
            first[ORG_ORDER_MDY]->proof[ORG_ORDER_MDY].line,
            "the column \"%s\" has its days first (%s) and \"%s\" its months (%s); each was read in its own order",
            first[ORG_ORDER_DMY]->header, first[ORG_ORDER_DMY]->proof[ORG_ORDER_DMY].text, first[ORG_ORDER_MDY]->header,
            first[ORG_ORDER_MDY]->proof[ORG_ORDER_MDY].text);
}

static void
settle_decimal(const Settling *s, OrgColumnEvidence *column, guint comma, guint point)
{
    if (column->comma != column->point)
        column->decimal = column->comma > column->point ? ORG_DECIMAL_COMMA : ORG_DECIMAL_POINT;
    else if (comma != point)
        column->decimal = comma > point ? ORG_DECIMAL_COMMA : ORG_DECIMAL_POINT;
    if (column->decimal == ORG_DECIMAL_COMMA && column->comma)
        org_guess_add(s->guesses, "numbers", column->header, "decimal-comma", org_said("its cells allow no other sign"),
                      column->comma);
}

void
org_evidence_settle(OrgEvidence *evidence, OrgEvidenceFn fn, gpointer data, GArray *guesses)
{
    Settling s = { evidence, fn, data, guesses, { 0 } };
    guint comma = 0, point = 0;

    for (guint i = 0; i < evidence->columns->len; i++) {
        const OrgColumnEvidence *one = &g_array_index(evidence->columns, OrgColumnEvidence, i);
        comma += one->comma;
        point += one->point;
        if (!(one->proofs[ORG_ORDER_DMY] && one->proofs[ORG_ORDER_MDY])) {
            s.orders[ORG_ORDER_DMY] += one->proofs[ORG_ORDER_DMY] > 0;
            s.orders[ORG_ORDER_MDY] += one->proofs[ORG_ORDER_MDY] > 0;
        }
    }
    for (guint i = 0; i < evidence->columns->len; i++) {
        OrgColumnEvidence *one = &g_array_index(evidence->columns, OrgColumnEvidence, i);
        if (one->kind == ORG_EVIDENCE_DATE) {
            settle_order(&s, one);
            settle_forms(&s, one);
        } else {
            settle_decimal(&s, one, comma, point);
        }
    }
    warn_of_both(&s);
}

/* ---- reading */

gboolean
org_evidence_date(const OrgEvidence *evidence, const OrgColumnEvidence *column, const char *text, OrgMonth *month,
                  gboolean *open)
{
    OrgDate date = org_date_read(text, column ? column->order : ORG_ORDER_OPEN);

    *open = date.ok && date.ambiguous && (!column || !column->is_settled);
    if (!date.ok)
        return FALSE;
    org_date_century(&date, column && column->is_born ? evidence->latest - 14 * 12 : evidence->latest);
    *month = date.month;
    return TRUE;
}

OrgFigureRead
org_evidence_figure(const OrgColumnEvidence *column, const char *text, double least, double most)
{
    OrgDecimal usual = column ? column->decimal : ORG_DECIMAL_OPEN;
    gboolean whole = column && column->kind == ORG_EVIDENCE_WHOLE;
    OrgFigureRead figure = org_figure_read(text, usual, whole, FALSE);

    if (usual != ORG_DECIMAL_OPEN || whole || !figure.ok || !figure.ambiguous)
        return figure;
    /* nothing tells: a point begins decimals, and so does a comma where thousands would be out of reach */
    OrgFigureRead decimal =
        org_figure_read(text, strchr(text, '.') ? ORG_DECIMAL_POINT : ORG_DECIMAL_COMMA, FALSE, FALSE);
    OrgFigureRead grouped =
        org_figure_read(text, strchr(text, '.') ? ORG_DECIMAL_COMMA : ORG_DECIMAL_POINT, FALSE, FALSE);
    if (strchr(text, '.') || grouped.value > most || grouped.value < least)
        return decimal;
    return grouped;
}
