// SPDX-License-Identifier: MIT
/* import, check and export as a planner types them: exit statuses, what goes where, nothing written when refused. */
#include <glib/gstdio.h>
#include <string.h>
#include <jansson.h>
#include <sys/wait.h>
#include "exchange-test.h"

typedef struct {
    char *folder, *out, *err;
    int status;
} Shell;

static void
run(Shell *shell, const char *arguments)
{
    g_autofree char *line = g_strdup_printf("%s %s", g_getenv("ORGSIM"), arguments);
    g_auto(GStrv) argv = NULL;
    g_autoptr(GError) error = NULL;
    int wait = 0;

    g_clear_pointer(&shell->out, g_free);
    g_clear_pointer(&shell->err, g_free);
    g_assert_true(g_shell_parse_argv(line, NULL, &argv, &error));
    g_spawn_sync(shell->folder, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &shell->out, &shell->err, &wait, &error);
    g_assert_no_error(error);
    g_assert_true(WIFEXITED(wait));
    shell->status = WEXITSTATUS(wait);
}

static void
put(const Shell *shell, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(shell->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static gboolean
is_there(const Shell *shell, const char *name)
{
    g_autofree char *path = g_build_filename(shell->folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void
set_up(Shell *shell, gconstpointer data)
{
    (void) data;
    shell->folder = g_dir_make_tmp("orgsim-commands-XXXXXX", NULL);
    g_assert_nonnull(shell->folder);
    put(shell, "u.csv", "id,name,type,parent_id\nt,Town,town,\nf,Finance,room,t\n");
    put(shell, "p.csv", "id,unit_id,title,rank,assigned,filled\nh,f,Head,head,1,1\ng,f,Clerk,staff,5,3\n");
    put(shell, "bad.csv", "id,name,type,parent_id\nt,Town,town,\nt,Again,room,\nf,Finance,room,zz\n");
}

static void
tear_down(Shell *shell, gconstpointer data)
{
    static const char *const files[] = { "u.csv",  "p.csv",  "bad.csv", "a.orgdb", "b.orgdb",
                                         "a.json", "a.xlsx", "b.xlsx",  "m.yaml",  "q.csv" };
    static const char *const folders[] = { "one", "two" };

    (void) data;
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(shell->folder, files[i], NULL);
        g_remove(path);
    }
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(shell->folder, folders[i], NULL);
        remove_folder(path);
    }
    g_assert_cmpint(g_rmdir(shell->folder), ==, 0); /* nothing else was left behind */
    g_free(shell->folder);
    g_free(shell->out);
    g_free(shell->err);
}

static void
test_import(Shell *shell, gconstpointer data)
{
    (void) data;
    run(shell, "import --units u.csv --posts p.csv --into a.orgdb --snapshot start --date 2021-01");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_cmpstr(shell->out, ==, "a.orgdb:start\n");
    run(shell, "check a.orgdb:start --json");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_cmpstr(shell->err, ==, "");
    json_t *report = json_loads(shell->out, 0, NULL);
    g_assert_cmpint(json_integer_value(json_object_get(report, "posts")), ==, 6);
    g_assert_cmpint(json_integer_value(json_object_get(report, "people")), ==, 4);
    json_decref(report);
    run(shell,
        "import --units u.csv --into a.orgdb --snapshot start --date 2021-01"); /* another organisation of that name */
    g_assert_cmpint(shell->status, !=, 0);
    run(shell, "import --units u.csv --into a.orgdb --snapshot start --date 2021-01 --replace -q");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_cmpstr(shell->out, ==, "");
}

static void
test_refused(Shell *shell, gconstpointer data)
{
    (void) data;
    run(shell, "import --units bad.csv --into a.orgdb --date 2021-01");
    g_assert_cmpint(shell->status, ==, 3);
    g_assert_false(is_there(shell, "a.orgdb"));
    g_assert_nonnull(strstr(shell->err, "bad.csv:3:1: error: id \"t\" stands in row 2 already"));
    g_assert_nonnull(strstr(shell->err, "bad.csv:4:4: error: parent \"zz\" is not in this file"));
    g_assert_cmpstr(shell->out, ==, "");

    run(shell, "import --units bad.csv --dry-run --csv");
    g_assert_cmpint(shell->status, ==, 3);
    g_assert_true(g_str_has_prefix(shell->out, "severity,code,table,file,sheet,line,column,cell,id,ids,text\n"));
    g_assert_nonnull(strstr(shell->out, "error,duplicate-id,units,bad.csv,,3,1,,t,,"));
    run(shell, "import --units bad.csv --dry-run --json");
    g_assert_cmpint(shell->status, ==, 3);
    json_t *report = json_loads(shell->out, 0, NULL), *counts = json_object_get(report, "counts");
    g_assert_cmpint(json_integer_value(json_object_get(counts, "duplicate-id")), ==, 1);
    g_assert_cmpint(json_integer_value(json_object_get(counts, "missing-parent")), ==, 1);
    g_assert_cmpint(json_integer_value(json_object_get(report, "units")), ==, 2);
    json_decref(report);

    run(shell, "import --units bad.csv --into a.orgdb --date 2021-01 --lenient");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_nonnull(strstr(shell->err, "bad.csv:4:4: note: unit \"f\" was made a root"));
    g_assert_true(is_there(shell, "a.orgdb"));
}

static void
test_dry_run(Shell *shell, gconstpointer data)
{
    (void) data;
    run(shell, "import --units u.csv --posts p.csv --into a.orgdb --date 2021-01 --dry-run");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_false(is_there(shell, "a.orgdb"));
}

static void
test_export(Shell *shell, gconstpointer data)
{
    static const char *const tables[] = { "units.csv", "posts.csv", "people.csv" };

    (void) data;
    run(shell, "import --units u.csv --posts p.csv --into a.orgdb --date 2021-01");
    run(shell, "export a.orgdb --format csv -o one");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell,
        "import --units one/units.csv --posts one/posts.csv --people one/people.csv --into b.orgdb --date 2021-01");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "export b.orgdb:2021-01 --format csv -o two --json");
    g_assert_cmpint(shell->status, ==, 0);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *one = g_build_filename(shell->folder, "one", NULL),
                        *two = g_build_filename(shell->folder, "two", NULL);
        g_autofree char *a = read_text(one, tables[i]), *b = read_text(two, tables[i]);
        g_assert_cmpstr(a, ==, b);
    }
    run(shell, "export a.orgdb --format json");
    json_t *document = json_loads(shell->out, 0, NULL);
    g_assert_cmpuint(json_array_size(json_object_get(document, "units")), ==, 2);
    g_assert_cmpuint(json_array_size(json_object_get(document, "people")), ==, 4);
    json_decref(document);
    g_autofree char *printed = g_strdup(shell->out);
    run(shell, "export a.orgdb --format json -o a.json");
    g_autofree char *written = read_text(shell->folder, "a.json");
    g_assert_cmpstr(printed, ==, written);
}

