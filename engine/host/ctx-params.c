// SPDX-License-Identifier: MIT
/* Parameters: single values and tables. Sets are in ctx-rows.c. */
#include "ctx-private.h"
#include "trial.h"
#include "../base/message.h"
#include "../scenario/table-columns.h"
#include <math.h>
#include <string.h>

#define BIT(type) (1u << (type))

int64_t
org_host_integer(OrgCtx *ctx, unsigned param)
{
    const guint32 types = BIT(ORG_BOOL) | BIT(ORG_INT) | BIT(ORG_CHOICE) | BIT(ORG_DATE) | BIT(ORG_UNIT);
    const OrgValueInfo *value = org_ctx_value(ctx, param, types, "integer");
    if (value == NULL)
        return 0;
    OrgType type = org_ctx_call(ctx)->feature->params[param].type;
    if (type == ORG_UNIT) {
        if (value->text == NULL || value->text[0] == '\0')
            return ORG_NONE;
        return org_ctx_resolve(ctx, ORG_UNITS, value->text, org_ctx_param_location(ctx, param), FALSE);
    }
    if (isnan(value->number))
        return type == ORG_DATE ? ORG_UNKNOWN : 0;
    return (int64_t) value->number;
}

double
org_host_real(OrgCtx *ctx, unsigned param)
{
    const OrgValueInfo *value = org_ctx_value(ctx, param, BIT(ORG_REAL) | BIT(ORG_PERCENT) | BIT(ORG_AMOUNT), "real");
    return value != NULL ? value->number : 0;
}

const char *
org_host_text(OrgCtx *ctx, unsigned param)
{
    const guint32 types = BIT(ORG_TEXT) | BIT(ORG_CHOICE) | BIT(ORG_UNIT) | BIT(ORG_BASELINE);
    const OrgValueInfo *value = org_ctx_value(ctx, param, types, "text");
    return value != NULL && value->text != NULL ? value->text : "";
}

bool
org_host_given(OrgCtx *ctx, unsigned param)
{
    const OrgValueInfo *value = org_ctx_value(ctx, param, ~0u, "given");
    return value != NULL && value->given;
}

bool
org_host_relative(OrgCtx *ctx, unsigned param)
{
    const OrgValueInfo *value = org_ctx_value(ctx, param, BIT(ORG_AMOUNT), "relative");
    return value != NULL && value->relative;
}

/* Ids of a unit column as rows. A closed unit keeps its row: a table speaks of several years. */
static const double *
unit_column(OrgCtx *ctx, const OrgTableValue *table, guint column, const char *location)
{
    double *rows = org_arena_take(&org_ctx_call(ctx)->lasting, table->rows * sizeof *rows);
    if (rows == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "table(): out of memory");
        return NULL;
    }
    for (guint i = 0; i < table->rows; i++) {
        const char *id = table->texts[column][i];
        rows[i] = NAN;
        if (id == NULL || id[0] == '\0')
            continue;
        g_autofree char *where = org_said("%s, row %u, column \"%s\"", location, i + 1, table->names[column]);
        OrgRow row = org_ctx_resolve(ctx, ORG_UNITS, id, where, TRUE);
        if (row == ORG_NONE)
            return NULL;
        rows[i] = row;
    }
    return rows;
}

