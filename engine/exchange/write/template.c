// SPDX-License-Identifier: MIT
/* A blank workbook to fill in: what each column means, lists to choose from, ids and codes kept as texts. */
#include "../exchange.h"
#include "../../base/error.h"
#include "book.h"
#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define FILLED_ROWS 5000 /* that lists of choices are set for */

enum { EN, VI, N_LANGUAGES };
enum { STEPS = ORG_PEOPLE + 1, N_SHEETS }; /* a sheet that no import reads: a scenario's `steps:` */
typedef enum { AS_TEXT, AS_NUMBER, AS_DATE } Kind;

typedef struct {
    guint table;
    Kind kind;
    gboolean required;
    const char *name[N_LANGUAGES], *help[N_LANGUAGES], *example[N_LANGUAGES];
    const char *choices[N_LANGUAGES][6]; /* to choose from, or none */
} Column;

static const Column columns[] = {
    { ORG_UNITS,
      AS_TEXT,
      TRUE,
      { "id", "Mã" },
      { "A code of your own for the unit; 01, 001 and 1 are three codes",
        "Mã riêng của đơn vị; 01, 001 và 1 là ba mã khác nhau" },
      { "FIN", "STC" } },
    { ORG_UNITS,
      AS_TEXT,
      FALSE,
      { "name", "Tên đơn vị" },
      { "Its full name", "Tên đầy đủ" },
      { "Department of Finance", "Sở Tài chính" } },
    { ORG_UNITS,
      AS_TEXT,
      FALSE,
      { "type", "Loại đơn vị" },
      { "What sort of unit, in words of your own: department, office", "Loại hình đơn vị: sở, phòng, chi cục" },
      { "department", "sở" } },
    { ORG_UNITS,
      AS_TEXT,
      FALSE,
      { "parent_id", "Mã đơn vị cấp trên" },
      { "The id of the unit above; blank for the one on top",
        "Mã của đơn vị cấp trên; để trống nếu là đơn vị cao nhất" },
      { "CITY", "UBND" } },
    { ORG_UNITS,
      AS_TEXT,
      FALSE,
      { "function", "Lĩnh vực" },
      { "What it works on", "Lĩnh vực quản lý" },
      { "finance", "tài chính" } },

    { ORG_POSTS,
      AS_TEXT,
      FALSE,
      { "id", "Mã vị trí" },
      { "A code for the post or the group of equal posts; made from unit and title when blank",
        "Mã của vị trí hoặc nhóm vị trí giống nhau; để trống thì được đặt theo đơn vị và chức danh" },
      { "FIN-01", "STC-01" } },
    { ORG_POSTS,
      AS_TEXT,
      TRUE,
      { "unit_id", "Mã đơn vị" },
      { "The id of its unit", "Mã của đơn vị có vị trí này" },
      { "FIN", "STC" } },
    { ORG_POSTS,
      AS_TEXT,
      FALSE,
      { "title", "Chức danh" },
      { "What the post is called", "Tên chức danh, chức vụ" },
      { "Head of department", "Giám đốc sở" } },
    { ORG_POSTS,
      AS_TEXT,
      FALSE,
      { "rank", "Lãnh đạo" },
      { "head, deputy or staff", "Cấp trưởng, cấp phó hoặc nhân viên" },
      { "head", "cấp trưởng" },
      { { "head", "deputy", "staff" }, { "cấp trưởng", "cấp phó", "nhân viên" } } },
    { ORG_POSTS,
      AS_TEXT,
      FALSE,
      { "category", "Loại biên chế" },
      { "Civil servant, public employee or contract", "Công chức, viên chức hoặc hợp đồng" },
      { "civil-servant", "công chức" },
      { { "civil-servant", "public-employee", "contract" }, { "công chức", "viên chức", "hợp đồng" } } },
    { ORG_POSTS,
      AS_TEXT,
      FALSE,
      { "funding", "Nguồn kinh phí" },
      { "Who pays: state budget or own revenue", "Ngân sách nhà nước hoặc tự chủ" },
      { "state", "ngân sách nhà nước" },
      { { "state", "own" }, { "ngân sách nhà nước", "tự chủ" } } },
    { ORG_POSTS,
      AS_NUMBER,
      FALSE,
      { "coefficient", "Hệ số lương" },
      { "Salary coefficient", "Hệ số lương" },
      { "4.4", "4.4" } },
    { ORG_POSTS,
      AS_NUMBER,
      FALSE,
      { "assigned", "Biên chế giao" },
      { "How many posts this row stands for; blank for one", "Số biên chế được giao của dòng này; để trống là một" },
      { "1", "1" } },
    { ORG_POSTS,
      AS_NUMBER,
      FALSE,
      { "filled", "Có mặt" },
      { "How many of them are held", "Số người có mặt" },
      { "1", "1" } },
    { ORG_POSTS,
      AS_TEXT,
      FALSE,
      { "reports_to", "Báo cáo cho" },
      { "The id of the post above; may be left blank", "Mã vị trí cấp trên trực tiếp; có thể để trống" },
      { "CITY-01", "UBND-01" } },

    { ORG_PEOPLE,
      AS_TEXT,
      TRUE,
      { "id", "Mã cán bộ" },
      { "A code for the person", "Mã riêng của cán bộ" },
      { "1024", "1024" } },
    { ORG_PEOPLE,
      AS_TEXT,
      FALSE,
      { "name", "Họ và tên" },
      { "May be left blank: orgsim needs no names", "Có thể để trống: orgsim không cần họ tên" },
      { "", "" } },
    { ORG_PEOPLE,
      AS_DATE,
      FALSE,
      { "born", "Ngày sinh" },
      { "Date of birth, as 1980-02-29 or 29/02/1980", "Ngày sinh, dạng 29/02/1980" },
      { "1980-02-29", "29/02/1980" } },
    { ORG_PEOPLE,
      AS_TEXT,
      FALSE,
      { "sex", "Giới tính" },
      { "F or M", "Nữ hoặc Nam" },
      { "F", "Nữ" },
      { { "F", "M" }, { "Nữ", "Nam" } } },
    { ORG_PEOPLE,
      AS_DATE,
      FALSE,
      { "hired", "Ngày tuyển dụng" },
      { "Since when employed", "Ngày được tuyển dụng" },
      { "2005-09-01", "01/09/2005" } },
    { ORG_PEOPLE,
      AS_TEXT,
      FALSE,
      { "post_id", "Mã vị trí" },
      { "The id of the post that the person holds", "Mã vị trí đang giữ" },
      { "FIN-01", "STC-01" } },
    { ORG_PEOPLE,
      AS_NUMBER,
      FALSE,
      { "rating", "Xếp loại" },
      { "The last appraisal, 1 to 5 (best)", "Xếp loại gần nhất, 1 đến 5 (cao nhất)" },
      { "4", "4" } },

    { STEPS,
      AS_DATE,
      TRUE,
      { "date", "Ngày" },
      { "From when the step is in force; a month such as 07/2025 will do",
        "Ngày có hiệu lực; chỉ ghi tháng cũng được" },
      { "2025-07-01", "01/07/2025" } },
    { STEPS,
      AS_TEXT,
      TRUE,
      { "operation", "Hình thức" },
      { "What is done; another operator may be named, too", "Việc cần làm; cũng có thể ghi tên phép biến đổi khác" },
      { "consolidate", "hợp nhất" },
      { { "absorb", "consolidate", "abolish", "move", "cut" },
        { "sáp nhập", "hợp nhất", "giải thể", "chuyển giao", "tinh giản" } } },
    { STEPS,
      AS_TEXT,
      FALSE,
      { "units", "Đơn vị" },
      { "The ids of the units concerned, with commas", "Mã các đơn vị, cách nhau bằng dấu phẩy" },
      { "FIN, PLAN", "STC, SKHDT" } },
    { STEPS,
      AS_TEXT,
      FALSE,
      { "into", "Sáp nhập vào" },
      { "The id of the unit that takes over, or of the new one", "Mã đơn vị nhận, hoặc mã của đơn vị mới" },
      { "FIN", "STC" } },
    { STEPS,
      AS_TEXT,
      FALSE,
      { "name", "Tên mới" },
      { "The name of the new unit; blank when none is founded", "Tên đơn vị mới; để trống nếu không lập đơn vị mới" },
      { "Department of Finance", "Sở Tài chính" } },
    { STEPS,
      AS_NUMBER,
      FALSE,
      { "posts after", "Biên chế sau" },
      { "Cut that unit down to so many posts", "Số biên chế còn lại của đơn vị đó" },
      { "40", "40" } },
    { STEPS,
      AS_TEXT,
      FALSE,
      { "legal basis", "Căn cứ pháp lý" },
      { "The decision behind it; it is kept with the step", "Văn bản làm căn cứ; được lưu cùng bước này" },
      { "", "" } },
};