static void
test_workbook(Shell *shell, gconstpointer data)
{
    (void) data;
    run(shell, "import --units u.csv --posts p.csv --into a.orgdb --date 2021-01");
    run(shell, "export a.orgdb -o a.xlsx");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "import --workbook a.xlsx --into b.orgdb --date 2021-01");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "export b.orgdb --format xlsx -o b.xlsx");
    g_autofree char *one = g_build_filename(shell->folder, "a.xlsx", NULL),
                    *two = g_build_filename(shell->folder, "b.xlsx", NULL);
    char *texts[2];
    gsize sizes[2];
    g_assert_true(g_file_get_contents(one, &texts[0], &sizes[0], NULL));
    g_assert_true(g_file_get_contents(two, &texts[1], &sizes[1], NULL));
    g_assert_cmpmem(texts[0], sizes[0], texts[1], sizes[1]);
    g_free(texts[0]);
    g_free(texts[1]);

    run(shell, "import --units a.xlsx:units --posts a.xlsx:posts --dry-run");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "import --units a.xlsx:units --posts a.xlsx:units --dry-run --json");
    g_assert_cmpint(shell->status, ==, 3);
    json_t *report = json_loads(shell->out, 0, NULL);
    json_t *problem = NULL, *found;
    gsize at;
    json_array_foreach(json_object_get(report, "problems"), at, found)
    {
        if (!problem && g_str_equal(json_string_value(json_object_get(found, "severity")), "error"))
            problem = found;
    }
    g_assert_cmpstr(json_string_value(json_object_get(problem, "sheet")), ==, "units");
    g_assert_cmpstr(json_string_value(json_object_get(problem, "cell")), ==, "A1");
    json_decref(report);
    run(shell, "import --units a.xlsx:nowhere --dry-run");
    g_assert_cmpint(shell->status, ==, 3);
    g_assert_nonnull(strstr(shell->err, "there are \"units\", \"posts\", \"people\""));
}

