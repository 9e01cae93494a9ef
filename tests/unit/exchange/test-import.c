// SPDX-License-Identifier: MIT
/* What a sound import gives: quota, holders, attributes, the report as JSON, repairs. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <jansson.h>
#include "../steps.h"
#include "exchange-test.h"

static void
test_quota(void)
{
    g_autoptr(Org) org = import_sound("id,name,type,parent_id,function\nc,City,city,,\nf,Finance,so,c,money\n",
                                      "id,unit_id,category,coefficient,assigned,filled,reports_to\n"
                                      "fin,f,civil-servant,4.98,5,3,boss\nboss,f,Công chức,,1,1,\n",
                                      NULL);

    g_assert_cmpuint(org->posts.n, ==, 6);
    g_assert_cmpuint(org->people.n, ==, 4);
    g_assert_cmpstr(org_id(org, ORG_POSTS, 2), ==, "fin#3");
    g_assert_cmpstr(org_id(org, ORG_PEOPLE, org->posts.holder[2]), ==, "fin#3");
    g_assert_cmpuint(org->posts.holder[3], ==, ORG_NONE);
    g_assert_cmpuint(org->posts.reports_to[0], ==, 5);
    g_assert_cmpuint(org->posts.coefficient[0], ==, 498);
    g_assert_cmpuint(org->posts.category[0], ==, org->posts.category[5]); /* both spellings of one category */
    g_assert_false(org->filled_unknown);
    g_assert_true(org->births_unknown);
    g_assert_cmpuint(org->units.n_held[1], ==, 4);
}

static void
test_filled_unknown(void)
{
    g_autoptr(Org) all = import_sound("id\na\n", "id,unit_id,assigned\np,a,3\n", NULL);
    g_assert_true(all->filled_unknown);
    g_assert_cmpuint(all->people.n, ==, 0);

    g_autoptr(Org) some = import_sound("id\na\n", "id,unit_id,assigned,filled\np,a,3,1\nq,a,2,\n", NULL);
    const OrgAttribute *mark = org_attribute_find(some, ORG_POSTS, ORG_FILLED_UNKNOWN);
    g_assert_true(some->filled_unknown);
    g_assert_nonnull(mark);
    g_assert_true(isnan(mark->number[1])); /* vacant, and known to be */
    g_assert_cmpfloat(mark->number[3], ==, 1);

    g_autoptr(Org) listed = import_sound("id\na\n", "id,unit_id\np,a\nq,a\n", "id,post_id\nh,q\n");
    g_assert_false(listed->filled_unknown); /* the list of people says who holds what */
    g_assert_cmpuint(listed->posts.holder[0], ==, ORG_NONE);
    g_assert_cmpuint(listed->posts.holder[1], ==, 0);
}

static void
test_people_in_groups(void)
{
    g_autoptr(Org) org = import_sound("id\na\n", "id,unit_id,assigned,filled\ng,a,4,3\n",
                                      "id,name,post_id\nh1,Lan,g\nh2,Hoa,g#1\nh3,Nam,\n");

    g_assert_cmpuint(org->posts.holder[0], ==, 1); /* named exactly */
    g_assert_cmpuint(org->posts.holder[1], ==, 0); /* takes the next */
    g_assert_cmpuint(org->posts.holder[2], ==, 3); /* anonymous, up to filled */
    g_assert_cmpuint(org->posts.holder[3], ==, ORG_NONE);
    g_assert_cmpuint(org->people.state[2], ==, ORG_SURPLUS);
    g_assert_cmpstr(org_id(org, ORG_PEOPLE, 3), ==, "g#3");
}

static void
test_external_group(void)
{
    g_autoptr(Org) org = import_sound("id\na\n", "id,unit_id,fte\np,a,12.5\nq,a,0.4\n", NULL);
    OrgQualityTotals totals = org_quality_totals(org);

    g_assert_cmpuint(org->posts.n, ==, 14); /* twelve whole ones, a half, and q */
    g_assert_cmpuint(org->posts.fte[0], ==, 1000);
    g_assert_cmpuint(org->posts.fte[12], ==, 500);
    g_assert_cmpstr(org_id(org, ORG_POSTS, 12), ==, "p#13");
    g_assert_cmpfloat(totals.fte, ==, 12.9);
    g_assert_true(org->filled_unknown);

    g_autoptr(Org) filled = import_sound("id\na\n", "id,unit_id,fte,filled\np,a,2.5,2\n", NULL);
    g_assert_cmpuint(filled->totals.people, ==, 2);
    g_assert_cmpuint(filled->posts.holder[2], ==, ORG_NONE);

    /* Whoever is named for it holds it whole; another row is a group beside it. */
    g_autoptr(Org) named = import_sound("id\na\n", "id,unit_id,fte\np,a,2.5\nq,a,1.5\n", "id,post_id\nh,p\n");
    g_assert_cmpuint(named->posts.n, ==, 3);
    g_assert_cmpuint(named->posts.fte[0], ==, 2500);
    g_assert_cmpuint(named->posts.fte[2], ==, 500);
}

