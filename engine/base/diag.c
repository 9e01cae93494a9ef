// SPDX-License-Identifier: MIT
#include "shown.h"
#include "diag.h"
#include "../po/lang.h"
#include <string.h>

struct OrgDiags {
    GPtrArray *list;
    guint count[3]; /* by severity */
};

static void
diag_free(gpointer data)
{
    OrgDiag *diag = data;
    g_free(diag->file);
    g_free(diag->id);
    g_free(diag->message);
    g_free(diag->source);
    g_free(diag->sheet);
    g_strfreev(diag->ids);
    g_free(diag);
}

OrgDiags *
org_diags_new(void)
{
    OrgDiags *diags = g_new0(OrgDiags, 1);
    diags->list = g_ptr_array_new_with_free_func(diag_free);
    return diags;
}

void
org_diags_free(OrgDiags *diags)
{
    if (diags)
        g_ptr_array_free(diags->list, TRUE);
    g_free(diags);
}

void
org_diag_say(OrgDiag *diag, OrgMessage *message)
{
    g_free(diag->message);
    diag->message = message;
}

char *
org_diag_text(const OrgDiag *diag)
{
    return org_message_text(diag->message, ORG_LANG_EN);
}

OrgDiag *
org_diags_add(OrgDiags *diags, OrgSeverity severity, const char *code, const char *file, guint line, guint column,
              const char *format, ...)
{
    OrgDiag *diag = g_new0(OrgDiag, 1);
    diag->severity = severity;
    diag->code = code;
    diag->file = g_strdup(file);
    diag->line = line;
    diag->column = column;
    va_list args;
    va_start(args, format);
    org_diag_say(diag, org_message_newv(format, args));
    va_end(args);
    g_ptr_array_add(diags->list, diag);
    diags->count[severity]++;
    return diag;
}

void
org_diags_drop(OrgDiags *diags, const char *code)
{
    for (guint i = diags->list->len; i-- > 0;) {
        const OrgDiag *diag = diags->list->pdata[i];
        if (strcmp(diag->code, code))
            continue;
        diags->count[diag->severity]--;
        g_ptr_array_remove_index(diags->list, i);
    }
}

void
org_diags_foreach(OrgDiags *diags, void (*change)(OrgDiag *diag, gpointer data), gpointer data)
{
    for (guint i = 0; i < diags->list->len; i++)
        change(diags->list->pdata[i], data);
}

guint
org_diags_count(const OrgDiags *diags, OrgSeverity at_least)
{
    guint count = 0;
    for (guint s = at_least; s <= ORG_SEVERITY_ERROR; s++)
        count += diags->count[s];
    return count;
}

guint
org_diags_size(const OrgDiags *diags)
{
    return diags->list->len;
}

const OrgDiag *
org_diags_get(const OrgDiags *diags, guint index)
{
    return index < diags->list->len ? diags->list->pdata[index] : NULL;
}

const char *
org_diag_cell(guint line, guint column, char buffer[24])
{
    char letters[8];
    guint n = 0;

    for (; column > 0 && n < sizeof letters; column = (column - 1) / 26)
        letters[n++] = (char) ('A' + (column - 1) % 26);
    for (guint i = 0; i < n; i++)
        buffer[i] = letters[n - 1 - i];
    g_snprintf(buffer + n, 24 - n, "%u", line);
    return buffer;
}

static void
print_one(OrgLang lang, const OrgDiag *diag, GString *out)
{
    static const char *const names[] = { N_("note"), N_("warning"), N_("error") };
    if (diag->file)
        org_shown_append(out, "%s:", diag->file);
    char cell[24];
    if (diag->file && diag->line && diag->sheet) {
        org_shown_append(out, "%s!%s:", diag->sheet, org_diag_cell(diag->line, diag->column, cell));
    } else if (diag->file && diag->line)
        g_string_append_printf(out, "%u:%u:", diag->line, diag->column);
    g_autofree char *said = org_message_text(diag->message, lang);
    org_shown_append(out, "%s%s: %s\n", diag->file ? " " : "", _(names[diag->severity]), said);
    if (!diag->source || !g_utf8_validate(diag->source, -1, NULL) || g_utf8_strlen(diag->source, -1) > 200)
        return;
    g_autofree char *source = g_strdelimit(g_strdup(diag->source), "\t", ' '); /* the caret counts signs */
    org_shown_append(out, "    %s\n", source);
    g_string_append_printf(out, "    %*s^\n", diag->column ? (int) diag->column - 1 : 0, "");
}

void
org_diags_print(OrgLang lang, const OrgDiags *diags, OrgSeverity at_least, guint most, GString *out)
{
    guint shown = 0, left = 0;
    for (guint i = 0; i < diags->list->len; i++) {
        const OrgDiag *diag = diags->list->pdata[i];
        if (diag->severity < at_least)
            continue;
        if (most && shown == most) {
            left++;
            continue;
        }
        print_one(lang, diag, out);
        shown++;
    }
    if (left)
        g_string_append_printf(out, _("… and %u more of this kind; orgsim check --json lists them all\n"), left);
}

/* Damerau–Levenshtein (optimal string alignment) over bytes; three rows suffice. */
static guint
distance(const char *a, const char *b)
{
    guint n = (guint) strlen(a), m = (guint) strlen(b);
    if (n > 60 || m > 60)
        return G_MAXUINT;
    guint rows[3][64];
    for (guint j = 0; j <= m; j++)
        rows[0][j] = j;
    for (guint i = 1; i <= n; i++) {
        guint *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (guint j = 1; j <= m; j++) {
            guint cost = g_ascii_tolower(a[i - 1]) != g_ascii_tolower(b[j - 1]);
            now[j] = MIN(MIN(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

const char *
org_nearest(const char *word, const char *const *candidates)
{
    const char *best = NULL;
    guint limit = MAX(1, (guint) strlen(word) / 3), best_distance = limit + 1;
    for (guint i = 0; candidates && candidates[i]; i++) {
        guint d = distance(word, candidates[i]);
        if (d < best_distance) {
            best = candidates[i];
            best_distance = d;
        }
    }
    return best;
}
