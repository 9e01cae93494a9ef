// SPDX-License-Identifier: MIT
/* Export, import, export: the same bytes, with hostile texts, gaps, groups and people who left. */
#include <glib/gstdio.h>
#include <string.h>
#include "../../../engine/org/verbs.h"
#include "exchange-test.h"

static char *
temporary(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("orgsim-exchange-XXXXXX", &error);
    g_assert_no_error(error);
    return folder;
}

static const char *const tables[] = { "units.csv", "posts.csv", "people.csv" };

static Org *
import_folder(const char *folder)
{
    g_autofree char *units = read_text(folder, tables[0]);
    g_autofree char *posts = read_text(folder, tables[1]);
    g_autofree char *people = read_text(folder, tables[2]);
    return import_sound(units, posts, people);
}

static void
assert_same_open_rows(const Org *a, Org *b)
{
    g_assert_cmpuint(a->totals.units, ==, b->totals.units);
    g_assert_cmpuint(a->totals.posts, ==, b->totals.posts);
    g_assert_cmpuint(a->totals.people, ==, b->totals.people);
    for (OrgRow i = 0; i < a->posts.n; i++) {
        if (a->posts.closed[i] != ORG_OPEN)
            continue;
        OrgRow other = org_find(b, ORG_POSTS, org_id(a, ORG_POSTS, i));
        g_assert_cmpuint(other, !=, ORG_NONE);
        OrgRow holder = a->posts.holder[i], same = b->posts.holder[other];
        g_assert_cmpint(holder == ORG_NONE, ==, same == ORG_NONE);
        if (holder != ORG_NONE)
            g_assert_cmpstr(org_id(a, ORG_PEOPLE, holder), ==, org_id(b, ORG_PEOPLE, same));
    }
}

/* As CSV and as a workbook: the same bytes again, and the workbook holds what the CSV does. */
static void
assert_workbook_round_trip(const Org *org, gboolean all, const char *csv_folder)
{
    g_autofree char *folder = temporary();
    g_autofree char *one = g_build_filename(folder, "one.xlsx", NULL),
                    *two = g_build_filename(folder, "two.xlsx", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(org_export_xlsx(org, one, all, NULL, 0, &error));
    g_assert_no_error(error);
    g_autoptr(Org) again = import_workbook_file(one);
    assert_same_open_rows(org, again);
    g_assert_true(org_export_xlsx(again, two, all, NULL, 0, &error));
    g_assert_no_error(error);
    char *data[2];
    gsize size[2];
    g_assert_true(g_file_get_contents(one, &data[0], &size[0], NULL));
    g_assert_true(g_file_get_contents(two, &data[1], &size[1], NULL));
    g_assert_cmpmem(data[0], size[0], data[1], size[1]);
    g_free(data[0]);
    g_free(data[1]);
    g_assert_true(org_export_csv(again, NULL, folder, all, &error));
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *a = read_text(csv_folder, tables[i]), *b = read_text(folder, tables[i]);
        g_assert_cmpstr(a, ==, b);
    }
    g_remove(one);
    g_remove(two);
    remove_folder(folder);
    g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS)); /* nothing was left beside */
}

