// SPDX-License-Identifier: MIT
/* What the live tables hold, what they refuse, and that they open no file. */
#include "../../../engine/store/live.h"
#include "../org/random-org.h"
#include <math.h>
#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

static OrgLive *
new_live(Org *org)
{
    GError *error = NULL;
    OrgLive *live = org_live_new(org, &error);
    g_assert_no_error(error);
    return live;
}

/* ---- numbers and rows */

static double
number(OrgLive *live, const char *sql)
{
    g_autoptr(GError) error = NULL;
    double value = 0;
    org_live_number(live, sql, &value, &error);
    g_assert_no_error(error);
    return value;
}

static gboolean
append_row(gint n, char **values, char **names, gpointer data)
{
    for (gint i = 0; i < n; i++)
        g_string_append_printf(data, "%s=%s%s", names[i], values[i] ? values[i] : "null", i + 1 < n ? "," : ";");
    return TRUE;
}

static gboolean
stop_at_once(gint n, char **values, char **names, gpointer data)
{
    (void) n, (void) values, (void) names;
    ++*(guint *) data;
    return FALSE;
}

/* Two units and three posts, known by heart. */
static Org *
small_org(void)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    Org *org = org_new(dict, ORG_MONTH(2021, 6));
    org_add_units(org, 2);
    org_add_posts(org, 3);
    org_add_people(org, 2);
    org->units.id[0] = org_dict_add(dict, "fin", -1);
    org->units.id[1] = org_dict_add(dict, "it", -1);
    org->units.parent[1] = 0;
    org->posts.unit[0] = 0;
    org->posts.unit[1] = org->posts.unit[2] = 1;
    org->posts.id[1] = org->posts.id[2] = org_dict_add(dict, "g", -1);
    org->posts.ordinal[1] = 1;
    org->posts.ordinal[2] = 2;
    org->posts.fte[2] = 500;
    org->posts.coefficient[0] = 234;
    org->posts.rank[0] = ORG_HEAD;
    org->posts.holder[0] = org->posts.holder[1] = 0; /* one person, two posts */
    org->people.post[0] = 0;
    org->people.second[0] = 1;
    org->people.born[0] = ORG_MONTH(1980, 7);
    org->people.unit[1] = 1;                                     /* waits */
    org_attribute(org, ORG_UNITS, "posts", TRUE)->number[0] = 7; /* a name that is taken */
    org_attribute(org, ORG_UNITS, "rowid", TRUE)->number[1] = 9;
    GError *error = NULL;
    org_finish(org, &error);
    g_assert_no_error(error);
    return org;
}

