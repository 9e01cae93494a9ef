// SPDX-License-Identifier: MIT
/* The words of quota tables, Vietnamese and English: what a header says of a column, what a text says of a row. */
#include "private.h"
#include <string.h>

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

char *
org_quota_fold(const char *text)
{
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_autofree char *lower = g_utf8_strdown(composed ? composed : "", -1);
    GString *folded = g_string_new(NULL);

    for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean gap = g_unichar_isspace(c) || c == 0xA0 || g_unichar_iscntrl(c);
        if (!gap)
            g_string_append_unichar(folded, c == 0x2013 || c == 0x2014 ? '-' : c);
        else if (folded->len && folded->str[folded->len - 1] != ' ')
            g_string_append_c(folded, ' ');
    }
    while (folded->len && folded->str[folded->len - 1] == ' ')
        g_string_truncate(folded, folded->len - 1);
    return g_string_free(folded, FALSE);
}

static gboolean
ends_word(const char *p)
{
    return *p == '\0' || !g_unichar_isalnum(g_utf8_get_char(p));
}

static gboolean
starts_word(const char *text, const char *p)
{
    return p == text || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(p)));
}

gboolean
org_quota_has_word(const char *folded, const char *word)
{
    gsize size = strlen(word);

    for (const char *p = folded; (p = strstr(p, word)); p += size)
        if (starts_word(folded, p) && ends_word(p + size))
            return TRUE;
    return FALSE;
}

gboolean
org_quota_begins(const char *folded, const char *word)
{
    return g_str_has_prefix(folded, word) && ends_word(folded + strlen(word));
}

static gboolean
has_any(const char *folded, const char *const *words)
{
    for (; *words; words++)
        if (org_quota_has_word(folded, *words))
            return TRUE;
    return FALSE;
}

static gboolean
begins_any(const char *folded, const char *const *words)
{
    for (; *words; words++)
        if (org_quota_begins(folded, *words))
            return TRUE;
    return FALSE;
}

static gboolean
is_any(const char *folded, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(folded, *words) == 0)
            return TRUE;
    return FALSE;
}

static const char *const derived_words[] = {
    "so với",       "so sánh",    "chênh lệch", "tăng",     "giảm",      "thừa",    "thiếu",
    "chưa sử dụng", "chưa tuyển", "còn lại",    "tỷ lệ",    "tỉ lệ",     "vượt",    "trống",
    "khuyết",       "change",     "difference", "variance", "vacant",    "vacancy", "vacancies",
    "rate",         "ratio",      "share",      "percent",  "remaining", "against", NULL
};
static const char *const filled_words[] = { "có mặt",    "hiện có",       "hiện diện", "thực tế",
                                            "thực hiện", "đang làm việc", "đã tuyển",  "present",
                                            "in post",   "filled",        "actual",    "actual staff",
                                            "headcount", "on board",      "in place",  NULL };
static const char *const assigned_words[] = { "giao",
                                              "được giao",
                                              "biên chế",
                                              "chỉ tiêu",
                                              "số lượng người làm việc",
                                              "số người làm việc",
                                              "định biên",
                                              "định mức",
                                              "phê duyệt",
                                              "được duyệt",
                                              "phân bổ",
                                              "kế hoạch",
                                              "assigned",
                                              "quota",
                                              "quotas",
                                              "authorised",
                                              "authorized",
                                              "establishment",
                                              "approved",
                                              "allocated",
                                              "posts",
                                              NULL };

OrgQuotaKind
org_quota_kind(const char *folded)
{
    if (has_any(folded, derived_words) || strchr(folded, '%'))
        return ORG_QUOTA_DERIVED;
    if (has_any(folded, filled_words))
        return ORG_QUOTA_FILLED;
    return has_any(folded, assigned_words) ? ORG_QUOTA_ASSIGNED : ORG_QUOTA_NO_KIND;
}

