// SPDX-License-Identifier: MIT
/* What lies under what: by outline numbers (A, I, 1, 1.1, a, -), else by how far a name is moved in or in which column it
 * stands. A stack holds the row last seen at each level. A number of a kind that is in the stack is a sibling there, one of
 * a new kind lies deeper. I, V, X, C, D can be letters or Roman: what stood before, then what follows, decides. */
#include "private.h"
#include <string.h>

typedef enum {
    KIND_PLAIN, /* no number */
    KIND_GROUP, /* a heading over all columns */
    KIND_UPPER,
    KIND_ROMAN,
    KIND_NUMBER,
    KIND_LOWER,
    KIND_LOWER_ROMAN,
    KIND_DASH,
    KIND_PLUS,
    KIND_BULLET,
    KIND_DOTTED /* + how many numbers */
} Kind;

typedef struct {
    guint row, kind, indent;
    gint ordinal; /* 0: not counted */
    char *marker; /* bare: "1.1" */
} Level;

typedef struct {
    OrgQuotaReader *reader;
    const OrgQuotaTable *table;
    guint from, to;
    GArray *stack;    /* Level */
    gint group_depth; /* of the first heading; -1: none yet */
} Outline;

static void
level_clear(gpointer level)
{
    g_free(((Level *) level)->marker);
}

static char *
bare(const char *marker)
{
    char *text = g_strstrip(g_strdup(marker ? marker : ""));
    gsize n = strlen(text);
    while (n > 0 && strchr(".):/ ", text[n - 1]))
        text[--n] = '\0';
    if (*text == '(')
        memmove(text, text + 1, n);
    return text;
}

static gint
roman(const char *text)
{
    static const char signs[] = "ivxlc";
    static const gint values[] = { 1, 5, 10, 50, 100 };
    gint sum = 0, last = 0;

    if (!*text || strlen(text) > 8)
        return 0;
    for (gsize i = strlen(text); i-- > 0;) {
        const char *at = strchr(signs, g_ascii_tolower(text[i]));
        if (!at || !*at)
            return 0;
        gint value = values[at - signs];
        sum += value < last ? -value : value;
        last = MAX(last, value);
    }
    return sum;
}

/* a = 2, b = 4 …, đ just behind d. */
static gint
letter(const char *text)
{
    gunichar c = g_unichar_tolower(g_utf8_get_char(text));
    if (*g_utf8_next_char(text))
        return 0;
    if (c == 0x111)
        return 2 * ('d' - 'a' + 1) + 1;
    return c >= 'a' && c <= 'z' ? 2 * (gint) (c - 'a' + 1) : 0;
}

static const Level *
top_of_kind(const Outline *outline, guint kind)
{
    for (guint i = outline->stack->len; i-- > 0;) {
        const Level *level = &g_array_index(outline->stack, Level, i);
        if (level->kind == kind)
            return level;
    }
    return NULL;
}

static gboolean
has_case(const char *text, gboolean upper)
{
    gunichar c = g_utf8_get_char(text);
    return g_unichar_isalpha(c) && (gboolean) g_unichar_isupper(c) == upper;
}

/* Whether a later row, before the number's own kind begins again, goes on as Roman. */
static gboolean
goes_on_roman(const Outline *outline, guint row, gint value, gint as_letter, gboolean upper)
{
    for (guint i = row + 1; i < outline->to; i++) {
        g_autofree char *text = bare(ORG_QUOTA_ROW(outline->reader, i)->marker);
        if (!*text || !has_case(text, upper) || strchr(text, '.'))
            continue;
        if (roman(text) == value + 1)
            return TRUE;
        if (letter(text) > as_letter && letter(text) <= as_letter + 2)
            return FALSE;
    }
    return value == 1;
}

static void
read_letter(const Outline *outline, guint row, const char *text, guint *kind, gint *ordinal)
{
    gboolean upper = has_case(text, TRUE);
    guint letters = upper ? KIND_UPPER : KIND_LOWER, romans = upper ? KIND_ROMAN : KIND_LOWER_ROMAN;
    gint as_roman = roman(text), as_letter = letter(text);
    const Level *before = top_of_kind(outline, letters), *before_roman = top_of_kind(outline, romans);
    gboolean is_roman = as_roman > 0;

    if (as_roman && as_letter) {
        gboolean next_letter = before && as_letter > before->ordinal && as_letter <= before->ordinal + 2;
        gboolean next_roman = before_roman && as_roman == before_roman->ordinal + 1;
        if (next_roman != next_letter)
            is_roman = next_roman;
        else
            is_roman = goes_on_roman(outline, row, as_roman, as_letter, upper);
    }
    *kind = is_roman ? romans : letters;
    *ordinal = is_roman ? as_roman : as_letter;
}

