// SPDX-License-Identifier: MIT
/* The headers of staff lists. */
#include "private.h"
#include <string.h>

typedef struct {
    StaffField field;
    const char *name;     /* in a mapping file */
    const char *keys[32]; /* as org_header_loose_key() gives them; after "|" the Vietnamese ones */
} Field;

static const Field fields[] = {
    { STAFF_NUMBER, "number", { "no", "nr", "item", "serial", "|", "tt", "stt", "sott", "sothutu", "thutu" } },
    { STAFF_ID,
      "id",
      { "id",
        "empid",
        "employeeid",
        "employeenumber",
        "employeeno",
        "employeecode",
        "staffid",
        "staffnumber",
        "staffno",
        "personid",
        "personnelnumber",
        "personnelno",
        "payrollnumber",
        "|",
        "ma",
        "maso",
        "macanbo",
        "manv",
        "manhanvien",
        "macbccvc",
        "macbcc",
        "macc",
        "mavc",
        "macb",
        "sohieu",
        "sohieucbccvc",
        "sohieucanbo",
        "masocanbo",
        "macongchuc" } },
    { STAFF_NAME,
      "name",
      { "name", "fullname", "employeename", "staffname", "personname", "nameofemployee", "|", "hovaten", "hoten", "ten",
        "hotencanbo", "hovatencanbo", "hotencbccvc", "hovatenkhaisinh", "hotenkhaisinh", "tennhanvien", "tencanbo",
        "hovatencbccvc" } },
    { STAFF_BORN,
      "born",
      { "born", "dob", "dateofbirth", "birthdate", "birthday", "yearofbirth", "birthyear", "|", "ngaysinh", "namsinh",
        "ngaythangnamsinh", "sinhngay", "ngaythangsinh", "sinhnam" } },
    { STAFF_BORN_MALE, "born_male", { "|" } },
    { STAFF_BORN_FEMALE, "born_female", { "|" } },
    { STAFF_MALE, "male", { "|" } },
    { STAFF_FEMALE, "female", { "|", "nu" } },
    { STAFF_SEX, "sex", { "sex", "gender", "|", "gioitinh", "phai" } },
    { STAFF_UNIT,
      "unit",
      { "unit",
        "department",
        "dept",
        "departmentname",
        "unitname",
        "organisationunit",
        "organizationunit",
        "organisationalunit",
        "organizationalunit",
        "unitid",
        "departmentid",
        "organisation",
        "organization",
        "|",
        "donvi",
        "phong",
        "phongban",
        "bophan",
        "tendonvi",
        "donvicongtac",
        "noicongtac",
        "phongdonvi",
        "donviphong",
        "madonvi",
        "coquan",
        "coquandonvi" } },
    { STAFF_TITLE,
      "title",
      { "title",
        "position",
        "jobtitle",
        "positiontitle",
        "posttitle",
        "role",
        "job",
        "genericjobtitle",
        "|",
        "chucvu",
        "chucdanh",
        "chucvuchucdanh",
        "chucdanhchucvu",
        "vitrivieclam",
        "vitri",
        "chucvuhientai",
        "chucvudonvicongtac",
        "chucdanhnghenghiep",
        "chucvuhoacchucdanh",
        "vitricongtac" } },
    { STAFF_RANK, "rank", { "rank", "leadership", "leadershiprank", "|", "caplanhdao", "lanhdao" } },
    { STAFF_MANAGER,
      "manager",
      { "manager", "managerid", "managernumber", "parentid", "reportsto", "reportstoid", "supervisor", "supervisorid",
        "linemanager", "linemanagerid", "bossid", "reportstoseniorpost", "managerpostid", "|", "nguoiquanly",
        "nguoiquanlytructiep", "captrentructiep", "baocaocho", "manguoiquanly" } },
    { STAFF_ALSO,
      "also_reports_to",
      { "alsoreportsto", "dottedline", "dottedlineto", "dottedlinemanager", "secondmanager", "matrixmanager", "|",
        "cungbaocaocho", "dongthoibaocao" } },
    { STAFF_STATUS,
      "status",
      { "status", "employmentstatus", "employeestatus", "workingstatus", "|", "trangthai", "tinhtrang",
        "trangthailamviec", "tinhtranglamviec", "tinhtrangcongtac" } },
    { STAFF_HIRED,
      "hired",
      { "hired",
        "hiredate",
        "dateofhire",
        "datehired",
        "startdate",
        "joined",
        "joiningdate",
        "joindate",
        "hiredon",
        "dateofjoining",
        "|",
        "ngaytuyendung",
        "ngayvaonganh",
        "ngaybatdau",
        "ngayvaolam",
        "namtuyendung",
        "namvaonganh",
        "ngaythangtuyendung",
        "thoigiantuyendung",
        "ngayvaocoquan" } },
    { STAFF_LEFT,
      "left",
      { "left", "leavedate", "dateleft", "terminationdate", "dateoftermination", "enddate", "leavingdate", "exitdate",
        "lastday", "|", "ngaynghi", "ngaynghiviec", "ngaythoiviec", "ngaynghihuu", "ngaythoiviecnghihuu" } },
    { STAFF_GRADE,
      "grade",
      { "grade", "paygrade", "salarygrade", "|", "ngach", "mangach", "ngachcongchuc", "ngachluong", "mangachcongchuc",
        "masongach", "ngachhientai" } },
    { STAFF_COEFFICIENT,
      "coefficient",
      { "coefficient", "salarycoefficient", "paycoefficient", "|", "heso", "hesoluong", "hesohientai", "hsl" } },
    { STAFF_ALLOWANCE,
      "allowance",
      { "allowance", "|", "pccv", "phucapchucvu", "hspccv", "hesophucapchucvu", "hspc" } },
    { STAFF_POST,
      "post",
      { "post", "postid", "positionid", "positionnumber", "positioncode", "postuniquereference", "postreference",
        "postnumber", "|", "mavitri", "mavitrivieclam", "machucdanh" } },
    { STAFF_FTE, "fte", { "fte", "fulltimeequivalent", "postsinfte", "numberofpostsinfte", "|", "tylelamviec" } },
    { STAFF_CATEGORY,
      "category",
      { "category", "employmentcategory", "staffcategory", "|", "loaibienche", "doituong", "loaicanbo",
        "loaicbccvc" } },
    { STAFF_FUNDING,
      "funding",
      { "funding", "fundingsource", "budgetsource", "|", "nguonkinhphi", "nguonluong", "nguonchitra" } },
    { STAFF_RATING,
      "rating",
      { "rating", "performancerating", "performance", "appraisal", "performancescore", "|", "xeploai", "danhgia",
        "xeploaichatluong", "ketquadanhgia", "danhgiaxeploai", "ketquaxeploai", "mucxeploai" } },
    { STAFF_CONCURRENT, "concurrent", { "concurrent", "concurrentpost", "|", "kiemnhiem", "chucvukiemnhiem" } },
};

