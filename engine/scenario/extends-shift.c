// SPDX-License-Identifier: MIT
/* Steps earlier or later: shift: 12m, or {by: -6m, only: [ids]}. What happens every: year is not moved. */
#include "extends.h"
#include "../base/message.h"
#include <string.h>

typedef struct {
    OrgExtending *extending;
    const OrgYaml *by;
    gint months;
    OrgMonth from, to; /* of the plan; ORG_UNKNOWN: not known */
} Shift;

/* "12m", "-1y" */
static gboolean
read_by(OrgReader *reader, const OrgYaml *node, gint *months)
{
    if (node->kind == ORG_YAML_SCALAR && (*node->text == '-' || *node->text == '+')) {
        OrgYaml bare = *node;
        bare.text = node->text + 1;
        if (!org_read_duration(reader, &bare, "shift:", months))
            return FALSE;
        *months = *node->text == '-' ? -*months : *months;
        return TRUE;
    }
    return org_read_duration(reader, node, "shift:", months);
}

static OrgMonth
bound(const OrgExtending *extending, const char *key)
{
    OrgMonth month = ORG_UNKNOWN, found;
    for (guint d = 0; d < extending->roots->len; d++) {
        const OrgYaml *node = org_yaml_get(extending->roots->pdata[d], key, NULL);
        if (node && node->kind == ORG_YAML_SCALAR && org_month_parse(node->text, &found))
            month = found;
    }
    return month;
}

static void
outside(const Shift *shift, const OrgPart *part, const OrgYaml *at, OrgMonth old, OrgMonth now)
{
    char from[16], to[16], end[16];
    g_autofree char *place = org_yaml_place(at), *quoted = org_yaml_quote(part->id);
    gboolean early = now < shift->from;
    OrgMonth limit = early ? shift->from : shift->to;
    org_reader_error(shift->extending->reader, shift->by, "month-outside",
                     early ? "shift: moves %s from %s (%s) to %s, %d months before the plan begins (from: %s)"
                           : "shift: moves %s from %s (%s) to %s, %d months after the plan ends (to: %s)",
                     quoted, org_month_text(old, from), place, org_month_text(now, to), ABS(now - limit),
                     org_month_text(limit, end));
}

/* The month of a node, later; its own where it is none, which is told elsewhere. */
static OrgYaml *
moved(const Shift *shift, const OrgPart *part, OrgYaml *at)
{
    OrgMonth month;
    char text[16];
    if (at->kind != ORG_YAML_SCALAR || !org_month_parse(at->text, &month))
        return at;
    OrgMonth now = month + shift->months;
    if ((shift->from != ORG_UNKNOWN && now < shift->from) || (shift->to != ORG_UNKNOWN && now > shift->to)) {
        outside(shift, part, at, month, now);
        return at;
    }
    OrgYaml *node = org_yaml_make_text(shift->extending->owner, org_month_text(now, text), shift->by);
    node->instead = at;
    return node;
}

static void
shift_part(const Shift *shift, OrgPart *part)
{
    OrgYamlDoc *owner = shift->extending->owner;
    OrgYaml *key = NULL, *at = org_yaml_get(part->item, "at", &key);
    guint i;
    if (!at || !g_ptr_array_find(part->list->items, part->item, &i))
        return;
    OrgYaml *now;
    if (at->kind == ORG_YAML_SEQUENCE) {
        now = org_yaml_copy(owner, at);
        for (guint k = 0; k < now->items->len; k++)
            now->items->pdata[k] = moved(shift, part, now->items->pdata[k]);
    } else
        now = moved(shift, part, at);
    part->item = part->list->items->pdata[i] = org_yaml_copy(owner, part->item);
    org_yaml_put(part->item, key, now);
}

static void
shift_only(const Shift *shift, const OrgYaml *only)
{
    OrgReader *reader = shift->extending->reader;
    if (only->kind != ORG_YAML_SEQUENCE) {
        org_reader_error(reader, only, "bad-value", "only: is %s, expected a list of ids", org_yaml_kind_name(only));
        return;
    }
    for (guint i = 0; i < only->items->len; i++) {
        const OrgYaml *node = only->items->pdata[i];
        const char *id = org_reader_text(reader, node, "only:");
        OrgPart *part = id ? org_extends_want(shift->extending, node, id, TRUE) : NULL;
        if (!part)
            continue;
        g_autofree char *quoted = org_yaml_quote(id), *place = org_yaml_place(part->at);
        if (!org_yaml_get(part->item, "at", NULL))
            org_reader_error(reader, node, "bad-value", "%s happens every: so often (%s), and is not shifted", quoted,
                             place);
        else
            shift_part(shift, part);
    }
}

void
org_extends_shift(OrgExtending *extending, const OrgYaml *node)
{
    static const char *const keys[] = { "by", "only", NULL };
    OrgReader *reader = extending->reader;
    const OrgYaml *by = node, *only = NULL;
    if (node->kind == ORG_YAML_MAPPING) {
        org_reader_keys(reader, node, "shift:", keys);
        by = org_yaml_get(node, "by", NULL);
        only = org_yaml_get(node, "only", NULL);
        if (!by) {
            org_reader_error(reader, node, "missing-key", "shift: does not say how far: by: 12m");
            return;
        }
    }
    Shift shift = { extending, by, 0, bound(extending, "from"), bound(extending, "to") };
    if (!read_by(reader, by, &shift.months))
        return;
    if (only) {
        shift_only(&shift, only);
        return;
    }
    for (guint i = 0; i < extending->parts->len; i++) {
        OrgPart *part = extending->parts->pdata[i];
        if (part->kind == ORG_PART_STEP && !part->gone)
            shift_part(&shift, part);
    }
}
