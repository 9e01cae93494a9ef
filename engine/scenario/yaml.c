// SPDX-License-Identifier: MIT
#include "yaml-node.h"
#include "../base/message.h"
#include <string.h>
#include <yaml.h>

enum { MOST_SAID = 500 }; /* a hostile file is not answered with a report longer than itself */

typedef struct {
    OrgYaml *node;
    OrgYaml *key; /* of a mapping: waits for its value */
    char *anchor;
} Open;

typedef struct {
    OrgYamlDoc *doc;
    OrgDiags *diags;
    GArray *open;        /* Open: containers being read, outermost first */
    GHashTable *anchors; /* name -> OrgYaml *, complete nodes only */
    guint expansion;     /* nodes that aliases added */
    guint said;          /* problems */
    gboolean stop;
} Reading;

G_GNUC_PRINTF(5, 6)
static void
complain(Reading *reading, guint line, guint column, const char *code, const char *format, ...)
{
    if (++reading->said > MOST_SAID)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    OrgDiag *diag =
        org_diags_add(reading->diags, ORG_SEVERITY_ERROR, code, reading->doc->file, line, column, "%s", text);
    diag->source = org_yaml_line(reading->doc, line, column);
}

static OrgYaml *
node_new(Reading *reading, OrgYamlKind kind, const yaml_event_t *event)
{
    OrgYaml *node = g_new0(OrgYaml, 1);
    node->doc = reading->doc;
    node->kind = kind;
    node->line = (guint) event->start_mark.line + 1;
    node->column = (guint) event->start_mark.column + 1;
    node->weight = 1;
    if (kind != ORG_YAML_SCALAR)
        node->items = g_ptr_array_new();
    if (kind == ORG_YAML_MAPPING)
        node->keys = g_ptr_array_new();
    g_ptr_array_add(reading->doc->nodes, node);
    return node;
}

static void
node_free(gpointer data)
{
    OrgYaml *node = data;
    if (node->items)
        g_ptr_array_unref(node->items);
    if (node->keys)
        g_ptr_array_unref(node->keys);
    g_free(node->order);
    g_free((char *) node->text);
    g_free(node);
}

static gint
compare_keys(gconstpointer a, gconstpointer b, gpointer data)
{
    const OrgYaml *mapping = data;
    guint i = *(const guint *) a, j = *(const guint *) b;
    const OrgYaml *left = g_ptr_array_index(mapping->keys, i), *right = g_ptr_array_index(mapping->keys, j);
    int order = strcmp(left->text, right->text);
    return order ? order : i < j ? -1 : i > j;
}

/* Sorting instead of hashing: a hostile file may choose keys that all hash alike. */
static void
index_mapping(Reading *reading, OrgYaml *mapping)
{
    guint n = mapping->keys->len;
    guint *order = g_new(guint, n + 1);
    for (guint i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint) n, sizeof *order, compare_keys, mapping);
    guint kept = 0;
    for (guint i = 0; i < n; i++) {
        const OrgYaml *key = g_ptr_array_index(mapping->keys, order[i]);
        const OrgYaml *first = kept ? g_ptr_array_index(mapping->keys, order[kept - 1]) : NULL;
        if (!first || strcmp(first->text, key->text) != 0) {
            order[kept++] = order[i];
            continue;
        }
        g_autofree char *quoted = org_yaml_quote(key->text);
        complain(reading, key->line, key->column, "duplicate-key",
                 "the key %s stands twice in this mapping, first in line %u; each key may stand once", quoted,
                 first->line);
        mapping->items->pdata[order[i]] = NULL;
    }
    /* drop the repeats, keep the order of the file */
    guint *location = g_new(guint, n + 1), left = 0;
    for (guint i = 0; i < n; i++) {
        location[i] = left;
        if (!mapping->items->pdata[i])
            continue;
        mapping->items->pdata[left] = mapping->items->pdata[i];
        mapping->keys->pdata[left++] = mapping->keys->pdata[i];
    }
    g_ptr_array_set_size(mapping->items, (gint) left);
    g_ptr_array_set_size(mapping->keys, (gint) left);
    for (guint i = 0; i < kept; i++)
        order[i] = location[order[i]];
    g_free(location);
    mapping->order = order;
}

static Open *
innermost(Reading *reading)
{
    return reading->open->len ? &g_array_index(reading->open, Open, reading->open->len - 1) : NULL;
}

