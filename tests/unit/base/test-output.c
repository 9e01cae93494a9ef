// SPDX-License-Identifier: MIT
/* Files that come to be together or not at all. */
#include "base/output.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *top;

static char *
at(const char *name)
{
    return g_build_filename(top, name, NULL);
}

static void
put_old(const char *name, const char *text)
{
    g_autofree char *path = at(name);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
expect(const char *name, const char *text)
{
    g_autofree char *path = at(name), *found = NULL;
    if (!text) {
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
        return;
    }
    g_assert_true(g_file_get_contents(path, &found, NULL, NULL));
    g_assert_cmpstr(found, ==, text);
}

static guint
count(const char *name)
{
    g_autofree char *path = at(name);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    guint n = 0;
    while (dir && g_dir_read_name(dir))
        n++;
    return n;
}

static void
test_kinds(void)
{
    static const struct {
        const char *bytes;
        OrgOutputKind kind;
    } cases[] = { { "", ORG_OUTPUT_EMPTY },
                  { "a,b\n", ORG_OUTPUT_TEXT },
                  { " {}", ORG_OUTPUT_JSON },
                  { "<svg/>", ORG_OUTPUT_SVG },
                  { "\xEF\xBB\xBF<?xml version='1.0'?><!-- x --><svg/>", ORG_OUTPUT_SVG },
                  { "<!doctype html><svg/>", ORG_OUTPUT_HTML },
                  { "digraph x {}", ORG_OUTPUT_DOT },
                  { "%PDF-1.5", ORG_OUTPUT_PDF },
                  { "\x89PNG\r\n\x1a\n", ORG_OUTPUT_PNG },
                  { "PK\x03\x04.......................", ORG_OUTPUT_BINARY },
                  { "PK\x03\x04..........................xl/workbook.xml", ORG_OUTPUT_XLSX },
                  { "PK\x03\x04..........................ppt/presentation.xml", ORG_OUTPUT_PPTX },
                  { "PK\x03\x04..........................xlsx/mine.txt", ORG_OUTPUT_BINARY } };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(org_output_kind(cases[i].bytes, strlen(cases[i].bytes)), ==, cases[i].kind);
    g_assert_cmpint(org_output_kind("SQLite format 3\0x", 17), ==, ORG_OUTPUT_SQLITE);
    static const char parts[] =
        "PK\x03\x04\0.........................[Content_Types].xml\0PK\x03\x04..........................ppt/x";
    g_assert_cmpint(org_output_kind(parts, sizeof parts - 1), ==, ORG_OUTPUT_PPTX);
    for (gsize n = 5; n < sizeof parts - 1; n++) /* ends anywhere: nothing is read behind it */ {
        g_autofree char *cut = g_memdup2(parts, n);
        g_assert_cmpint(org_output_kind(cut, n), ==, n < sizeof parts - 2 ? ORG_OUTPUT_BINARY : ORG_OUTPUT_PPTX);
    }
    g_assert_cmpint(org_output_kind("a\0b", 3), ==, ORG_OUTPUT_BINARY);
    g_assert_cmpint(org_output_kind_of("PNG"), ==, ORG_OUTPUT_PNG);
}

/* The third place is taken by a folder after all was written: the first, there before, and the second, new, are as they were. */
static void
test_taken_back(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *a = at("a.csv"), *b = at("b.csv"), *c = at("c.csv");
    g_autoptr(OrgOutput) output = org_output_new(NULL);

    put_old("a.csv", "old");
    g_assert_true(org_output_put(output, a, ORG_OUTPUT_TEXT, "new", 3, &error));
    g_assert_true(org_output_put(output, b, ORG_OUTPUT_TEXT, "new", 3, &error));
    g_assert_true(org_output_put(output, c, ORG_OUTPUT_TEXT, "new", 3, &error));
    g_assert_cmpint(g_mkdir(c, 0777), ==, 0);
    g_assert_false(org_output_finish(output, &error));
    g_assert_error(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_IN_THE_WAY);
    expect("a.csv", "old");
    expect("b.csv", NULL);
    g_assert_cmpuint(count("."), ==, 2);
    g_rmdir(c);
    g_unlink(a);
}

static void
test_dropped(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *a = at("a.csv");
    OrgOutput *output = org_output_new(NULL);

    g_assert_true(org_output_put(output, a, ORG_OUTPUT_TEXT, "new", 3, &error));
    g_assert_false(org_output_put(output, a, ORG_OUTPUT_TEXT, "new", 3, &error)); /* twice */
    g_assert_error(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_IN_THE_WAY);
    org_output_free(output);
    g_assert_cmpuint(count("."), ==, 0);
}

static void
write_folder(const char *text, const char *more)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = at("deep/tables"), *a = at("deep/tables/a.csv"), *b = at("deep/tables/b.csv");
    g_autoptr(OrgOutput) output = org_output_new(folder);

    g_assert_true(org_output_put(output, a, ORG_OUTPUT_TEXT, text, strlen(text), &error));
    if (more)
        g_assert_true(org_output_put(output, b, ORG_OUTPUT_TEXT, more, strlen(more), &error));
    g_assert_true(org_output_finish(output, &error));
    g_assert_no_error(error);
}

static void
test_folder(void)
{
    static const char *const names[] = { "deep/tables/a.csv", "deep/tables/b.csv", "deep/tables", "deep" };

    write_folder("1", NULL);
    expect("deep/tables/a.csv", "1");
    write_folder("2", "2"); /* all that it holds is written anew: swapped */
    expect("deep/tables/a.csv", "2");
    write_folder("3", NULL); /* it holds more, which stays */
    expect("deep/tables/a.csv", "3");
    expect("deep/tables/b.csv", "2");
    g_assert_cmpuint(count("deep/tables"), ==, 2);
    g_assert_cmpuint(count("deep"), ==, 1);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = at(names[i]);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
}

/* What a killed writer left is removed by the next one, and nothing else that looks alike. */
static void
test_swept(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *a = at("a.csv"), *left = at(".orgsim-0123456789abcdef.part"), *others = at(".orgsim-mine");
    struct stat mode;

    put_old(".orgsim-0123456789abcdef.part", "half");
    put_old(".orgsim-mine", "mine");
    put_old("a.csv", "old");
    g_assert_cmpint(g_chmod(a, 0600), ==, 0);
    g_assert_true(org_output_write(a, ORG_OUTPUT_TEXT, "new", -1, &error));
    expect("a.csv", "new");
    expect(".orgsim-0123456789abcdef.part", NULL);
    expect(".orgsim-mine", "mine");
    g_assert_cmpint(stat(a, &mode), ==, 0);
    g_assert_cmpuint(mode.st_mode & 0777, ==, 0600);
    g_unlink(a);
    g_unlink(others);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    top = g_dir_make_tmp("orgsim-output-XXXXXX", NULL);
    g_test_add_func("/output/kinds", test_kinds);
    g_test_add_func("/output/taken-back", test_taken_back);
    g_test_add_func("/output/dropped", test_dropped);
    g_test_add_func("/output/folder", test_folder);
    g_test_add_func("/output/swept", test_swept);
    int status = g_test_run();
    g_rmdir(top);
    g_free(top);
    return status;
}
