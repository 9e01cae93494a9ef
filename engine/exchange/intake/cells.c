// SPDX-License-Identifier: MIT
#include "intake.h"
#include <string.h>

static gboolean
is_blank(const char *p, gsize size, gsize *width)
{
    if (size >= 1 && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        *width = 1;
    else if (size >= 2 && p[0] == '\xC2' && p[1] == '\xA0') /* a no-break space, as copied from web pages */
        *width = 2;
    else
        return FALSE;
    return TRUE;
}

OrgCell
org_cell_get(const OrgRecord *record, const OrgHeader *header, OrgField field)
{
    gint column = header->column[field];
    if (column < 0 || (guint) column >= record->n)
        return (OrgCell){ "", 0 };
    OrgCell cell = record->cells[column];
    gsize width;
    while (is_blank(cell.text, cell.size, &width)) {
        cell.text += width;
        cell.size -= width;
    }
    for (;;) {
        if (cell.size >= 1 && is_blank(cell.text + cell.size - 1, 1, &width))
            cell.size -= 1;
        else if (cell.size >= 2 && is_blank(cell.text + cell.size - 2, 2, &width) && width == 2)
            cell.size -= 2;
        else
            break;
    }
    return cell;
}

gboolean
org_cell_is_plain_number(const char *text, gsize size, double *value)
{
    const char *p = text;
    guint digits = 0;

    if (size == 0 || size > 32 || strlen(text) != size)
        return FALSE;
    if (*p == '-')
        p++;
    if (!g_ascii_isdigit(*p) || (*p == '0' && g_ascii_isdigit(p[1]))) /* 007 is a code, +84 a telephone */
        return FALSE;
    for (const char *q = p; *q; q++)
        digits += g_ascii_isdigit(*q) ? 1 : 0;
    char again[40];
    if (!org_number_parse(text, value))
        return FALSE;
    /* A longer one would lose digits: it is a code, unless it is a fraction just as we write it. */
    return digits <= 15 || (strpbrk(text, ".e") && strcmp(org_number_text(*value, again), text) == 0);
}

/* The cell as a NUL-terminated text: the trimmed end is not terminated in the record. */
static const char *
terminated(OrgCell cell, char buffer[64])
{
    if (cell.text[cell.size] == '\0' || cell.size == 0)
        return cell.size ? cell.text : "";
    gsize n = MIN(cell.size, 63);
    memcpy(buffer, cell.text, n);
    buffer[n] = '\0';
    return buffer;
}

static gboolean
is_of(const OrgWordCache *entry, OrgCell cell)
{
    return entry->size == cell.size && memcmp(entry->text, cell.text, cell.size) == 0;
}

/* Of the first and the last eight bytes, where titles and ids differ. */
static guint
slot_of(OrgCell cell)
{
    guint64 head = 0, tail = 0;
    gsize n = MIN(cell.size, sizeof head);
    memcpy(&head, cell.text, n);
    memcpy(&tail, cell.text + cell.size - n, n);
    guint64 mixed = (head ^ (tail << 7 | tail >> 57) ^ cell.size) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return (guint) (mixed >> 32) % ORG_WORD_CACHE;
}

OrgWordCache *
org_intake_cached(OrgTableIn *tab, OrgField field, OrgCell cell, gboolean *known)
{
    *known = FALSE;
    if (cell.size == 0 || cell.size > sizeof tab->cache[0][0].text)
        return NULL;
    guint slot = slot_of(cell);
    OrgWordCache *entry = &tab->cache[field][slot], *beside = &tab->cache[field][slot ^ 1];
    gboolean here = is_of(entry, cell);
    *known = here || is_of(beside, cell);
    if (*known)
        return here ? entry : beside;
    *beside = *entry; /* two texts that fall on one place do not drive each other out */
    return entry;
}

void
org_intake_cache(OrgWordCache *entry, OrgCell cell, OrgWord word)
{
    if (!entry)
        return;
    memcpy(entry->text, cell.text, cell.size);
    entry->size = (guint) cell.size;
    entry->word = word;
}

static OrgWord
cached_word(OrgIntake *in, OrgTableIn *tab, OrgField field, OrgCell cell)
{
    gboolean known;
    OrgWordCache *entry = org_intake_cached(tab, field, cell, &known);

    if (known)
        return entry->word;
    OrgWord word = cell.size ? org_dict_add(in->dict, cell.text, (gssize) cell.size) : 0;
    org_intake_cache(entry, cell, word);
    return word;
}

OrgWord
org_intake_word(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field)
{
    return cached_word(in, tab, field, org_cell_get(record, &tab->header, field));
}

gsize
org_intake_split_id(const char *text, gsize size, guint32 *ordinal)
{
    gsize digits = 0;
    guint64 value = 0;

    *ordinal = 0;
    while (digits < size && digits < 10 && g_ascii_isdigit(text[size - 1 - digits]))
        digits++;
    if (digits == 0 || size <= digits + 1 || text[size - 1 - digits] != '#' || text[size - digits] == '0')
        return size;
    for (gsize i = size - digits; i < size; i++)
        value = value * 10 + (guint64) (text[i] - '0');
    if (value >= G_MAXUINT32)
        return size;
    *ordinal = (guint32) value;
    return size - digits - 1;
}

OrgWord
org_intake_id(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, guint32 *ordinal)
{
    OrgCell cell = org_cell_get(record, &tab->header, field);
    cell.size = org_intake_split_id(cell.text, cell.size, ordinal);
    return cached_word(in, tab, field, cell);
}

OrgMonth
org_intake_month(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, const char *id,
                 OrgMonth blank)
{
    OrgCell cell = org_cell_get(record, &tab->header, field);
    char buffer[64];
    OrgMonth month;

    if (cell.size == 0)
        return blank;
    const char *text = terminated(cell, buffer);
    gboolean open;
    if (org_evidence_date(tab->evidence, tab->proofs[field], text, &month, &open))
        return open ? blank : month; /* open: an error of the column as a whole */
    org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "bad-date", record->line, field, id,
                       "%s %s is not a date; write 2021-01, 2021-01-31 or 31/01/2021",
                       org_field_info(tab->table, field)->name, org_quoted(text));
    org_intake_repair(in, tab, record->line, field, id, "the date was taken as not known");
    return blank;
}

