// SPDX-License-Identifier: MIT
#include "../../../engine/base/error.h"
#include "../../../engine/scenario/bundle.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static GBytes *
text(const char *content)
{
    return g_bytes_new(content, strlen(content));
}

static void
put(OrgBundle *bundle, const char *path, const char *content)
{
    g_autoptr(GBytes) bytes = text(content);
    org_bundle_put(bundle, path, bytes);
}

static void
test_resolve(void)
{
    static const char *const cases[][3] = {
        { NULL, "a.csv", "a.csv" },
        { NULL, "./x/../a.csv", "a.csv" },
        { "plans/a.yaml", "b.csv", "plans/b.csv" },
        { "plans/a.yaml", "../b.csv", "b.csv" },
        { "plans/a.yaml", "../../b.csv", "../b.csv" },
        { "../books/a.yaml", "b.csv", "../books/b.csv" },
        { "a.yaml", "/tmp/../b.csv", "/b.csv" },
        { "/x/a.yaml", "b.csv", "/x/b.csv" },
        { NULL, ".", "." },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = org_bundle_resolve(cases[i][0], cases[i][1]);
        g_assert_cmpstr(got, ==, cases[i][2]);
    }
}

static void
test_disk(void)
{
    g_autofree char *folder = g_dir_make_tmp("bundle-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "a.csv", NULL), *pipe = g_build_filename(folder, "pipe", NULL);
    g_assert_true(g_file_set_contents(file, "one", -1, NULL));
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    g_autoptr(OrgBundle) bundle = org_bundle_new(folder);
    g_autoptr(GBytes) first = org_bundle_get(bundle, "a.csv", NULL);
    g_assert_true(g_file_set_contents(file, "two", -1, NULL));
    g_autoptr(GBytes) second = org_bundle_get(bundle, "./a.csv", NULL);
    g_assert_true(g_bytes_equal(first, second)); /* read once */
    g_assert_cmpuint(org_bundle_size(bundle), ==, 1);
    static const char *const bad[] = { "none.csv", ".", "pipe" };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(org_bundle_get(bundle, bad[i], &error));
        g_assert_nonnull(error);
    }
    g_autofree char *base = g_path_get_basename(folder);
    g_assert_cmpstr(org_bundle_name(bundle), ==, base);
    g_unlink(file);
    g_unlink(pipe);
    g_rmdir(folder);
}

static void
test_pack(void)
{
    g_autoptr(OrgBundle) bundle = org_bundle_new("/somewhere/town");
    put(bundle, "scenario.yaml", "orgsim: 1\n");
    put(bundle, "empty.csv", "");
    put(bundle, "../books/vi.yaml", "tên: Phòng\n");
    g_autoptr(GBytes) packed = org_bundle_pack(bundle);
    g_autoptr(OrgBundle) copy = org_bundle_unpack(packed, NULL);
    g_assert_cmpstr(org_bundle_name(copy), ==, "town");
    g_assert_cmpuint(org_bundle_size(copy), ==, 3);
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpstr(org_bundle_path(copy, i), ==, org_bundle_path(bundle, i));
        g_assert_true(g_bytes_equal(org_bundle_bytes(copy, i), org_bundle_bytes(bundle, i)));
    }
    g_autofree char *hash = org_bundle_hash(bundle), *again = org_bundle_hash(copy);
    g_assert_cmpstr(hash, ==, again);
    g_autoptr(GError) error = NULL;
    g_assert_null(org_bundle_get(copy, "not-there.csv", &error)); /* no disk */
    g_assert_nonnull(error);
    put(copy, "empty.csv", "x");
    g_autofree char *other = org_bundle_hash(copy);
    g_assert_cmpstr(hash, !=, other);
}

static void
refused(OrgBundle *bundle, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(org_bundle_get(bundle, path, &error));
    g_assert_error(error, ORG_FILE_ERROR, G_FILE_ERROR_PERM);
}

static void
reads(OrgBundle *bundle, const char *path, const char *wanted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = org_bundle_get(bundle, path, &error);
    g_assert_no_error(error);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), wanted, strlen(wanted));
}

