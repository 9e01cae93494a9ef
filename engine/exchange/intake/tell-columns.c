// SPDX-License-Identifier: MIT
/* No column is dropped in silence: those that are no field are named once, whether they are kept or left out. */
#include "intake.h"
#include "report.h"
#include "../../base/message.h"
#include <string.h>

#define MAX_NAMED 30 /* columns named in one note */

static char *
list_of(const GArray *columns)
{
    GString *list = g_string_new(NULL);

    for (guint i = 0; i < MIN(columns->len, MAX_NAMED); i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", org_quoted(g_array_index(columns, OrgExtraColumn, i).name));
    if (columns->len > MAX_NAMED)
        g_string_append(list, ", …");
    return g_string_free(list, FALSE);
}

/* Names of persons never stand in a report. */
static const char *
sample_of(const OrgTableIn *tab, guint column, gboolean is_name)
{
    g_autofree char *key = org_header_loose_key(tab->header.names[column]);
    gboolean may_name = strstr(key, "name") || g_str_has_prefix(key, "ten") || g_str_has_prefix(key, "hoten");

    return is_name || (may_name && tab->table != ORG_UNITS) || !tab->samples ? NULL : tab->samples[column];
}

static void
fill_report(const OrgTableIn *tab, OrgIntakeReport *report)
{
    const OrgHeader *header = &tab->header;

    for (guint c = 0; c < header->n_columns; c++)
        for (guint f = 0; f < ORG_N_FIELDS; f++)
            if (header->column[f] == (gint) c)
                org_report_column(report, header->names[c], org_field_info(tab->table, f)->name,
                                  header->by_map[f] ? "map" : "name", sample_of(tab, c, f == ORG_FIELD_NAME));
    for (guint i = 0; i < header->extra->len; i++) {
        const OrgExtraColumn *extra = &g_array_index(header->extra, OrgExtraColumn, i);
        org_report_column(report, header->names[extra->column], extra->name, "attribute",
                          sample_of(tab, extra->column, FALSE));
    }
    for (guint i = 0; i < header->left_out->len; i++) {
        const OrgExtraColumn *extra = &g_array_index(header->left_out, OrgExtraColumn, i);
        org_report_column(report, header->names[extra->column], org_header_personal(header->names[extra->column]),
                          "left-out", NULL);
    }
}

/* Names that are not ours, but were taken for ours by what they are like. */
static void
tell_understood(OrgIntake *in, OrgTableIn *tab, guint line)
{
    const OrgHeader *header = &tab->header;

    for (guint f = 0; f < ORG_N_FIELDS; f++) {
        if (header->column[f] < 0 || !header->is_other[f] || header->by_map[f])
            continue;
        const OrgFieldInfo *info = org_field_info(tab->table, f);
        const char *name = header->names[header->column[f]];
        g_autofree char *key = org_header_key(name);
        gboolean plain = FALSE;
        for (guint s = 0; info->synonyms[s] && !plain; s++)
            plain = strcmp(info->synonyms[s], key) == 0 && strcmp(key, "parent_id") != 0;
        if (!plain)
            org_intake_problem_at(in, tab, ORG_SEVERITY_NOTE, "column-understood", line, (guint) header->column[f] + 1,
                                  NULL, "the column %s was read as %s", org_quoted(name), info->name);
    }
}

static gboolean
has_extra(const OrgHeader *header, const char *wanted)
{
    for (guint i = 0; i < header->extra->len; i++) {
        g_autofree char *key = org_header_loose_key(g_array_index(header->extra, OrgExtraColumn, i).name);
        if (strcmp(key, wanted) == 0)
            return TRUE;
    }
    return FALSE;
}

void
org_intake_tell_columns(OrgIntake *in, OrgTableIn *tab)
{
    const OrgHeader *header = &tab->header;
    guint line = (tab->files->len << ORG_LINE_BITS) + 1;
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(OrgExtraColumn));

    if (org_intake_is_ours(in, tab))
        return;
    tell_understood(in, tab, line);
    for (guint i = 0; i < header->extra->len; i++) {
        const OrgExtraColumn *extra = &g_array_index(header->extra, OrgExtraColumn, i);
        if (*header->names[extra->column] && strcmp(extra->name, ORG_FILLED_UNKNOWN) != 0)
            g_array_append_val(kept, *extra);
    }
    if (kept->len > 0) {
        g_autofree char *list = list_of(kept);
        org_intake_problem_at(in, tab, ORG_SEVERITY_NOTE, "kept-columns", line,
                              g_array_index(kept, OrgExtraColumn, 0).column + 1, NULL,
                              kept->len == 1 ? "%s is no column of ours and is kept as an attribute"
                                             : "%s are no columns of ours and are kept as attributes",
                              list);
    }
    if (header->left_out->len > 0) {
        g_autofree char *list = list_of(header->left_out);
        org_intake_problem_at(
            in, tab, ORG_SEVERITY_NOTE, "personal-data", line,
            g_array_index(header->left_out, OrgExtraColumn, 0).column + 1, NULL,
            "%s: personal data, which was left out; a line \"keep: [COLUMN]\" of a mapping file keeps it", list);
    }
    if (tab->table == ORG_POSTS && (has_extra(header, "name") || has_extra(header, "fullname") ||
                                    has_extra(header, "hoten") || has_extra(header, "hovaten")))
        org_intake_problem_at(
            in, tab, ORG_SEVERITY_NOTE, "staff-list", line, 1, NULL,
            "this table of posts names people; if it is a staff list, --staff reads posts, people and units "
            "of it");
    fill_report(tab, in->import->report);
}