/* Put a complete node, or an alias of one, where the file has it. */
static void
place_node(Reading *reading, OrgYaml *node, guint line, guint column)
{
    Open *parent = innermost(reading);
    if (!parent) {
        reading->doc->root = node;
        return;
    }
    OrgYaml *container = parent->node;
    container->weight += node->weight;
    container->depth = MAX(container->depth, node->depth + 1);
    if (container->kind == ORG_YAML_SEQUENCE) {
        g_ptr_array_add(container->items, node);
        return;
    }
    if (parent->key) {
        if (parent->key->text) {
            g_ptr_array_add(container->keys, parent->key);
            g_ptr_array_add(container->items, node);
        }
        parent->key = NULL;
        return;
    }
    if (node->kind != ORG_YAML_SCALAR)
        complain(reading, line, column, "bad-key", "a key is expected to be text, not %s", org_yaml_kind_name(node));
    parent->key = node; /* without text it takes its value along and is dropped */
}

/* Anchors are few; a bound keeps the table of them from being a way to make this slow. */
static void
remember(Reading *reading, const char *anchor, OrgYaml *node)
{
    if (g_hash_table_size(reading->anchors) < ORG_YAML_MAX_ANCHORS) {
        g_hash_table_insert(reading->anchors, g_strdup(anchor), node);
        return;
    }
    complain(reading, node->line, node->column, "too-big", "more than %d anchors (&name) stand in this file",
             ORG_YAML_MAX_ANCHORS);
    reading->stop = TRUE;
}

static void
refuse_tag(Reading *reading, const OrgYaml *node, const yaml_char_t *tag)
{
    if (!tag)
        return;
    g_autofree char *quoted = org_yaml_quote((const char *) tag);
    complain(reading, node->line, node->column, "bad-tag",
             "the tag %s means nothing here; leave it out, and quote what is to be text", quoted);
}

static void
begin_container(Reading *reading, OrgYamlKind kind, const yaml_event_t *event, const yaml_char_t *anchor,
                const yaml_char_t *tag)
{
    OrgYaml *node = node_new(reading, kind, event);
    refuse_tag(reading, node, tag);
    if (reading->open->len >= ORG_YAML_MAX_DEPTH) {
        complain(reading, node->line, node->column, "too-deep",
                 "nested more than %d levels deep; a scenario needs fewer than ten", ORG_YAML_MAX_DEPTH);
        reading->stop = TRUE;
        return;
    }
    Open open = { .node = node, .anchor = g_strdup((const char *) anchor) };
    g_array_append_val(reading->open, open);
}

static void
end_container(Reading *reading)
{
    Open open = *innermost(reading);
    g_array_set_size(reading->open, reading->open->len - 1);
    if (open.node->kind == ORG_YAML_MAPPING)
        index_mapping(reading, open.node);
    if (open.anchor)
        remember(reading, open.anchor, open.node);
    g_free(open.anchor);
    place_node(reading, open.node, open.node->line, open.node->column);
}

static void
add_scalar(Reading *reading, const yaml_event_t *event)
{
    OrgYaml *node = node_new(reading, ORG_YAML_SCALAR, event);
    const char *text = (const char *) event->data.scalar.value;
    gsize length = event->data.scalar.length;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (memchr(text, 0, length))
        complain(reading, node->line, node->column, "bad-text", "a text may not hold the NUL character (\\0)");
    node->text = g_strndup(text, length);
    if (event->data.scalar.anchor)
        remember(reading, (const char *) event->data.scalar.anchor, node);
    refuse_tag(reading, node, event->data.scalar.tag);
    place_node(reading, node, node->line, node->column);
}

static gboolean
is_open_anchor(const Reading *reading, const char *name)
{
    for (guint i = 0; i < reading->open->len; i++)
        if (g_strcmp0(g_array_index(reading->open, Open, i).anchor, name) == 0)
            return TRUE;
    return FALSE;
}

