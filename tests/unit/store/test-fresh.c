// SPDX-License-Identifier: MIT
/* A file that nothing was written to goes again; what is put together is kept together or not at all. */
#include "../../../engine/base/error.h"
#include "store-test.h"

static gboolean
put_one(OrgStore *store, const char *name, GError **error)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) org = org_new(dict, ORG_MONTH(2021, 1));
    org_add_units(org, 1);
    g_assert_true(org_finish(org, NULL));
    g_autofree char *hash = org_hash(org);
    return org_store_put(store, name, org, hash, NULL, FALSE, error) != 0;
}

/* It goes when it was made for nothing; what was there before, and what holds something, stays. */
static void
test_fresh(void)
{
    char *path = new_path();
    org_store_close(open_store(path, ORG_STORE_WRITE));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    org_store_close(open_store(path, ORG_STORE_WRITE));
    g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
    g_unlink(path);
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    g_assert_true(put_one(store, "a", NULL));
    org_store_close(store);
    g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
    drop_path(path);
}

/* Another program opened it meanwhile: what that one stored is not lost, and what has no name any more takes nothing. */
static void
test_fresh_shared(void)
{
    char *path = new_path();
    g_autoptr(GError) error = NULL;
    OrgStore *maker = open_store(path, ORG_STORE_WRITE), *other = open_store(path, ORG_STORE_WRITE);
    g_assert_true(put_one(other, "a", NULL));
    org_store_close(maker);
    g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
    org_store_close(other);
    g_unlink(path);
    maker = open_store(path, ORG_STORE_WRITE);
    other = open_store(path, ORG_STORE_WRITE);
    org_store_close(maker);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_assert_false(put_one(other, "a", &error));
    g_autofree char *said = org_error_text(error, ORG_LANG_EN);
    g_assert_nonnull(strstr(said, "was removed or replaced while it was open; nothing was stored"));
    org_store_close(other);
    drop_path(path);
}

static void
test_together(void)
{
    char *path = new_path();
    OrgStore *store = open_store(path, ORG_STORE_WRITE);
    g_assert_true(org_store_together(store, NULL));
    g_assert_true(put_one(store, "a", NULL) && put_one(store, "b", NULL));
    g_assert_true(org_store_together_end(store, FALSE, NULL) == FALSE);
    g_autoptr(GPtrArray) none = org_store_snapshots(store, NULL);
    g_assert_cmpuint(none->len, ==, 0);
    g_assert_true(org_store_together(store, NULL));
    g_assert_true(put_one(store, "a", NULL) && put_one(store, "b", NULL));
    g_assert_true(org_store_together_end(store, TRUE, NULL));
    g_autoptr(GPtrArray) both = org_store_snapshots(store, NULL);
    g_assert_cmpuint(both->len, ==, 2);
    org_store_close(store);
    drop_path(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/fresh", test_fresh);
    g_test_add_func("/store/fresh-shared", test_fresh_shared);
    g_test_add_func("/store/together", test_together);
    return g_test_run();
}
