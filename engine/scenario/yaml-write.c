// SPDX-License-Identifier: MIT
#include "yaml-write.h"
#include <string.h>
#include <yaml.h>

struct OrgYamlWriter {
    yaml_emitter_t emitter;
    GString *out;
    OrgYamlRespell respell;
    gpointer data;
};

static int
on_bytes(void *data, unsigned char *bytes, size_t size)
{
    g_string_append_len(data, (const char *) bytes, (gssize) size);
    return 1;
}

static void
emit(OrgYamlWriter *writer, int made, yaml_event_t *event)
{
    if (!made || !yaml_emitter_emit(&writer->emitter, event))
        g_error("out of memory");
}

OrgYamlWriter *
org_yaml_writer_new(OrgYamlRespell respell, gpointer data)
{
    OrgYamlWriter *writer = g_new0(OrgYamlWriter, 1);
    yaml_event_t event;
    writer->out = g_string_new(NULL);
    writer->respell = respell;
    writer->data = data;
    if (!yaml_emitter_initialize(&writer->emitter))
        g_error("out of memory");
    yaml_emitter_set_output(&writer->emitter, on_bytes, writer->out);
    yaml_emitter_set_unicode(&writer->emitter, 1);
    yaml_emitter_set_width(&writer->emitter, -1);
    emit(writer, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
    emit(writer, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1), &event);
    return writer;
}

char *
org_yaml_writer_free(OrgYamlWriter *writer)
{
    yaml_event_t event;
    emit(writer, yaml_document_end_event_initialize(&event, 1), &event);
    emit(writer, yaml_stream_end_event_initialize(&event), &event);
    yaml_emitter_delete(&writer->emitter);
    char *text = g_string_free(writer->out, FALSE);
    g_free(writer);
    return text;
}

static void
write_styled(OrgYamlWriter *writer, const char *text, yaml_scalar_style_t style)
{
    yaml_event_t event;
    gboolean plain = style == YAML_PLAIN_SCALAR_STYLE;
    emit(writer,
         yaml_scalar_event_initialize(&event, NULL, NULL, (yaml_char_t *) text, (int) strlen(text), plain, TRUE, style),
         &event);
}

void
org_yaml_write_text(OrgYamlWriter *writer, const char *text)
{
    write_styled(writer, text, YAML_PLAIN_SCALAR_STYLE);
}

void
org_yaml_write_scalar(OrgYamlWriter *writer, const OrgYaml *scalar)
{
    if (org_yaml_is_null(scalar)) { /* nothing at all is not always let stand */
        org_yaml_write_text(writer, "null");
        return;
    }
    g_autofree char *other = writer->respell ? writer->respell(scalar, writer->data) : NULL;
    yaml_scalar_style_t style = scalar->plain                ? YAML_PLAIN_SCALAR_STYLE
                                : strchr(scalar->text, '\n') ? YAML_LITERAL_SCALAR_STYLE
                                                             : YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    write_styled(writer, other ? other : scalar->text, style);
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

static void
begin(OrgYamlWriter *writer, OrgYamlKind kind, gboolean small)
{
    yaml_event_t event;
    if (kind == ORG_YAML_MAPPING)
        emit(writer,
             yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                                 small ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE),
             &event);
    else
        emit(writer,
             yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                                  small ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE),
             &event);
}

void
org_yaml_write_begin(OrgYamlWriter *writer, OrgYamlKind kind)
{
    begin(writer, kind, FALSE);
}

void
org_yaml_write_end(OrgYamlWriter *writer, OrgYamlKind kind)
{
    yaml_event_t event;
    gboolean mapping = kind == ORG_YAML_MAPPING;
    emit(writer, mapping ? yaml_mapping_end_event_initialize(&event) : yaml_sequence_end_event_initialize(&event),
         &event);
}

void
org_yaml_write_node(OrgYamlWriter *writer, const OrgYaml *node)
{
    if (node->kind == ORG_YAML_SCALAR) {
        org_yaml_write_scalar(writer, node);
        return;
    }
    begin(writer, node->kind, is_small(node));
    for (guint i = 0; i < node->items->len; i++) {
        if (node->keys)
            org_yaml_write_scalar(writer, node->keys->pdata[i]);
        org_yaml_write_node(writer, node->items->pdata[i]);
    }
    org_yaml_write_end(writer, node->kind);
}
