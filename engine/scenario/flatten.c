// SPDX-License-Identifier: MIT
/* A plan and all that it extends as one file. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>
#include <yaml.h>

typedef struct {
    yaml_emitter_t emitter;
    GString *out;
    const OrgReader *reader;
    const char *to; /* the folder where the text will stand; NULL: the bundle's */
} Writer;

static int
on_bytes(void *data, unsigned char *bytes, size_t size)
{
    g_string_append_len(data, (const char *) bytes, (gssize) size);
    return 1;
}

static void
emit(Writer *writer, int made, yaml_event_t *event)
{
    if (!made || !yaml_emitter_emit(&writer->emitter, event))
        g_error("out of memory");
}

/* From the folder where the text will stand to a path that the bundle knows; the caller's. */
static char *
path_from(const Writer *writer, const char *path)
{
    const char *base = org_bundle_folder(writer->reader->plan->bundle);
    if (g_path_is_absolute(path) || g_str_has_prefix(path, ORG_RULEBOOK) || !base || !writer->to)
        return g_strdup(path);
    g_autofree char *root = g_canonicalize_filename(base, NULL), *whole = g_canonicalize_filename(path, root),
                    *from = g_canonicalize_filename(writer->to, NULL);
    g_auto(GStrv) here = g_strsplit(from, "/", -1), there = g_strsplit(whole, "/", -1);
    guint same = 0;
    while (here[same] && there[same] && !strcmp(here[same], there[same]))
        same++;
    g_autoptr(GString) way = g_string_new(NULL);
    for (guint i = same; here[i]; i++)
        g_string_append(way, "../");
    g_autofree char *rest = g_strjoinv("/", there + same);
    g_string_append(way, rest);
    return g_strdup(way->str);
}

static void
write_text(Writer *writer, const char *text, yaml_scalar_style_t style)
{
    yaml_event_t event;
    gboolean plain = style == YAML_PLAIN_SCALAR_STYLE;
    emit(writer,
         yaml_scalar_event_initialize(&event, NULL, NULL, (yaml_char_t *) text, (int) strlen(text), plain, TRUE, style),
         &event);
}

static void
write_scalar(Writer *writer, const OrgYaml *node)
{
    const char *path = g_hash_table_lookup(writer->reader->paths, node);
    if (org_yaml_is_null(node)) { /* nothing at all is not always let stand */
        write_text(writer, "null", YAML_PLAIN_SCALAR_STYLE);
        return;
    }
    g_autofree char *told = path ? path_from(writer, path) : NULL;
    yaml_scalar_style_t style = node->plain                ? YAML_PLAIN_SCALAR_STYLE
                                : strchr(node->text, '\n') ? YAML_LITERAL_SCALAR_STYLE
                                                           : YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    write_text(writer, told ? told : node->text, style);
}

/* Scalars only, and few: it goes on one line. */
static gboolean
is_small(const OrgYaml *node)
{
    gsize length = 0;
    for (guint i = 0; i < node->items->len; i++) {
        const OrgYaml *item = node->items->pdata[i];
        if (item->kind == ORG_YAML_SCALAR)
            length += strlen(item->text) + 4 + (node->keys ? strlen(((OrgYaml *) node->keys->pdata[i])->text) : 0);
        else if (!is_small(item))
            return FALSE;
        else
            length += 40;
    }
    return length <= 100;
}

static void write_node(Writer *writer, const OrgYaml *node);

static void
begin(Writer *writer, gboolean mapping, gboolean small)
{
    yaml_event_t event;
    emit(writer,
         mapping ? yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                                       small ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE)
                 : yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                                        small ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE),
         &event);
}

static void
end(Writer *writer, gboolean mapping)
{
    yaml_event_t event;
    emit(writer, mapping ? yaml_mapping_end_event_initialize(&event) : yaml_sequence_end_event_initialize(&event),
         &event);
}

static void
write_node(Writer *writer, const OrgYaml *node)
{
    if (node->kind == ORG_YAML_SCALAR) {
        write_scalar(writer, node);
        return;
    }
    begin(writer, node->keys != NULL, is_small(node));
    for (guint i = 0; i < node->items->len; i++) {
        if (node->keys)
            write_scalar(writer, node->keys->pdata[i]);
        write_node(writer, node->items->pdata[i]);
    }
    end(writer, node->keys != NULL);
}

/* ---- the documents as one */

/* Sections that add up from document to document. */
static gboolean
is_list_of_all(const char *key)
{
    static const char *const keys[] = { "processes", "steps", "rules", "metrics", "targets", NULL };
    return g_strv_contains(keys, key);
}

static gboolean
is_names_of_all(const char *key)
{
    return !strcmp(key, "baselines") || !strcmp(key, "counting") || !strcmp(key, "types");
}

static const OrgYaml *
section_of(const OrgReader *reader, guint doc, const char *key)
{
    const OrgYaml *node = org_yaml_get(((OrgYamlDoc *) reader->docs->pdata[doc])->root, key, NULL);
    return node && !org_yaml_is_null(node) ? node : NULL;
}

