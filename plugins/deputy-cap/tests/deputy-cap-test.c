// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

static const char caps[] = "cap,upto\n1,9\n2,14\n3,\n";

/* A room of `staff` posts of which `deputies` are deputies' (and held). */
static Harness *
room(int staff, int deputies, const char *merged)
{
    Harness *h = harness_new("deputy-cap");
    g_autofree char *units =
        g_strdup_printf("id,name,type,parent,merge.month\nso,Department,so,,\nr,Room,room,so,%s\n", merged);
    harness_units(h, units);
    g_autofree char *posts =
        g_strdup_printf("id,unit,rank,n\nd,r,deputy,%d\ns,r,staff,%d\n", deputies, staff - deputies);
    harness_posts(h, posts);
    return h;
}

static gboolean
is_over(int staff, int deputies)
{
    g_autoptr(Harness) h = room(staff, deputies, "");
    g_assert_true(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'room'", "caps", caps, NULL));
    g_autofree char *text = harness_text(h, HARNESS_FINDINGS);
    return strstr(text, "veto unit r") != NULL;
}

/* Decree 107/2020: less than 10 posts one deputy, 10 to 14 two, from 15 on three. */
static void
test_by_size(void)
{
    for (int staff = 5; staff <= 20; staff++) {
        int allowed = staff < 10 ? 1 : staff < 15 ? 2 : 3;
        g_assert_false(is_over(staff, allowed));
        g_assert_true(is_over(staff, allowed + 1));
    }
}

static void
test_vacant_deputies_do_not_count(void)
{
    g_autoptr(Harness) h = harness_new("deputy-cap");
    harness_units(h, "id,name,type\nr,Room,room\n");
    harness_posts(h, "id,unit,rank,n,held\nd,r,deputy,3,1\n");
    g_assert_true(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'room'", "caps", caps, NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    g_assert_true(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'room'", "caps", caps, "counts", "assigned",
                               "basis", "Art. 6", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n  veto unit r: Room has 3 deputies; 1 are allowed: Art. 6\n");
}

static void
test_grace(void)
{
    g_autofree char *merged = g_strdup_printf("%d", ORG_MONTH(2022, 7));
    g_autoptr(Harness) h = room(12, 4, merged);
    g_assert_true(harness_call(h, "deputy-cap", "2025-07", "where", "type = 'room'", "caps", caps, NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit r: Room has 4 deputies after its merger; 2 are allowed from the end of 2025-07\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "deputy-cap", "2025-08", "where", "type = 'room'", "caps", caps, NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n  veto unit r: Room has 4 deputies; 2 are allowed\n");
    harness_forget(h);
    g_assert_true(
        harness_call(h, "deputy-cap", "2025-08", "where", "type = 'room'", "caps", caps, "grace", "60", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit r: Room has 4 deputies after its merger; 2 are allowed from the end of 2027-07\n");
}

/* A sub-department: one deputy with one to three rooms, two with none or with four. */
static void
test_by_children(void)
{
    for (int rooms = 0; rooms <= 5; rooms++) {
        g_autoptr(Harness) h = harness_new("deputy-cap");
        g_autoptr(GString) units = g_string_new("id,type,parent\nsub,sub-department,\n");
        for (int i = 0; i < rooms; i++)
            g_string_append_printf(units, "r%d,room,sub\n", i);
        harness_units(h, units->str);
        harness_posts(h, "id,unit,rank,n\nd,sub,deputy,2\n");
        g_assert_true(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'sub-department'", "by", "children",
                                   "caps", "cap,upto\n2,0\n1,3\n2,\n", NULL));
        g_autofree char *text = harness_text(h, HARNESS_FINDINGS);
        g_assert_cmpint(strstr(text, "veto") != NULL, ==, rooms >= 1 && rooms <= 3);
    }
}

static Harness *
departments(const char *merged)
{
    Harness *h = harness_new("deputy-cap");
    g_autofree char *units = g_strdup_printf("id,name,type,parent,merge.month\n"
                                             "city,City,city,,\nx,X,so,city,\ny,Y,so,city,%s\nz,Z,so,city,\n",
                                             merged);
    harness_units(h, units);
    harness_posts(h, "id,unit,rank,n\ndx,x,deputy,3\ndy,y,deputy,6\ndz,z,deputy,2\n");
    return h;
}

static void
test_average_and_pool(void)
{
    g_autoptr(Harness) h = departments("");
    g_assert_true(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'so'", "average", "3", "pool", "2", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
    g_assert_true(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'so'", "average", "3", "pool", "1", NULL));
    g_autofree char *all = harness_text(h, HARNESS_FINDINGS);
    g_assert_nonnull(strstr(all, "3 units have 11 deputies; 10 are allowed together"));
    g_assert_nonnull(strstr(all, "veto"));
    harness_forget(h);
    g_assert_true(
        harness_call(h, "deputy-cap", "2021-12", "where", "type = 'so'", "average", "3", "over", "parent", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit city: 3 units of City have 11 deputies; 9 are allowed together\n");
}

static void
test_average_in_grace(void)
{
    g_autofree char *merged = g_strdup_printf("%d", ORG_MONTH(2021, 3));
    g_autoptr(Harness) h = departments(merged);
    g_assert_true(
        harness_call(h, "deputy-cap", "2022-12", "where", "type = 'so'", "average", "3", "over", "parent", NULL));
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n"
        "  note unit city: 3 units of City have 11 deputies after mergers; 9 are allowed together from the end "
        "of 2024-03\n");
}

static void
test_neither(void)
{
    g_autoptr(Harness) h = room(9, 1, "");
    g_assert_false(harness_call(h, "deputy-cap", "2021-12", "where", "type = 'room'", NULL));
    g_assert_nonnull(strstr(harness_error(h), "`caps`"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/deputy-cap/by-size", test_by_size);
    g_test_add_func("/deputy-cap/vacant", test_vacant_deputies_do_not_count);
    g_test_add_func("/deputy-cap/grace", test_grace);
    g_test_add_func("/deputy-cap/by-children", test_by_children);
    g_test_add_func("/deputy-cap/average", test_average_and_pool);
    g_test_add_func("/deputy-cap/average-grace", test_average_in_grace);
    g_test_add_func("/deputy-cap/neither", test_neither);
    return g_test_run();
}
