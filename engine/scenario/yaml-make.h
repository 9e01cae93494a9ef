// SPDX-License-Identifier: MIT
/* Nodes that stand in no file: what is made of a file's nodes, for a plan that builds on another. Each keeps the place of the
 * node that it comes from, so that what is found wrong in it is told of where somebody wrote it. */
#pragma once
#include "yaml-node.h"

/* A document without a text, which owns what is made for it. */
OrgYamlDoc *org_yaml_doc_made(const char *file);
/* at: whose place it has; a mapping and a list are empty. */
OrgYaml *org_yaml_make(OrgYamlDoc *owner, OrgYamlKind kind, const OrgYaml *at);
/* A plain scalar. */
OrgYaml *org_yaml_make_text(OrgYamlDoc *owner, const char *text, const OrgYaml *at);
/* The same list or mapping, with the same values, to be changed without the first one. */
OrgYaml *org_yaml_copy(OrgYamlDoc *owner, const OrgYaml *node);
/* Give a mapping that was made a value; key says what it is called, and where that stands. The place of a key that is there
 * already stays. */
void org_yaml_put(OrgYaml *mapping, OrgYaml *key, OrgYaml *value);
void org_yaml_take_away(OrgYaml *mapping, const char *key);