static void
assert_round_trip(const Org *org, gboolean all)
{
    g_autofree char *first = temporary(), *second = temporary();
    g_autoptr(GError) error = NULL;

    g_assert_true(org_export_csv(org, NULL, first, all, &error));
    g_assert_no_error(error);
    g_autoptr(Org) again = import_folder(first);
    assert_same_open_rows(org, again);
    g_assert_true(org_export_csv(again, NULL, second, all, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *a = read_text(first, tables[i]), *b = read_text(second, tables[i]);
        g_assert_cmpstr(a, ==, b);
    }
    g_autofree char *a = read_text(first, "datapackage.json"), *b = read_text(second, "datapackage.json");
    g_assert_cmpstr(a, ==, b);
    assert_workbook_round_trip(again, all, first);
    remove_folder(first);
    remove_folder(second);
}

static void
test_plain(void)
{
    g_autoptr(Org) org =
        import_sound("id,name,type,parent_id,function,opened,building,quota\nc,City,city,,,,,7\nf,Finance,so,c,money,"
                     "2001-05,B,8.5\n",
                     "id,unit_id,title,rank,category,funding,grade,coefficient,fte,assigned,filled,reports_to,quota\n"
                     "h,f,Director,head,civil-servant,state,A3,6.2,1,,1,,12\ng,f,Clerk,staff,,,,,0.5,5,2,h,13\n",
                     "id,name,born,sex,hired,post_id,rating,note\np1,Lan,1980-02,F,2005-01,h,4,\n");
    assert_round_trip(org, FALSE);
    assert_round_trip(org, TRUE);
}

static void
test_unknown_filled(void)
{
    g_autoptr(Org) org = import_sound("id\na\n", "id,unit_id,assigned,filled\np,a,3,1\nq,a,2,\n", NULL);
    g_autofree char *folder = temporary();

    g_assert_true(org_export_csv(org, NULL, folder, FALSE, NULL));
    g_autoptr(Org) again = import_folder(folder);
    const OrgAttribute *mark = org_attribute_find(again, ORG_POSTS, ORG_FILLED_UNKNOWN);
    g_assert_true(again->filled_unknown);
    g_assert_nonnull(mark);
    g_assert_cmpfloat(mark->number[3], ==, 1);
    remove_folder(folder);
}

static void
test_hostile(void)
{
    g_autoptr(Org) org = import_sound("id,name,=attr,\"a,b\"\n"
                                      "a,\"=cmd|'/c calc'!A1\",+x,\"line\none\"\n"
                                      "b,@sum,-1,\"say \"\"hi\"\"\"\n"
                                      "c,\"'=kept\",,\"'plain\"\n"
                                      "d,-5,-,''=two\n"
                                      "e,<script>alert(1)</script>,\"\ttab\",\"\rcr\"\n",
                                      "id,unit_id\n-1,a\n+84,a\n=x,b\n", NULL);
    g_autofree char *folder = temporary();

    g_assert_cmpstr(org_name(org, ORG_UNITS, 2), ==, "=kept"); /* a ' before a formula is not part of the text */
    assert_round_trip(org, FALSE);
    g_assert_true(org_export_csv(org, NULL, folder, FALSE, NULL));
    g_autofree char *units = read_text(folder, "units.csv");
    g_assert_nonnull(strstr(units, "\na,'=cmd|'/c calc'!A1,"));
    g_assert_nonnull(strstr(units, "\nb,'@sum,"));
    g_assert_nonnull(strstr(units, "\nd,-5,")); /* a number stays one */
    g_assert_nonnull(strstr(units, ",\"'\ttab\","));
    g_assert_nonnull(strstr(units, "successor,'=attr,\"a,b\"\n"));
    remove_folder(folder);
}

static void
test_after_verbs(void)
{
    g_autoptr(Org) org = import_sound("id,name,parent_id\na,A,\nb,B,a\nc,C,a\n",
                                      "id,unit_id,assigned,filled\ng,b,4,3\nk,c,2,2\n", "id,name,post_id\nx,Lan,g#2\n");
    g_autoptr(GError) error = NULL;
    const OrgRow closing[] = { 0, 1, 2, 3 }, leaver[] = { 0 };
    const OrgMonth when[] = { ORG_MONTH(2021, 1) };
    OrgRow opened, first_new;

    g_assert_true(org_open_unit(org, 0, 0, NULL, "New", &opened, &error));
    g_assert_true(org_open_posts(org, 4, opened, 2, &first_new, &error));
    g_assert_true(org_close_posts(org, closing, 4, &error));
    g_assert_true(org_close_unit(org, 1, 0, &error));
    g_assert_true(org_leave(org, leaver, when, 1, ORG_MONTH(2020, 12), "resigned", &error));
    g_assert_no_error(error);
    assert_round_trip(org, FALSE);
    assert_round_trip(org, TRUE);
}

/* Any organisation of random tables comes back. */
static void
test_random(void)
{
    for (guint seed = 0; seed < 60; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        g_autoptr(GString) units = g_string_new("id,name,type,parent_id,size,label\n");
        g_autoptr(GString) posts = g_string_new("id,unit_id,title,rank,fte,assigned,filled,reports_to,pay\n");
        g_autoptr(GString) people = g_string_new("id,name,born,sex,post_id,rating\n");
        guint n = (guint) g_rand_int_range(rand, 1, 30);
        for (guint i = 0; i < n; i++) {
            char parent[16] = "";
            if (i && g_rand_boolean(rand))
                g_snprintf(parent, sizeof parent, "u%d", g_rand_int_range(rand, 0, (gint) i));
            g_string_append_printf(units, "u%u,\"Name, %u\"\"x\"\"\",t%u,%s,%u.25,%s\n", i, i, i % 3, parent, i,
                                   i % 2 ? "w" : "");
        }
        for (guint i = 0; i < n; i++) {
            guint assigned = (guint) g_rand_int_range(rand, 1, 6),
                  filled = (guint) g_rand_int_range(rand, 0, (gint) assigned + 1);
            g_string_append_printf(posts, "p%u,u%d,T%u,%s,0.%u,%u,", i, g_rand_int_range(rand, 0, (gint) n), i % 4,
                                   i % 3 ? "staff" : "head", i % 9 + 1, assigned);
            if (g_rand_boolean(rand))
                g_string_append_printf(posts, "%u", filled);
            g_string_append_printf(posts, ",%s,%u\n", i ? "p0#1" : "", i * 7);
            g_string_append_printf(people, "h%u,N%u,19%u-0%u,%s,%s%u,%u\n", i, i, 60 + i, i % 9 + 1, i % 2 ? "F" : "M",
                                   i % 4 ? "p" : "p", i, i % 5 + 1);
        }
        g_autoptr(Org) org = import_sound(units->str, posts->str, people->str);
        assert_round_trip(org, seed % 2);
    }
}

/* Numbers of 17 digits, months before workbooks know them, texts that workbooks spell otherwise. */
static void
test_odd_in_workbooks(void)
{
    g_autoptr(Org) org =
        import_sound("id,name,opened,figure,share\n001,_x0041_ or _x00,1850-02,0.30000000000000004,0.1\n"
                     "01,\"a\x01\x1f\xEF\xBF\xBE\",1900-01,1e300,1e-300\n1,=1+1,1900-02,-0.5,123456789\n"
                     "0,\"  blanks  \",1901-01,7,\n",
                     "id,unit_id,fte\np,1,0.333\n", NULL);
    assert_round_trip(org, FALSE);
}

static void
test_large_workbook(void)
{
    g_autoptr(GString) units = g_string_new("id,name,area\n");
    for (guint i = 0; i < 35000; i++) /* more than 65,536 texts */
        g_string_append_printf(units, "u%u,\"Name <%u> & more\",%u.5\n", i, i, i);
    g_autoptr(Org) org = import_sound(units->str, NULL, NULL);
    assert_round_trip(org, FALSE);
}

static void
test_too_long_for_a_cell(void)
{
    g_autofree char *name = g_strnfill(40000, 'x');
    g_autofree char *units = g_strdup_printf("id,name\na,%s\n", name);
    g_autoptr(Org) org = import_sound(units, NULL, NULL);
    g_autofree char *folder = temporary(), *path = g_build_filename(folder, "one.xlsx", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(org_export_xlsx(org, path, FALSE, NULL, 0, &error));
    g_assert_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE);
    g_assert_nonnull(strstr(error->message, "32,767"));
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/roundtrip/plain", test_plain);
    g_test_add_func("/exchange/roundtrip/unknown-filled", test_unknown_filled);
    g_test_add_func("/exchange/roundtrip/hostile", test_hostile);
    g_test_add_func("/exchange/roundtrip/after-verbs", test_after_verbs);
    g_test_add_func("/exchange/roundtrip/random", test_random);
    g_test_add_func("/exchange/roundtrip/odd-in-workbooks", test_odd_in_workbooks);
    g_test_add_func("/exchange/roundtrip/large-workbook", test_large_workbook);
    g_test_add_func("/exchange/roundtrip/too-long-for-a-cell", test_too_long_for_a_cell);
    return g_test_run();
}
