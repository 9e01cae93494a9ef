// SPDX-License-Identifier: MIT
/* The three tables of an organisation, column by column and row by row, for whatever format they are written in. */
#pragma once
#include "../../org/org.h"

typedef enum { ORG_OUT_TEXT, ORG_OUT_NUMBER, ORG_OUT_WHOLE, ORG_OUT_MONTH, ORG_OUT_SHARE } OrgOutKind;

typedef struct {
    void (*column)(gpointer data, const char *name, OrgOutKind kind); /* the header, ended as a row */
    void (*text)(gpointer data, const char *text);                    /* "" for blank */
    void (*month)(gpointer data, OrgMonth month);                     /* ORG_OPEN, ORG_UNKNOWN: blank */
    void (*number)(gpointer data, double value);                      /* NaN: blank */
    void (*end_row)(gpointer data);
    gpointer data;
} OrgTableOut;

/* all: closed units and posts and people who left as well. */
void org_table_out(const Org *org, guint table, gboolean all, const OrgTableOut *out);

/* datapackage.json of an export: a Tabular Data Package, each table with its Table Schema. Owned by the caller. */
char *org_datapackage_json(const Org *org);
