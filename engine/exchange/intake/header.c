// SPDX-License-Identifier: MIT
#include "header.h"
#include "../../base/message.h"
#include <string.h>

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Order matters in two ways: it is the order of columns on export, and a synonym that several fields claim goes to
 * the first of them that has no column yet. */
static const OrgFieldInfo fields[] = {
    { ORG_UNITS, ORG_FIELD_ID, "id",
      NAMES("unit_id", "unit_code", "code", "department_id", "org_id", "mã", "mã_đơn_vị", "mã_số", "mã_cơ_quan") },
    { ORG_UNITS, ORG_FIELD_NAME, "name",
      NAMES("unit_name", "unit", "department", "department_name", "org_name", "tên", "tên_đơn_vị", "đơn_vị",
            "tên_cơ_quan", "cơ_quan", "tên_cơ_quan_đơn_vị") },
    { ORG_UNITS, ORG_FIELD_TYPE, "type",
      NAMES("unit_type", "kind", "loại", "loại_đơn_vị", "loại_hình", "loại_hình_đơn_vị") },
    { ORG_UNITS, ORG_FIELD_PARENT, "parent_id",
      NAMES("parent", "parent_unit", "parent_unit_id", "parent_code", "đơn_vị_cấp_trên", "mã_đơn_vị_cấp_trên",
            "cấp_trên", "trực_thuộc", "đơn_vị_chủ_quản", "parent_name", "parent_department", "reports_to_unit",
            "mã_cấp_trên", "cơ_quan_chủ_quản") },
    { ORG_UNITS, ORG_FIELD_FUNCTION, "function", NAMES("chức_năng", "lĩnh_vực") },
    { ORG_UNITS, ORG_FIELD_OPENED, "opened", NAMES("ngày_thành_lập") },
    { ORG_UNITS, ORG_FIELD_CLOSED, "closed", NAMES("abolished", "ngày_giải_thể") },
    { ORG_UNITS, ORG_FIELD_SUCCESSOR, "successor", NAMES("successor_id", "đơn_vị_kế_thừa") },

    { ORG_POSTS, ORG_FIELD_ID, "id",
      NAMES("post_id", "position_id", "post", "post_unique_reference", "post_reference", "position_number", "mã",
            "mã_vị_trí", "mã_vị_trí_việc_làm", "mã_chức_danh", "mã_số") },
    { ORG_POSTS, ORG_FIELD_UNIT, "unit_id",
      NAMES("unit", "unit_code", "mã_đơn_vị", "đơn_vị", "tên_đơn_vị", "department_id", "unit_name", "department",
            "organisation_unit", "organisation", "organization", "phòng_ban", "cơ_quan") },
    { ORG_POSTS, ORG_FIELD_TITLE, "title",
      NAMES("job_title", "position_title", "post_title", "position", "generic_job_title", "name", "chức_danh",
            "chức_danh_nghề_nghiệp", "chức_vụ", "vị_trí_việc_làm", "vị_trí") },
    { ORG_POSTS, ORG_FIELD_RANK, "rank", NAMES("leadership", "cấp_lãnh_đạo", "lãnh_đạo") },
    { ORG_POSTS, ORG_FIELD_CATEGORY, "category",
      NAMES("employment_category", "staff_category", "loại_biên_chế", "đối_tượng", "loại_cán_bộ") },
    { ORG_POSTS, ORG_FIELD_FUNDING, "funding",
      NAMES("funding_source", "budget_source", "nguồn_kinh_phí", "nguồn_lương", "nguồn") },
    { ORG_POSTS, ORG_FIELD_COEFFICIENT, "coefficient", NAMES("salary_coefficient", "hệ_số", "hệ_số_lương") },
    { ORG_POSTS, ORG_FIELD_FTE, "fte", NAMES("full_time_equivalent", "number_of_posts_in_fte", "posts_in_fte") },
    { ORG_POSTS, ORG_FIELD_ASSIGNED, "assigned",
      NAMES("quota", "assigned_posts", "authorised", "authorized", "establishment", "số_biên_chế_giao", "biên_chế_giao",
            "biên_chế_được_giao", "được_giao") },
    { ORG_POSTS, ORG_FIELD_FILLED, "filled",
      NAMES("present", "headcount", "in_post", "số_có_mặt", "hiện_có_mặt", "có_mặt", "hiện_có", "biên_chế_có_mặt") },
    { ORG_POSTS, ORG_FIELD_REPORTS_TO, "reports_to",
      NAMES("reports_to_post", "manager_id", "reports_to_senior_post", "reporting_senior_post", "reports_to_id",
            "manager_post_id", "supervisor_id", "line_manager", "parent_id", "parent_post_id", "manager",
            "reports_to_post_id", "báo_cáo_cho", "cấp_trên_trực_tiếp", "người_quản_lý") },
    { ORG_POSTS, ORG_FIELD_ALSO_REPORTS_TO, "also_reports_to",
      NAMES("dotted_line", "dotted_line_to", "dotted_line_manager", "second_manager", "matrix_manager",
            "cũng_báo_cáo_cho", "đồng_thời_báo_cáo") },
    { ORG_POSTS, ORG_FIELD_OPENED, "opened", NAMES("ngày_lập") },
    { ORG_POSTS, ORG_FIELD_CLOSED, "closed", NAMES("abolished") },
    { ORG_POSTS, ORG_FIELD_VACANT_SINCE, "vacant_since", NAMES("khuyết_từ") },
    { ORG_POSTS, ORG_FIELD_KEPT_FOR, "kept_for", NAMES("giữ_cho") },

    { ORG_PEOPLE, ORG_FIELD_ID, "id",
      NAMES("person_id", "employee_id", "employee_number", "staff_id", "staff_number", "mã", "mã_cbccvc", "mã_cán_bộ",
            "mã_nhân_viên", "số_hiệu", "mã_số") },
    { ORG_PEOPLE, ORG_FIELD_NAME, "name",
      NAMES("full_name", "person_name", "employee_name", "staff_name", "họ_tên", "họ_và_tên", "tên") },
    { ORG_PEOPLE, ORG_FIELD_BORN, "born",
      NAMES("birth_date", "birthdate", "date_of_birth", "dob", "ngày_sinh", "ngày_tháng_năm_sinh", "năm_sinh",
            "sinh_ngày") },
    { ORG_PEOPLE, ORG_FIELD_SEX, "sex", NAMES("gender", "giới_tính") },
    { ORG_PEOPLE, ORG_FIELD_HIRED, "hired",
      NAMES("hire_date", "hired_on", "date_hired", "date_of_hire", "joined", "start_date", "ngày_tuyển_dụng",
            "ngày_bắt_đầu", "ngày_vào_ngành") },
    { ORG_PEOPLE, ORG_FIELD_POST, "post_id",
      NAMES("post", "position_id", "position", "position_number", "mã_vị_trí", "mã_vị_trí_việc_làm", "vị_trí",
            "vị_trí_việc_làm") },
    { ORG_PEOPLE, ORG_FIELD_RATING, "rating", NAMES("appraisal", "performance_rating", "xếp_loại", "đánh_giá") },
    { ORG_PEOPLE, ORG_FIELD_UNIT, "unit_id", NAMES("unit", "department_id", "mã_đơn_vị", "đơn_vị") },
    { ORG_PEOPLE, ORG_FIELD_SECOND, "second_post_id", NAMES("second_post", "kiêm_nhiệm") },
    { ORG_PEOPLE, ORG_FIELD_STATE, "state", NAMES("trạng_thái") },
    { ORG_PEOPLE, ORG_FIELD_SINCE, "since", NAMES("state_since") },
    { ORG_PEOPLE, ORG_FIELD_REASON, "reason", NAMES("lý_do") },
    { ORG_PEOPLE, ORG_FIELD_COEFFICIENT, "coefficient", NAMES("salary_coefficient", "hệ_số", "hệ_số_lương") },
};