static void
test_template(Shell *shell, gconstpointer data)
{
    (void) data;
    run(shell, "import --template a.xlsx --lang vi");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "import --workbook a.xlsx --dry-run");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "import --template a.xlsx");
    g_assert_cmpint(shell->status, ==, 5); /* is there already */
    run(shell, "import --template b.xlsx --lang fr");
    g_assert_cmpint(shell->status, ==, 2);
    run(shell, "import --template b.xlsx --units u.csv");
    g_assert_cmpint(shell->status, ==, 2);
    g_assert_false(is_there(shell, "b.xlsx"));
}

static void
test_map(Shell *shell, gconstpointer data)
{
    (void) data;
    put(shell, "m.yaml", "posts:\n  title: rank\n  rank: {Head: head}\nposte:\n");
    run(shell, "import --units u.csv --posts p.csv --map m.yaml --dry-run");
    g_assert_cmpint(shell->status, ==, 3);
    g_assert_nonnull(strstr(shell->err, "m.yaml:4:1: error:"));
    put(shell, "m.yaml", "posts: {id: title}\n");
    run(shell, "import --posts p.csv --map m.yaml --dry-run");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_nonnull(strstr(shell->err, "1 unit (1 root, 1 level), 6 posts"));
}

static void
test_usage(Shell *shell, gconstpointer data)
{
    static const struct {
        const char *arguments;
        int status;
    } cases[] = {
        { "import", 2 },
        { "import --units u.csv", 2 },
        { "import --units u.csv --into a.orgdb", 2 },
        { "import --units u.csv --into a.db --date 2021-01", 2 },
        { "import --units u.csv --into a.orgdb --date January", 2 },
        { "import --units u.csv --into a.orgdb --date 2021-01 --snapshot run-1", 2 },
        { "import --units no.csv --into a.orgdb --date 2021-01", 3 },
        { "import --nonsense", 2 },
        { "import --units u.csv --dry-run --encoding ebcdic", 2 },
        { "import --units u.csv --dry-run --csv --json", 2 },
        { "import --units u.csv --dry-run --delimiter ab", 2 },
        { "import --units u.csv --dry-run --delimiter tab", 3 },
        { "import --units u.csv --dry-run --encoding utf-8 --delimiter ,", 0 },
        { "import --units u.csv --dry-run --map no.yaml", 3 },
        { "import --workbook u.csv --dry-run", 3 },
        { "export a.orgdb --format xlsx", 2 },
        { "import --help", 0 },
        { "check", 2 },
        { "check u.csv", 3 },
        { "check a.orgdb", 3 },
        { "export a.orgdb --format xml -o one", 2 },
        { "export a.orgdb --format csv", 2 },
        { "export a.orgdb --format csv -o one", 3 },
    };

    (void) data;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        run(shell, cases[i].arguments);
        g_test_message("%s: %s", cases[i].arguments, shell->err);
        g_assert_cmpint(shell->status, ==, cases[i].status);
        g_assert_true(cases[i].status == 0 || *shell->err); /* a sentence */
        g_assert_false(is_there(shell, "a.orgdb"));
    }
}