static void
test_attributes(void)
{
    g_autoptr(Org) org = import_sound("id,name,staff no,code,mixed,empty,depth2\na,A,12.5,007,1,,1e3\nb,B,,12,x,,2\n",
                                      "id,unit_id,assigned,grade\np,a,2,V.07\nq,b,1,\n", NULL);
    const OrgAttribute *number = org_attribute_find(org, ORG_UNITS, "staff no");
    const OrgAttribute *code = org_attribute_find(org, ORG_UNITS, "code");
    const OrgAttribute *mixed = org_attribute_find(org, ORG_UNITS, "mixed");
    const OrgAttribute *grade = org_attribute_find(org, ORG_POSTS, "grade");

    g_assert_true(number->is_number);
    g_assert_cmpfloat(number->number[0], ==, 12.5);
    g_assert_true(isnan(number->number[1]));
    g_assert_false(code->is_number); /* a leading zero is a code, not a figure */
    g_assert_cmpstr(org_dict_text(org->dict, code->word[0]), ==, "007");
    g_assert_cmpstr(org_dict_text(org->dict, mixed->word[0]), ==, "1");
    g_assert_false(org_attribute_find(org, ORG_UNITS, "empty")->is_number);
    g_assert_cmpfloat(org_attribute_find(org, ORG_UNITS, "depth2")->number[0], ==, 1000);
    g_assert_cmpstr(org_dict_text(org->dict, grade->word[1]), ==, "V.07"); /* each post of the group */
    g_assert_cmpuint(grade->word[2], ==, 0);
}

static void
test_utf16(void)
{
    const char text[] = "id\tname\na\tPhòng\n";
    gsize size = 0;
    g_autofree char *wide = g_convert(text, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
    g_autoptr(GByteArray) all = g_byte_array_new();
    g_byte_array_append(all, (const guint8 *) "\xFF\xFE", 2);
    g_byte_array_append(all, (const guint8 *) wide, (guint) size);
    g_autoptr(GBytes) bytes = g_bytes_new(all->data, all->len);
    OrgImport import = { "u.csv", NULL, NULL, bytes, NULL, NULL, ORG_MONTH(2021, 1), FALSE };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Org) org = org_import_csv(&import, dict, diags, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(org_name(org, ORG_UNITS, 0), ==, "Phòng");
}

static void
test_refused(void)
{
    g_autoptr(GBytes) units = bytes_of("id,parent_id\na,\na,\nb,c\n");
    OrgImport import = { "units.csv", NULL, NULL, units, NULL, NULL, ORG_MONTH(2021, 1), FALSE };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;

    g_assert_null(org_import_csv(&import, dict, diags, &error));
    g_assert_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT);
    g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_ERROR), ==, 2);
}

static void
test_lenient(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_texts("id,name,parent_id\na,A,\na,A2,\nb,B,zz\nc,C,d\nd,D,c\ne,E,e\n",
                                      "id,unit_id,assigned,filled\np,nowhere,2,3\n", NULL, TRUE, diags, &refused);
    guint repairs = 0;

    g_assert_false(refused);
    g_assert_cmpstr(org_name(org, ORG_UNITS, 0), ==, "A");
    g_assert_cmpuint(org->units.n, ==, 6); /* a b c d e, and the unit that the posts name */
    g_assert_cmpuint(org->units.parent[1], ==, ORG_NONE);
    g_assert_cmpuint(org->units.parent[2], ==, ORG_NONE); /* the cycle is cut at its first row */
    g_assert_cmpuint(org->units.parent[3], ==, 2);
    g_assert_cmpstr(org_id(org, ORG_UNITS, org->posts.unit[0]), ==, "nowhere");
    g_assert_cmpuint(org->totals.people, ==, 3);
    g_assert_cmpuint(org->totals.surplus, ==, 1);
    for (guint i = 0; i < org_diags_size(diags); i++)
        repairs += strcmp(org_diags_get(diags, i)->code, "repair") == 0;
    g_assert_cmpuint(repairs, ==, 6);
}

static void
test_messages(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(Org) org = import_texts("id,name,type,parent_id\nTC-9,A,,\nb,B,,TC-09\nc,C,,TC-09\nd,D,,TC-09\n", NULL,
                                      NULL, FALSE, diags, NULL);

    g_autofree char *first = org_diag_text(org_diags_get(diags, 0)), *second = org_diag_text(org_diags_get(diags, 1));
    g_assert_cmpstr(first, ==, "parent \"TC-09\" is not in this file; 3 rows name it (3, 4, 5). Nearest: \"TC-9\".");
    g_assert_cmpstr(second, ==, "parent \"TC-09\" is not in this file (see line 3)");
}