const char *
org_quota_category(const char *folded)
{
    static const struct {
        const char *category;
        const char *words[12];
    } kinds[] = {
        { "contract",
          { "hợp đồng", "hđ", "hđlđ", "lđhđ", "hđ68", "hđ111", "nđ 68", "nđ 111", "contract", "contracts",
            "contract staff" } },
        { "part-time", { "không chuyên trách", "part-time" } },
        { "civil-servant",
          { "công chức", "cc", "biên chế hành chính", "quản lý nhà nước", "qlnn", "civil servant", "civil servants",
            "civil service" } },
        { "public-employee", { "viên chức", "vc", "public employee", "public employees", "service staff" } },
    };
    const char *found = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (!has_any(folded, kinds[i].words))
            continue;
        if (found)
            return NULL; /* several: about all of them */
        found = kinds[i].category;
    }
    gboolean service = has_any(folded, WORDS("sự nghiệp", "người làm việc"));
    if (found && strcmp(found, "civil-servant") == 0 && has_any(folded, WORDS("người làm việc")))
        return NULL; /* "biên chế công chức, số lượng người làm việc": as the law calls both together */
    if (!found && service)
        return "public-employee";
    if (!found && has_any(folded, WORDS("cán bộ", "cadre", "cadres")) && !has_any(folded, WORDS("cbccvc")))
        return "cadre";
    return found;
}

const char *
org_quota_funding(const char *folded)
{
    gboolean state = has_any(folded, WORDS("ngân sách", "nsnn", "state budget", "state-paid", "state", "budget"));
    gboolean own = has_any(folded, WORDS("tự chủ", "nguồn thu", "tự đảm bảo", "tự bảo đảm", "own revenue", "own income",
                                         "own funds", "self-financed", "self-funded"));
    return state == own ? NULL : state ? "state" : "own";
}

/* Numbers of decrees and the like, which hold years that are no dates: "NĐ 111/2022/NĐ-CP", "68/2000". */
static char *
without_decrees(const char *folded)
{
    static GRegex *regex;
    static gsize once;

    if (g_once_init_enter(&once)) {
        regex = g_regex_new(
            "(nđ|nđ-cp|nghị định|nghị quyết|nq|qđ|quyết định|thông tư|tt|kết luận|kl|số|decree|resolution)"
            "\\s*(số)?\\s*\\d+[/\\w-]*|\\b(1[3-9]|[2-9]\\d|\\d{3,})/\\d{4}[/\\w-]*|\\b\\d+/\\d{4}/[^\\d\\s]\\S*",
            0, 0, NULL);
        g_once_init_leave(&once, 1);
    }
    char *rest = g_regex_replace_literal(regex, folded, -1, 0, " ", 0, NULL);
    return rest ? rest : g_strdup(folded);
}

gboolean
org_quota_date(const char *folded, guint *year, guint *month)
{
    g_autofree char *text = without_decrees(folded);
    guint years = 0, last = 0, found_month = 0;

    for (const char *p = text; *p;) {
        if (!g_ascii_isdigit(*p)) {
            p++;
            continue;
        }
        char *end;
        guint64 number = g_ascii_strtoull(p, &end, 10);
        gboolean plausible = end - p == 4 && number >= 1990 && number <= 2099;
        if (plausible && number != last) {
            years++;
            last = (guint) number;
            const char *sign = p - 1; /* 31/12/2021, 12/2021, or 2021-12(-31) as workbooks have it */
            if (p > text + 1 && (*sign == '/' || *sign == '.' || *sign == '-') && g_ascii_isdigit(sign[-1])) {
                const char *digits = sign - 1;
                while (digits > text && g_ascii_isdigit(digits[-1]))
                    digits--;
                found_month = (guint) g_ascii_strtoull(digits, NULL, 10);
            } else if (*end == '-' && g_ascii_isdigit(end[1]) && g_ascii_isdigit(end[2]) && !g_ascii_isdigit(end[3])) {
                found_month = (guint) g_ascii_strtoull(end + 1, &end, 10);
                if (*end == '-')
                    g_ascii_strtoull(end + 1, &end, 10);
            }
        }
        p = end;
    }
    if (years != 1)
        return FALSE;
    *year = last;
    *month = found_month <= 12 ? found_month : 0;
    return TRUE;
}