/* top/plan is the scenario's folder; top/plan-b begins alike and lies outside; links lead out and in. */
static void
test_walls(void)
{
    g_autofree char *top = g_dir_make_tmp("bundle-XXXXXX", NULL), *plan = g_build_filename(top, "plan", NULL),
                    *other = g_build_filename(top, "plan-b", NULL), *own = g_build_filename(plan, "a.csv", NULL),
                    *secret = g_build_filename(other, "b.csv", NULL), *out = g_build_filename(plan, "out.csv", NULL),
                    *in = g_build_filename(plan, "in.csv", NULL), *book = g_build_filename(other, "law.yaml", NULL);
    g_assert_cmpint(g_mkdir(plan, 0700) | g_mkdir(other, 0700), ==, 0);
    g_assert_true(g_file_set_contents(own, "own", -1, NULL) && g_file_set_contents(secret, "secret", -1, NULL) &&
                  g_file_set_contents(book, "law", -1, NULL));
    g_assert_cmpint(symlink(secret, out) | symlink("a.csv", in), ==, 0);
    g_autoptr(OrgBundle) bundle = org_bundle_new(plan);
    reads(bundle, "a.csv", "own");
    reads(bundle, "in.csv", "own");
    reads(bundle, own, "own");
    refused(bundle, "out.csv");
    refused(bundle, secret);
    refused(bundle, "../plan-b/b.csv");
    g_assert_null(org_bundle_get(bundle, "rulebook:law", NULL)); /* nobody said where they are */
    org_bundle_rulebooks(bundle, other);
    reads(bundle, "rulebook:law", "law");
    g_assert_null(org_bundle_get(bundle, "rulebook:../plan/a", NULL));
    org_bundle_allow(bundle, "/not/there");
    refused(bundle, secret);
    org_bundle_allow(bundle, other);
    reads(bundle, "../plan-b/b.csv", "secret");
    const char *const paths[] = { own, secret, out, in, book };
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
        g_unlink(paths[i]);
    g_rmdir(plan);
    g_rmdir(other);
    g_rmdir(top);
}

/* "a" + "bc" is not "ab" + "c". */
static void
test_hash_separates(void)
{
    g_autoptr(OrgBundle) one = org_bundle_new(NULL), two = org_bundle_new(NULL);
    put(one, "a", "bc");
    put(two, "ab", "c");
    g_autofree char *first = org_bundle_hash(one), *second = org_bundle_hash(two);
    g_assert_cmpstr(first, !=, second);
}

static void
expect_damaged(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_assert_null(org_bundle_unpack(bytes, &error));
    g_assert_nonnull(error);
}

static void
test_damage(void)
{
    g_autoptr(OrgBundle) bundle = org_bundle_new(NULL);
    put(bundle, "a.yaml", "text");
    g_autoptr(GBytes) packed = org_bundle_pack(bundle);
    gsize size;
    const guint8 *data = g_bytes_get_data(packed, &size);
    for (gsize cut = 0; cut < size; cut++)
        expect_damaged(data, cut);
    g_autofree guint8 *copy = g_malloc(size + 1);
    memcpy(copy, data, size);
    copy[size] = 0;
    expect_damaged(copy, size + 1);
    for (gsize at = 0; at < size; at++) { /* any byte may be hostile: no crash, and no read past the end */
        for (guint value = 0; value < 256; value += 51) {
            memcpy(copy, data, size);
            copy[at] = (guint8) value;
            g_autoptr(GBytes) bytes = g_bytes_new(copy, size);
            g_autoptr(OrgBundle) read = org_bundle_unpack(bytes, NULL);
            if (read)
                g_assert_cmpuint(org_bundle_size(read), <=, 1);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bundle/resolve", test_resolve);
    g_test_add_func("/bundle/disk", test_disk);
    g_test_add_func("/bundle/walls", test_walls);
    g_test_add_func("/bundle/pack", test_pack);
    g_test_add_func("/bundle/hash-separates", test_hash_separates);
    g_test_add_func("/bundle/damage", test_damage);
    return g_test_run();
}
