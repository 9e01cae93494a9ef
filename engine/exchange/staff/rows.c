// SPDX-License-Identifier: MIT
/* The rows below the head, told apart: people and vacant posts, headings that name a unit, totals, signatures. Each is read
 * or counted among those left out, with its reason. */
#include "private.h"
#include "../../base/message.h"
#include <math.h>
#include <string.h>

static const StaffField personal[] = { STAFF_ID,    STAFF_BORN,   STAFF_BORN_MALE, STAFF_BORN_FEMALE, STAFF_SEX,
                                       STAFF_TITLE, STAFF_HIRED,  STAFF_GRADE,     STAFF_COEFFICIENT, STAFF_MANAGER,
                                       STAFF_ALSO,  STAFF_STATUS, STAFF_POST,      STAFF_MALE,        STAFF_FEMALE };

typedef struct {
    Staff *staff;
    const guint8 *left_out;
    gint unit;           /* of the heading last seen; -1: none */
    guint people, since; /* persons so far, and since the last heading or total */
    gint64 last_number;  /* in the column of numbers, of the last person */
    guint footer;        /* the first row below the list */
} Reading;

static gboolean
has_personal(const Staff *staff, guint r)
{
    for (guint i = 0; i < G_N_ELEMENTS(personal); i++)
        if (*staff_field(staff, r, personal[i]))
            return TRUE;
    return FALSE;
}

static const char *
number_text(const Staff *staff, guint r)
{
    return staff->column[STAFF_NUMBER] >= 0
               ? org_grid_cell(staff->table->grid, r, (guint) staff->column[STAFF_NUMBER])->text
               : "";
}

/* The column of a heading's or total's text: that of names, else the first with something in it. */
static gint
text_column(const Staff *staff, guint r)
{
    gint name = staff->column[STAFF_NAME];

    if (name >= 0 && *org_grid_cell(staff->table->grid, r, (guint) name)->text)
        return name;
    for (guint c = 0; c < org_grid_row(staff->table->grid, r)->n; c++)
        if ((gint) c != staff->column[STAFF_NUMBER] && *org_grid_cell(staff->table->grid, r, c)->text)
            return (gint) c;
    return *number_text(staff, r) ? staff->column[STAFF_NUMBER] : -1;
}

static guint
filled_cells(const Staff *staff, guint r)
{
    guint n = 0;
    for (guint c = 0; c < org_grid_row(staff->table->grid, r)->n; c++)
        n += *org_grid_cell(staff->table->grid, r, c)->text != '\0';
    return n;
}

/* ---- totals */

static gboolean
is_total(const Staff *staff, guint r)
{
    for (guint c = 0; c < org_grid_row(staff->table->grid, r)->n; c++) {
        const char *text = org_grid_cell(staff->table->grid, r, c)->text;
        if (!*text)
            continue;
        g_autofree char *folded = org_quota_fold(text);
        if (org_quota_is_total(folded) && !*staff_field(staff, r, STAFF_TITLE) && !*staff_field(staff, r, STAFF_UNIT))
            return TRUE;
        if ((gint) c != staff->column[STAFF_NUMBER])
            return FALSE;
    }
    return FALSE;
}

/* "Tổng cộng: 5 người": the number in the text, or alone in a cell beside it; -1: none. */
static gint64
total_of(const Staff *staff, guint r)
{
    gint64 found = -1;

    for (guint c = 0; c < org_grid_row(staff->table->grid, r)->n; c++) {
        const char *p = org_grid_cell(staff->table->grid, r, c)->text;
        while (*p && !g_ascii_isdigit(*p))
            p++;
        if (!*p || strchr(p, ',') || strchr(p, '.'))
            continue;
        if (found >= 0)
            return -1; /* several figures: which of them counts people is not said */
        found = g_ascii_strtoll(p, NULL, 10);
    }
    return found;
}

static void
check_total(Reading *reading, guint r)
{
    Staff *staff = reading->staff;
    gint64 total = total_of(staff, r);

    if (total >= 0 && total != (gint64) reading->people && total != (gint64) reading->since)
        staff_problem(staff, ORG_SEVERITY_WARNING, "total-mismatch", org_grid_row(staff->table->grid, r)->line,
                      text_column(staff, r), "the total says %u people; the rows above it name %u", (guint) total,
                      reading->people);
    reading->since = 0;
    staff_skip(staff, "total");
}

/* ---- headings */