static void
add_alias(Reading *reading, const yaml_event_t *event)
{
    const char *name = (const char *) event->data.alias.anchor;
    guint line = (guint) event->start_mark.line + 1, column = (guint) event->start_mark.column + 1;
    OrgYaml *node = g_hash_table_lookup(reading->anchors, name);
    g_autofree char *quoted = org_yaml_quote(name);
    if (is_open_anchor(reading, name)) {
        complain(reading, line, column, "bad-alias", "the alias %s stands inside what it names", quoted);
        node = NULL;
    } else if (!node) {
        complain(reading, line, column, "bad-alias", "the alias %s has no anchor above it", quoted);
    } else {
        reading->expansion += node->weight;
        gboolean deep = reading->open->len + node->depth >= ORG_YAML_MAX_DEPTH;
        if (deep || reading->expansion > ORG_YAML_MAX_EXPANSION) {
            complain(reading, line, column, deep ? "too-deep" : "too-big",
                     "the alias %s makes the file %s than is allowed (%d %s)", quoted, deep ? "deeper" : "longer",
                     deep ? ORG_YAML_MAX_DEPTH : ORG_YAML_MAX_EXPANSION, deep ? "levels" : "nodes through aliases");
            reading->stop = TRUE;
            return;
        }
    }
    if (!node) { /* an empty text stands in, so that the rest can be read */
        node = node_new(reading, ORG_YAML_SCALAR, event);
        node->text = g_strdup("");
        node->plain = TRUE;
        reading->doc->truncated = TRUE;
    }
    place_node(reading, node, line, column);
}

static const char *
plainer(const char *problem)
{
    static const struct {
        const char *theirs, *ours;
    } words[] = {
        { "found character that cannot start any token",
          "a value may not begin with this character; indent with spaces, not tabs, and quote a text that begins with "
          "@, ` or %" },
        { "mapping values are not allowed in this context",
          "a ':' is not expected here; quote a text that holds ': ', or check the indentation" },
        { "did not find expected key", "a key was expected here; check the indentation and the quotes above" },
        { "did not find expected '-' indicator", "a '-' was expected here; check the indentation" },
        { "could not find expected ':'", "a ':' was expected after the key" },
        { "found unexpected end of stream", "the file ends inside a quoted text" },
        { "did not find expected ',' or ']'", "a ',' or ']' was expected; a '[' is not closed" },
        { "did not find expected ',' or '}'", "a ',' or '}' was expected; a '{' is not closed" },
        { "control characters are not allowed", "control characters are not allowed" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_strcmp0(problem, words[i].theirs) == 0)
            return words[i].ours;
    return problem ? problem : "this cannot be read";
}

static void
syntax_error(Reading *reading, const yaml_parser_t *parser)
{
    guint line = (guint) parser->problem_mark.line + 1, column = (guint) parser->problem_mark.column + 1;
    if (parser->error == YAML_MEMORY_ERROR)
        g_error("out of memory");
    if (parser->error == YAML_READER_ERROR) { /* it gives an offset only */
        const char *data = g_bytes_get_data(reading->doc->bytes, NULL);
        gsize size = g_bytes_get_size(reading->doc->bytes), end = MIN(parser->problem_offset, size);
        line = 1, column = 1;
        for (gsize i = 0; i < end; i++) {
            if (data[i] == '\n')
                line++, column = 1;
            else if ((data[i] & 0xC0) != 0x80)
                column++;
        }
    }
    g_autofree char *problem = org_said_whole(plainer(parser->problem));
    complain(reading, line, column, "yaml-syntax", "not valid YAML: %s (what follows in this file was not checked)",
             problem);
}

static void
handle_event(Reading *reading, const yaml_event_t *event, guint *documents)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (++*documents == 2) {
            complain(reading, (guint) event->start_mark.line + 1, (guint) event->start_mark.column + 1,
                     "second-document", "a second document begins here; a file holds one");
            reading->stop = TRUE;
        }
        return;
    case YAML_ALIAS_EVENT:
        add_alias(reading, event);
        return;
    case YAML_SCALAR_EVENT:
        add_scalar(reading, event);
        return;
    case YAML_SEQUENCE_START_EVENT:
        begin_container(reading, ORG_YAML_SEQUENCE, event, event->data.sequence_start.anchor,
                        event->data.sequence_start.tag);
        return;
    case YAML_MAPPING_START_EVENT:
        begin_container(reading, ORG_YAML_MAPPING, event, event->data.mapping_start.anchor,
                        event->data.mapping_start.tag);
        return;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        end_container(reading);
        return;
    default:
        return;
    }
}

/* After an error: close what is open. The outer two levels (the sections and their lists) keep what stood complete;
 * deeper ones are dropped, since half an item would be complained about for what it lacks. */
