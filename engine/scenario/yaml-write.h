// SPDX-License-Identifier: MIT
/* Nodes as YAML again: plain scalars plain, others quoted, small lists and mappings on one line. */
#pragma once
#include "yaml-node.h"

/* What a scalar is written as where not as itself; NULL: as itself. The caller's own. */
typedef char *(*OrgYamlRespell)(const OrgYaml *scalar, gpointer data);
typedef struct OrgYamlWriter OrgYamlWriter;
OrgYamlWriter *org_yaml_writer_new(OrgYamlRespell respell, gpointer data); /* respell may be NULL */
void org_yaml_write_text(OrgYamlWriter *writer, const char *text);         /* plain where that can be */
void org_yaml_write_begin(OrgYamlWriter *writer, OrgYamlKind kind);        /* a list or mapping, on lines of its own */
void org_yaml_write_end(OrgYamlWriter *writer, OrgYamlKind kind);
void org_yaml_write_scalar(OrgYamlWriter *writer, const OrgYaml *scalar);
void org_yaml_write_node(OrgYamlWriter *writer, const OrgYaml *node);
char *org_yaml_writer_free(OrgYamlWriter *writer); /* what was written, one whole document; the caller's own */
