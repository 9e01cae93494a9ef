// SPDX-License-Identifier: MIT
/* Writes seeds of the binary formats, so that they are always of the present version: seeds HARNESS FOLDER. */
#include "../../engine/exchange/exchange.h"
#include "../../engine/worker/parent/private.h"
#include "../../engine/store/store.h"
#include "fuzz-org.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static const char *folder;

static void
write_seed(const char *name, const void *bytes, gsize size)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    if (!g_file_set_contents(path, bytes, (gssize) size, &error))
        g_error("%s", error->message);
}

/* What a run did: a year of random verbs. Each seed number is another run of the same organisation. */
static Org *
run_of(const Org *start, guint seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    Org *end = org_copy(start);
    end->journal = org_journal_new();
    org_undo_enable(end);
    end->month = start->month + 5;
    org_journal_context(end->journal, end->month, 0, "operators");
    org_journal_because(end->journal, org_message_of(M_("quota")));
    for (guint i = 0; i < 60; i++)
        random_verb(end, rand);
    return end;
}

static void
seeds_journal(void)
{
    Org *start = fuzz_org();
    for (guint seed = 1; seed <= 4; seed++) {
        Org *end = run_of(start, seed);
        g_autofree char *name = g_strdup_printf("good-%u", seed);
        write_seed(name, end->journal->bytes->data, end->journal->bytes->len);
        write_seed("bad-cut", end->journal->bytes->data, end->journal->bytes->len - 1);
        random_org_free(end);
    }
    random_org_free(start);
}

static void
seeds_pack(void)
{
    Org *start = fuzz_org();
    gsize size = org_pack_size(start);
    g_autofree void *block = g_malloc0(size);
    org_pack(start, block);
    write_seed("good-org", block, size);
    write_seed("bad-cut", block, size - 1);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) empty = org_new(dict, ORG_MONTH(2021, 1));
    g_autofree void *none = g_malloc0(org_pack_size(empty));
    org_pack(empty, none);
    write_seed("good-empty", none, org_pack_size(empty));
    random_org_free(start);
}

static void
seeds_bundle(void)
{
    g_autoptr(OrgBundle) bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) text = g_bytes_new_static("orgsim: 1\n", 10), none = g_bytes_new_static("", 0);
    org_bundle_put(bundle, "scenario.yaml", text);
    org_bundle_put(bundle, "parts/empty.csv", none);
    g_autoptr(GBytes) packed = org_bundle_pack(bundle);
    gsize size;
    const void *bytes = g_bytes_get_data(packed, &size);
    write_seed("good-two", bytes, size);
    write_seed("bad-cut", bytes, size - 1);
}

static void
put_answer(OrgFrameOut *out, const Org *end, const char *hash)
{
    org_frame_begin(out, ORG_FRAME_ACTS);
    org_frame_put_bytes(out, end->journal->bytes->data, end->journal->bytes->len);
    org_frame_end(out);
    org_frame_begin(out, ORG_FRAME_STEP);
    org_frame_put_u32(out, 0);
    org_frame_put_i32(out, end->month);
    org_frame_put_text(out, "done");
    org_frame_put_text(out, "");
    org_frame_end(out);
    for (gint year = 2020; year <= 2022; year++) {
        org_frame_begin(out, ORG_FRAME_MEASURE);
        org_frame_put_u32(out, 2); /* the metric of fuzz-plan.h */
        org_frame_put_u32(out, ORG_NONE);
        org_frame_put_i32(out, ORG_MONTH(year, 12));
        org_frame_put_u32(out, 0);
        org_frame_put_f64(out, 12.5);
        org_frame_put_text(out, "held");
        org_frame_end(out);
    }
    org_frame_begin(out, ORG_FRAME_FINDING);
    org_frame_put_u32(out, 1); /* the rule, after the step */
    org_frame_put_i32(out, 0);
    org_frame_put_u32(out, ORG_WARN);
    org_frame_put_u32(out, ORG_UNITS);
    org_frame_put_u32(out, 1);
    org_frame_put_i32(out, end->month);
    org_frame_put_text(out, "too small");
    org_frame_put_text(out, "u-1");
    org_frame_put_text(out, "too-few");
    org_frame_put_f64(out, 4);
    org_frame_put_f64(out, 6);
    org_frame_put_i32(out, end->month);
    org_frame_put_u32(out, 0);
    org_frame_end(out);
    org_frame_begin(out, ORG_FRAME_RESULT);
    org_frame_put_u32(out, 0);
    org_frame_put_u32(out, ORG_WORKER_DONE);
    org_frame_put_i32(out, end->month);
    org_frame_put_text(out, "");
    org_frame_put_text(out, hash);
    org_frame_end(out);
}

