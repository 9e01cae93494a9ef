// SPDX-License-Identifier: MIT
/* Somebody else's columns and values, and posts without a table of units. */
#include <string.h>
#include "../../../engine/scenario/column-map.h"
#include "exchange-test.h"

static OrgColumnMap *
map_of(const char *text, OrgDiags *diags)
{
    g_autoptr(GBytes) bytes = bytes_of(text);
    return org_column_map_read("map.yaml", bytes, diags);
}

static Org *
import_mapped(const char *units, const char *posts, const char *map_text, OrgDiags *diags, gboolean *refused)
{
    g_autoptr(OrgColumnMap) map = map_text ? map_of(map_text, diags) : NULL;
    g_autoptr(GBytes) u = bytes_of(units);
    g_autoptr(GBytes) p = bytes_of(posts);
    OrgImport import = { .units = units ? "units.csv" : NULL,
                         .posts = posts ? "posts.csv" : NULL,
                         .units_bytes = u,
                         .posts_bytes = p,
                         .date = ORG_MONTH(2021, 1),
                         .map = map };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(map || !map_text);
    Org *org = org_import_csv_report(&import, dict, diags, refused, &error);
    g_assert_no_error(error);
    return org;
}

static void
test_columns_and_values(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org =
        import_mapped("Nr,Was,Wozu,Kosten\na,Alpha,city,7\n", "Stelle,Amt,Art,Rang\np1,a,B,TRƯỞNG PHÒNG\np2,a,T,phó\n",
                      "units: {id: Nr, name: Was, type: Wozu, cost: Kosten}\n"
                      "posts:\n  id: Stelle\n  unit_id: Amt\n"
                      "  category: {column: Art, values: {B: civil-servant, T: ~}}\n"
                      "  rank: {column: Rang, values: {Trưởng phòng: head, Phó: deputy}}\n",
                      diags, &refused);

    g_assert_false(refused);
    g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_ERROR), ==, 0);
    g_assert_cmpstr(org_name(org, ORG_UNITS, 0), ==, "Alpha");
    g_assert_nonnull(org_attribute_find(org, ORG_UNITS, "cost"));
    g_assert_cmpuint(org->posts.rank[0], ==, ORG_HEAD);
    g_assert_cmpuint(org->posts.rank[1], ==, ORG_DEPUTY);
    g_assert_cmpstr(org_dict_text(org->dict, org->posts.category[0]), ==, "civil-servant");
    g_assert_cmpuint(org->posts.category[1], ==, 0);
}

static gboolean
has(const OrgDiags *diags, OrgSeverity severity, const char *code, const char *file, guint line)
{
    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (diag->severity == severity && strcmp(diag->code, code) == 0 && g_strcmp0(diag->file, file) == 0 &&
            diag->line == line)
            return TRUE;
    }
    return FALSE;
}

static void
test_wrong_names(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_mapped("id,name\na,A\n", NULL,
                                       "units:\n  name: Nome\n  parnet_id: id\n  type: {x: y}\n", diags, &refused);

    g_assert_true(refused);
    g_assert_true(has(diags, ORG_SEVERITY_ERROR, "missing-column", "units.csv", 1));
    g_assert_true(has(diags, ORG_SEVERITY_WARNING, "unknown-column", "map.yaml", 3));
    g_assert_true(has(diags, ORG_SEVERITY_WARNING, "missing-column", "units.csv", 1));
}

static void
test_wrong_files(void)
{
    static const struct {
        const char *text, *code;
        guint line;
    } cases[] = {
        { "", "bad-map", 1 },
        { "- units\n", "bad-map", 1 },
        { "units: [a]\n", "bad-map", 1 },
        { "posts:\n  id: A\nstuff:\n  id: B\n", "unknown-table", 3 },
        { "posts:\n  id: [A, B]\n", "bad-map", 2 },
        { "posts:\n  id:\n", "bad-map", 2 },
        { "posts:\n  rank:\n    a: head\n    b: [deputy]\n", "bad-map", 4 },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_autoptr(OrgColumnMap) map = map_of(cases[i].text, diags);
        g_assert_null(map);
        g_assert_true(has(diags, ORG_SEVERITY_ERROR, cases[i].code, "map.yaml", cases[i].line));
    }
}

static const char *
parent_of(Org *org, const char *unit)
{
    OrgRow row = org_find(org, ORG_UNITS, unit);
    g_assert_cmpuint(row, !=, ORG_NONE);
    return org->units.parent[row] == ORG_NONE ? "" : org_id(org, ORG_UNITS, org->units.parent[row]);
}

static void
test_posts_alone(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_mapped(NULL,
                                       "Post Unique Reference,Job Title,Organisation,Reports to Senior Post,FTE\n"
                                       "4,Clerk,Payroll,3,0.5\n"
                                       "1,Director,Office,XX,1\n"
                                       "2,Head of Finance,Finance,1,1\n"
                                       "3,Head of Payroll,Payroll,2,1\n"
                                       "5,Accountant,Finance,2,1\n"
                                       "6,Liaison,Office,3,1\n" /* the top unit stays on top */
                                       "7,Auditor,Payroll,1,1\n7b,Auditor,Payroll,2,1\n",
                                       "posts: {reports_to: {XX: ''}}\n", diags, &refused);

    g_assert_false(refused);
    g_assert_cmpuint(org->totals.units, ==, 3);
    g_assert_cmpuint(org->totals.posts, ==, 8);
    g_assert_cmpstr(parent_of(org, "Office"), ==, "");
    g_assert_cmpstr(parent_of(org, "Finance"), ==, "Office");
    g_assert_cmpstr(parent_of(org, "Payroll"), ==, "Finance"); /* two posts against one */
    g_assert_true(has(diags, ORG_SEVERITY_NOTE, "made-units", "posts.csv", 1));
}

static void
test_posts_alone_in_a_ring(void)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org =
        import_mapped(NULL, "id,unit,reports_to\na,A,b2\na2,A,\nb,B,a2\nb2,B,c\nc,C,a2\nd,,a\n", NULL, diags, &refused);

    g_assert_true(refused); /* the last post names no unit */
    g_assert_true(has(diags, ORG_SEVERITY_ERROR, "missing-unit", "posts.csv", 7));
    g_assert_cmpstr(parent_of(org, "A"), ==, "");
    g_assert_cmpstr(parent_of(org, "B"), ==, "A");
    g_assert_cmpstr(parent_of(org, "C"), ==, "A");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/mapping/columns-and-values", test_columns_and_values);
    g_test_add_func("/exchange/mapping/wrong-names", test_wrong_names);
    g_test_add_func("/exchange/mapping/wrong-files", test_wrong_files);
    g_test_add_func("/exchange/mapping/posts-alone", test_posts_alone);
    g_test_add_func("/exchange/mapping/posts-alone-in-a-ring", test_posts_alone_in_a_ring);
    return g_test_run();
}