static const char *const sheet_names[N_LANGUAGES][N_SHEETS] = {
    { "Instructions", "units", "posts", "people", "steps" },
    { "Hướng dẫn", "Đơn vị", "Biên chế", "Nhân sự", "Kế hoạch" },
};

static const char *const guidance[N_LANGUAGES][7] = {
    { "How to fill in this workbook",
      "Each of the next sheets is a table: one row for each unit, post (or group of equal posts) or person.",
      "Keep the first row of each sheet. Only the columns marked \"required\" must be filled; further columns of your "
      "own may be added, and are kept.",
      "Leave the sheet of people empty when there is no list of persons.",
      "Then: orgsim import --workbook THIS.xlsx --dry-run says what is wrong, with sheet and cell.",
      "The sheet of steps is for a scenario, which says steps: THIS.xlsx; leave it empty as long as there is no plan.",
      NULL },
    { "Cách điền bảng tính này",
      "Mỗi trang sau là một bảng: mỗi dòng là một đơn vị, một vị trí (hoặc nhóm vị trí giống nhau), một cán bộ.",
      "Giữ nguyên dòng đầu của mỗi trang. Chỉ những cột ghi \"bắt buộc\" là phải điền; có thể thêm cột riêng, các cột "
      "đó được giữ lại.",
      "Để trống trang nhân sự nếu không có danh sách cán bộ.",
      "Sau đó: orgsim import --workbook TEN.xlsx --dry-run sẽ báo lỗi theo trang và ô.",
      "Trang kế hoạch dành cho kịch bản, ghi là steps: TEN.xlsx; để trống khi chưa có kế hoạch.", NULL },
};

