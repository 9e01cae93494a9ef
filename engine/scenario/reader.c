// SPDX-License-Identifier: MIT
/* What every section of a scenario needs: diagnostics, scalars, keys. */
#include "reader.h"
#include "../base/message.h"
#include "scalar.h"
#include <string.h>

OrgDiag *
org_reader_say(OrgReader *reader, OrgSeverity severity, const OrgLocation *location, const char *code, const char *text)
{
    g_autofree char *said = org_said_whole(text);
    g_autofree char *key = g_strdup_printf("%s:%u:%u:%s", location->file, location->line, location->column, said);
    if (reader->n_said > ORG_MOST_SAID || !g_hash_table_add(reader->said, g_steal_pointer(&key)))
        return NULL;
    if (++reader->n_said > ORG_MOST_SAID)
        return NULL;
    OrgDiag *diag =
        org_diags_add(reader->diags, severity, code, location->file, location->line, location->column, "%s", said);
    diag->sheet = g_strdup(location->sheet ? location->sheet : location->node ? location->node->doc->sheet : NULL);
    if (location->node)
        diag->source = org_yaml_line(location->node->doc, location->line, location->column);
    return diag;
}

void
org_reader_error(OrgReader *reader, const OrgYaml *at, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    OrgLocation location = { at->doc->file, at->line, at->column, at };
    if (at->instead) {
        g_autofree char *place = g_strdup_printf("%s:%u", at->instead->doc->file, at->instead->line);
        g_autofree char *both = org_said("%s; it stands in the place of %s", text, place);
        org_reader_say(reader, ORG_SEVERITY_ERROR, &location, code, both);
    } else
        org_reader_say(reader, ORG_SEVERITY_ERROR, &location, code, text);
}

guint
org_reader_errors(const OrgReader *reader)
{
    return org_diags_count(reader->diags, ORG_SEVERITY_ERROR);
}

char *
org_reader_suggest(const char *word, const char *const *candidates)
{
    const char *nearest = strlen(word) <= 64 ? org_nearest(word, candidates) : NULL;
    if (nearest)
        return org_said("; did you mean \"%s\"?", nearest);
    guint n = g_strv_length((char **) candidates);
    if (n == 0 || n > 12)
        return g_strdup("");
    g_autofree char *all = g_strjoinv(", ", (char **) candidates);
    return n == 1 ? org_said("; known is %s", all) : org_said("; known are %s", all);
}

static void
expected(OrgReader *reader, const OrgYaml *node, const char *what, const char *wanted)
{
    g_autofree char *said = org_said_whole(wanted);
    if (node->kind != ORG_YAML_SCALAR || org_yaml_is_null(node)) {
        org_reader_error(reader, node, "bad-value", "%s is %s, expected %s", what, org_yaml_kind_name(node), said);
        return;
    }
    g_autofree char *quoted = org_yaml_quote(node->text);
    org_reader_error(reader, node, "bad-value", "%s is %s, expected %s", what, quoted, said);
}

const char *
org_reader_text(OrgReader *reader, const OrgYaml *node, const char *what)
{
    if (node->kind == ORG_YAML_SCALAR && !org_yaml_is_null(node))
        return node->text;
    expected(reader, node, what, "text");
    return NULL;
}

OrgMessage *
org_reader_said(OrgReader *reader, const OrgYaml *node, const char *what)
{
    const char *texts[ORG_N_LANGS] = { NULL };
    const char *known[ORG_N_LANGS + 1] = { NULL };
    if (node->kind != ORG_YAML_MAPPING)
        return (OrgMessage *) g_strdup(org_reader_text(reader, node, what));
    for (guint lang = 0; lang < ORG_N_LANGS; lang++) {
        known[lang] = org_lang_code(lang);
        const OrgYaml *said = org_yaml_get(node, known[lang], NULL);
        g_autofree char *where = g_strdup_printf("%s %s:", what, known[lang]);
        texts[lang] = said ? org_reader_text(reader, said, where) : NULL;
    }
    org_reader_keys(reader, node, what, known);
    return org_message_spoken(texts);
}

gboolean
org_reader_month(OrgReader *reader, const OrgYaml *node, const char *what, OrgMonth *month)
{
    if (node->kind == ORG_YAML_SCALAR && org_month_parse(node->text, month))
        return TRUE;
    expected(reader, node, what, "a month such as 2021-01");
    return FALSE;
}

gboolean
org_reader_month_in_span(OrgReader *reader, const OrgYaml *node, const char *what, OrgMonth *month)
{
    if (!org_reader_month(reader, node, what, month))
        return FALSE;
    const OrgPlan *plan = reader->plan;
    if (!reader->span_known || (*month >= plan->from && *month <= plan->to))
        return TRUE;
    char from[16], to[16], own[16];
    org_reader_error(reader, node, "month-outside", "%s is %s, which lies outside the scenario's span from %s to %s",
                     what, org_month_text(*month, own), org_month_text(plan->from, from), org_month_text(plan->to, to));
    return FALSE;
}