/* A quota table: a snapshot for each year, totals as reported figures, and what changed in the next table by ids of names. */
static void
test_quota(Shell *shell, gconstpointer data)
{
    (void) data;
    put(shell, "q.csv",
        "BIÊN CHẾ CÔNG CHỨC;;;\nSTT;Tên đơn vị;Năm 2021;Năm 2022\n1;Sở Tài chính;10;9\n2;Sở Nội vụ;7;7\n;Tổng "
        "cộng;17;17\n");
    run(shell, "import --quota q.csv --dry-run --json");
    g_assert_cmpint(shell->status, ==, 0);
    json_t *document = json_loads(shell->out, 0, NULL);
    g_assert_nonnull(document);
    g_assert_cmpint(json_integer_value(json_object_get(json_object_get(document, "counts"), "total-mismatch")), ==, 1);
    json_t *first = json_array_get(json_object_get(document, "snapshots"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(first, "name")), ==, "2021");
    g_assert_cmpstr(json_string_value(json_object_get(first, "date")), ==, "2021-12");
    g_assert_cmpint(json_integer_value(json_object_get(first, "posts")), ==, 17);
    json_t *sum = json_array_get(json_object_get(first, "quota"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(sum, "category")), ==, "civil-servant");
    g_assert_cmpint(json_integer_value(json_object_get(sum, "assigned")), ==, 17);
    json_decref(document);
    g_assert_false(is_there(shell, "a.orgdb"));

    run(shell, "import --quota q.csv --into a.orgdb --snapshot t --actuals-to a.json");
    g_assert_cmpint(shell->status, ==, 0);
    g_assert_cmpstr(shell->out, ==, "a.orgdb:t-2021\na.orgdb:t-2022\na.json\n");
    g_autofree char *actuals = read_text(shell->folder, "a.json");
    g_assert_cmpstr(actuals, ==,
                    "metric,month,value,scope,source\nposts-civil-servant,2021-12,17,,q.csv\nposts,2021-12,17,,q.csv\n"
                    "posts-civil-servant,2022-12,16,,q.csv\nposts,2022-12,16,,q.csv\n");

    put(shell, "q.csv",
        "BIÊN CHẾ CÔNG CHỨC;;\nSTT;Tên đơn vị;Năm 2023\n1;Sở Nội vụ;7\n2;Sở Du lịch;4\n3;Sở Tài chính;8\n");
    run(shell, "import --units q.csv --dry-run"); /* never turned into one, but told */
    g_assert_cmpint(shell->status, ==, 3);
    g_assert_nonnull(strstr(shell->err, "this looks like a quota table; --quota reads it as one"));
    run(shell, "import --quota q.csv --into a.orgdb --snapshot t-2023 --changes-from t-2022 --json");
    g_assert_cmpint(shell->status, ==, 0);
    document = json_loads(shell->out, 0, NULL);
    json_t *counts = json_object_get(json_object_get(json_object_get(document, "extract"), "counts"), "units");
    g_assert_cmpint(json_integer_value(json_object_get(counts, "new")), ==, 1);
    g_assert_cmpint(json_integer_value(json_object_get(counts, "gone")), ==, 0);
    g_assert_cmpint(json_integer_value(json_object_get(counts, "same")), ==, 2);
    json_decref(document);

    put(shell, "q.csv", "STT;Tên đơn vị;Biên chế giao\n1;Sở Nội vụ;7\n"); /* no year, and none given */
    run(shell, "import --quota q.csv --into a.orgdb");
    g_assert_cmpint(shell->status, ==, 2);
    run(shell, "import --quota q.csv --units u.csv --dry-run");
    g_assert_cmpint(shell->status, ==, 2);
}

/* What a mapping file says goes before what words say. */
static void
test_quota_map(Shell *shell, gconstpointer data)
{
    (void) data;
    put(shell, "q.csv", "STT;Gọi là;Khung A;Khung B\n1;Đội Một;10;9\n2;Đội Hai;7;7\n");
    put(shell, "m.yaml",
        "units:\n  name: Gọi là\n  type: {Đội: team}\nposts:\n  assigned: Khung A\n  filled: Khung B\n");
    run(shell, "import --quota q.csv --map m.yaml --into a.orgdb --snapshot s --date 2024-01");
    g_assert_cmpint(shell->status, ==, 0);
    run(shell, "query a.orgdb:s \"select type, sum(posts), sum(staff) from units group by type\" --csv");
    g_assert_nonnull(strstr(shell->out, "team,17,16"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/exchange/commands/import", Shell, NULL, set_up, test_import, tear_down);
    g_test_add("/exchange/commands/refused", Shell, NULL, set_up, test_refused, tear_down);
    g_test_add("/exchange/commands/dry-run", Shell, NULL, set_up, test_dry_run, tear_down);
    g_test_add("/exchange/commands/export", Shell, NULL, set_up, test_export, tear_down);
    g_test_add("/exchange/commands/workbook", Shell, NULL, set_up, test_workbook, tear_down);
    g_test_add("/exchange/commands/template", Shell, NULL, set_up, test_template, tear_down);
    g_test_add("/exchange/commands/map", Shell, NULL, set_up, test_map, tear_down);
    g_test_add("/exchange/commands/quota", Shell, NULL, set_up, test_quota, tear_down);
    g_test_add("/exchange/commands/quota-map", Shell, NULL, set_up, test_quota_map, tear_down);
    g_test_add("/exchange/commands/usage", Shell, NULL, set_up, test_usage, tear_down);
    return g_test_run();
}
