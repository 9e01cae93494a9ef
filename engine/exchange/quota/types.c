// SPDX-License-Identifier: MIT
/* What kind of unit a name tells of, by the words that it begins with; under some units a room is a room of its own kind.
 * Where the name does not tell, the heading above does ("II. Các chi cục"). The words are those of shipped scenarios. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

typedef struct {
    const char *word, *type, *function;
} Rule;

/* The first that fits counts, so longer words stand before their beginnings. */
static const Rule rules[] = {
    { "ban quản lý dự án", "project-board", NULL },
    { "ban qlda", "project-board", NULL },
    { "ban chỉ đạo", "steering-committee", NULL },
    { "văn phòng", "office", NULL },
    { "thanh tra", "inspectorate", NULL },
    { "chi cục", "sub-department", NULL },
    { "tổng cục", "general-department", NULL },
    { "cục", "agency", NULL },
    { "vụ", "department", NULL },
    { "sở", "so", NULL },
    { "phòng khám", "service-unit", NULL },
    { "phòng", "room", NULL },
    { "trường", "service-unit", "school" },
    { "mầm non", "service-unit", "school" },
    { "tiểu học", "service-unit", "school" },
    { "thcs", "service-unit", "school" },
    { "thpt", "service-unit", "school" },
    { "trung tâm", "service-unit", NULL },
    { "bệnh viện", "service-unit", NULL },
    { "viện", "service-unit", NULL },
    { "trạm", "service-unit", NULL },
    { "nhà", "service-unit", NULL },
    { "bảo tàng", "service-unit", NULL },
    { "thư viện", "service-unit", NULL },
    { "đài", "service-unit", NULL },
    { "quỹ", "service-unit", NULL },
    { "đơn vị sự nghiệp", "service-unit", NULL },
    { "ubnd thành phố", "city", NULL },
    { "ủy ban nhân dân thành phố", "city", NULL },
    { "thành phố", "city", NULL },
    { "ubnd quận", "district", NULL },
    { "ubnd huyện", "district", NULL },
    { "ubnd thị xã", "district", NULL },
    { "quận", "district", NULL },
    { "huyện", "district", NULL },
    { "thị xã", "district", NULL },
    { "ubnd xã", "commune", NULL },
    { "ubnd phường", "commune", NULL },
    { "ubnd thị trấn", "commune", NULL },
    { "ubnd đặc khu", "commune", NULL },
    { "xã", "commune", NULL },
    { "phường", "commune", NULL },
    { "thị trấn", "commune", NULL },
    { "đặc khu", "commune", NULL },
    { "ban", "board", NULL },
    { "tổ", "room", NULL },
    { "khoa", "service-room", NULL },
    { "project management board", "project-board", NULL },
    { "project board", "project-board", NULL },
    { "department", "department", NULL },
    { "sub-department", "sub-department", NULL },
    { "office", "office", NULL },
    { "inspectorate", "inspectorate", NULL },
    { "division", "room", NULL },
    { "room", "room", NULL },
    { "section", "room", NULL },
    { "school", "service-unit", "school" },
    { "centre", "service-unit", NULL },
    { "center", "service-unit", NULL },
    { "hospital", "service-unit", NULL },
    { "board", "board", NULL },
    { "city", "city", NULL },
    { "district", "district", NULL },
    { "commune", "commune", NULL },
    { "ward", "commune", NULL },
};

/* English names carry their kind at either end: "Department of Finance", "Finance Department". */
static gboolean
ends_in(const char *folded, const char *word)
{
    gsize size = strlen(folded), n = strlen(word);
    return size > n && strcmp(folded + size - n, word) == 0 && folded[size - n - 1] == ' ';
}

static const Rule *
rule_of(const char *folded)
{
    for (guint i = 0; i < G_N_ELEMENTS(rules); i++)
        if (org_quota_begins(folded, rules[i].word))
            return &rules[i];
    for (guint i = 0; i < G_N_ELEMENTS(rules); i++)
        if (g_str_is_ascii(rules[i].word) && ends_in(folded, rules[i].word))
            return &rules[i];
    return NULL;
}

/* The heading's words after "các", "khối" …: what its units are. */
static const Rule *
rule_of_heading(const char *folded)
{
    static const char *const plural[] = { "các ", "khối ", "nhóm ", "cấp ", "các " };
    for (guint i = 0; i < G_N_ELEMENTS(plural); i++)
        if (g_str_has_prefix(folded, plural[i]))
            folded += strlen(plural[i]);
    return rule_of(folded);
}

static const char *
mapped_type(const OrgColumnMap *map, const char *folded)
{
    const char *found = NULL;
    gsize longest = 0;

    for (guint i = 0; map && i < map->values->len; i++) {
        const OrgMapValue *value = &g_array_index(map->values, OrgMapValue, i);
        g_autofree char *given = org_quota_fold(value->given);
        if (value->table != ORG_UNITS || strcmp(value->field, "type") != 0 || !org_quota_begins(folded, given) ||
            strlen(given) <= longest)
            continue;
        longest = strlen(given);
        found = value->meant;
    }
    return found;
}

