// SPDX-License-Identifier: MIT
/* Random and mangled bytes: never a crash, always either errors or a sound organisation. */
#include <glib/gstdio.h>
#include <string.h>
#include "exchange-test.h"

static GBytes *
noise(GRand *rand)
{
    static const char letters[] = "ab,,;;\t\"\"\n\r\n#1209./-'=@ \xC3\xA9\xEF\xBB\xBF\xFF";
    guint n = (guint) g_rand_int_range(rand, 0, 400);
    char *text = g_malloc(n + 1);
    gboolean any = g_rand_int_range(rand, 0, 4) == 0;

    for (guint i = 0; i < n; i++)
        text[i] = any ? (char) g_rand_int_range(rand, 0, 256) : letters[g_rand_int_range(rand, 0, sizeof letters - 1)];
    return g_bytes_new_take(text, n);
}

static GBytes *
mangled(GRand *rand, const char *text)
{
    gsize n = strlen(text);
    char *copy = g_strdup(text);
    guint changes = (guint) g_rand_int_range(rand, 1, 12);

    for (guint i = 0; i < changes; i++) {
        gsize at = (gsize) g_rand_int_range(rand, 0, (gint) n);
        copy[at] =
            g_rand_boolean(rand) ? "\",\n#9x"[g_rand_int_range(rand, 0, 6)] : text[g_rand_int_range(rand, 0, (gint) n)];
    }
    return g_bytes_new_take(copy, (gsize) g_rand_int_range(rand, 1, (gint) n + 1));
}

static void
import_all(GBytes *units, GBytes *posts, GBytes *people, gboolean lenient)
{
    OrgImport import = { "u.csv", "p.csv", "h.csv", units, posts, people, ORG_MONTH(2021, 1), lenient };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;
    gboolean refused;
    g_autoptr(Org) org = org_import_csv_report(&import, dict, diags, &refused, &error);

    g_assert_no_error(error);
    g_assert_true(org_check(org, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < org_diags_size(diags); i++)
        g_assert_true(org_message_check(org_message_said(org_diags_get(diags, i)->message)));
    g_autofree char *json = org_quality_json(org, diags);
    g_assert_true(g_utf8_validate(json, -1, NULL));
}

static void
test_noise(void)
{
    for (guint seed = 0; seed < 3000; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        g_autoptr(GBytes) units = noise(rand);
        g_autoptr(GBytes) posts = noise(rand);
        g_autoptr(GBytes) people = noise(rand);
        import_all(units, posts, people, seed % 2);
    }
}

static void
test_mangled(void)
{
    const char *units =
        "id,name,type,parent_id,closed,size\na,A,x,,,1\nb,\"B\nb\",x,a,,2\nc,C,y,b,2020-01,x\nd,D,y,a,,4\n";
    const char *posts = "id,unit_id,rank,fte,assigned,filled,reports_to,closed\ng,a,head,1,9,3,,\np,b,staff,1,,1,g#1,\n"
                        "q,b,staff,0.5,,,p,2019-01\nr#9,d,,2,,0,q,\n";
    const char *people = "id,name,born,sex,hired,post_id,unit_id,state,second_post_id\n1,L,1980-01,F,2001-01,g,,,p\n"
                         "2,M,01/02/1970,M,1999-09,g#9,,,\n3,N,,,,,a,surplus,\n4,O,,,,,b,left,\n";

    for (guint seed = 0; seed < 3000; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        g_autoptr(GBytes) u = mangled(rand, units);
        g_autoptr(GBytes) p = mangled(rand, posts);
        g_autoptr(GBytes) h = mangled(rand, people);
        import_all(u, p, h, seed % 2);
    }
}

/* One cell of ten million bytes, and a file of five thousand columns: refused with a sentence, in no time. */
static void
test_giants(void)
{
    g_autoptr(GString) cell = g_string_new("id,name\na,");
    g_autoptr(GString) wide = g_string_new("id");
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;

    for (guint i = 0; i < 10000000; i++)
        g_string_append_c(cell, 'x');
    g_autoptr(Org) one = import_texts(cell->str, NULL, NULL, TRUE, diags, &refused);
    g_assert_true(refused);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "long-cell");
    g_assert_cmpuint(org_diags_get(diags, 0)->line, ==, 2);
    g_assert_cmpuint(org_diags_get(diags, 0)->column, ==, 2);
    for (guint i = 0; i < 5000; i++)
        g_string_append_printf(wide, ",c%u", i);
    g_autoptr(Org) two = import_texts(wide->str, NULL, NULL, TRUE, diags, &refused);
    g_assert_true(refused);
    g_assert_cmpstr(org_diags_get(diags, org_diags_size(diags) - 1)->code, ==, "too-many-columns");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/noise/random", test_noise);
    g_test_add_func("/exchange/noise/mangled", test_mangled);
    g_test_add_func("/exchange/noise/giants", test_giants);
    return g_test_run();
}