/* All that documents from first on say of a key. Each document's list or names one after another; else the last one's. */
static void
write_section(Writer *writer, guint first, const char *key)
{
    OrgReader *reader = (OrgReader *) writer->reader;
    const OrgYaml *only = NULL;
    guint n = 0;
    for (guint d = first; d < reader->docs->len; d++) {
        const OrgYaml *node = section_of(reader, d, key);
        only = node ? node : only;
        n += node != NULL;
    }
    write_text(writer, key, YAML_PLAIN_SCALAR_STYLE);
    if (!is_list_of_all(key) && !(n > 1 && is_names_of_all(key))) {
        write_node(writer, only);
        return;
    }
    gboolean mapping = is_names_of_all(key);
    begin(writer, mapping, FALSE);
    for (guint d = first; d < reader->docs->len; d++) {
        const OrgYaml *node = section_of(reader, d, key);
        if (node && node->kind == ORG_YAML_SCALAR) /* a table of steps */
            node = org_plan_sheet(reader, node);
        for (guint i = 0; node && i < node->items->len; i++) {
            if (mapping)
                write_scalar(writer, node->keys->pdata[i]);
            write_node(writer, node->items->pdata[i]);
        }
    }
    end(writer, mapping);
}

static gboolean
is_said(const OrgReader *reader, guint first, const char *key)
{
    for (guint d = first; d < reader->docs->len; d++)
        if (section_of(reader, d, key))
            return TRUE;
    return FALSE;
}

/* How many documents from the first on are files as they stand, and can be included. */
static guint
untouched(const OrgReader *reader)
{
    guint n = 0;
    while (n + 1 < reader->docs->len && !((OrgYamlDoc *) reader->docs->pdata[n])->changed)
        n++;
    return n;
}

static void
write_includes(Writer *writer, guint n)
{
    if (!n)
        return;
    write_text(writer, "include", YAML_PLAIN_SCALAR_STYLE);
    begin(writer, FALSE, FALSE);
    for (guint d = 0; d < n; d++) {
        const char *file = ((OrgYamlDoc *) writer->reader->docs->pdata[d])->file;
        g_autofree char *path = path_from(writer, file);
        write_text(writer, path, YAML_PLAIN_SCALAR_STYLE);
    }
    end(writer, FALSE);
}

static void
write_plan(Writer *writer)
{
    static const char *const keys[] = { "title",          "description", "organisation", "from",    "to",
                                        "clock",          "history",     "on_veto",      "seed",    "currency",
                                        "unknown_births", "types",       "baselines",    "actuals", "population",
                                        "counting",       "processes",   "steps",        "rules",   "metrics",
                                        "targets",        NULL };
    guint first = untouched(writer->reader), last = writer->reader->docs->len - 1;
    begin(writer, TRUE, FALSE);
    write_text(writer, "orgsim", YAML_PLAIN_SCALAR_STYLE);
    write_text(writer, "1", YAML_PLAIN_SCALAR_STYLE);
    write_text(writer, "name", YAML_PLAIN_SCALAR_STYLE);
    write_text(writer, writer->reader->plan->name, YAML_PLAIN_SCALAR_STYLE);
    for (guint i = 0; keys[i]; i++) {
        gboolean own = i < 2; /* an included file's title and description are of itself */
        if (is_said(writer->reader, own ? last : first, keys[i]))
            write_section(writer, own ? last : first, keys[i]);
        if (i == 1)
            write_includes(writer, first);
    }
    end(writer, TRUE);
}

static char *
spell(const OrgReader *reader, const char *to)
{
    Writer writer = { .out = g_string_new(NULL), .reader = reader, .to = to };
    yaml_event_t event;
    if (!yaml_emitter_initialize(&writer.emitter))
        g_error("out of memory");
    yaml_emitter_set_output(&writer.emitter, on_bytes, writer.out);
    yaml_emitter_set_unicode(&writer.emitter, 1);
    yaml_emitter_set_width(&writer.emitter, -1);
    emit(&writer, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
    emit(&writer, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1), &event);
    write_plan(&writer);
    emit(&writer, yaml_document_end_event_initialize(&event, 1), &event);
    emit(&writer, yaml_stream_end_event_initialize(&event), &event);
    yaml_emitter_delete(&writer.emitter);
    return g_string_free(writer.out, FALSE);
}

char *
org_scenario_flatten(const char *path, const char *to, OrgBundle *bundle, const OrgCatalogue *catalogue,
                     OrgDiags *diags)
{
    g_autoptr(OrgDiags) own = org_diags_new();
    g_autoptr(OrgPlan) plan = org_plan_new(path, bundle);
    OrgReader reader;
    org_reader_begin(&reader, plan, catalogue, own);
    char *text = org_reader_whole_plan(&reader, diags) ? spell(&reader, to) : NULL;
    org_reader_end(&reader);
    return text;
}

gboolean
org_scenario_extends(const char *path, OrgBundle *bundle)
{
    g_autoptr(OrgBundle) own = bundle;
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autofree char *resolved = org_bundle_resolve(NULL, path);
    g_autoptr(GBytes) bytes = org_bundle_get(bundle, resolved, NULL);
    g_autoptr(OrgYamlDoc) doc = bytes ? org_yaml_read(resolved, bytes, diags) : NULL;
    return doc && doc->root && org_yaml_get(doc->root, "extends", NULL);
}