/* An empty table still has the columns that the feature declares, so that a plugin need not ask. */
static const OrgTable *
empty_table(OrgCtx *ctx, unsigned param)
{
    OrgCall *call = org_ctx_call(ctx);
    g_autoptr(GArray) declared = org_table_columns(call->feature->params[param].columns, FALSE, NULL);
    guint n = declared != NULL ? declared->len : 0;
    OrgColumn *columns = org_arena_take(&call->lasting, MAX(n, 1) * sizeof *columns);
    OrgTable *table = org_arena_take(&call->lasting, sizeof *table);
    if (columns == NULL || table == NULL)
        return NULL;
    static const double no_number[1];
    static const char *const no_text[1];
    for (guint i = 0; i < n; i++) {
        const OrgTableColumn *column = &g_array_index(declared, OrgTableColumn, i);
        gboolean text = column->type == ORG_TEXT;
        columns[i] = (OrgColumn){ .name = org_arena_text(&call->lasting, column->name),
                                  .type = column->type,
                                  .number = text ? NULL : no_number,
                                  .text = text ? no_text : NULL };
    }
    *table = (OrgTable){ .size = sizeof *table, .n_columns = n };
    table->first = org_trial_spread(&call->lasting, columns, n, sizeof *columns, &table->stride);
    return table->first != NULL ? table : NULL;
}

/* An optional column that the table does not have is absent in each row. */
static gboolean
fill_column(OrgCtx *ctx, OrgColumn *column, const OrgTableValue *value, guint index, const char *location)
{
    OrgArena *arena = &org_ctx_call(ctx)->lasting;
    *column = (OrgColumn){ .name = value->names[index], .type = value->types[index] };
    if (column->type == ORG_TEXT) {
        column->text = (const char *const *) value->texts[index];
        if (column->text == NULL && (column->text = org_arena_take(arena, value->rows * sizeof(char *))) != NULL)
            memset((gpointer) column->text, 0, value->rows * sizeof(char *));
        return column->text != NULL;
    }
    if (column->type == ORG_UNIT && value->texts[index] != NULL) {
        column->number = unit_column(ctx, value, index, location);
        return column->number != NULL;
    }
    column->number = value->numbers[index];
    if (column->number != NULL)
        return TRUE;
    double *absent = org_arena_take(arena, value->rows * sizeof *absent);
    for (guint i = 0; absent != NULL && i < value->rows; i++)
        absent[i] = NAN;
    column->number = absent;
    return absent != NULL;
}

static const OrgTable *
full_table(OrgCtx *ctx, const OrgTableValue *value, const char *location)
{
    OrgCall *call = org_ctx_call(ctx);
    OrgColumn *columns = org_arena_take(&call->lasting, MAX(value->n_columns, 1) * sizeof *columns);
    OrgTable *table = org_arena_take(&call->lasting, sizeof *table);
    if (columns == NULL || table == NULL)
        return NULL;
    for (guint i = 0; i < value->n_columns; i++)
        if (!fill_column(ctx, &columns[i], value, i, location))
            return NULL;
    *table = (OrgTable){ .size = sizeof *table, .rows = value->rows, .n_columns = value->n_columns };
    table->first = org_trial_spread(&call->lasting, columns, value->n_columns, sizeof *columns, &table->stride);
    return table->first != NULL ? table : NULL;
}

const OrgTable *
org_host_table(OrgCtx *ctx, unsigned param)
{
    /* What a plugin reads after a wrong index or type: nothing, but never NULL, so that it can run on to its end. */
    static const OrgTable nothing = { .size = sizeof nothing, .stride = sizeof(OrgColumn) };
    const OrgValueInfo *value = org_ctx_value(ctx, param, BIT(ORG_TABLE), "table");
    if (value == NULL)
        return &nothing;
    OrgRowSet *kept = org_ctx_kept(ctx, param);
    if (!kept->known) {
        gboolean full = value->table != NULL && value->table->rows > 0;
        if (full && !(kept->table = full_table(ctx, value->table, org_ctx_param_location(ctx, param))))
            org_ctx_fail(ctx, ORG_E_FAILED, "table(): out of memory"); /* unless a sentence has been said */
        if (kept->table == NULL) /* after a failure, too: a plugin indexes the columns that it declared */
            kept->table = empty_table(ctx, param);
        kept->known = TRUE;
    }
    if (kept->table != NULL)
        return kept->table;
    org_ctx_fail(ctx, ORG_E_FAILED, "table(): out of memory");
    return &nothing;
}