static void
test_json(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(Org) org = import_texts("id,parent_id\na,\nb,a\nc,d\nd,c\n",
                                      "id,unit_id,fte,reports_to\np,a,0.5,\nq,b,1,p\n", NULL, FALSE, diags, NULL);
    g_autofree char *text = org_quality_json(org, diags);
    json_t *document = json_loads(text, 0, NULL);
    json_t *counts = json_object_get(document, "counts"),
           *problem = json_array_get(json_object_get(document, "problems"), 0);

    g_assert_nonnull(document);
    g_assert_cmpint(json_integer_value(json_object_get(document, "units")), ==, 4);
    g_assert_cmpint(json_integer_value(json_object_get(document, "posts")), ==, 2);
    g_assert_cmpfloat(json_number_value(json_object_get(document, "fte")), ==, 1.5);
    g_assert_cmpint(json_integer_value(json_object_get(document, "roots")), ==, 2);
    g_assert_cmpint(json_integer_value(json_object_get(document, "depth")), ==, 2);
    g_assert_cmpint(json_integer_value(json_object_get(document, "reports_depth")), ==, 2);
    g_assert_cmpint(json_integer_value(json_object_get(counts, "cycle")), ==, 1);
    g_assert_cmpstr(json_string_value(json_object_get(problem, "code")), ==, "cycle");
    g_assert_cmpstr(json_string_value(json_object_get(problem, "file")), ==, "units.csv");
    g_assert_cmpint(json_integer_value(json_object_get(problem, "line")), ==, 4);
    g_assert_cmpint(json_integer_value(json_object_get(problem, "column")), ==, 2);
    g_assert_cmpuint(json_array_size(json_object_get(problem, "ids")), ==, 2);
    json_decref(document);
}

static void
test_quality_of_org(void)
{
    g_autoptr(Org) org = import_sound("id,name,parent_id\na,A,\nb,Finance,a\nc,Finance,a\n",
                                      "id,unit_id,rank,filled\np,b,head,0\nq,b,head,1\n", NULL);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GString) codes = g_string_new(NULL);

    org_quality(org, diags);
    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        g_assert_null(diag->file);
        g_string_append_printf(codes, "%s %s\n", diag->code, diag->id ? diag->id : "-");
    }
    g_assert_cmpstr(codes->str, ==, "duplicate-name c\nvacant-head p\nseveral-heads q\nbirths-unknown -\n");
}

/* Siblings with names far apart, and a pair that is alike. */
static GString *
siblings(guint n)
{
    GString *units = g_string_new("id,name,parent_id\nroot,Root,\n");

    for (guint i = 0; i < n; i++) {
        char word[8];
        for (guint k = 0; k < 7; k++) /* three letters carry the number, four a check of it */
            word[k] = (char) ('a' + (k < 4 ? (i >> (4 * k) & 15) + (i >> 16 & k) % 2 : (i * (2 * k + 7) >> k & 15)));
        word[7] = '\0';
        g_string_append_printf(units, "u%u,Department of %s affairs number %u,root\n", i, word, i);
    }
    return g_string_append(units, "x,Department of Environment,root\ny,Department of Enviroment,root\n");
}

/* The steps it takes to import them and to find the pair. */
static guint64
steps_of_siblings(guint n)
{
    GString *units = siblings(n);
    g_autoptr(OrgDiags) diags = org_diags_new();
    guint similar = 0;
    guint64 before = steps_taken();
    g_autoptr(Org) org = import_texts(units->str, NULL, NULL, FALSE, diags, NULL);
    guint64 steps = steps_taken() - before;

    for (guint i = 0; i < org_diags_size(diags); i++)
        similar += strcmp(org_diags_get(diags, i)->code, "similar-name") == 0 &&
                   g_strcmp0(org_diags_get(diags, i)->id, "y") == 0;
    g_assert_cmpuint(similar, ==, 1);
    g_string_free(units, TRUE);
    return steps;
}

/* A hundred thousand siblings: near-duplicates are found without comparing each with each, which would be 64 times the work
 * for eight times the siblings. */
static void
test_many_siblings(void)
{
    guint64 few = steps_of_siblings(12500), most = 16 * few;

    g_assert_cmpuint(few, >, 0);
    steps_end_after(most);
    guint64 many = steps_of_siblings(100000);
    g_test_message("100,000 siblings: %.1f times the steps of 12,500", (double) many / (double) few);
    g_assert_cmpuint(many, <, most);
    steps_end_after(G_MAXINT64);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/import/quota", test_quota);
    g_test_add_func("/exchange/import/filled-unknown", test_filled_unknown);
    g_test_add_func("/exchange/import/people-in-groups", test_people_in_groups);
    g_test_add_func("/exchange/import/external-group", test_external_group);
    g_test_add_func("/exchange/import/attributes", test_attributes);
    g_test_add_func("/exchange/import/utf-16", test_utf16);
    g_test_add_func("/exchange/import/refused", test_refused);
    g_test_add_func("/exchange/import/lenient", test_lenient);
    g_test_add_func("/exchange/import/messages", test_messages);
    g_test_add_func("/exchange/import/json", test_json);
    g_test_add_func("/exchange/import/quality-of-org", test_quality_of_org);
    g_test_add_func("/exchange/import/many-siblings", test_many_siblings);
    return g_test_run();
}