static void
read_marker(const Outline *outline, guint row, const char *text, guint *kind, gint *ordinal)
{
    *kind = KIND_PLAIN;
    *ordinal = 0;
    if (!*text)
        return;
    if (strcmp(text, "-") == 0 || strcmp(text, "–") == 0 || strcmp(text, "—") == 0) {
        *kind = KIND_DASH;
    } else if (strcmp(text, "+") == 0) {
        *kind = KIND_PLUS;
    } else if (text[strspn(text, "0123456789")] == '\0') {
        *kind = KIND_NUMBER;
        *ordinal = (gint) MIN(g_ascii_strtoull(text, NULL, 10), 1000000);
    } else if (strchr(text, '.')) {
        *kind = KIND_DOTTED + 1;
        for (const char *p = text; *p; p++)
            *kind += *p == '.';
        *ordinal = (gint) MIN(g_ascii_strtoull(strrchr(text, '.') + 1, NULL, 10), 1000000);
    } else if (g_unichar_isalpha(g_utf8_get_char(text)) && (letter(text) || roman(text))) {
        read_letter(outline, row, text, kind, ordinal);
    } else if (!g_unichar_isalnum(g_utf8_get_char(text))) {
        *kind = KIND_BULLET;
    }
}

/* A workbook that keeps 1.10 as a number shows it as 1.1 again. */
static void
mend_dotted(const Outline *outline, char **text)
{
    const Level *top = NULL;
    for (guint i = outline->stack->len; i-- > 0 && !top;)
        if (g_array_index(outline->stack, Level, i).kind > KIND_DOTTED)
            top = &g_array_index(outline->stack, Level, i);
    const char *dot = strrchr(*text, '.'), *top_dot = top ? strrchr(top->marker, '.') : NULL;
    if (!dot || !top_dot || dot - *text != top_dot - top->marker || strncmp(*text, top->marker, (gsize) (dot - *text)))
        return;
    guint64 here = g_ascii_strtoull(dot + 1, NULL, 10);
    if (here * 10 != (guint64) top->ordinal + 1)
        return;
    char *longer = g_strconcat(*text, "0", NULL);
    g_free(*text);
    *text = longer;
}

static void
cut(Outline *outline, guint depth)
{
    g_array_set_size(outline->stack, MIN(depth, outline->stack->len));
}

static void
push(Outline *outline, guint row, guint kind, gint ordinal, const char *marker)
{
    OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);
    Level level = { row, kind, r->indent, ordinal, g_strdup(marker) };

    if (outline->stack->len)
        r->parent = (gint) g_array_index(outline->stack, Level, outline->stack->len - 1).row;
    g_array_append_val(outline->stack, level);
}

/* Where in the stack a row of this kind has its sibling; -1: it lies deeper than all. */
static gint
sibling(const Outline *outline, guint kind, guint indent, gint ordinal)
{
    gint found = -1;

    for (guint i = outline->stack->len; i-- > 0;) {
        const Level *level = &g_array_index(outline->stack, Level, i);
        if (level->kind != kind)
            continue;
        if (level->indent == indent)
            return (gint) i;
        if (found < 0 && !(ordinal == 1 && indent > level->indent))
            found = (gint) i;
    }
    return found;
}