gint64
org_intake_number(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, const char *id, double min,
                  double max, gint scale, gint64 blank)
{
    OrgCell cell = org_cell_get(record, &tab->header, field);
    char buffer[64];
    double value;

    if (cell.size == 0)
        return blank;
    const char *text = terminated(cell, buffer);
    const char *name = org_field_info(tab->table, field)->name;
    gboolean is_number = cell.size < 64 && org_number_parse(text, &value);
    if (!is_number && cell.size < 64 && strpbrk(text, "0123456789")) { /* "-" is no number of anything here */
        OrgFigureRead figure = org_evidence_figure(tab->proofs[field], text, min, max);
        is_number = figure.ok && !figure.blank && !figure.percent;
        value = figure.value;
    }
    if (is_number && value >= min && value <= max) { /* only then does it fit */
        double scaled = value * scale;
        gint64 whole = (gint64) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        if (scale > 1 || (double) whole == scaled)
            return whole;
    }

    char low[40], high[40];
    org_number_text(min, low);
    org_number_text(max, high);
    org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "bad-number", record->line, field, id,
                       "%s %s is not a %s from %s to %s", name, org_quoted(text), scale > 1 ? "number" : "whole number",
                       low, high);
    org_intake_repair(in, tab, record->line, field, id, "%s was taken as not given", name);
    return blank;
}

guint8
org_cell_code(OrgCell cell, const OrgCodeName *names, gboolean *unknown)
{
    *unknown = FALSE;
    if (cell.size == 0)
        return 0;
    for (; names->name; names++)
        if (strlen(names->name) == cell.size && memcmp(names->name, cell.text, cell.size) == 0)
            return names->code;
    *unknown = TRUE;
    return 0;
}
