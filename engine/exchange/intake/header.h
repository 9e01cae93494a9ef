// SPDX-License-Identifier: MIT
/* Column names: which column of a sheet is which field of a table, by name or synonym, English or Vietnamese. */
#pragma once
#include "../../text/column-map.h"
#include "../../text/sheet.h"
#include <orgsim/plugin.h>

typedef enum {
    ORG_FIELD_ID,
    ORG_FIELD_NAME,
    ORG_FIELD_TYPE,
    ORG_FIELD_PARENT,
    ORG_FIELD_FUNCTION,
    ORG_FIELD_UNIT,
    ORG_FIELD_TITLE,
    ORG_FIELD_RANK,
    ORG_FIELD_CATEGORY,
    ORG_FIELD_FUNDING,
    ORG_FIELD_COEFFICIENT,
    ORG_FIELD_FTE,
    ORG_FIELD_ASSIGNED,
    ORG_FIELD_FILLED,
    ORG_FIELD_REPORTS_TO,
    ORG_FIELD_ALSO_REPORTS_TO,
    ORG_FIELD_BORN,
    ORG_FIELD_SEX,
    ORG_FIELD_HIRED,
    ORG_FIELD_POST,
    ORG_FIELD_SECOND,
    ORG_FIELD_RATING,
    ORG_FIELD_STATE,
    ORG_FIELD_SINCE,
    ORG_FIELD_REASON,
    ORG_FIELD_VACANT_SINCE,
    ORG_FIELD_KEPT_FOR,
    ORG_FIELD_OPENED,
    ORG_FIELD_CLOSED,
    ORG_FIELD_SUCCESSOR,
    ORG_N_FIELDS
} OrgField;

typedef struct {
    guint table;
    OrgField field;
    const char *name;            /* as written on export */
    const char *const *synonyms; /* spelled as org_header_key() gives them; NULL-terminated */
} OrgFieldInfo;

typedef struct {
    guint column; /* from 0 */
    char *name;   /* as spelled in the sheet */
} OrgExtraColumn;

typedef struct {
    guint table, n_columns;
    gint column[ORG_N_FIELDS];     /* from 0; -1: not there */
    guint8 by_map[ORG_N_FIELDS];   /* the mapping file names it */
    guint8 is_other[ORG_N_FIELDS]; /* it is called otherwise than here */
    char **names;                  /* as the sheet spells them, n_columns of them */
    GArray *extra;                 /* OrgExtraColumn: what becomes an attribute */
    GArray *left_out;              /* OrgExtraColumn: personal data, which is not kept */
    gboolean vietnamese;           /* some column was recognised in Vietnamese */
} OrgHeader;

/* NULL when the table has no such field. */
const OrgFieldInfo *org_field_info(guint table, OrgField field);
/* The canonical names of a table's fields, NULL-terminated, for "nearest" and messages. Free the array only. */
const char **org_field_names(guint table);
/* TRUE for the canonical name of a field. */
gboolean org_field_is_name(guint table, const char *name);

/* exact: only names as they are here are fields, and all else is kept. map may be NULL; what it names goes before names and synonyms, a column of it that is not there is reported as
 * "missing-column" in column 0. Twice the same name: reported through `broken` with the code "duplicate-column". A name left blank becomes "column_N". */
void org_header_init(OrgHeader *header, guint table, const OrgRecord *record, const OrgColumnMap *map, gboolean exact,
                     OrgBrokenFn broken, gpointer data);
void org_header_clear(OrgHeader *header);
/* How many fields of the table the names of a row tell, and whether `needed` is among them. */
guint org_header_known(guint table, const OrgRecord *record, const OrgColumnMap *map, OrgField needed, gboolean *found);
/* What kind of personal data a column holds by its name, such as "phone"; NULL: none that is known. */
const char *org_header_personal(const char *name);
/* The mapping file keeps a column of personal data. */
gboolean org_header_is_kept(const OrgColumnMap *map, const char *name);
gboolean org_header_is_vietnamese(const char *name);
