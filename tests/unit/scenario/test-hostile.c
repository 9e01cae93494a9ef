// SPDX-License-Identifier: MIT
/* Hostile files are answered with a sentence. That the work stays linear is shown by counting nodes and problems, not
 * seconds: meson's own time limit is the only clock. */
#include "../../../engine/scenario/yaml-node.h"
#include "fixture.h"
#include <string.h>

static OrgYamlDoc *
read_text(const char *text, gsize size, OrgDiags *diags)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, size);
    return org_yaml_read("hostile.yaml", bytes, diags);
}

/* The only problem has this code and stands here. */
static void
expect_one(const char *text, gsize size, const char *code, guint line, guint column)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) doc = read_text(text, size, diags);
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    const OrgDiag *diag = org_diags_get(diags, 0);
    g_assert_cmpstr(diag->code, ==, code);
    g_assert_cmpuint(diag->line, ==, line);
    g_assert_cmpuint(diag->column, ==, column);
    g_autofree char *sentence = org_diag_text(diag);
    g_assert_cmpuint(strlen(sentence), <, 300);
    g_assert_true(doc->truncated || strcmp(code, "duplicate-key") == 0 || strcmp(code, "bad-text") == 0);
}

static char *
repeat(const char *part, guint n)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append(out, part);
    return g_string_free(out, FALSE);
}

static void
test_billion_laughs(void)
{
    g_autoptr(GString) text = g_string_new("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (guint i = 1; i < 12; i++) {
        g_string_append_printf(text, "a%u: &a%u [", i, i);
        for (guint k = 0; k < 10; k++)
            g_string_append_printf(text, "%s*a%u", k ? ", " : "", i - 1);
        g_string_append(text, "]\n");
    }
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) doc = read_text(text->str, text->len, diags);
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "too-big");
    g_assert_cmpuint(doc->nodes->len, <, 1000); /* nothing was expanded */
}

/* Each level aliases the one before: shallow as written, deep as read. */
static void
test_deep_through_aliases(void)
{
    g_autoptr(GString) text = g_string_new("a0: &a0 [x]\n");
    for (guint i = 1; i < 200; i++)
        g_string_append_printf(text, "a%u: &a%u [*a%u]\n", i, i, i - 1);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) doc = read_text(text->str, text->len, diags);
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "too-deep");
    g_assert_cmpuint(doc->root->depth, <=, ORG_YAML_MAX_DEPTH);
}

static void
test_nesting(void)
{
    static const char *const openings[] = { "[", "{a: ", "- ", "[\n", "{a:\n ", "? " };
    for (guint i = 0; i < G_N_ELEMENTS(openings); i++) {
        g_autofree char *text = repeat(openings[i], 10000);
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_autoptr(OrgYamlDoc) doc = read_text(text, strlen(text), diags);
        g_assert_cmpuint(org_diags_size(diags), ==, 1);
        g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "too-deep");
        g_assert_cmpuint(doc->nodes->len, <=, 2 * ORG_YAML_MAX_DEPTH + 2);
    }
    g_autoptr(GString) block = g_string_new(NULL);
    for (guint i = 0; i < 1000; i++)
        g_string_append_printf(block, "%*sa:\n", (int) i, "");
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) doc = read_text(block->str, block->len, diags);
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    g_assert_cmpuint(doc->nodes->len, <=, 2 * ORG_YAML_MAX_DEPTH + 2);
}

static void
test_bytes(void)
{
    expect_one("a: 1\nb: \0x\n", 11, "encoding", 2, 4);
    expect_one("a: 1\nổ: \xFF\n", 13, "encoding", 2, 4);
    expect_one("a: \xED\xA0\x80\n", 7, "encoding", 1, 4);
    expect_one("\xFF\xFE"
               "a\0:\0",
               6, "encoding", 1, 1); /* UTF-16 */
    expect_one("a: \"\\0\"\n", 8, "bad-text", 1, 4);
    expect_one("a:\n\tb: 1\n", 9, "yaml-syntax", 2, 1);
    expect_one("a: \x01\n", 5, "yaml-syntax", 1, 4);
    expect_one("a: [1, 2\nb: 3\n", 14, "yaml-syntax", 2, 2);
    expect_one("a: 1\n---\nb: 2\n", 14, "second-document", 2, 1);
    expect_one("a: 1\nb: 2\na: 3\n", 15, "duplicate-key", 3, 1);
    expect_one("a: *b\n", 6, "bad-alias", 1, 4);
    expect_one("a: &b [*b]\n", 11, "bad-alias", 1, 8);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) marked = read_text("\xEF\xBB\xBF"
                                             "a: 1\n",
                                             8, diags);
    OrgYaml *key;
    g_assert_nonnull(org_yaml_get(marked->root, "a", &key));
    g_assert_cmpuint(key->column, ==, 1);
    g_assert_cmpuint(org_diags_size(diags), ==, 0);
}

