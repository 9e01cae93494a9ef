// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* The cohorts that follow from the schedule of Decree 135/2020: born in these months, retired at this age in months. */
typedef struct {
    char sex;
    int from_year, from_month, to_year, to_month, age;
} Cohort;

static const Cohort cohorts[] = {
    { 'M', 1961, 1, 1961, 9, 723 },  { 'M', 1961, 10, 1962, 6, 726 }, { 'M', 1962, 7, 1963, 3, 729 },
    { 'M', 1963, 4, 1963, 12, 732 }, { 'M', 1964, 1, 1964, 9, 735 },  { 'M', 1964, 10, 1965, 6, 738 },
    { 'M', 1965, 7, 1966, 3, 741 },  { 'M', 1966, 4, 1972, 12, 744 }, { 'F', 1966, 1, 1966, 8, 664 },
    { 'F', 1966, 9, 1967, 4, 668 },  { 'F', 1967, 5, 1967, 12, 672 }, { 'F', 1968, 1, 1968, 8, 676 },
    { 'F', 1968, 9, 1969, 4, 680 },  { 'F', 1969, 5, 1969, 12, 684 }, { 'F', 1970, 1, 1970, 8, 688 },
    { 'F', 1970, 9, 1971, 4, 692 },  { 'F', 1971, 5, 1971, 12, 696 }, { 'F', 1972, 1, 1972, 8, 700 },
    { 'F', 1972, 9, 1973, 4, 704 },  { 'F', 1973, 5, 1973, 12, 708 }, { 'F', 1974, 1, 1974, 8, 712 },
    { 'F', 1974, 9, 1975, 4, 716 },  { 'F', 1975, 5, 1976, 12, 720 },
};

static Harness *
town(const char *posts)
{
    Harness *h = harness_new("retirement");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\n");
    harness_posts(h, posts);
    return h;
}

static OrgMonth
left_in(Harness *h, const char *id)
{
    OrgRow row = harness_person(h, id);
    const Org *org = harness_org(h);
    return org->people.state[row] == ORG_LEFT ? org->people.since[row] : ORG_OPEN;
}

/* One person per month of birth and sex over all cohorts, called at the given pace from 2021 to 2037. */
static Harness *
all_cohorts(int months)
{
    g_autoptr(GString) csv = g_string_new("id,unit,born,sex\n");
    for (gsize i = 0; i < G_N_ELEMENTS(cohorts); i++) {
        const Cohort *c = &cohorts[i];
        for (OrgMonth b = ORG_MONTH(c->from_year, c->from_month); b <= ORG_MONTH(c->to_year, c->to_month); b++)
            g_string_append_printf(csv, "%c%d,town,%d-%02d,%c\n", c->sex, b, b / 12, b % 12 + 1, c->sex);
    }
    Harness *h = town(csv->str);
    for (OrgMonth now = ORG_MONTH(2020, 12) + months; now <= ORG_MONTH(2037, 12); now += months) {
        char month[16];
        g_snprintf(month, sizeof month, "%d-%02d", now / 12, now % 12 + 1);
        g_assert_true(harness_call(h, "retirement", month, NULL));
    }
    return h;
}

static void
test_cohorts(void)
{
    g_autoptr(Harness) h = all_cohorts(12);
    for (gsize i = 0; i < G_N_ELEMENTS(cohorts); i++) {
        const Cohort *c = &cohorts[i];
        for (OrgMonth b = ORG_MONTH(c->from_year, c->from_month); b <= ORG_MONTH(c->to_year, c->to_month); b++) {
            g_autofree char *id = g_strdup_printf("h-%c%d", c->sex, b);
            g_assert_cmpint(left_in(h, id) - b, ==, c->age);
        }
    }
}

static void
test_gap_at_the_start_of_the_year(void)
{
    g_autoptr(Harness) h = all_cohorts(12);
    const OrgPersonTable *people = &harness_org(h)->people;
    for (guint i = 0; i < people->n; i++) {
        OrgMonth t = people->since[i];
        g_assert_cmpint(people->state[i], ==, ORG_LEFT);
        if (people->sex[i] == ORG_MALE && t <= ORG_MONTH(2028, 12))
            g_assert_cmpint(t % 12, >=, 3);
        if (people->sex[i] == ORG_FEMALE && t <= ORG_MONTH(2035, 12))
            g_assert_cmpint(t % 12, >=, 4);
    }
}