/* Since when, from month to month: what was selected by it is selected anew when the month has passed. */
static void
test_vacancies(void)
{
    g_autoptr(Org) org = small_org();
    org->posts.vacant_since[2] = ORG_MONTH(2021, 2);
    g_autoptr(OrgLive) live = new_live(org);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    const char *const reasons[] = { NULL, NULL, "went" };
    g_assert_true(org_live_tell_reasons(live, reasons, 3, &error));
    g_assert_true(org_live_query(live, "select * from vacancies", append_row, text, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(text->str, ==, "post=g#2,unit=it,title=null,since=2021-02,kept_for=null,reason=went,months=4;");
    static const char *const long_vacant = "id in (select post from vacancies where months > 5)";
    const OrgRow *rows;
    gsize n;
    for (gsize passed = 0; passed < 3; passed++) {
        g_assert_true(org_live_select(live, ORG_POSTS, long_vacant, &rows, &n, &error));
        g_assert_cmpuint(n, ==, passed == 2);
        org->month++;
    }
    org->filled_unknown = TRUE;
    g_assert_cmpfloat(number(live, "select count(*) from vacancies"), ==, 0);
}

static void
test_values(void)
{
    g_autoptr(Org) org = small_org();
    g_autoptr(OrgLive) live = new_live(org);
    g_autoptr(GString) text = g_string_new(NULL);
    g_assert_true(
        org_live_query(live,
                       "select id, parent, staff, posts, vacant, depth, n_children, posts_under, staff_under, posts_,"
                       " rowid_ from units",
                       append_row, text, NULL));
    g_assert_cmpstr(
        text->str, ==,
        "id=fin,parent=null,staff=1,posts=1,vacant=0,depth=1,n_children=1,posts_under=2.5,staff_under=2,posts_=7,"
        "rowid_=null;id=it,parent=fin,staff=1,posts=1.5,vacant=0.5,depth=2,n_children=0,posts_under=1.5,"
        "staff_under=1,posts_=null,rowid_=9;");
    g_string_truncate(text, 0);
    g_assert_true(org_live_query(live, "select id, unit, rank, coefficient, fte, holder, vacant from posts", append_row,
                                 text, NULL));
    g_assert_cmpstr(text->str, ==,
                    "id=p1,unit=fin,rank=head,coefficient=2.34,fte=1,holder=h1,vacant=0;"
                    "id=g#1,unit=it,rank=null,coefficient=null,fte=1,holder=h1,vacant=0;"
                    "id=g#2,unit=it,rank=null,coefficient=null,fte=0.5,holder=null,vacant=1;");
    g_string_truncate(text, 0);
    g_assert_true(org_live_query(live, "select id, post, second, born, age, state, rank, unit from people", append_row,
                                 text, NULL));
    g_assert_cmpstr(text->str, ==,
                    "id=h1,post=p1,second=g#1,born=1980-07,age=40,state=employed,rank=head,unit=fin;"
                    "id=h2,post=null,second=null,born=null,age=null,state=surplus,rank=null,unit=it;");
    g_assert_cmpfloat(number(live, "select vacant / posts from units where id = 'it'"), ==, 0.5 / 1.5);
}

static void
test_numbers(void)
{
    g_autoptr(Org) org = small_org();
    g_autoptr(OrgLive) live = new_live(org);
    g_assert_cmpfloat(number(live, "select count(*) from posts"), ==, 3);
    g_assert_cmpfloat(number(live, "(select count(*) from posts) - 1"), ==, 2);
    g_assert_cmpfloat(number(live, "with t as (select fte from posts) select sum(fte) from t"), ==, 2.5);
    g_assert_true(isnan(number(live, "select null")));
    g_assert_true(isnan(number(live, "select 1 from units where id = 'none'")));
    g_assert_cmpfloat(number(live, "exists (select 1 from units where id = 'it')"), ==, 1);
    double value;
    g_autoptr(GError) error = NULL;
    g_assert_false(org_live_number(live, "select id from units", &value, &error));
    g_assert_nonnull(strstr(error->message, "\"fin\""));
    guint calls = 0;
    g_assert_true(org_live_query(live, "select id from posts", stop_at_once, &calls, NULL));
    g_assert_cmpuint(calls, ==, 1);
}

/* A person is staff of the unit of the first post, wherever the second one goes. */
static void
test_second_post(void)
{
    g_autoptr(Org) org = small_org();
    g_autoptr(OrgLive) live = new_live(org);
    OrgRow second = 1;
    static const char sql[] =
        "select staff * 10 + (select staff from units where id = 'it') from units where id = 'fin'";
    g_assert_cmpfloat(number(live, sql), ==, 11);
    g_assert_true(org_move_posts(org, &second, 1, 0, NULL));
    g_assert_cmpfloat(number(live, sql), ==, 11);
    g_assert_true(org_move_posts(org, &second, 1, 1, NULL));
    g_assert_cmpfloat(number(live, sql), ==, 11);
    OrgRow main_post = 0;
    g_assert_true(org_close_posts(org, &main_post, 1, NULL)); /* the second becomes the first */
    g_assert_cmpfloat(number(live, sql), ==, 2);
}

/* How texts and numbers compare is SQLite's to say, whatever we push down. */
static void
test_affinity(void)
{
    g_autoptr(Org) org = small_org();
    g_autoptr(OrgLive) live = new_live(org);
    OrgWord seven = org_dict_add(org->dict, "7", -1);
    org->units.type[0] = seven;
    org->version[ORG_COL_UNITS_type]++;
    g_assert_cmpfloat(number(live, "select count(*) from units where type = 7"), ==, 1);
    g_assert_cmpfloat(number(live, "select count(*) from units where type = '7'"), ==, 1);
    g_assert_cmpfloat(number(live, "select count(*) from units where type = x'37'"), ==, 0);
    g_assert_cmpfloat(number(live, "select count(*) from units where type = null"), ==, 0);
    g_assert_cmpfloat(number(live, "select count(*) from units where type is null"), ==, 1);
    g_assert_cmpfloat(number(live, "select count(*) from units where id = 'FIN' collate nocase"), ==, 1);
    g_assert_cmpfloat(number(live, "select count(*) from units where rowid = 1"), ==, 1);
    g_assert_cmpfloat(number(live, "select count(*) from units where rowid = 1.5"), ==, 0);
    g_assert_cmpfloat(number(live, "select count(*) from units where rowid = 4294967296"), ==, 0);
    g_assert_cmpfloat(number(live, "select count(*) from units u join posts p on p.unit = u.id where u.id = 'it'"), ==,
                      2);
    g_assert_cmpfloat(
        number(live, "select count(*) from people p left join posts q on q.id = p.post where q.id is null"), ==, 1);
    g_assert_cmpfloat(number(live, "select count(*) from posts where rank is null"), ==, 2);
    g_assert_cmpfloat(number(live, "select count(*) from people where rank is null"), ==, 1);
}

/* ---- what is refused */

static void
refused(OrgLive *live, const char *sql, const char *why)
{
    g_autoptr(GError) error = NULL;
    double value;
    g_assert_false(org_live_number(live, sql, &value, &error));
    if (!strstr(error->message, why))
        g_error("\"%s\" is refused with \"%s\", not for \"%s\"", sql, error->message, why);
}

static void
test_refused(void)
{
    g_autoptr(Org) org = small_org();
    g_autoptr(OrgLive) live = new_live(org);
    static const char *const writes[] = { "update units set id = 1",
                                          "delete from posts",
                                          "create table t(x)",
                                          "attach 'x.db' as x",
                                          "pragma user_version",
                                          "with t as (select 1) insert into units select * from t",
                                          "vacuum",
                                          "begin",
                                          "drop table units",
                                          "detach main",
                                          "reindex",
                                          NULL };
    const OrgRow *rows;
    gsize n;
    for (guint i = 0; writes[i]; i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(org_live_query(live, writes[i], append_row, NULL, &error));
        g_assert_nonnull(error);
    }
    refused(live, "select random()", "\"random\"");
    refused(live, "select date('now')", "\"date\"");
    refused(live, "select load_extension('x')", "load_extension");
    refused(live, "select name from pragma_table_list", "can only be read");
    refused(live, "select sql from sqlite_schema", "only units, posts, people and vacancies");
    refused(live, "with vacancies as materialized (select sql from sqlite_schema) select * from vacancies",
            "only units, posts, people and vacancies");
    refused(live, "select * from vacancy_reason", "only units, posts, people and vacancies");
    refused(live, "select ?", "nothing to fill in");
    refused(live, "select 1; select 2", "one SELECT");
    refused(live, "explain select 1", "");
    refused(live, "select typ from units", "nearest \"type\"");
    refused(live, "select 1 from unit", "nearest \"units\"");
    refused(live, "select 1 from units where type = \"room\"", "'room'");
    static const char *const wheres[] = { "1) union select 5 from (select 1",
                                          "type = 'room",
                                          "1 /* open",
                                          "count(*) > 1",
                                          "1; select 2",
                                          "type = ?",
                                          "(1",
                                          "1)",
                                          NULL };
    for (guint i = 0; wheres[i]; i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(org_live_select(live, ORG_UNITS, wheres[i], &rows, &n, &error));
        g_assert_nonnull(error);
    }
    g_assert_true(org_live_select(live, ORG_UNITS, "id = 'it' -- the other", &rows, &n, NULL));
    g_assert_cmpuint(n, ==, 1);
    g_assert_true(org_live_check(live, ORG_UNITS, "staff > 1", NULL));
    g_assert_false(org_live_check(live, ORG_UNITS, "stuff > 1", NULL));
    g_assert_true(org_live_check_sql(live, "select 1", NULL));
    g_assert_false(org_live_check_sql(live, "select from", NULL));
}

static void
test_endless(void)
{
    g_autoptr(Org) org = small_org();
    g_autoptr(OrgLive) live = new_live(org);
    refused(live, "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t",
            "stopped because");
    refused(live, "with recursive t(x) as (select 1 union select x + 1 from t) select max(x) from t",
            "stopped because");
    refused(live,
            "select length(group_concat(a.id || hex(zeroblob(10000000)))) from units a, units b, posts c, posts d", "");
    g_assert_cmpfloat(number(live, "select count(*) from posts"), ==, 3); /* and it still works */
}

/* ---- the sandbox */

static char *
said(OrgLive *live, const char *sql)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    org_live_query(live, sql, append_row, text, &error);
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

static OrgWord
title_of(Org *org, gint n)
{
    static const char *const titles[] = { "văn thư", "clerk", "Clerk", "z", "clerk 2" };
    return n < (gint) G_N_ELEMENTS(titles) ? org_dict_add(org->dict, titles[n], -1) : 0;
}

/* Groups of words are made by the tables: the same as SQLite makes of the texts, in the same order, rows of each in theirs. */
static void
test_groups(void)
{
    static const char *const groups[][2] = { { "title", "title || ''" },
                                             { "rank", "rank || ''" },
                                             { "rank, category, title", "rank || '', category || '', title || ''" },
                                             { "title, rank", "title, rank || ''" },
                                             { "boss_word", "boss_word || ''" } };
    static const char *const wheres[] = { "1",
                                          "rank is null",
                                          "rank = 'staff'",
                                          "title is not null and rank = 'head'",
                                          "unit = (select id from units limit 1)",
                                          "id = 'none'" };
    for (guint32 seed = 0; seed < 8; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        Org *org = random_org(rand, 5, 600, 100);
        OrgAttribute *words = org_attribute(org, ORG_POSTS, "boss_word", FALSE);
        for (OrgRow post = 0; post < org->posts.n; post++) {
            org->posts.title[post] = title_of(org, g_rand_int_range(rand, 0, 6));
            words->word[post] = title_of(org, g_rand_int_range(rand, 0, 6));
        }
        OrgLive *live = new_live(org);
        for (guint i = 0; i < G_N_ELEMENTS(groups) * G_N_ELEMENTS(wheres); i++) {
            const char *const *by = groups[i / G_N_ELEMENTS(wheres)], *where = wheres[i % G_N_ELEMENTS(wheres)];
            char *answer[2];
            for (guint k = 0; k < 2; k++) {
                g_autofree char *sql =
                    g_strdup_printf("select count(*), sum(fte), group_concat(id), %s from posts where %s"
                                    " group by %s",
                                    by[0], where, by[k]);
                answer[k] = said(live, sql);
            }
            g_assert_cmpstr(answer[0], ==, answer[1]);
            g_free(answer[0]);
            g_free(answer[1]);
        }
        org_live_free(live);
        random_org_free(org);
    }
}

static int
in_sandbox(OrgLive *live)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    static const char *const calls[] = { "open", "openat", "creat", "unlink", "execve", "socket" };
    for (guint i = 0; i < G_N_ELEMENTS(calls); i++)
        seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, seccomp_syscall_resolve_name(calls[i]), 0);
    int loaded = seccomp_load(filter);
    seccomp_release(filter);
    if (loaded != 0)
        return 2;
    double value = 0;
    const OrgRow *rows;
    gsize n;
    if (!org_live_number(
            live,
            "select count(*) from (select p.id, q.id from posts p, posts q, units u order by p.id || q.id || u.id,"
            " q.rank limit 100000)",
            &value, NULL) ||
        value != 100000)
        return 3;
    if (!org_live_number(live, "select count(distinct a.id || b.id) from posts a, posts b", &value, NULL) ||
        value != 200.0 * 200)
        return 4;
    return org_live_select(live, ORG_POSTS, "unit in (select id from units where staff > 1)", &rows, &n, NULL) ? 0 : 5;
}

static void
test_sandbox(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(9);
    Org *org = random_org(rand, 10, 200, 200);
    OrgLive *live = new_live(org);
    pid_t child = fork();
    if (child == 0) {
        int said = in_sandbox(live);
        org_live_free(live);
        random_org_free(org);
        g_rand_free(g_steal_pointer(&rand));
        _exit(said);
    }
    int status = -1;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    org_live_free(live);
    random_org_free(org);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/live/values", test_values);
    g_test_add_func("/live/vacancies", test_vacancies);
    g_test_add_func("/live/numbers", test_numbers);
    g_test_add_func("/live/second-post", test_second_post);
    g_test_add_func("/live/affinity", test_affinity);
    g_test_add_func("/live/refused", test_refused);
    g_test_add_func("/live/endless", test_endless);
    g_test_add_func("/live/groups", test_groups);
    g_test_add_func("/live/sandbox", test_sandbox);
    return g_test_run();
}
