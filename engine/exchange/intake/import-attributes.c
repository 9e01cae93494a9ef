// SPDX-License-Identifier: MIT
/* Columns that orgsim does not know. Numbers while every cell is one; the texts are kept aside, not in the dictionary,
 * until the first word shows up, so that a column of a million figures leaves no million words behind. */
#include "intake.h"
#include <math.h>
#include <string.h>

struct OrgAttributeIn {
    char *name;
    guint column; /* of the file at hand; G_MAXUINT: not in it */
    const OrgColumnEvidence *proof;
    gboolean is_words, seen;
    GArray *numbers; /* double, NaN = blank */
    GString *texts;  /* the cells so far, each with its NUL */
    GArray *words;   /* OrgWord, once a cell is no number */
    OrgWord last;
    guint last_size;
    char last_text[44];
};

static OrgAttributeIn *
attribute_new(const OrgExtraColumn *column)
{
    OrgAttributeIn *attribute = g_new0(OrgAttributeIn, 1);
    attribute->name = g_strdup(column->name);
    attribute->column = column->column;
    attribute->numbers = g_array_new(FALSE, FALSE, sizeof(double));
    attribute->texts = g_string_new(NULL);
    attribute->words = g_array_new(FALSE, FALSE, sizeof(OrgWord));
    return attribute;
}

void
org_intake_begin_attributes(OrgTableIn *tab)
{
    for (guint k = 0; k < tab->attributes->len; k++)
        ((OrgAttributeIn *) tab->attributes->pdata[k])->column = G_MAXUINT; /* not in this file, until it is found */
    for (guint i = 0; i < tab->header.extra->len; i++) {
        const OrgExtraColumn *extra = &g_array_index(tab->header.extra, OrgExtraColumn, i);
        OrgAttributeIn *found = NULL;
        for (guint k = 0; k < tab->attributes->len && tab->files->len > 0 && !found; k++) {
            OrgAttributeIn *one = tab->attributes->pdata[k];
            found = one->column == G_MAXUINT && strcmp(one->name, extra->name) == 0 ? one : NULL;
        }
        if (found) {
            found->column = extra->column;
            found->proof = org_evidence_of(tab->evidence, extra->column);
            continue;
        }
        OrgAttributeIn *attribute = attribute_new(extra);
        attribute->proof = org_evidence_of(tab->evidence, extra->column);
        const double blank = NAN;
        for (guint row = 0; row < tab->rows->len; row++) {
            g_array_append_val(attribute->numbers, blank);
            g_string_append_c(attribute->texts, '\0');
        }
        g_ptr_array_add(tab->attributes, attribute);
    }
}

void
org_attribute_in_free(gpointer data)
{
    OrgAttributeIn *attribute = data;
    g_free(attribute->name);
    g_array_unref(attribute->numbers);
    g_string_free(attribute->texts, TRUE);
    g_array_unref(attribute->words);
    g_free(attribute);
}

static void
push_word(OrgAttributeIn *attribute, OrgDict *dict, const char *text, gsize size)
{
    OrgWord word = 0;

    if (size > 0 && size == attribute->last_size && memcmp(attribute->last_text, text, size) == 0)
        word = attribute->last;
    else if (size > 0)
        word = org_dict_add(dict, text, (gssize) size);
    if (size > 0 && size <= sizeof attribute->last_text) {
        memcpy(attribute->last_text, text, size);
        attribute->last_size = (guint) size;
        attribute->last = word;
    }
    g_array_append_val(attribute->words, word);
}

static void
turn_to_words(OrgAttributeIn *attribute, OrgDict *dict)
{
    const char *text = attribute->texts->str;

    for (guint i = 0; i < attribute->numbers->len; i++) {
        gsize size = strlen(text);
        push_word(attribute, dict, text, size);
        text += size + 1;
    }
    g_array_set_size(attribute->numbers, 0);
    g_string_truncate(attribute->texts, 0);
    attribute->is_words = TRUE;
}

