// SPDX-License-Identifier: MIT
/* A plan that builds on another: the parent's nodes, changed as the file says, before anything of them is read. Each step of
 * extends.c is a file: parts (what has an id), merge (values), shift (months), check. */
#pragma once
#include "reader.h"
#include "yaml-make.h"

typedef enum {
    ORG_PART_PROCESS, /* as OrgItemRole */
    ORG_PART_STEP,
    ORG_PART_RULE,
    ORG_PART_METRIC,
    ORG_PART_TARGET,
    ORG_N_PARTS
} OrgPartKind;
extern const char *const org_part_sections[ORG_N_PARTS + 1]; /* "processes", …; NULL ends */
extern const char *const org_part_names[ORG_N_PARTS];        /* "process", …, for messages */

typedef struct {
    OrgPartKind kind;
    char *id; /* as given, or as it is made: step-N */
    gboolean given, gone;
    OrgYaml *list; /* where it stands; its document's own copy */
    OrgYaml *item;
    const OrgYaml *at; /* in the parent's file; of an added one, in this */
} OrgPart;

typedef struct {
    OrgReader *reader;
    OrgYamlDoc *owner;   /* of all that is made */
    const OrgYaml *root; /* of the file that extends */
    const char *parent;  /* the parent's file, for messages */
    GPtrArray *roots;    /* OrgYaml *, one for each document of the parent: copies, the last one of the parent itself */
    GPtrArray *parts;    /* OrgPart *, as they stand: processes, steps, rules, metrics, targets */
} OrgExtending;

/* ---- extends-parts.c */
extern const char *const org_extends_keys[]; /* orgsim, extends, name, shift, change, remove, add */
/* Lists of steps kept as tables become lists of items, and every list a copy. */
void org_extends_find_parts(OrgExtending *extending);
/* By id, an item before a target. NULL: none, or it is gone. */
OrgPart *org_extends_part(const OrgExtending *extending, const char *id);
/* The same, of steps only or of all; what is not found is told at the node, with the nearest id. */
OrgPart *org_extends_want(OrgExtending *extending, const OrgYaml *at, const char *id, gboolean steps);
void org_extends_add_part(OrgExtending *extending, OrgPartKind kind, OrgYaml *list, OrgYaml *item, OrgPart *before);
/* Ids that are made of places stay, though the places change: what was step-3 is called so. */
void org_extends_keep_ids(OrgExtending *extending);
void org_part_free(gpointer part);
/* "plan-a.yaml:12"; the caller's own. */
char *org_yaml_place(const OrgYaml *node);

/* ---- extends-merge.c */
/* over above base, in owner: mappings key by key, else over; null takes away, and what excludes each other goes. */
OrgYaml *org_extends_merge(OrgYamlDoc *owner, OrgYaml *base, OrgYaml *over);
/* The keys of the file itself, above those of the parent's documents. */
void org_extends_overlay(OrgExtending *extending);

/* ---- extends-shift.c */
void org_extends_shift(OrgExtending *extending, const OrgYaml *node);

/* ---- extends-check.c */
/* The documents of the parent as a plan of its own; FALSE: it has errors, and they are said. */
gboolean org_extends_check_parent(OrgReader *reader, const char *path);
/* The keys of an item that change: may have. */
void org_extends_check_keys(OrgExtending *extending, const OrgPart *part, const OrgYaml *change);
/* Targets that read a metric which is gone; what baselines say of targets that are. */
void org_extends_check_removed(OrgExtending *extending, const OrgPart *part, const OrgYaml *at);
void org_extends_forget_target(OrgExtending *extending, const char *id);

/* ---- extends.c */
/* Change reader->docs, which hold the parent, as the file says; its own document is kept by the reader. */
void org_extends_apply(OrgReader *reader, OrgYamlDoc *doc, const char *parent);