typedef struct {
    lxw_workbook *book;
    lxw_format *header, *title, *wrap, *kinds[3];
    guint language;
} Template;

static void
write_instructions(const Template *t)
{
    static const char *const headings[N_LANGUAGES][5] = {
        { "Sheet", "Column", "", "Meaning", "Example" },
        { "Trang", "Cột", "", "Ý nghĩa", "Ví dụ" },
    };
    static const char *const required[N_LANGUAGES] = { "required", "bắt buộc" };
    lxw_worksheet *sheet = workbook_add_worksheet(t->book, sheet_names[t->language][0]);
    lxw_row_t row = 0;

    worksheet_set_column(sheet, 0, 0, 14, NULL);
    worksheet_set_column(sheet, 1, 1, 22, NULL);
    worksheet_set_column(sheet, 2, 2, 12, NULL);
    worksheet_set_column(sheet, 3, 3, 76, NULL);
    worksheet_set_column(sheet, 4, 4, 26, NULL);
    for (guint i = 0; guidance[t->language][i]; i++, row++)
        worksheet_write_string(sheet, row, 0, guidance[t->language][i], i == 0 ? t->title : NULL);
    row++;
    for (guint i = 0; i < G_N_ELEMENTS(headings[0]); i++)
        worksheet_write_string(sheet, row, (lxw_col_t) i, headings[t->language][i], t->header);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        const Column *column = &columns[i];
        row++;
        worksheet_write_string(sheet, row, 0, sheet_names[t->language][column->table], NULL);
        worksheet_write_string(sheet, row, 1, column->name[t->language], NULL);
        worksheet_write_string(sheet, row, 2, column->required ? required[t->language] : "", NULL);
        worksheet_write_string(sheet, row, 3, column->help[t->language], t->wrap);
        worksheet_write_string(sheet, row, 4, column->example[t->language], t->kinds[AS_TEXT]);
    }
}

static void
write_table(const Template *t, guint table)
{
    lxw_worksheet *sheet = workbook_add_worksheet(t->book, sheet_names[t->language][table]);
    lxw_col_t at = 0;

    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        const Column *column = &columns[i];
        if (column->table != table)
            continue;
        const char *name = column->name[t->language];
        worksheet_set_column(sheet, at, at, MAX(14.0, (double) g_utf8_strlen(name, -1) + 4), t->kinds[column->kind]);
        worksheet_write_string(sheet, 0, at, name, t->header);
        if (column->choices[t->language][0]) {
            lxw_data_validation list = { .validate = LXW_VALIDATION_TYPE_LIST,
                                         .value_list = (char **) column->choices[t->language],
                                         .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };
            worksheet_data_validation_range(sheet, 1, at, FILLED_ROWS, at, &list);
        }
        at++;
    }
    worksheet_freeze_panes(sheet, 1, 0);
}

static void
make_formats(Template *t)
{
    static const char *const formats[] = { [AS_TEXT] = "@", [AS_NUMBER] = "General", [AS_DATE] = NULL };

    t->header = workbook_add_format(t->book);
    format_set_bold(t->header);
    format_set_bg_color(t->header, 0xE7EDF3);
    format_set_bottom(t->header, LXW_BORDER_THIN);
    t->title = workbook_add_format(t->book);
    format_set_bold(t->title);
    format_set_font_size(t->title, 14);
    t->wrap = workbook_add_format(t->book);
    format_set_text_wrap(t->wrap);
    for (guint k = 0; k < G_N_ELEMENTS(formats); k++) {
        t->kinds[k] = workbook_add_format(t->book);
        format_set_num_format(t->kinds[k], k == AS_DATE ? t->language == VI ? "dd/mm/yyyy" : "yyyy-mm-dd" : formats[k]);
    }
}

gboolean
org_template_xlsx(const char *path, gboolean vietnamese, GError **error)
{
    lxw_doc_properties properties = { .title = "orgsim",
                                      .created = 946684800 }; /* a fixed time: the same bytes always */

    if (g_file_test(path, G_FILE_TEST_EXISTS)) { /* it may have been filled in */
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE,
                      "%s is there already; name another file, or remove it first", path);
        return FALSE;
    }
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    const char *name = org_output_begin(output, path, ORG_OUTPUT_XLSX, error);
    if (!name)
        return FALSE;
    Template t = { .book = workbook_new(name), .language = vietnamese ? VI : EN };
    workbook_set_properties(t.book, &properties);
    make_formats(&t);
    write_instructions(&t);
    for (guint table = ORG_UNITS; table < N_SHEETS; table++)
        write_table(&t, table);
    return org_book_close(t.book, output, path, NULL, error);
}