const OrgFieldInfo *
org_field_info(guint table, OrgField field)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].table == table && fields[i].field == field)
            return &fields[i];
    return NULL;
}

const char **
org_field_names(guint table)
{
    const char **names = g_new0(const char *, G_N_ELEMENTS(fields) + 1);
    guint n = 0;

    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].table == table)
            names[n++] = fields[i].name;
    return names;
}

gboolean
org_field_is_name(guint table, const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].table == table && strcmp(fields[i].name, name) == 0)
            return TRUE;
    return FALSE;
}

/* The loose keys of all names above: those of 180 are asked for at each row that may be the head. */
static GHashTable *
known_keys(void)
{
    static gsize made;
    if (g_once_init_enter(&made)) {
        GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
        for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
            g_hash_table_insert(keys, (char *) fields[i].name, org_header_loose_key(fields[i].name));
            for (guint s = 0; fields[i].synonyms[s]; s++)
                g_hash_table_insert(keys, (char *) fields[i].synonyms[s], org_header_loose_key(fields[i].synonyms[s]));
        }
        g_once_init_leave(&made, (gsize) keys);
    }
    return (GHashTable *) made; /* NOLINT(performance-no-int-to-ptr) */
}

/* The first column whose loose key is this one and that no field has taken (taken NULL: any). */
static gint
column_of_key(char **keys, const gboolean *taken, guint n, const char *key)
{
    for (guint i = 0; i < n && *key; i++)
        if (!(taken && taken[i]) && strcmp(keys[i], key) == 0)
            return (gint) i;
    return -1;
}