static void
test_the_clock_does_not_matter(void)
{
    g_autoptr(Harness) yearly = all_cohorts(12);
    g_autofree char *expected = harness_text(yearly, HARNESS_PEOPLE);
    const int paces[] = { 1, 3, 6 };
    for (gsize i = 0; i < G_N_ELEMENTS(paces); i++) {
        g_autoptr(Harness) h = all_cohorts(paces[i]);
        g_autofree char *text = harness_text(h, HARNESS_PEOPLE);
        g_assert_cmpstr(text, ==, expected);
    }
}

/* Letter 1814 of the Ministry of Home Affairs: born on 15/01/1966, pension from November 2027. */
static void
test_official_example(void)
{
    g_autoptr(Harness) h = town("id,unit,born,sex\nan,town,1966-01,M\n");
    g_assert_true(harness_call(h, "retirement", "2027-09", NULL));
    g_assert_cmpint(left_in(h, "h-an"), ==, ORG_OPEN);
    g_assert_true(harness_call(h, "retirement", "2027-10", NULL));
    g_assert_cmpint(left_in(h, "h-an"), ==, ORG_MONTH(2027, 10));
}

static void
test_overdue_people_leave_first(void)
{
    g_autoptr(Harness) h = town("id,unit,born,sex\n"
                                "late,town,1955-06,M\n"
                                "due,town,1961-03,M\n"
                                "young,town,1990-03,M\n");
    g_assert_true(harness_call(h, "retirement", "2021-12", NULL));
    harness_expect(h, HARNESS_PEOPLE | HARNESS_MEASURES,
                   "people\n"
                   "  h-late left 2021-01: retirement, overdue\n"
                   "  h-due left 2021-06: retirement\n"
                   "  h-young employed in town at young\n"
                   "measures\n"
                   "  retired = 2\n");
}

static void
test_unknown_birth_and_sex(void)
{
    const char *posts = "id,unit,born,sex\nno-birth,town,,M\nno-sex,town,1962-01,\n";
    g_autoptr(Harness) men = town(posts);
    g_assert_true(harness_call(men, "retirement", "2022-12", NULL));
    g_assert_cmpint(left_in(men, "h-no-birth"), ==, ORG_OPEN);
    g_assert_cmpint(left_in(men, "h-no-sex"), ==, ORG_MONTH(1962, 1) + 726);
    g_autoptr(Harness) women = town(posts);
    g_assert_true(harness_call(women, "retirement", "2022-12", "unknown_sex", "women", NULL));
    g_assert_cmpint(left_in(women, "h-no-sex"), ==, ORG_MONTH(2021, 1));
    g_autoptr(Harness) stay = town(posts);
    g_assert_true(harness_call(stay, "retirement", "2050-12", "unknown_sex", "stay", NULL));
    g_assert_cmpint(left_in(stay, "h-no-sex"), ==, ORG_OPEN);
}

static void
test_own_schedule(void)
{
    g_autoptr(Harness) h = town("id,unit,born,sex\nan,town,1980-05,F\n");
    g_assert_true(harness_call(h, "retirement", "2022-12", "schedule",
                               "year,male_months,female_months\n2021,600,504\n2023,600,516\n", NULL));
    g_assert_cmpint(left_in(h, "h-an"), ==, ORG_MONTH(2022, 5));
}

static void
test_bad_schedule(void)
{
    g_autoptr(Harness) h = town("id,unit,born,sex\nan,town,1950-05,F\n");
    g_assert_false(harness_call(h, "retirement", "2021-12", "schedule",
                                "year,male_months,female_months\n2022,720,660\n2021,720,660\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "2021 stands after 2022"));
    g_assert_false(
        harness_call(h, "retirement", "2021-12", "schedule", "year,male_months,female_months\n2022,0,660\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "row 1"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/retirement/cohorts", test_cohorts);
    g_test_add_func("/retirement/gap", test_gap_at_the_start_of_the_year);
    g_test_add_func("/retirement/clock", test_the_clock_does_not_matter);
    g_test_add_func("/retirement/official-example", test_official_example);
    g_test_add_func("/retirement/overdue", test_overdue_people_leave_first);
    g_test_add_func("/retirement/unknown", test_unknown_birth_and_sex);
    g_test_add_func("/retirement/own-schedule", test_own_schedule);
    g_test_add_func("/retirement/bad-schedule", test_bad_schedule);
    return g_test_run();
}