/* "2,67" where the column, or the file, writes its decimals so. */
static gboolean
is_decimal(const OrgColumnEvidence *proof, OrgCell cell, double *value)
{
    char text[40];

    if (!proof || proof->decimal != ORG_DECIMAL_COMMA || cell.size >= sizeof text || !memchr(cell.text, ',', cell.size))
        return FALSE;
    memcpy(text, cell.text, cell.size);
    text[cell.size] = '\0';
    OrgFigureRead figure = org_figure_read(text, ORG_DECIMAL_COMMA, FALSE, FALSE);
    *value = figure.value;
    return figure.ok && !figure.blank && !figure.percent;
}

static void
push_cell(OrgAttributeIn *attribute, OrgDict *dict, OrgCell cell)
{
    double value = NAN;
    gboolean blank = cell.size == 0;

    attribute->seen |= !blank;
    if (!attribute->is_words && !blank && !org_cell_is_plain_number(cell.text, cell.size, &value) &&
        !is_decimal(attribute->proof, cell, &value))
        turn_to_words(attribute, dict);
    if (attribute->is_words) {
        push_word(attribute, dict, cell.text, cell.size);
        return;
    }
    g_array_append_val(attribute->numbers, value);
    g_string_append_len(attribute->texts, cell.text, (gssize) cell.size);
    g_string_append_c(attribute->texts, '\0');
}

void
org_intake_push_attributes(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record)
{
    for (guint i = 0; i < tab->attributes->len; i++) {
        OrgAttributeIn *attribute = tab->attributes->pdata[i];
        OrgCell cell = attribute->column < record->n ? record->cells[attribute->column] : (OrgCell){ "", 0 };
        push_cell(attribute, in->dict, cell);
    }
}

/* The organisation's rows that came of row i of the sheet. */
static guint32
rows_of(const OrgTableIn *tab, guint i, guint32 *first)
{
    if (tab->table == ORG_POSTS) {
        const OrgPostIn *post = &g_array_index(tab->rows, OrgPostIn, i);
        *first = post->first;
        return post->n;
    }
    *first = tab->table == ORG_UNITS ? g_array_index(tab->rows, OrgUnitIn, i).row : i;
    return tab->table == ORG_UNITS && g_array_index(tab->rows, OrgUnitIn, i).absent ? 0 : 1;
}

static void
build(OrgIntake *in, const OrgTableIn *tab, const OrgAttributeIn *source, const char *name)
{
    gboolean is_number = !source->is_words && source->seen;
    OrgAttribute *attribute = org_attribute(in->org, tab->table, name, is_number);

    if (!attribute)
        return;
    guint n = source->is_words ? source->words->len : source->numbers->len;
    for (guint i = 0; i < n; i++) {
        guint32 first, count = rows_of(tab, i, &first);
        for (guint32 k = 0; k < count; k++) {
            if (source->is_words)
                attribute->word[first + k] = g_array_index(source->words, OrgWord, i);
            else if (is_number)
                attribute->number[first + k] = g_array_index(source->numbers, double, i);
        }
    }
}

void
org_intake_build_attributes(OrgIntake *in, OrgTableIn *tab)
{
    for (guint i = 0; i < tab->attributes->len; i++) {
        OrgAttributeIn *attribute = tab->attributes->pdata[i];
        g_autofree char *name = g_strdup(attribute->name);
        gboolean unnamed = tab->header.extra && g_str_has_prefix(name, "column_");
        if (unnamed && !attribute->seen)
            continue; /* the empty columns that spreadsheets leave at the right */
        if (strlen(name) > 200) {
            org_intake_problem_at(in, tab, ORG_SEVERITY_ERROR, "long-column-name", 1, attribute->column + 1, NULL,
                                  "the column's name is longer than 200 bytes; shorten it");
            continue;
        }
        if (org_column_by_name(tab->table, name) != ORG_N_COLUMNS || strcmp(name, ORG_FILLED_UNKNOWN) == 0) {
            char *renamed = g_strconcat("x_", name, NULL);
            org_intake_problem_at(in, tab, ORG_SEVERITY_NOTE, "renamed-column", 1, attribute->column + 1, NULL,
                                  "\"%s\" is a name that orgsim uses itself; the column is kept as \"%s\"", name,
                                  renamed);
            g_free(name);
            name = renamed;
        }
        build(in, tab, attribute, name);
    }
}