StaffField
staff_field_of(const char *header, gboolean *vietnamese)
{
    g_autofree char *key = org_header_loose_key(header);

    for (guint f = 0; *key && f < G_N_ELEMENTS(fields); f++) {
        gboolean vi = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS(fields[f].keys) && fields[f].keys[i]; i++) {
            if (*fields[f].keys[i] == '|') {
                vi = TRUE;
            } else if (strcmp(fields[f].keys[i], key) == 0) {
                *vietnamese |= vi;
                return fields[f].field;
            }
        }
    }
    return STAFF_N_FIELDS;
}

const char *
staff_field_name(StaffField field)
{
    for (guint f = 0; f < G_N_ELEMENTS(fields); f++)
        if (fields[f].field == field)
            return fields[f].name;
    return "";
}

StaffField
staff_field_by_name(const char *name)
{
    static const char *const others[][2] = {
        { "state", "status" }, { "unit_id", "unit" }, { "post_id", "post" }, { "reports_to", "manager" }
    };

    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        if (strcmp(others[i][0], name) == 0)
            name = others[i][1];
    for (guint f = 0; f < G_N_ELEMENTS(fields); f++)
        if (strcmp(fields[f].name, name) == 0)
            return fields[f].field;
    return STAFF_N_FIELDS;
}
