// SPDX-License-Identifier: MIT
#include "words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THIN "\xE2\x80\x89"
#define MINUS "\xE2\x88\x92"

static const Words english = {
    .status = { "unchanged", "merged", "split", "dissolved", "new", "transferred", "renamed", "posts changed" },
    .tree = "Organisation",
    .before = "Before",
    .after = "After",
    .diff = "What changes",
    .timeline = "Targets",
    .unit = "unit",
    .units = "units",
    .posts = "posts",
    .changed = "changed",
    .all_units = "All units",
    .organisation = "No units",
    .joined_by = "joined by",
    .into = "into",
    .from = "from",
    .formerly = "formerly",
    .more = "more",
    .met = "met",
    .not_met = "not met",
    .depends = "depends",
    .assumed = "assumed",
    .reported = "reported",
    .baseline = "baseline",
    .illustrative = "illustrative baseline",
    .required = "required",
    .by = "by",
    .no_targets = "This run has no targets.",
    .to = "to",
    .value = "value",
    .flow = "Who went where",
    .treemap = "Headcount",
    .pyramid = "Headcount by layer",
    .ages = "People by age and sex",
    .people = "people",
    .elsewhere = "elsewhere",
    .stays = "stays",
    .by_merger = "by merger",
    .by_split = "by split",
    .moved = "transferred",
    .came = "from elsewhere",
    .went = "to elsewhere",
    .left = { "cut", "left", "closed" },
    .joined = { "new", "joined", "new" },
    .own = "its own",
    .too_small = "units too small for their names",
    .closed_here = "Closed",
    .opened_here = "New",
    .inside = "inside the units above",
    .area = "Area",
    .area_of = "of the unit and all below it",
    .layer = "Layer",
    .span = "span",
    .span_note = "Span: posts led by one leader, on average",
    .layer_note = "Layer 1: the top of the organisation",
    .women = "women",
    .men = "men",
    .sex_unknown = "sex not known",
    .age_unknown = "date of birth not known",
    .no_births = "The data hold no dates of birth: there is no age to show.",
    .no_sexes = "The data do not say who is a woman and who is a man: there is nothing to compare.",
    .mean_age = "mean age",
    .from_counts = "made from counts, ages assumed",
    .age_note = "Age in full years",
    .age_note_both = "Age in full years; amber line: before",
    .under_age = "under",
    .over_age = "and over",
    .source = "Source",
    .inputs = "inputs",
    .posts_note = "Figures: posts of the unit and all below it",
    .posts_note_diff = "Figures: posts after (change), of the unit and all below it",
    .decimal = '.',
};