/* A row that names nothing but a unit. A person of whom only the name is known goes on with the numbers of those before. */
static gboolean
is_heading(const Reading *reading, guint r)
{
    const Staff *staff = reading->staff;

    if (has_personal(staff, r) || text_column(staff, r) < 0 || *staff_field(staff, r, STAFF_UNIT) ||
        filled_cells(staff, r) > 3)
        return FALSE;
    char *end;
    const char *number = number_text(staff, r);
    gint64 counted = g_ascii_strtoll(number, &end, 10);
    return !(end != number && *end == '\0' && counted == reading->last_number + 1 && reading->last_number > 0);
}

static void
add_heading(Reading *reading, guint r)
{
    Staff *staff = reading->staff;
    gint column = text_column(staff, r);
    const OrgGridCell *cell = org_grid_cell(staff->table->grid, r, (guint) column);
    guint line = org_grid_row(staff->table->grid, r)->line;

    if (!staff->has_headings) { /* beside a column of units it only groups them */
        staff_problem(staff, ORG_SEVERITY_NOTE, "group-row", line, column,
                      "%s names nobody and no post; it was taken for a heading and left out", org_quoted(cell->text));
        staff_skip(staff, "heading");
        return;
    }
    OrgQuotaRow row = org_quota_row_new(staff->table, 0, r, (guint) column);
    org_quota_read_name(staff->table, &row, cell, column == staff->column[STAFF_NUMBER] ? "" : number_text(staff, r));
    row.has_figures = TRUE; /* so that it is not taken for a mere heading of those below */
    const OrgMergedCells *merged = org_grid_merged(staff->table->grid, line, (guint) column);
    row.is_merged = row.marker == NULL && merged && merged->right - merged->left >= 2;
    row.level_column = 0;
    g_array_append_val(staff->reader.rows, row);
    reading->unit = (gint) staff->reader.rows->len - 1;
    reading->since = 0;
    reading->last_number = 0;
    staff_skip(staff, "heading");
}

/* ---- signatures */

static gboolean
is_footer(const Reading *reading, guint r)
{
    const Staff *staff = reading->staff;
    gboolean words = FALSE;
    const StaffField own[] = { STAFF_ID, STAFF_UNIT, STAFF_COEFFICIENT, STAFF_HIRED, STAFF_BORN, STAFF_POST };

    if (*number_text(staff, r))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(own); i++)
        if (*staff_field(staff, r, own[i]))
            return FALSE;
    for (guint c = 0; c < org_grid_row(staff->table->grid, r)->n && !words; c++) {
        g_autofree char *folded = org_quota_fold(org_grid_cell(staff->table->grid, r, c)->text);
        words = *folded && org_quota_is_footer(folded);
    }
    return words;
}

/* The first row from which on nothing is of the list. */
static guint
find_footer(const Reading *reading)
{
    const Staff *staff = reading->staff;
    guint n = staff->table->grid->rows->len, footer = n;

    for (guint r = n; r-- > staff->table->header_end;) {
        if (is_footer(reading, r))
            footer = r;
        else if (is_total(staff, r) || *number_text(staff, r) || *staff_field(staff, r, STAFF_ID) ||
                 *staff_field(staff, r, STAFF_UNIT) || *staff_field(staff, r, STAFF_TITLE))
            break;
    }
    return footer;
}

/* ---- people */

static OrgMonth
read_month(Staff *staff, guint r, StaffField field)
{
    const char *text = staff_field(staff, r, field);
    OrgMonth month = ORG_UNKNOWN;
    gboolean open;

    if (!*text)
        return ORG_UNKNOWN;
    const OrgColumnEvidence *column = org_evidence_of(staff->evidence, (guint) staff->column[field]);
    if (!org_evidence_date(staff->evidence, column, text, &month, &open)) {
        staff_problem(staff, ORG_SEVERITY_ERROR, "bad-date", org_grid_row(staff->table->grid, r)->line,
                      staff->column[field], "%s %s is not a date; write 2021-01, 2021-01-31 or 31/01/2021",
                      staff_field_name(field), org_quoted(text));
        return ORG_UNKNOWN;
    }
    return open ? ORG_UNKNOWN : month;
}