static gint
column_of_name(char **keys, const gboolean *taken, guint n, const char *name)
{
    const char *known = g_hash_table_lookup(known_keys(), name);
    g_autofree char *made = known ? NULL : org_header_loose_key(name);
    return column_of_key(keys, taken, n, known ? known : made);
}

/* Names as they are here go first, whatever the order of the columns; then each synonym in turn. */
static gint
find_field(const OrgFieldInfo *info, char **keys, const gboolean *taken, guint n, gboolean by_synonym,
           gboolean *vietnamese)
{
    gint column = by_synonym ? -1 : column_of_name(keys, taken, n, info->name);

    for (guint s = 0; by_synonym && info->synonyms[s] && column < 0; s++) {
        column = column_of_name(keys, taken, n, info->synonyms[s]);
        if (column >= 0)
            *vietnamese |= !g_str_is_ascii(info->synonyms[s]);
    }
    return column;
}

static void
take_fields(OrgHeader *header, char **keys, gboolean *taken, gboolean by_synonym)
{
    for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
        const OrgFieldInfo *info = &fields[f];
        if (info->table != header->table || header->column[info->field] >= 0)
            continue;
        gint column = find_field(info, keys, taken, header->n_columns, by_synonym, &header->vietnamese);
        if (column < 0)
            continue;
        header->column[info->field] = column;
        header->is_other[info->field] = by_synonym;
        taken[column] = TRUE;
    }
}

/* What the mapping file says: a field's column, or the name that an attribute has here. A column may serve twice. */
static void
take_mapped(OrgHeader *header, const OrgColumnMap *map, char **keys, gboolean *taken, char **renamed,
            OrgBrokenFn broken, gpointer data)
{
    for (guint i = 0; i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        if (entry->table != header->table)
            continue;
        gint column = column_of_name(keys, NULL, header->n_columns, entry->theirs);
        if (column < 0) {
            g_autofree char *text =
                org_said("there is no column \"%.60s\", which line %u of the mapping file %.200s names for %.60s",
                         entry->theirs, entry->line, map->file, entry->field);
            broken("missing-column", 1, 1, text, data);
            continue;
        }
        taken[column] = TRUE;
        header->vietnamese |= org_header_is_vietnamese(entry->theirs);
        gboolean found = FALSE;
        for (guint f = 0; f < G_N_ELEMENTS(fields) && !found; f++) {
            found = fields[f].table == header->table && strcmp(fields[f].name, entry->field) == 0;
            if (found) {
                header->column[fields[f].field] = column;
                header->by_map[fields[f].field] = TRUE;
            }
        }
        if (!found) {
            g_free(renamed[column]);
            renamed[column] = g_strdup(entry->field);
        }
    }
}