static const Words vietnamese = {
    .status = { "giữ nguyên", "hợp nhất", "chia, tách", "giải thể", "thành lập mới", "chuyển về", "đổi tên", "đổi biên chế" },
    .tree = "Cơ cấu tổ chức",
    .before = "Trước sắp xếp",
    .after = "Sau sắp xếp",
    .diff = "Những thay đổi",
    .timeline = "Chỉ tiêu",
    .unit = "đơn vị",
    .units = "đơn vị",
    .posts = "biên chế",
    .changed = "thay đổi",
    .all_units = "Tất cả đơn vị",
    .organisation = "Không có đơn vị",
    .joined_by = "nhận",
    .into = "nhập vào",
    .from = "từ",
    .formerly = "trước là",
    .more = "khác",
    .met = "đạt",
    .not_met = "không đạt",
    .depends = "tùy mốc so sánh",
    .assumed = "giả định",
    .reported = "báo cáo",
    .baseline = "mốc so sánh",
    .illustrative = "mốc minh họa",
    .required = "yêu cầu",
    .by = "hạn",
    .no_targets = "Lần chạy này không có chỉ tiêu.",
    .to = "đến",
    .value = "giá trị",
    .flow = "Dòng dịch chuyển",
    .treemap = "Quy mô biên chế",
    .pyramid = "Biên chế theo cấp",
    .ages = "Nhân sự theo tuổi và giới tính",
    .people = "người",
    .elsewhere = "nơi khác",
    .stays = "giữ nguyên đơn vị",
    .by_merger = "theo hợp nhất, sáp nhập",
    .by_split = "theo chia, tách",
    .moved = "điều chuyển",
    .came = "từ nơi khác",
    .went = "đến nơi khác",
    .left = { "cắt giảm", "rời tổ chức", "kết thúc hoạt động" },
    .joined = { "bổ sung", "tuyển mới", "thành lập mới" },
    .own = "trực tiếp",
    .too_small = "đơn vị quá nhỏ để ghi tên",
    .closed_here = "Kết thúc hoạt động",
    .opened_here = "Thành lập mới",
    .inside = "bên trong các đơn vị trên",
    .area = "Diện tích",
    .area_of = "của đơn vị và các đơn vị trực thuộc",
    .layer = "Cấp",
    .span = "tầm quản lý",
    .span_note = "Tầm quản lý: số biên chế bình quân do một người đứng đầu phụ trách",
    .layer_note = "Cấp 1: đứng đầu tổ chức",
    .women = "nữ",
    .men = "nam",
    .sex_unknown = "không rõ giới tính",
    .age_unknown = "không rõ ngày sinh",
    .no_births = "Dữ liệu không có ngày sinh: không có tuổi để thể hiện.",
    .no_sexes = "Dữ liệu không ghi giới tính: không có gì để so sánh.",
    .mean_age = "tuổi bình quân",
    .from_counts = "tạo từ số lượng, tuổi giả định",
    .age_note = "Tuổi tròn năm",
    .age_note_both = "Tuổi tròn năm; vạch vàng: trước sắp xếp",
    .under_age = "dưới",
    .over_age = "trở lên",
    .source = "Nguồn",
    .inputs = "dữ liệu",
    .posts_note = "Con số: biên chế của đơn vị và các đơn vị trực thuộc",
    .posts_note_diff = "Con số: biên chế sau sắp xếp (chênh lệch), gồm các đơn vị trực thuộc",
    .decimal = ',',
};

const Words *
words_of(const char *lang)
{
    return strcmp(lang, "vi") ? &english : &vietnamese;
}

/* Groups of three by thin spaces, and one decimal when it is not 0. */
static const char *
write_tenths(const Words *words, const char *sign, uint64_t tenths, const char *end, char *out)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long) (tenths / 10));
    char *at = stpcpy(out, sign);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            at = stpcpy(at, THIN);
        *at++ = digits[i];
    }
    if (tenths % 10) {
        *at++ = words->decimal;
        *at++ = (char) ('0' + tenths % 10);
    }
    strcpy(at, end);
    return out;
}

const char *
words_fte(const Words *words, int64_t thousandths, char *out)
{
    return write_tenths(words, thousandths < 0 ? MINUS : "", (uint64_t) ((llabs(thousandths) + 50) / 100), "", out);
}

const char *
words_signed(const Words *words, int64_t thousandths, char *out)
{
    return write_tenths(words, thousandths < 0 ? MINUS : "+", (uint64_t) ((llabs(thousandths) + 50) / 100), "", out);
}

const char *
words_month(OrgMonth month, char *out)
{
    if (month < 0 || month >= 10000 * 12)
        return strcpy(out, "?");
    snprintf(out, 64, "%04d-%02d", month / 12, month % 12 + 1);
    return out;
}

const char *
words_number(const Words *words, double value, int percent, char *out)
{
    double size = fabs(value) * (percent ? 100 : 1);
    if (!(size < 1e15))
        return strcpy(out, isnan(value) ? "" : "?");
    /* From a thousand on a tenth says nothing, and its place is wanted. */
    uint64_t tenths = size < 1000 ? (uint64_t) llround(size * 10) : (uint64_t) llround(size) * 10;
    return write_tenths(words, value < 0 && tenths ? MINUS : "", tenths, percent ? THIN "%" : "", out);
}