static void
seeds_frames(void)
{
    Org *start = fuzz_org();
    Org *end = run_of(start, 1);
    end->month = ORG_MONTH(2022, 12); /* a run that is done has come to the end of the plan (fuzz-plan.h) */
    g_autofree char *hash = org_hash(end), *other = org_hash(start);
    OrgFrameOut out;

    org_frame_out_init(&out, -1);
    put_answer(&out, end, hash);
    write_seed("good-run", out.buffer->data, out.buffer->len);
    write_seed("bad-cut", out.buffer->data, out.buffer->len - 1);
    g_byte_array_set_size(out.buffer, 0);
    put_answer(&out, end, other);
    write_seed("bad-hash", out.buffer->data, out.buffer->len);
    org_frame_out_clear(&out);
    random_org_free(end);
    random_org_free(start);
}

static void
store_run(OrgStore *store, const Org *start, const Org *end)
{
    g_autofree char *start_hash = org_hash(start), *end_hash = org_hash(end);
    g_autoptr(GBytes) bundle = g_bytes_new_static("", 0);
    const OrgManifest manifest = { .scenario = "small",
                                   .title = (const OrgMessage *) "Small",
                                   .engine = "0.1",
                                   .plugins_json = "[]",
                                   .scenario_hash = "abc",
                                   .sandbox = "full",
                                   .bundle = bundle,
                                   .replications = 1,
                                   .from = start->month,
                                   .to = end->month,
                                   .items_json = "[]" };
    const OrgSeriesRow series = { "held", "held", "", end->month, 12.5, 1, 20 };
    const OrgRunResult result = { .status = "done",
                                  .snapshot_name = "start",
                                  .start = start,
                                  .start_hash = start_hash,
                                  .end_hash = end_hash,
                                  .series = &series,
                                  .n_series = 1,
                                  .acts = end->journal->bytes->data,
                                  .acts_size = end->journal->bytes->len,
                                  .totals_json = "{}" };
    g_autoptr(GError) error = NULL;
    gint64 run = org_store_begin_run(store, &manifest, &error);
    if (!run || !org_store_finish_run(store, run, &result, &error))
        g_error("%s", error->message);
}

static void
seeds_orgdb(void)
{
    g_autofree char *path = g_build_filename(folder, "good-run", NULL);
    g_autoptr(GError) error = NULL;
    Org *start = fuzz_org(), *end = run_of(start, 1);

    g_remove(path);
    OrgStore *store = org_store_open(path, ORG_STORE_WRITE, &error);
    if (!store)
        g_error("%s", error->message);
    store_run(store, start, end);
    org_store_close(store);
    write_seed("bad-text", "id,name\n", 8);
    random_org_free(end);
    random_org_free(start);
}

/* The blobs of a query on that file, one after the other, each behind its length. */
static void
write_blobs(sqlite3 *db, const char *name, const char *sql)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        g_error("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        guint32 size = (guint32) sqlite3_column_bytes(stmt, 0), length = GUINT32_TO_LE(size);
        g_byte_array_append(all, (const guint8 *) &length, sizeof length);
        g_byte_array_append(all, sqlite3_column_blob(stmt, 0), size);
    }
    sqlite3_finalize(stmt);
    if (all->len == 0)
        g_error("%s: no blobs", sql);
    write_seed(name, all->data, all->len);
}

static void
seeds_column(void)
{
    g_autofree char *path = g_build_filename(folder, "good-run", NULL);
    sqlite3 *db = NULL;

    seeds_orgdb();
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        g_error("%s", path);
    write_blobs(db, "good-posts", "SELECT data FROM snapshot_column WHERE \"table\" = 'posts'");
    write_blobs(db, "good-people", "SELECT data FROM snapshot_column WHERE \"table\" = 'people'");
    write_blobs(db, "good-posts-end", "SELECT data FROM end_column WHERE \"table\" = 'posts'");
    write_blobs(db, "good-acts",
                "SELECT data FROM end_column WHERE \"table\" = 'acts' UNION ALL SELECT data FROM journal");
    sqlite3_close(db);
    g_remove(path); /* no blob */
}

static void
seeds_xlsx(void)
{
    g_autofree char *path = g_build_filename(folder, "good-blank.xlsx", NULL), *bytes = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;

    g_remove(path);
    if (!org_template_xlsx(path, TRUE, &error) || !g_file_get_contents(path, &bytes, &size, &error))
        g_error("%s", error->message);
    write_seed("bad-cut", bytes, size / 2);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *harness;
        void (*write)(void);
    } all[] = { { "journal", seeds_journal }, { "pack", seeds_pack },   { "bundle", seeds_bundle },
                { "frames", seeds_frames },   { "orgdb", seeds_orgdb }, { "xlsx", seeds_xlsx },
                { "column", seeds_column } };

    if (argc != 3)
        g_error("usage: seeds HARNESS FOLDER");
    folder = argv[2];
    g_mkdir_with_parents(folder, 0700);
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (strcmp(all[i].harness, argv[1]) == 0)
            all[i].write();
    return 0;
}