static void
test_huge_scalar(void)
{
    g_autoptr(GString) text = g_string_new("orgsim: 1\nfrom: \"");
    g_autofree char *filling = repeat("x ", 2000000);
    g_string_append(text, filling);
    g_string_append(text, "\"\n");
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_assert_false(fixture_reads(text->str, (gssize) text->len, diags));
    gsize said = 0;
    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        g_autofree char *sentence = org_diag_text(diag);
        said += strlen(sentence) + (diag->source ? strlen(diag->source) : 0);
    }
    g_assert_cmpuint(said, <, 3000); /* it is not repeated */
    g_autofree char *big = repeat("y\n", ORG_YAML_MAX_BYTES / 2 + 1);
    expect_one(big, strlen(big), "too-big", 0, 0);
}

static void
test_many_keys(void)
{
    g_autoptr(GString) text = g_string_new("orgsim: 1\norganisation: a.orgdb:s\nfrom: 2021-01\nto: 2022-12\n");
    for (guint i = 0; i < 100000; i++)
        g_string_append_printf(text, "key-%u: {a: 1}\n", i);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) doc = read_text(text->str, text->len, diags);
    g_assert_cmpuint(org_diags_size(diags), ==, 0);
    g_assert_cmpuint(doc->nodes->len, ==, 1 + 8 + 4 * 100000); /* each event is one node */
    g_assert_nonnull(org_yaml_get(doc->root, "key-99999", NULL));
    g_assert_null(org_yaml_get(doc->root, "key-100000", NULL));
    g_assert_false(fixture_reads(text->str, (gssize) text->len, diags));
    g_assert_cmpuint(org_diags_size(diags), ==, 1001); /* 1000 unknown keys, then one that says so */
    g_assert_cmpstr(org_diags_get(diags, 1000)->code, ==, "too-many");
}

static void
test_many_repeats(void)
{
    g_autofree char *text = repeat("a: 1\n", 100000);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgYamlDoc) doc = read_text(text, strlen(text), diags);
    g_assert_cmpuint(doc->root->keys->len, ==, 1);
    g_assert_cmpuint(org_diags_size(diags), ==, 501);
    g_assert_cmpstr(org_diags_get(diags, 500)->code, ==, "too-many");
}

static void
test_many_items(void)
{
    g_autoptr(GString) text =
        g_string_new("orgsim: 1\norganisation: a.orgdb:s\nfrom: 2021-01\nto: 2022-12\nprocesses:\n");
    for (guint i = 0; i < 10000; i++)
        g_string_append(text, "  - retirement:\n");
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_assert_true(fixture_reads(text->str, (gssize) text->len, diags));
    g_string_append(text, "  - retirement:\n");
    g_assert_false(fixture_reads(text->str, (gssize) text->len, diags));
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "too-big");
}

/* Whatever is cut off or changed, there is an answer, and never a plan with an error. */
static void
test_mutations(void)
{
    const char *text = org_scenario_template();
    gsize size = strlen(text);
    g_autofree char *copy = g_strdup(text);
    for (gsize at = 0; at < size; at += 3) {
        g_autoptr(OrgDiags) diags = org_diags_new();
        gboolean good = fixture_reads(text, (gssize) at, diags);
        g_assert_cmpint(!good, ==, org_diags_count(diags, ORG_SEVERITY_ERROR) > 0);
    }
    static const char bytes[] = "\0\t:-[]{}*&!|>'\"%@`#?,\n\xff";
    for (gsize at = 0; at < size; at += 2) {
        memcpy(copy, text, size);
        copy[at] = bytes[at / 2 % (sizeof bytes - 1)];
        g_autoptr(OrgDiags) diags = org_diags_new();
        gboolean good = fixture_reads(copy, (gssize) size, diags);
        g_assert_cmpint(!good, ==, org_diags_count(diags, ORG_SEVERITY_ERROR) > 0);
        for (guint i = 0; i < org_diags_size(diags); i++)
            g_assert_nonnull(org_diags_get(diags, i)->file);
    }
}

static void
test_empty(void)
{
    static const char *const texts[] = { "", "# nothing\n", "---\n", "x", "- a\n", "null\n", "{}" };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_assert_false(fixture_reads(texts[i], -1, diags));
        g_assert_cmpuint(org_diags_size(diags), ==, strcmp(texts[i], "{}") == 0 ? 4 : 1);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/billion-laughs", test_billion_laughs);
    g_test_add_func("/hostile/deep-through-aliases", test_deep_through_aliases);
    g_test_add_func("/hostile/nesting", test_nesting);
    g_test_add_func("/hostile/bytes", test_bytes);
    g_test_add_func("/hostile/huge-scalar", test_huge_scalar);
    g_test_add_func("/hostile/many-keys", test_many_keys);
    g_test_add_func("/hostile/many-repeats", test_many_repeats);
    g_test_add_func("/hostile/many-items", test_many_items);
    g_test_add_func("/hostile/mutations", test_mutations);
    g_test_add_func("/hostile/empty", test_empty);
    return g_test_run();
}