static void
salvage(Reading *reading)
{
    reading->doc->truncated = TRUE;
    while (reading->open->len) {
        Open open = *innermost(reading);
        g_array_set_size(reading->open, reading->open->len - 1);
        g_free(open.anchor);
        if (open.node->kind == ORG_YAML_MAPPING)
            index_mapping(reading, open.node);
        Open *parent = innermost(reading);
        if (reading->open->len < 2 && (!parent || parent->key || parent->node->kind == ORG_YAML_SEQUENCE))
            place_node(reading, open.node, open.node->line, open.node->column);
    }
}

static void
read_events(Reading *reading, const guchar *data, gsize size)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, data, size);
    guint documents = 0;
    gboolean end = FALSE;
    while (!end && !reading->stop) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            syntax_error(reading, &parser);
            reading->stop = TRUE;
            break;
        }
        end = event.type == YAML_STREAM_END_EVENT;
        handle_event(reading, &event, &documents);
        yaml_event_delete(&event);
    }
    if (reading->stop)
        salvage(reading);
    yaml_parser_delete(&parser);
}

static void
find_lines(OrgYamlDoc *doc)
{
    gsize size, start = 0;
    const char *data = g_bytes_get_data(doc->bytes, &size);
    doc->lines = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_array_append_val(doc->lines, start);
    for (gsize i = 0; i < size; i++) {
        if (data[i] != '\n' && (data[i] != '\r' || (i + 1 < size && data[i + 1] == '\n')))
            continue;
        start = i + 1;
        g_array_append_val(doc->lines, start);
    }
}

/* TRUE when the bytes are UTF-8 text of a bearable size. */
static gboolean
check_bytes(Reading *reading, const char *data, gsize size)
{
    if (size > ORG_YAML_MAX_BYTES) {
        complain(reading, 0, 0, "too-big", "the file has %.1f MiB; at most %u MiB are read", (double) size / 1048576,
                 ORG_YAML_MAX_BYTES >> 20);
        return FALSE;
    }
    const char *bad;
    if (g_utf8_validate_len(data, size, &bad))
        return TRUE;
    gsize at = (gsize) (bad - data);
    guint line = 1;
    while (line < reading->doc->lines->len && g_array_index(reading->doc->lines, gsize, line) <= at)
        line++;
    const char *start = data + g_array_index(reading->doc->lines, gsize, line - 1);
    guint column = (guint) g_utf8_strlen(start, bad - start) + 1;
    if (*bad == 0)
        complain(reading, line, column, "encoding", "a NUL byte; the file is expected to be text in UTF-8");
    else
        complain(reading, line, column, "encoding",
                 "the byte 0x%02X is not UTF-8; save the file as UTF-8 (without it names would be damaged)",
                 (guint) (guchar) *bad);
    return FALSE;
}

OrgYamlDoc *
org_yaml_read(const char *file, GBytes *bytes, OrgDiags *diags)
{
    OrgYamlDoc *doc = g_new0(OrgYamlDoc, 1);
    doc->file = g_strdup(file);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    gsize mark = size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* a byte order mark is no text */
    doc->bytes = g_bytes_new_from_bytes(bytes, mark, size - mark);
    doc->nodes = g_ptr_array_new_with_free_func(node_free);
    find_lines(doc);
    data = g_bytes_get_data(doc->bytes, &size);
    Reading reading = { .doc = doc, .diags = diags };
    if (!check_bytes(&reading, data ? data : "", size)) {
        doc->truncated = TRUE;
        return doc;
    }
    reading.open = g_array_new(FALSE, FALSE, sizeof(Open));
    reading.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    read_events(&reading, (const guchar *) (data ? data : ""), size);
    g_array_unref(reading.open);
    g_hash_table_unref(reading.anchors);
    if (reading.said > MOST_SAID)
        org_diags_add(diags, ORG_SEVERITY_ERROR, "too-many", file, doc->lines->len, 1,
                      "%u more problems of this kind; they are not shown", reading.said - MOST_SAID);
    return doc;
}

void
org_yaml_doc_free(OrgYamlDoc *doc)
{
    if (!doc)
        return;
    g_ptr_array_unref(doc->nodes);
    g_array_unref(doc->lines);
    g_bytes_unref(doc->bytes);
    g_free(doc->file);
    g_free(doc->sheet);
    g_free(doc);
}
