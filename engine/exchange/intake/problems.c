// SPDX-License-Identifier: MIT
/* What is wrong with the rows of an import, and what was done about it. */
#include "intake.h"
#include "../../base/message.h"
#include <stdio.h>
#include <string.h>

#define MAX_LISTED 100000 /* problems of one kind that are listed one by one */

GQuark
org_exchange_error_quark(void)
{
    return g_quark_from_static_string("org-exchange-error");
}

static char *
next_buffer(gsize *size)
{
    static _Thread_local char buffers[8][320];
    static _Thread_local guint next;
    *size = sizeof buffers[0];
    return buffers[next++ % 8];
}

const char *
org_quoted(const char *text)
{
    gsize size, n = 0;
    char *buffer = next_buffer(&size);
    guint letters = 0;

    buffer[n++] = '"';
    for (const char *p = text; *p && letters < 60; letters++) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        if (c >= (gunichar) -2) {
            n += (gsize) g_unichar_to_utf8(0xFFFD, buffer + n);
            p++;
            continue;
        }
        n += (gsize) g_unichar_to_utf8(c < 0x20 || (c >= 0x7F && c < 0xA0) ? 0xB7 : c, buffer + n);
        p = g_utf8_next_char(p);
        if (letters == 59 && *p)
            n += (gsize) g_unichar_to_utf8(0x2026, buffer + n);
    }
    buffer[n++] = '"';
    buffer[n] = '\0';
    return buffer;
}

const char *
org_spell_id(const OrgDict *dict, OrgWord word, guint32 ordinal)
{
    gsize size;
    const char *text = org_dict_text(dict, word);

    if (ordinal == 0)
        return text;
    char *buffer = next_buffer(&size);
    snprintf(buffer, size, "%.300s#%u", text, ordinal);
    return buffer;
}

/* The file at hand has the number of those read before it. */
static const OrgFileIn *
file_of(const OrgTableIn *tab, guint line)
{
    guint at = ORG_LINE_FILE(line);
    return tab->files && at < tab->files->len ? &g_array_index(tab->files, OrgFileIn, at) : NULL;
}

const char *
org_intake_path(const OrgTableIn *tab, guint line)
{
    const OrgFileIn *file = file_of(tab, line);
    return file ? file->path : tab->path;
}

guint
org_intake_column(const OrgTableIn *tab, guint line, OrgField field)
{
    const OrgFileIn *file = file_of(tab, line);
    const OrgHeader *header = file ? &file->header : &tab->header;
    gboolean has = file ? file->has_header : tab->has_header;

    return field < ORG_N_FIELDS && has && header->column[field] >= 0 ? (guint) header->column[field] + 1 : 1;
}

gboolean
org_intake_is_fatal(const char *code)
{
    static const char *const codes[] = { "missing-column", "empty-file",       "too-many-columns",
                                         "long-cell",      "long-column-name", "wrong-encoding",
                                         "bad-workbook",   "missing-sheet",    "wrong-file" };
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        if (strcmp(code, codes[i]) == 0)
            return TRUE;
    return FALSE;
}

static OrgDiag *
add_problem(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line, guint column,
            const char *id, const char *text)
{
    if (severity == ORG_SEVERITY_ERROR) {
        in->errors++;
        if (org_intake_is_fatal(code))
            in->fatal++;
        else if (in->lenient)
            severity = ORG_SEVERITY_WARNING;
    }
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(in->counts, code)) + 1;
    g_hash_table_insert(in->counts, (gpointer) code, GUINT_TO_POINTER(count));
    if (count > MAX_LISTED)
        return NULL;
    OrgDiag *diag =
        org_diags_add(in->diags, severity, code, org_intake_path(tab, line), ORG_LINE(line), column, "%s", text);
    const OrgFileIn *file = file_of(tab, line);
    diag->table = tab->name;
    diag->sheet = g_strdup(file ? file->sheet : tab->sheet);
    if (id && *id && !diag->id)
        diag->id = g_strdup(id);
    return diag;
}

OrgDiag *
org_intake_problem(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line, OrgField field,
                   const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    return add_problem(in, tab, severity, code, line, org_intake_column(tab, line, field), id, text);
}

OrgDiag *
org_intake_problem_at(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line, guint column,
                      const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    return add_problem(in, tab, severity, code, line, column, id, text);
}

void
org_intake_repair(OrgIntake *in, OrgTableIn *tab, guint line, OrgField field, const char *id, const char *format, ...)
{
    if (!in->lenient)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    add_problem(in, tab, ORG_SEVERITY_NOTE, "repair", line, org_intake_column(tab, line, field), id, text);
}

void
org_intake_finish_counts(OrgIntake *in)
{
    GHashTableIter iter;
    gpointer code, count;

    g_hash_table_iter_init(&iter, in->counts);
    while (g_hash_table_iter_next(&iter, &code, &count)) {
        if (GPOINTER_TO_UINT(count) <= MAX_LISTED)
            continue;
        OrgDiag *diag = org_diags_add(in->diags, ORG_SEVERITY_WARNING, "not-listed", NULL, 0, 0,
                                      "%u more problems of the kind %s are not listed",
                                      GPOINTER_TO_UINT(count) - MAX_LISTED, (const char *) code);
        diag->table = NULL;
    }
}
