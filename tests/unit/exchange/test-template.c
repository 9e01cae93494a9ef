// SPDX-License-Identifier: MIT
/* The blank workbook imports as it stands, each of its columns is known, and what its lists offer is understood. */
#include "workbook.h"

static GBytes *
template_of(gboolean vietnamese)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("orgsim-template-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "blank.xlsx", NULL);
    char *data;
    gsize size;

    g_assert_true(org_template_xlsx(path, vietnamese, &error));
    g_assert_no_error(error);
    g_assert_false(org_template_xlsx(path, vietnamese, &error)); /* it may have been filled in */
    g_assert_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE);
    g_assert_true(g_file_get_contents(path, &data, &size, NULL));
    g_remove(path);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    return g_bytes_new_take(data, size);
}

static void
test_blank(gconstpointer vietnamese)
{
    g_autoptr(GBytes) bytes = template_of(vietnamese != NULL), again = template_of(vietnamese != NULL);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;
    OrgImport import = { .workbook = "blank.xlsx", .workbook_bytes = bytes, .date = ORG_MONTH(2021, 1) };
    g_autoptr(Org) org = org_import_csv(&import, dict, diags, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_WARNING), ==, 0);
    g_assert_cmpuint(org->totals.units + org->totals.posts + org->totals.people, ==, 0);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        g_assert_cmpuint(org->attributes[t]->len, ==, 0); /* a column that is not known becomes one */
    g_assert_true(g_bytes_equal(bytes, again));
}

static char *
part_text(GBytes *bytes, const char *name)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    zip_error_t reason;
    zip_stat_t stat;
    zip_t *zip = zip_open_from_source(zip_source_buffer_create(data, size, 0, &reason), ZIP_RDONLY, &reason);
    g_assert_cmpint(zip_stat(zip, name, 0, &stat), ==, 0);
    zip_file_t *file = zip_fopen(zip, name, 0);
    char *text = g_malloc0(stat.size + 1);
    g_assert_cmpint(zip_fread(file, text, stat.size), ==, (zip_int64_t) stat.size);
    zip_fclose(file);
    zip_discard(zip);
    return text;
}

static gboolean
is_known(const char *table, const char *choice)
{
    gboolean of_people = strcmp(table, "people") == 0, refused;
    g_autofree char *posts = g_strdup_printf("id,unit_id,rank\np,a,%s\n", of_people ? "" : choice);
    g_autofree char *people = g_strdup_printf("id,sex\np,%s\n", of_people ? choice : "");
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(Org) org = import_texts("id\na\n", posts, people, FALSE, diags, &refused);

    return of_people ? org->people.sex[0] != 0 : org->posts.rank[0] != 0;
}

/* The first list that a sheet offers, that of ranks or of sexes: each choice must be understood. Returns how many. */
static guint
check_choices(const char *sheet, const char *table)
{
    const char *begin = strstr(sheet, "<formula1>"), *end = begin ? strstr(begin, "</formula1>") : NULL;
    guint n = 0;

    g_assert_nonnull(end);
    g_autofree char *list = g_strndup(begin + strlen("<formula1>"), (gsize) (end - begin) - strlen("<formula1>"));
    g_auto(GStrv) choices = g_strsplit(g_strstrip(g_strdelimit(list, "\"", ' ')), ",", -1);
    for (; choices[n]; n++)
        g_assert_true(is_known(table, choices[n]));
    return n;
}

static void
test_choices(gconstpointer vietnamese)
{
    g_autoptr(GBytes) bytes = template_of(vietnamese != NULL);
    g_autofree char *posts = part_text(bytes, "xl/worksheets/sheet3.xml");
    g_autofree char *people = part_text(bytes, "xl/worksheets/sheet4.xml");

    g_assert_cmpuint(check_choices(posts, "posts"), ==, 3);
    g_assert_cmpuint(check_choices(people, "people"), ==, 2);
}

static void
test_words(void)
{
    g_autoptr(Org) org = import_sound("Mã\na\n",
                                      "Mã vị trí,Mã đơn vị,Loại biên chế,Nguồn kinh phí,Biên chế giao\n"
                                      "p,a,công chức,ngân sách nhà nước,1\nq,a,viên chức,tự chủ,1\nr,a,hợp đồng,,1\n",
                                      NULL);
    static const char *const categories[] = { "civil-servant", "public-employee", "contract" };
    static const char *const fundings[] = { "state", "own", "" };

    for (guint i = 0; i < 3; i++) {
        g_assert_cmpstr(org_dict_text(org->dict, org->posts.category[i]), ==, categories[i]);
        g_assert_cmpstr(org_dict_text(org->dict, org->posts.funding[i]), ==, fundings[i]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/exchange/template/blank/en", NULL, test_blank);
    g_test_add_data_func("/exchange/template/blank/vi", "vi", test_blank);
    g_test_add_data_func("/exchange/template/choices/en", NULL, test_choices);
    g_test_add_data_func("/exchange/template/choices/vi", "vi", test_choices);
    g_test_add_func("/exchange/template/words", test_words);
    return g_test_run();
}