static double
read_number(Staff *staff, guint r, StaffField field, double most)
{
    const char *text = staff_field(staff, r, field);

    if (!*text)
        return NAN;
    const OrgGridCell *cell = org_grid_cell(staff->table->grid, r, (guint) staff->column[field]);
    OrgFigureRead figure =
        cell->is_number
            ? org_figure_read(text, ORG_DECIMAL_POINT, FALSE, TRUE)
            : org_evidence_figure(org_evidence_of(staff->evidence, (guint) staff->column[field]), text, 0, most);
    double value = figure.value;
    if (figure.ok && value >= 0 && value <= most && (!figure.percent || field == STAFF_FTE))
        return value;
    staff_problem(staff, ORG_SEVERITY_ERROR, "bad-number", org_grid_row(staff->table->grid, r)->line,
                  staff->column[field], "%s %s is not a number from 0 to %.0f", staff_field_name(field),
                  org_quoted(text), most);
    return NAN;
}

/* "Nam", "F", or the column in which the birth stands, or a mark. */
static char
read_sex(Staff *staff, guint r)
{
    static const char *const women[] = { "f", "female", "woman", "nu", "w" };
    static const char *const men[] = { "m", "male", "man", "nam" };
    g_autofree char *key = org_header_loose_key(staff_field(staff, r, STAFF_SEX));

    for (guint i = 0; i < G_N_ELEMENTS(women); i++)
        if (strcmp(key, women[i]) == 0)
            return 'F';
    for (guint i = 0; i < G_N_ELEMENTS(men); i++)
        if (strcmp(key, men[i]) == 0)
            return 'M';
    if (*key)
        staff_problem(staff, ORG_SEVERITY_WARNING, "unknown-sex", org_grid_row(staff->table->grid, r)->line,
                      staff->column[STAFF_SEX], "sex %s is none of F, M; it is taken as not known",
                      org_quoted(staff_field(staff, r, STAFF_SEX)));
    if (*key)
        return 0;
    if (*staff_field(staff, r, STAFF_BORN_FEMALE) || *staff_field(staff, r, STAFF_FEMALE))
        return 'F';
    if (*staff_field(staff, r, STAFF_BORN_MALE) || *staff_field(staff, r, STAFF_MALE))
        return 'M';
    return staff->column[STAFF_FEMALE] >= 0 && staff->column[STAFF_MALE] < 0 && *staff_field(staff, r, STAFF_NAME) ? 'M'
                                                                                                                   : 0;
}

static const char *
full_name(Staff *staff, guint r)
{
    GString *name = g_string_new(staff_field(staff, r, STAFF_NAME));

    for (guint i = 0; i < STAFF_MAX_LEVELS && staff->more[1][i] >= 0; i++) {
        const char *more = staff_cell(staff, r, staff->more[1][i], FALSE);
        g_string_append_printf(name, "%s%s", name->len && *more ? " " : "", more);
    }
    g_autofree char *composed = g_utf8_normalize(name->str, -1, G_NORMALIZE_NFC);
    GString *clean = g_string_new(NULL);
    for (const char *p = composed ? composed : ""; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isspace(c) && c != 0xA0)
            g_string_append_unichar(clean, c);
        else if (clean->len && clean->str[clean->len - 1] != ' ')
            g_string_append_c(clean, ' ');
    }
    const char *kept = staff_keep(staff, clean->str);
    g_string_free(name, TRUE);
    g_string_free(clean, TRUE);
    return kept;
}

static OrgMonth
read_birth(Staff *staff, guint r)
{
    const StaffField columns[] = { STAFF_BORN, STAFF_BORN_MALE, STAFF_BORN_FEMALE };

    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        if (*staff_field(staff, r, columns[i]))
            return read_month(staff, r, columns[i]);
    return ORG_UNKNOWN;
}