gboolean
org_reader_flag(OrgReader *reader, const OrgYaml *node, const char *what, gboolean *value)
{
    if (node->kind == ORG_YAML_SCALAR && org_parse_flag(node->text, value))
        return TRUE;
    expected(reader, node, what, "true or false");
    return FALSE;
}

gboolean
org_reader_number(OrgReader *reader, const OrgYaml *node, const char *what, double *value, gboolean *relative)
{
    gboolean is_relative = FALSE;
    if (node->kind == ORG_YAML_SCALAR && org_parse_amount(node->text, value, &is_relative)) {
        if (relative)
            *relative = is_relative;
        return TRUE;
    }
    expected(reader, node, what, "a number such as 412, or a percentage such as 15%");
    return FALSE;
}

gboolean
org_reader_whole(OrgReader *reader, const OrgYaml *node, const char *what, guint64 most, guint64 *value)
{
    if (node->kind == ORG_YAML_SCALAR && g_ascii_string_to_unsigned(node->text, 10, 0, most, value, NULL))
        return TRUE;
    g_autofree char *wanted = org_said("a whole number from 0 to %" G_GUINT64_FORMAT, most);
    expected(reader, node, what, wanted);
    return FALSE;
}

gboolean
org_reader_choice(OrgReader *reader, const OrgYaml *node, const char *what, const char *const *choices, guint *index)
{
    const char *text = org_reader_text(reader, node, what);
    if (!text)
        return FALSE;
    for (guint i = 0; choices[i]; i++) {
        if (strcmp(choices[i], text) != 0)
            continue;
        *index = i;
        return TRUE;
    }
    g_autofree char *quoted = org_yaml_quote(text), *suggestion = org_reader_suggest(text, choices);
    org_reader_error(reader, node, "unknown-choice", "%s is %s, which is not among its choices%s", what, quoted,
                     suggestion);
    return FALSE;
}

gboolean
org_reader_mapping(OrgReader *reader, const OrgYaml *node, const char *what)
{
    if (node->kind == ORG_YAML_MAPPING)
        return TRUE;
    expected(reader, node, what, "a mapping (lines of \"key: value\", indented below it)");
    return FALSE;
}

void
org_reader_keys(OrgReader *reader, const OrgYaml *mapping, const char *what, const char *const *known)
{
    for (guint i = 0; i < mapping->keys->len && reader->n_said <= ORG_MOST_SAID; i++) {
        const OrgYaml *key = g_ptr_array_index(mapping->keys, i);
        if (g_strv_contains(known, key->text))
            continue;
        g_autofree char *quoted = org_yaml_quote(key->text), *suggestion = org_reader_suggest(key->text, known);
        org_reader_error(reader, key, "unknown-key", "%s has no key %s%s", what, quoted, suggestion);
    }
}

void
org_reader_flaw(OrgReader *reader, const char *sort, const char *name)
{
    g_hash_table_add(reader->flawed, g_strconcat(sort, " ", name, NULL));
}

gboolean
org_reader_is_flawed(const OrgReader *reader, const char *sort, const char *name)
{
    g_autofree char *key = g_strconcat(sort, " ", name, NULL);
    return g_hash_table_contains(reader->flawed, key);
}

gboolean
org_reader_id(OrgReader *reader, const OrgYaml *node, const char *what)
{
    const char *text = org_reader_text(reader, node, what);
    if (!text)
        return FALSE;
    gboolean good = *text && strlen(text) <= 100;
    for (const char *p = text; good && *p; p = g_utf8_next_char(p))
        good = g_unichar_isalnum(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p)) || strchr("-_", *p);
    if (good)
        return TRUE;
    g_autofree char *quoted = org_yaml_quote(text);
    org_reader_error(reader, node, "bad-id", "%s is %s, expected letters, digits, - and _ (at most 100)", what, quoted);
    return FALSE;
}

void
org_reader_is_path(OrgReader *reader, const OrgYaml *node, const char *resolved, const char *rest)
{
    if (reader->paths)
        g_hash_table_replace(reader->paths, (gpointer) node,
                             rest ? g_strconcat(resolved, ":", rest, NULL) : g_strdup(resolved));
}

char *
org_reader_path(OrgReader *reader, const OrgYaml *node)
{
    char *path = org_bundle_resolve(node->doc->file, node->text);
    org_reader_is_path(reader, node, path, NULL);
    return path;
}

static void
free_doc(gpointer doc)
{
    org_yaml_doc_free(doc);
}

GPtrArray *
org_reader_docs(void)
{
    return g_ptr_array_new_with_free_func(free_doc);
}