static void
report_gap(const Outline *outline, guint row, const Level *before, gint ordinal, const char *marker)
{
    const OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);
    gboolean counted = before->kind == KIND_NUMBER || before->kind == KIND_ROMAN || before->kind > KIND_DOTTED;
    gboolean restarts = ordinal == 1 && before->kind != KIND_NUMBER;
    guint column = outline->table->number >= 0 ? (guint) outline->table->number : r->column;

    if (!counted || ordinal == before->ordinal + 1 || (ordinal == 1 && !restarts))
        return;
    if (ordinal <= before->ordinal)
        org_quota_problem(outline->reader, outline->table->grid->sheet, ORG_SEVERITY_WARNING, "outline-repeat", r->line,
                          column, NULL, "%s comes after %s in the same list; %s was put beside it", org_quoted(marker),
                          org_quoted(before->marker), org_quoted(r->name));
    else
        org_quota_problem(outline->reader, outline->table->grid->sheet, ORG_SEVERITY_WARNING, "outline-gap", r->line,
                          column, NULL, "%s comes after %s; is a row missing before %s?", org_quoted(marker),
                          org_quoted(before->marker), org_quoted(r->name));
}

/* 1.1 lies under 1, and I.2 under I, wherever that stands. */
static gboolean
hang_dotted(Outline *outline, guint row, guint kind, gint ordinal, const char *marker)
{
    g_autofree char *prefix = g_strndup(marker, (gsize) (strrchr(marker, '.') - marker));

    for (guint i = outline->stack->len; i-- > 0;) {
        const Level *level = &g_array_index(outline->stack, Level, i);
        if (strcmp(level->marker, prefix) != 0)
            continue;
        if (i + 1 < outline->stack->len && g_array_index(outline->stack, Level, i + 1).kind == kind)
            report_gap(outline, row, &g_array_index(outline->stack, Level, i + 1), ordinal, marker);
        cut(outline, i + 1);
        push(outline, row, kind, ordinal, marker);
        return TRUE;
    }
    return FALSE;
}

static void
hang_marked(Outline *outline, guint row, guint kind, gint ordinal, const char *marker)
{
    const OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);

    if (kind > KIND_DOTTED && hang_dotted(outline, row, kind, ordinal, marker))
        return;
    gint at = sibling(outline, kind, r->indent, ordinal);
    if (kind > KIND_DOTTED) { /* its list has no head here: it goes where shorter numbers leave it */
        org_quota_problem(outline->reader, outline->table->grid->sheet, ORG_SEVERITY_WARNING, "outline-gap", r->line,
                          outline->table->number >= 0 ? (guint) outline->table->number : r->column, NULL,
                          "no row above has the number that %s continues; %s was put under the row above it",
                          org_quoted(marker), org_quoted(r->name));
        while (outline->stack->len && g_array_index(outline->stack, Level, outline->stack->len - 1).kind >= kind)
            cut(outline, outline->stack->len - 1);
        at = -1;
    }
    if (at >= 0) {
        report_gap(outline, row, &g_array_index(outline->stack, Level, at), ordinal, marker);
        cut(outline, (guint) at);
    } else { /* a plain row is above a number only when the number is moved in or it is a heading */
        while (outline->stack->len) {
            const Level *top = &g_array_index(outline->stack, Level, outline->stack->len - 1);
            if (top->kind != KIND_PLAIN || top->indent < r->indent || outline->stack->len == 1)
                break;
            cut(outline, outline->stack->len - 1);
        }
    }
    push(outline, row, kind, ordinal, marker);
}

/* ---- rows without a number */

static gint
next_unit(const Outline *outline, guint row)
{
    for (guint i = row + 1; i < outline->to; i++)
        if (ORG_QUOTA_ROW(outline->reader, i)->kind == ORG_ROW_UNIT)
            return (gint) i;
    return -1;
}

/* A heading: over all columns, or named as one, or in front of a list that begins anew, or with nothing of its own. */
static gboolean
is_heading(const Outline *outline, guint row)
{
    const OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);
    gint next = next_unit(outline, row);

    if (r->is_merged)
        return TRUE;
    if (next < 0 || !ORG_QUOTA_ROW(outline->reader, next)->marker)
        return FALSE;
    const OrgQuotaRow *after = ORG_QUOTA_ROW(outline->reader, next);
    g_autofree char *text = bare(after->marker);
    gboolean begins_anew = strcmp(text, "1") == 0 || strcmp(text, "I") == 0 || strcmp(text, "A") == 0;
    return after->indent >= r->indent && (begins_anew || !r->has_figures || org_quota_is_heading(r->folded));
}