static void
add_person(Reading *reading, guint r, StaffState state)
{
    Staff *staff = reading->staff;
    StaffRow row = { .grid_row = r, .line = org_grid_row(staff->table->grid, r)->line, .unit = reading->unit };
    double allowance = read_number(staff, r, STAFF_ALLOWANCE, 100);

    row.person = row.second = row.boss = -1;
    row.id = staff_field(staff, r, STAFF_ID);
    row.name = full_name(staff, r);
    if (staff->column[STAFF_ID] == staff->column[STAFF_POST] && staff->column[STAFF_NAME] >= 0 && !*row.name)
        row.id = ""; /* the column is of the posts: whoever has no name is nobody */
    row.title = staff_keep(staff, staff_field(staff, r, STAFF_TITLE));
    row.manager = staff_field(staff, r, STAFF_MANAGER);
    row.also = staff_field(staff, r, STAFF_ALSO);
    row.post = staff_field(staff, r, STAFF_POST);
    row.rank = staff_field(staff, r, STAFF_RANK);
    row.category = staff_field(staff, r, STAFF_CATEGORY);
    row.funding = staff_field(staff, r, STAFF_FUNDING);
    row.grade = staff_field(staff, r, STAFF_GRADE);
    row.born = read_birth(staff, r);
    row.hired = read_month(staff, r, STAFF_HIRED);
    row.sex = read_sex(staff, r);
    row.coefficient = read_number(staff, r, STAFF_COEFFICIENT, 600);
    row.fte = read_number(staff, r, STAFF_FTE, 1000);
    row.state = state;
    if (!isnan(allowance))
        row.coefficient = allowance + (isnan(row.coefficient) ? 0 : row.coefficient);
    const char *rating = staff_field(staff, r, STAFF_RATING);
    if (*rating && !org_rating_of(rating, &row.rating))
        staff_problem(staff, ORG_SEVERITY_WARNING, "unknown-rating", row.line, staff->column[STAFF_RATING],
                      "rating %s is none that is known; it is taken as not given", org_quoted(rating));
    g_array_append_val(staff->rows, row);
    reading->people += *row.name || *row.id;
    reading->since += *row.name || *row.id;
    reading->last_number = g_ascii_strtoll(number_text(staff, r), NULL, 10);
}

static void
read_row(Reading *reading, guint r)
{
    Staff *staff = reading->staff;
    g_autofree char *reason = NULL;

    if (org_quota_repeats_header(staff->table, r) || org_quota_is_column_numbers(staff->table->grid, r)) {
        staff_skip(staff, "header");
    } else if (is_total(staff, r)) {
        check_total(reading, r);
    } else if (is_heading(reading, r)) {
        add_heading(reading, r);
    } else if (!*staff_field(staff, r, STAFF_ID) && !*staff_field(staff, r, STAFF_NAME) &&
               !*staff_field(staff, r, STAFF_TITLE) && !*staff_field(staff, r, STAFF_POST)) {
        staff_problem(staff, ORG_SEVERITY_WARNING, "empty-row", org_grid_row(staff->table->grid, r)->line, -1,
                      "the row names nobody and no post; it was left out");
        staff_skip(staff, "empty");
    } else if (reading->left_out[r]) {
        const OrgColumnMap *map = staff->source->map;
        gboolean skipped = reading->left_out[r] == STAFF_SKIPPED;
        g_autofree char *said = g_strconcat(skipped ? "skip" : "only", ": ", skipped ? map->skip : map->only, NULL);
        staff_skip(staff, said);
        reading->people++;
        reading->since++;
    } else {
        StaffState state = staff_state(staff, r, &reason);
        gboolean keeps = staff->source->map && staff->source->map->keep_posts;
        if (state == STAFF_GONE && !keeps) {
            g_ptr_array_add(staff->gone, (gpointer) staff_field(staff, r, STAFF_ID));
            staff_skip(staff, reason);
            reading->people++;
            reading->since++;
            return;
        }
        add_person(reading, r, state);
    }
}

void
staff_read_rows(Staff *staff, const guint8 *left_out)
{
    Reading reading = { staff, left_out, -1, 0, 0, 0, 0 };
    const OrgGrid *grid = staff->table->grid;

    staff->has_headings = staff->column[STAFF_UNIT] < 0;
    staff_begin_units(staff);
    for (guint r = 0; r < staff->table->header_end; r++)
        staff_skip(staff, r < staff->table->header_top ? "title" : "header");
    reading.footer = find_footer(&reading);
    for (guint r = staff->table->header_end; r < reading.footer; r++)
        read_row(&reading, r);
    for (guint r = reading.footer; r < grid->rows->len; r++)
        staff_skip(staff, "signature");
    org_quota_report_hidden_rows(&staff->reader, staff->table);
    if (reading.footer < grid->rows->len)
        staff_problem(staff, ORG_SEVERITY_NOTE, "left-out", org_grid_row(grid, reading.footer)->line, 0,
                      reading.footer + 1 == grid->rows->len
                          ? "the line %u stands below the table and was left out"
                          : "the lines from here to %u stand below the table and were left out",
                      org_grid_row(grid, grid->rows->len - 1)->line);
}
