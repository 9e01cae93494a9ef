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
    { ORG_UNITS, ORG_FIELD_OPENED, "opened", NAMES("founded", "ngày_thành_lập") },
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
            "manager_post_id", "supervisor_id", "line_manager", "báo_cáo_cho", "cấp_trên_trực_tiếp") },
    { ORG_POSTS, ORG_FIELD_OPENED, "opened", NAMES("founded") },
    { ORG_POSTS, ORG_FIELD_CLOSED, "closed", NAMES("abolished") },
    { ORG_POSTS, ORG_FIELD_VACANT_SINCE, "vacant_since", NAMES("khuyết_từ") },
    { ORG_POSTS, ORG_FIELD_KEPT_FOR, "kept_for", NAMES("giữ_cho") },

    { ORG_PEOPLE, ORG_FIELD_ID, "id",
      NAMES("person_id", "employee_id", "employee_number", "staff_id", "staff_number", "mã", "mã_cbccvc", "mã_cán_bộ",
            "mã_nhân_viên", "số_hiệu", "mã_số") },
    { ORG_PEOPLE, ORG_FIELD_NAME, "name",
      NAMES("full_name", "person_name", "employee_name", "staff_name", "họ_tên", "họ_và_tên", "tên") },
    { ORG_PEOPLE, ORG_FIELD_BORN, "born",
      NAMES("birth_date", "birthdate", "date_of_birth", "dob", "ngày_sinh", "ngày_tháng_năm_sinh", "năm_sinh") },
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

/* The first column whose key is `key` and that no field has taken. */
static gint
column_of_key(char **keys, const gboolean *taken, guint n, const char *key)
{
    for (guint i = 0; i < n; i++)
        if (!taken[i] && strcmp(keys[i], key) == 0)
            return (gint) i;
    return -1;
}

static void
take_fields(OrgHeader *header, char **keys, gboolean *taken, gboolean by_synonym)
{
    for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
        const OrgFieldInfo *info = &fields[f];
        if (info->table != header->table || header->column[info->field] >= 0)
            continue;
        gint column = -1;
        if (!by_synonym)
            column = column_of_key(keys, taken, header->n_columns, info->name);
        else
            for (guint s = 0; info->synonyms[s] && column < 0; s++)
                column = column_of_key(keys, taken, header->n_columns, info->synonyms[s]);
        if (column < 0)
            continue;
        header->column[info->field] = column;
        taken[column] = TRUE;
    }
}

/* What the mapping file says: a field's column, or the name that an attribute has here. */
static void
take_mapped(OrgHeader *header, const OrgColumnMap *map, char **keys, gboolean *taken, char **renamed,
            OrgBrokenFn broken, gpointer data)
{
    for (guint i = 0; i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        if (entry->table != header->table)
            continue;
        g_autofree char *key = org_header_key(entry->theirs);
        gint column = column_of_key(keys, taken, header->n_columns, key);
        if (column < 0) {
            g_autofree char *text =
                org_said("there is no column \"%.60s\", which line %u of the mapping file %.200s names for %.60s",
                         entry->theirs, entry->line, map->file, entry->field);
            broken("missing-column", 1, 1, text, data);
            continue;
        }
        taken[column] = TRUE;
        gboolean found = FALSE;
        for (guint f = 0; f < G_N_ELEMENTS(fields) && !found; f++) {
            found = fields[f].table == header->table && strcmp(fields[f].name, entry->field) == 0;
            if (found)
                header->column[fields[f].field] = column;
        }
        if (!found)
            renamed[column] = g_strdup(entry->field);
    }
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
org_header_init(OrgHeader *header, guint table, const OrgRecord *record, const OrgColumnMap *map, OrgBrokenFn broken,
                gpointer data)
{
    header->table = table;
    header->n_columns = record->n;
    for (guint i = 0; i < ORG_N_FIELDS; i++)
        header->column[i] = -1;
    header->extra = g_array_new(FALSE, FALSE, sizeof(OrgExtraColumn));

    g_auto(GStrv) keys = g_new0(char *, record->n + 1);
    g_autofree gboolean *taken = g_new0(gboolean, record->n + 1);
    g_autofree char **renamed = g_new0(char *, record->n + 1); /* each goes to an extra column */
    for (guint i = 0; i < record->n; i++)
        keys[i] = org_header_key(record->cells[i].text);
    report_duplicates(keys, record, broken, data);
    if (map)
        take_mapped(header, map, keys, taken, renamed, broken, data);
    take_fields(header, keys, taken, FALSE);
    take_fields(header, keys, taken, TRUE);

    for (guint i = 0; i < record->n; i++) {
        if (taken[i] && !renamed[i])
            continue;
        OrgExtraColumn extra = { i, renamed[i] ? renamed[i]
                                    : *keys[i] ? g_strdup(record->cells[i].text)
                                               : g_strdup_printf("column_%u", i + 1) };
        g_strstrip(extra.name);
        g_array_append_val(header->extra, extra);
    }
}

void
org_header_clear(OrgHeader *header)
{
    for (guint i = 0; header->extra && i < header->extra->len; i++)
        g_free(g_array_index(header->extra, OrgExtraColumn, i).name);
    g_clear_pointer(&header->extra, g_array_unref);
}