static const char *
room_under(const char *above)
{
    if (g_strcmp0(above, "sub-department") == 0)
        return "sub-room";
    if (g_strcmp0(above, "service-unit") == 0)
        return "service-room";
    return g_strcmp0(above, "district") == 0 ? "district-room" : "room";
}

/* The nearest row above that is no heading, or that is one. */
static const OrgQuotaRow *
above(const OrgQuotaReader *reader, const OrgQuotaRow *row, gboolean heading)
{
    for (gint i = row->parent; i >= 0; i = ORG_QUOTA_ROW(reader, i)->parent)
        if ((g_strcmp0(ORG_QUOTA_ROW(reader, i)->type, "bloc") == 0) == heading)
            return ORG_QUOTA_ROW(reader, i);
    return NULL;
}

static gboolean
is_bloc(const OrgQuotaRow *row, const Rule *rule)
{
    gboolean beside = row->grid_row == G_MAXUINT && !rule; /* in a column of its own, left of the units */
    return row->has_children && (beside || org_quota_is_heading(row->folded) || (row->is_merged && !row->has_figures));
}

static const char *const by_map = M_("the mapping file"), *const by_heading = M_("the heading above it"),
                         *const by_name = M_("its name");

static const char *
guess(const OrgQuotaReader *reader, OrgQuotaRow *row)
{
    const char *type = mapped_type(reader->source->map, row->folded);
    const Rule *rule = rule_of(row->folded);

    row->function = rule ? rule->function : NULL;
    row->type = type;
    if (type)
        return by_map;
    if (is_bloc(row, rule)) {
        row->type = "bloc";
        return by_name;
    }
    const OrgQuotaRow *heading = above(reader, row, TRUE), *unit = above(reader, row, FALSE);
    gboolean from_heading = !rule && heading && row->parent >= 0 && ORG_QUOTA_ROW(reader, row->parent) == heading;
    if (from_heading)
        rule = rule_of_heading(heading->folded);
    if (!rule)
        return NULL;
    row->function = rule->function;
    row->type = strcmp(rule->type, "room") == 0 ? room_under(unit ? unit->type : NULL) : rule->type;
    return from_heading ? by_heading : by_name;
}

static void
report_unknown(OrgQuotaReader *reader, const GArray *rows)
{
    const OrgQuotaRow *first = ORG_QUOTA_ROW(reader, g_array_index(rows, guint, 0));
    g_autofree char *places = org_quota_cells(reader, rows);
    const char *sheet = ORG_QUOTA_TABLE(reader, first->table)->grid->sheet;

    org_quota_problem(reader, sheet, ORG_SEVERITY_NOTE, "unknown-type", first->line, first->column, NULL,
                      "no type could be guessed for %u %s: %s; give it in a mapping file, as in \"units: {type: "
                      "{%s: board}}\"",
                      rows->len, rows->len == 1 ? M_("unit") : M_("units"), places, first->name);
}

/* One note for all: each type with its number of units and where they stand. */
static void
report_guesses(OrgQuotaReader *reader, const GPtrArray *types, const GPtrArray *lists)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    const OrgQuotaRow *first = NULL;
    guint n = 0;

    for (guint k = 0; k < types->len; k++) {
        const GArray *rows = lists->pdata[k];
        if (*(const char *) types->pdata[k] == '\0')
            continue;
        g_autofree char *places = org_quota_cells(reader, rows);
        g_ptr_array_add(parts, org_said("%u %s (%s)", rows->len, (const char *) types->pdata[k], places));
        first = first ? first : ORG_QUOTA_ROW(reader, g_array_index(rows, guint, 0));
        n += rows->len;
    }
    g_autofree char *said = org_said_list(parts, "; ");
    if (first)
        org_quota_problem(reader, ORG_QUOTA_TABLE(reader, first->table)->grid->sheet, ORG_SEVERITY_NOTE, "guessed-type",
                          first->line, first->column, NULL,
                          n == 1 ? "the type of %u unit was guessed by name or heading: %s"
                                 : "the types of %u units were guessed by name or heading: %s",
                          n, said);
}

void
org_quota_guess_types(OrgQuotaReader *reader)
{
    g_autoptr(GPtrArray) types = g_ptr_array_new(), lists = g_ptr_array_new();

    for (guint i = 0; i < reader->rows->len; i++) {
        OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        if (row->kind != ORG_ROW_UNIT)
            continue;
        const char *how = guess(reader, row), *type = row->type ? row->type : "";
        if (how == by_map || ORG_QUOTA_TABLE(reader, row->table)->is_summary)
            continue;
        guint k = 0;
        while (k < types->len && strcmp(types->pdata[k], type) != 0)
            k++;
        if (k == types->len) {
            g_ptr_array_add(types, (gpointer) type);
            g_ptr_array_add(lists, g_array_new(FALSE, FALSE, sizeof(guint)));
        }
        g_array_append_val((GArray *) lists->pdata[k], i);
    }
    report_guesses(reader, types, lists);
    for (guint k = 0; k < types->len; k++) {
        if (*(const char *) types->pdata[k] == '\0')
            report_unknown(reader, lists->pdata[k]);
        g_array_unref(lists->pdata[k]);
    }
}
