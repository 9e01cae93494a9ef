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
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2025, 8)); /* the law changes then, whatever else does */
    harness_forget(h);
    g_assert_true(harness_call(h, "deputy-cap", "2025-08", "where", "type = 'room'", "caps", caps, NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit r: Room has 4 deputies; 2 are allowed (standing since 2025-07, grace ended 2025-07)\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
    harness_forget(h);
    g_assert_true(
        harness_call(h, "deputy-cap", "2025-08", "where", "type = 'room'", "caps", caps, "grace", "60", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit r: Room has 4 deputies after its merger; 2 are allowed from the end of 2027-07\n");
}

/* What first breaks the cap after the grace has nothing to do with it; nor has a merger of which the data says nonsense. */
static void
test_no_grace(void)
{
    static const char *const merged[] = { "24270", "1e300", "-1e300" };
    for (gsize i = 0; i < G_N_ELEMENTS(merged); i++) {
        g_autoptr(Harness) h = room(12, 4, merged[i]);
        g_assert_true(harness_call(h, "deputy-cap", "2028-01", "where", "type = 'room'", "caps", caps, NULL));
        harness_expect(h, HARNESS_FINDINGS, "findings\n  veto unit r: Room has 4 deputies; 2 are allowed\n");
        harness_forget(h);
        g_assert_true(harness_call(h, "deputy-cap", "2028-03", "where", "type = 'room'", "caps", caps, NULL));
        harness_expect(h, HARNESS_FINDINGS,
                       "findings\n  veto unit r: Room has 4 deputies; 2 are allowed (standing since 2028-01)\n");
    }
}

/* ---- nobody is replaced above the cap */

static OrgRow
deputy(Harness *h, guint n)
{
    g_autofree char *id = g_strdup_printf("h-d#%u", n);
    return harness_person(h, id);
}

static void
goes(Harness *h, guint n, OrgMonth month)
{
    OrgRow person = deputy(h, n);
    g_assert_true(org_leave(harness_org(h), &person, &month, 1, month - 1, "resigned", NULL));
}

static void
comes(Harness *h, guint n, OrgMonth month)
{
    g_autofree char *id = g_strdup_printf("d#%u", n);
    OrgJoiner joiner = {
        .size = sizeof joiner, .post = harness_post(h, id), .born = ORG_MONTH(1985, 1), .hired = month
    };
    OrgRow row;
    g_assert_true(org_join(harness_org(h), &joiner, 1, &row, NULL));
}

static void
judge(Harness *h, const char *month, const char *expected)
{
    harness_forget(h);
    g_assert_true(harness_call(h, "deputy-cap", month, "where", "type = 'room'", "caps", caps, NULL));
    g_autofree char *text = g_strdup_printf("findings\n%s", expected);
    harness_expect(h, HARNESS_FINDINGS, text);
}

#define NOTE(n) "  note unit r: Room has " #n " deputies after its merger; 2 are allowed from the end of 2025-07\n"
#define REFILLED(n, had)                                                                                               \
    "  veto unit r: Room has " #n " deputies, and had " #had                                                           \
    ": above the 2 that are allowed nobody is replaced or added until the end of 2025-07\n"

/* In the month in which another goes, so that their number stays as it was. */
static void
test_refilled(void)
{
    g_autofree char *merged = g_strdup_printf("%d", ORG_MONTH(2022, 7));
    g_autoptr(Harness) h = room(12, 5, merged);
    judge(h, "2022-08", NOTE(5));
    harness_month(h, "2022-09");
    goes(h, 1, ORG_MONTH(2022, 9));
    judge(h, "2022-09", NOTE(4));
    harness_month(h, "2022-10");
    comes(h, 1, ORG_MONTH(2022, 10));
    goes(h, 2, ORG_MONTH(2022, 10));
    judge(h, "2022-10", NOTE(4) REFILLED(4, 3));
    judge(h, "2023-01", NOTE(4) REFILLED(4, 3)); /* it stands */
    harness_month(h, "2023-02");
    goes(h, 3, ORG_MONTH(2023, 2));
    judge(h, "2023-02", NOTE(3) REFILLED(3, 2));
    harness_month(h, "2023-03");
    goes(h, 4, ORG_MONTH(2023, 3));
    judge(h, "2023-03", "");
    harness_month(h, "2023-04");
    comes(h, 2, ORG_MONTH(2023, 4)); /* three, of whom two have come since */
    judge(h, "2023-04", NOTE(3) REFILLED(3, 2));
}

/* Somebody of the house, whom only the number of deputies tells; it is remembered while it stands. */
static void
test_added(void)
{
    g_autofree char *merged = g_strdup_printf("%d", ORG_MONTH(2022, 7));
    g_autoptr(Harness) h = room(12, 4, merged);
    const OrgRow staff = harness_post(h, "s#1");
    const gint64 rank = ORG_DEPUTY, back = ORG_STAFF;
    judge(h, "2022-08", NOTE(4));
    harness_month(h, "2022-09");
    g_assert_true(org_set(harness_org(h), ORG_F_RANK, &staff, &rank, 1, NULL));
    judge(h, "2022-09", NOTE(5) REFILLED(5, 4));
    judge(h, "2022-12", NOTE(5) REFILLED(5, 4));
    g_assert_true(org_set(harness_org(h), ORG_F_RANK, &staff, &back, 1, NULL));
    judge(h, "2023-01", NOTE(4));
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
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2024, 4));
    harness_forget(h);
    g_assert_true(
        harness_call(h, "deputy-cap", "2024-04", "where", "type = 'so'", "average", "3", "over", "parent", NULL));
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n"
        "  veto unit city: 3 units of City have 11 deputies; 9 are allowed together (standing since 2022-12, "
        "grace ended 2024-03)\n");
}

/* The merged unit may keep its three above the average; a deputy more in another unit is no merger's excess. */
static void
test_average_rises_in_grace(void)
{
    g_autofree char *merged = g_strdup_printf("%d", ORG_MONTH(2021, 3));
    g_autoptr(Harness) h = departments(merged);
    const OrgRow post = harness_post(h, "dz#1");
    const gint64 staff = ORG_STAFF, deputy = ORG_DEPUTY;
    g_assert_true(org_set(harness_org(h), ORG_F_RANK, &post, &staff, 1, NULL));
    g_assert_true(harness_call(h, "deputy-cap", "2022-12", "where", "type = 'so'", "average", "3", NULL));
    g_assert_true(org_set(harness_org(h), ORG_F_RANK, &post, &deputy, 1, NULL));
    harness_forget(h);
    g_assert_true(harness_call(h, "deputy-cap", "2023-01", "where", "type = 'so'", "average", "3", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto: 3 units have 11 deputies; 9 are allowed together (standing since 2022-12)\n");
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
    g_test_add_func("/deputy-cap/no-grace", test_no_grace);
    g_test_add_func("/deputy-cap/refilled", test_refilled);
    g_test_add_func("/deputy-cap/added", test_added);
    g_test_add_func("/deputy-cap/by-children", test_by_children);
    g_test_add_func("/deputy-cap/average", test_average_and_pool);
    g_test_add_func("/deputy-cap/average-grace", test_average_in_grace);
    g_test_add_func("/deputy-cap/average-rises", test_average_rises_in_grace);
    g_test_add_func("/deputy-cap/neither", test_neither);
    return g_test_run();
}