static void
blank_words(char *text, const char *const *words)
{
    for (; *words; words++) {
        gsize size = strlen(*words);
        for (char *p = text; (p = strstr(p, *words)); p += size)
            if (starts_word(text, p) && ends_word(p + size))
                memset(p, ' ', size);
    }
}

char *
org_quota_label(const char *folded)
{
    g_autofree char *text = g_strdup(folded);
    guint year, month;

    if (org_quota_date(text, &year, &month) && org_quota_kind(text) == ORG_QUOTA_NO_KIND && !org_quota_category(text))
        return g_strdup(""); /* a date and no more */
    blank_words(text, filled_words);
    blank_words(text, assigned_words);
    blank_words(text, WORDS("trong đó", "tổng số", "tổng cộng", "of which", "số lượng", "năm"));
    for (char *p = text; *p; p++)
        if (g_ascii_isdigit(*p) && strspn(p, "0123456789") == 4 && (p == text || p[-1] == ' ') &&
            !g_ascii_isalnum(p[4]) && p[4] != '/')
            memset(p, ' ', 4);
    g_autofree char *rest = org_quota_fold(text);
    char *p = rest;
    while (*p && strchr(" :,.()-;", *p))
        p++;
    gsize end = strlen(p);
    while (end > 0 && strchr(" :,.(-;", p[end - 1]))
        end--;
    return g_strndup(p, end);
}

/* ---- headers of columns that are no figures */

static const char *const name_headers[] = { "đơn vị",
                                            "cơ quan",
                                            "nội dung",
                                            "tổ chức",
                                            "tên",
                                            "chỉ tiêu",
                                            "phòng, ban",
                                            "phòng ban",
                                            "phòng",
                                            "cơ quan, đơn vị",
                                            "cơ quan/đơn vị",
                                            "đơn vị/phòng",
                                            "đầu mối",
                                            "khối",
                                            "lĩnh vực",
                                            "đơn vị trực thuộc",
                                            "bộ phận",
                                            "cơ quan, tổ chức, đơn vị",
                                            "đơn vị chủ quản",
                                            "cơ quan chủ quản",
                                            "phòng/đơn vị",
                                            "ban",
                                            "ngành",
                                            "trường",
                                            "trường học",
                                            "cơ sở giáo dục",
                                            "địa phương",
                                            "địa bàn",
                                            "xã",
                                            "phường",
                                            "quận",
                                            "huyện",
                                            "diễn giải",
                                            "name",
                                            "unit",
                                            "units",
                                            "organisation",
                                            "organization",
                                            "department",
                                            "organisational unit",
                                            "organizational unit",
                                            "agency",
                                            "body",
                                            "division",
                                            "office",
                                            "room",
                                            "block",
                                            "group",
                                            "institution",
                                            NULL };
static const char *const name_header_beginnings[] = {
    "tên đơn vị",        "tên cơ quan", "tên tổ chức",     "tên phòng",        "tên các đơn vị", "tên cơ quan, đơn vị",
    "cơ quan, đơn vị",   "tên gọi",     "danh mục đơn vị", "danh sách đơn vị", "name of",        "unit name",
    "organisation name", NULL
};

gboolean
org_quota_is_name_header(const char *folded)
{
    if (g_utf8_strlen(folded, -1) > 60)
        return FALSE;
    if (is_any(folded, name_headers) || begins_any(folded, name_header_beginnings))
        return TRUE;
    /* "Cơ quan, tổ chức", "Tên trường / đơn vị": nothing but such words, however they are joined */
    g_autoptr(GRegex) joined = g_regex_new("\\s*(?:[,/&()]|\\bvà\\b|\\bhoặc\\b|\\btên\\b|\\bcác\\b)\\s*", 0, 0, NULL);
    g_auto(GStrv) parts = g_regex_split(joined, folded, 0);
    guint named = 0;
    for (guint i = 0; parts[i]; i++) {
        if (!*parts[i])
            continue;
        if (!is_any(parts[i], name_headers))
            return FALSE;
        named++;
    }
    return named > 0;
}

gboolean
org_quota_is_number_header(const char *folded)
{
    return is_any(folded, WORDS("stt", "tt", "số tt", "số thứ tự", "thứ tự", "no.", "no", "#", "nr", "item", "s.t.t"));
}