guint
org_header_known(guint table, const OrgRecord *record, const OrgColumnMap *map, OrgField needed, gboolean *found)
{
    g_auto(GStrv) keys = g_new0(char *, record->n + 1);
    g_autofree gboolean *taken = g_new0(gboolean, record->n + 1);
    g_autofree gboolean *had = g_new0(gboolean, ORG_N_FIELDS);
    gboolean vietnamese = FALSE;
    guint known = 0;

    for (guint i = 0; i < record->n; i++)
        keys[i] = org_header_loose_key(record->cells[i].text);
    for (guint i = 0; map && i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        gint column = entry->table == table ? column_of_name(keys, NULL, record->n, entry->theirs) : -1;
        if (column < 0)
            continue;
        taken[column] = TRUE;
        known++;
        for (guint f = 0; f < G_N_ELEMENTS(fields); f++)
            if (fields[f].table == table && strcmp(fields[f].name, entry->field) == 0)
                had[fields[f].field] = TRUE;
    }
    for (guint pass = 0; pass < 2; pass++)
        for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
            if (fields[f].table != table || had[fields[f].field])
                continue;
            gint column = find_field(&fields[f], keys, taken, record->n, pass == 1, &vietnamese);
            if (column < 0)
                continue;
            had[fields[f].field] = taken[column] = TRUE;
            known++;
        }
    *found = had[needed];
    return known;
}

static void
report_duplicates(char **keys, const OrgRecord *record, OrgBrokenFn broken, gpointer data)
{
    g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < record->n; i++) {
        if (!*keys[i])
            continue;
        if (g_hash_table_contains(first, keys[i])) {
            guint at = GPOINTER_TO_UINT(g_hash_table_lookup(first, keys[i]));
            g_autofree char *text = org_said(
                "the column \"%.60s\" stands here for the second time (first: column %u); rename or remove one",
                record->cells[i].text, at);
            broken("duplicate-column", record->line, i + 1, text, data);
        } else {
            g_hash_table_insert(first, keys[i], GUINT_TO_POINTER(i + 1));
        }
    }
}

void
org_header_init(OrgHeader *header, guint table, const OrgRecord *record, const OrgColumnMap *map, gboolean exact,
                OrgBrokenFn broken, gpointer data)
{
    header->table = table;
    header->n_columns = record->n;
    for (guint i = 0; i < ORG_N_FIELDS; i++)
        header->column[i] = -1;
    header->extra = g_array_new(FALSE, FALSE, sizeof(OrgExtraColumn));
    header->left_out = g_array_new(FALSE, FALSE, sizeof(OrgExtraColumn));
    header->names = g_new0(char *, record->n + 1);

    g_auto(GStrv) keys = g_new0(char *, record->n + 1), loose = g_new0(char *, record->n + 1);
    g_autofree gboolean *taken = g_new0(gboolean, record->n + 1);
    g_autofree char **renamed = g_new0(char *, record->n + 1); /* each goes to an extra column */
    for (guint i = 0; i < record->n; i++) {
        keys[i] = org_header_key(record->cells[i].text);
        loose[i] = org_header_loose_key(record->cells[i].text);
        header->names[i] = g_strstrip(g_strdup(record->cells[i].text));
    }
    report_duplicates(keys, record, broken, data);
    if (map)
        take_mapped(header, map, loose, taken, renamed, broken, data);
    take_fields(header, loose, taken, FALSE);
    if (!exact)
        take_fields(header, loose, taken, TRUE);

    for (guint i = 0; i < record->n; i++) {
        if (taken[i] && !renamed[i])
            continue;
        OrgExtraColumn extra = { i, renamed[i] ? renamed[i]
                                    : *keys[i] ? g_strdup(record->cells[i].text)
                                               : g_strdup_printf("column_%u", i + 1) };
        g_strstrip(extra.name);
        gboolean personal = !exact && table != ORG_UNITS && org_header_personal(header->names[i]) &&
                            !org_header_is_kept(map, header->names[i]) && !org_header_is_kept(map, extra.name);
        if (personal)
            g_array_append_val(header->left_out, extra);
        else
            g_array_append_val(header->extra, extra);
    }
}

static void
clear_columns(GArray **columns)
{
    for (guint i = 0; *columns && i < (*columns)->len; i++)
        g_free(g_array_index(*columns, OrgExtraColumn, i).name);
    g_clear_pointer(columns, g_array_unref);
}

void
org_header_clear(OrgHeader *header)
{
    clear_columns(&header->extra);
    clear_columns(&header->left_out);
    g_clear_pointer(&header->names, g_strfreev);
}