static void
hang_plain(Outline *outline, guint row)
{
    const OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);

    if (is_heading(outline, row)) {
        if (outline->group_depth < 0) {
            guint keep = 0;
            while (keep < outline->stack->len && (g_array_index(outline->stack, Level, keep).kind == KIND_UPPER ||
                                                  g_array_index(outline->stack, Level, keep).kind == KIND_ROMAN))
                keep++;
            outline->group_depth = (gint) keep;
        }
        cut(outline, (guint) outline->group_depth);
        push(outline, row, KIND_GROUP, 0, "");
        return;
    }
    while (outline->stack->len) {
        const Level *top = &g_array_index(outline->stack, Level, outline->stack->len - 1);
        if (top->kind != KIND_PLAIN || top->indent < r->indent)
            break;
        cut(outline, outline->stack->len - 1);
    }
    push(outline, row, KIND_PLAIN, 0, "");
}

/* ---- tables without numbers */

static guint
depth_of(const OrgQuotaRow *row)
{
    return row->level_column * 1000 + row->indent;
}

/* "Cấp tiểu học" above its schools, no further in than they are. */
static gboolean
names_those_below(const Outline *outline, guint row)
{
    const OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);
    gint next = next_unit(outline, row);

    return next >= 0 && !r->has_figures && org_quota_is_heading(r->folded) &&
           depth_of(ORG_QUOTA_ROW(outline->reader, next)) == depth_of(r);
}

static void
hang_by_indent(Outline *outline, guint row)
{
    const OrgQuotaRow *r = ORG_QUOTA_ROW(outline->reader, row);
    gboolean heading = r->is_merged || names_those_below(outline, row);

    if (r->is_merged)
        cut(outline, 0);
    while (outline->stack->len) {
        const Level *top = &g_array_index(outline->stack, Level, outline->stack->len - 1);
        if ((top->kind == KIND_GROUP && !heading) || depth_of(ORG_QUOTA_ROW(outline->reader, top->row)) < depth_of(r))
            break;
        cut(outline, outline->stack->len - 1);
    }
    push(outline, row, heading ? KIND_GROUP : KIND_PLAIN, 0, "");
}

/* No numbers, or one list that runs through the table while names are moved in or stand in several columns. */
static gboolean
is_by_indent(const Outline *outline)
{
    gint last = 0;
    guint marked = 0, depths = 0;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL), columns = g_hash_table_new(NULL, NULL);

    for (guint i = outline->from; i < outline->to; i++) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(outline->reader, i);
        if (row->kind != ORG_ROW_UNIT)
            continue;
        depths += g_hash_table_add(seen, GUINT_TO_POINTER(depth_of(row)));
        g_hash_table_add(columns, GUINT_TO_POINTER(row->level_column + 1));
        if (!row->marker)
            continue;
        marked++;
        g_autofree char *text = bare(row->marker);
        gint number = text[strspn(text, "0123456789")] ? 0 : (gint) g_ascii_strtoull(text, NULL, 10);
        if (number == 0 || (number != last + 1 && number != last))
            last = G_MAXINT / 2;
        else
            last = number;
    }
    return marked == 0 || g_hash_table_size(columns) > 1 || (depths > 1 && last < G_MAXINT / 2);
}

void
org_quota_outline(OrgQuotaReader *reader, guint table, guint from, guint to)
{
    Outline outline = { .reader = reader, .table = ORG_QUOTA_TABLE(reader, table), .from = from, .to = to };

    outline.stack = g_array_new(FALSE, FALSE, sizeof(Level));
    outline.group_depth = -1;
    g_array_set_clear_func(outline.stack, level_clear);
    gboolean by_indent = is_by_indent(&outline);
    for (guint i = from; i < to; i++) {
        OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        if (row->kind != ORG_ROW_UNIT)
            continue;
        if (by_indent) {
            hang_by_indent(&outline, i);
            continue;
        }
        guint kind;
        gint ordinal;
        g_autofree char *text = bare(row->marker);
        mend_dotted(&outline, &text);
        read_marker(&outline, i, text, &kind, &ordinal);
        if (kind == KIND_PLAIN)
            hang_plain(&outline, i);
        else
            hang_marked(&outline, i, kind, ordinal, text);
    }
    g_array_unref(outline.stack);
    for (guint i = from; i < to; i++)
        if (ORG_QUOTA_ROW(reader, i)->parent >= 0)
            ORG_QUOTA_ROW(reader, ORG_QUOTA_ROW(reader, i)->parent)->has_children = TRUE;
}