gboolean
org_quota_is_code_header(const char *folded)
{
    return is_any(folded,
                  WORDS("mã", "mã đơn vị", "mã số", "mã cơ quan", "mã đv", "code", "unit code", "id", "unit id"));
}

/* ---- rows */

gboolean
org_quota_is_total(const char *folded)
{
    static const char *const sums[] = { "tổng cộng",      "tổng số",
                                        "cộng",           "cộng chung",
                                        "tổng hợp chung", "tổng toàn",
                                        "tổng biên chế",  "tổng chung",
                                        "toàn ngành",     "tổng các",
                                        "toàn tỉnh",      "toàn quận",
                                        "toàn huyện",     "toàn thành phố",
                                        "toàn xã",        "toàn phường",
                                        "toàn sở",        "toàn trường",
                                        "total",          "totals",
                                        "grand total",    "subtotal",
                                        "sub-total",      "sum",
                                        "tổng khối",      NULL };
    static const char *const names[] = { "cộng đồng", "cộng hòa", "cộng hoà", "cộng tác", "total quality", NULL };
    gsize n = strspn(folded, "-+* ");

    folded += n;
    return !begins_any(folded, names) && (begins_any(folded, sums) || strcmp(folded, "tổng") == 0 ||
                                          g_str_has_prefix(folded, "tổng:") || g_str_has_prefix(folded, "tổng ("));
}

gboolean
org_quota_is_grand_total(const char *folded)
{
    return begins_any(folded, WORDS("tổng cộng", "tổng số", "grand total", "tổng toàn", "tổng chung", "toàn ngành",
                                    "toàn tỉnh", "toàn quận", "toàn huyện", "toàn thành phố", "toàn xã", "toàn phường",
                                    "toàn sở", "toàn trường"));
}

gboolean
org_quota_is_part(const char *folded)
{
    return has_any(folded, WORDS("trong đó", "of which", "gồm", "bao gồm", "thereof"));
}

gboolean
org_quota_is_footer(const char *folded)
{
    static GRegex *place;
    static gsize once;

    if (g_once_init_enter(&once)) {
        place = g_regex_new("ngày\\s*[\\d.…_ ]*\\s*tháng\\s*[\\d.…_ ]*\\s*năm", 0, 0, NULL);
        g_once_init_leave(&once, 1);
    }
    static const char *const first[] = { "người lập",
                                         "lập biểu",
                                         "người lập biểu",
                                         "thủ trưởng",
                                         "giám đốc",
                                         "phó giám đốc",
                                         "chủ tịch",
                                         "kt",
                                         "tm",
                                         "tl",
                                         "nơi nhận",
                                         "ghi chú",
                                         "chú thích",
                                         "ký tên",
                                         "(ký",
                                         "xác nhận",
                                         "kế toán trưởng",
                                         "note",
                                         "notes",
                                         "source",
                                         "prepared by",
                                         "approved by",
                                         "signed",
                                         "signature",
                                         "checked by",
                                         "director",
                                         "nguồn",
                                         NULL };
    return begins_any(folded, first) || g_str_has_prefix(folded, "(ký") || g_regex_match(place, folded, 0, NULL);
}

gboolean
org_quota_is_heading(const char *folded)
{
    static const char *const first[] = { "khối",           "các",
                                         "nhóm",           "cấp",
                                         "cơ quan",        "đơn vị",
                                         "tổ chức",        "phần",
                                         "sự nghiệp",      "phòng chuyên môn",
                                         "ban chuyên môn", "block",
                                         "group",          "departments",
                                         "offices",        "schools",
                                         "units",          "public service units",
                                         "administrative", "sở và",
                                         "sở ban",         "quận huyện",
                                         "xã phường",      NULL };
    static const char *const lists[] = { "sở,",          "quận,",   "huyện,",     "xã,",         "phường,",
                                         "phòng,",       "trường,", "ubnd quận,", "ubnd huyện,", "ubnd xã,",
                                         "ubnd phường,", "ban,",    "hội," };

    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        if (g_str_has_prefix(folded, lists[i]))
            return TRUE;
    return begins_any(folded, first);
}
