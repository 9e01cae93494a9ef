// SPDX-License-Identifier: MIT
#include "bundle.h"
#include "../base/error.h"
#include "../base/input.h"
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 64 << 20, COUNT_LIMIT = 4096, PATH_LIMIT = 4096, TOTAL_LIMIT = 512 << 20 };
static const char magic[8] = "orgbndl1";

typedef struct {
    char *path; /* lexically normal */
    GBytes *bytes;
} Entry;

struct OrgBundle {
    char *folder;       /* NULL: no disk */
    char *rulebooks;    /* folder of those shipped with orgsim; NULL: none */
    GPtrArray *allowed; /* char *: folders that may be read, links followed */
    char *name;         /* of the folder, kept when packed: a scenario is called after it */
    GArray *entries;    /* Entry, in order of first use */
    gsize total;        /* bytes of all */
};

static void
entry_clear(gpointer data)
{
    Entry *entry = data;
    g_free(entry->path);
    g_bytes_unref(entry->bytes);
}

OrgBundle *
org_bundle_new(const char *folder)
{
    OrgBundle *bundle = g_new0(OrgBundle, 1);
    bundle->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_array_set_clear_func(bundle->entries, entry_clear);
    bundle->allowed = g_ptr_array_new_with_free_func(g_free);
    if (!folder)
        return bundle;
    org_bundle_allow(bundle, folder);
    bundle->folder = g_strdup(folder);
    g_autofree char *whole = g_canonicalize_filename(folder, NULL);
    g_autofree char *name = g_path_get_basename(whole);
    bundle->name = g_utf8_make_valid(name, -1);
    return bundle;
}

void
org_bundle_free(OrgBundle *bundle)
{
    if (!bundle)
        return;
    g_free(bundle->folder);
    g_free(bundle->rulebooks);
    g_free(bundle->name);
    g_ptr_array_unref(bundle->allowed);
    g_array_unref(bundle->entries);
    g_free(bundle);
}

void
org_bundle_allow(OrgBundle *bundle, const char *folder)
{
    char *real = realpath(folder, NULL); /* of libc, so not g_free */
    if (real)
        g_ptr_array_add(bundle->allowed, g_strdup(real));
    free(real);
}

void
org_bundle_rulebooks(OrgBundle *bundle, const char *folder)
{
    g_free(bundle->rulebooks);
    bundle->rulebooks = g_strdup(folder);
}

const char *
org_bundle_folder(const OrgBundle *bundle)
{
    return bundle->folder;
}

const char *
org_bundle_name(const OrgBundle *bundle)
{
    return bundle->name ? bundle->name : "";
}

char *
org_bundle_resolve(const char *from_file, const char *path)
{
    if (g_str_has_prefix(path, ORG_RULEBOOK) && !strchr(path, '/'))
        return g_strdup(path);
    g_autofree char *folder = from_file ? g_path_get_dirname(from_file) : g_strdup(".");
    g_autofree char *joined = g_path_is_absolute(path) ? g_strdup(path) : g_build_filename(folder, path, NULL);
    gboolean absolute = g_path_is_absolute(joined);
    g_auto(GStrv) parts = g_strsplit(joined, "/", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (char **part = parts; *part; part++) {
        const char *last = kept->len ? g_ptr_array_index(kept, kept->len - 1) : NULL;
        if (!**part || strcmp(*part, ".") == 0)
            continue;
        if (strcmp(*part, "..") != 0 || (!last && !absolute) || (last && strcmp(last, "..") == 0))
            g_ptr_array_add(kept, *part);
        else if (last)
            g_ptr_array_set_size(kept, (gint) kept->len - 1);
    }
    g_ptr_array_add(kept, NULL);
    g_autofree char *normal = g_strjoinv("/", (char **) kept->pdata);
    if (absolute)
        return g_strconcat("/", normal, NULL);
    return g_strdup(*normal ? normal : ".");
}

char *
org_bundle_way(const char *folder, const char *path)
{
    g_autofree char *from = g_canonicalize_filename(folder, NULL), *whole = g_canonicalize_filename(path, NULL);
    g_auto(GStrv) here = g_strsplit(from, "/", -1), there = g_strsplit(whole, "/", -1);
    guint same = 0;
    while (here[same] && there[same] && !strcmp(here[same], there[same]))
        same++;
    g_autoptr(GString) way = g_string_new(NULL);
    for (guint i = same; here[i]; i++)
        g_string_append(way, "../");
    g_autofree char *rest = g_strjoinv("/", there + same);
    g_string_append(way, rest);
    return g_strdup(way->str);
}

static const Entry *
find_entry(const OrgBundle *bundle, const char *path)
{
    for (guint i = 0; i < bundle->entries->len; i++) {
        const Entry *entry = &g_array_index(bundle->entries, Entry, i);
        if (strcmp(entry->path, path) == 0)
            return entry;
    }
    return NULL;
}

static void
add_entry(OrgBundle *bundle, const char *path, GBytes *bytes)
{
    Entry entry = { g_strdup(path), g_bytes_ref(bytes) };
    g_array_append_val(bundle->entries, entry);
    bundle->total += g_bytes_get_size(bytes);
}

/* The file of a rulebook shipped with orgsim; NULL: the path names none. */
static char *
rulebook_file(const OrgBundle *bundle, const char *path)
{
    const char *name = path + strlen(ORG_RULEBOOK);
    if (!g_str_has_prefix(path, ORG_RULEBOOK) || !bundle->rulebooks)
        return NULL;
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    return g_build_filename(bundle->rulebooks, file, NULL);
}

static gboolean
may_read(const OrgBundle *bundle, const char *real)
{
    for (guint i = 0; i < bundle->allowed->len; i++)
        if (org_input_is_under(real, bundle->allowed->pdata[i]))
            return TRUE;
    return FALSE;
}

static GBytes *
read_file(const OrgBundle *bundle, const char *normal, GError **error)
{
    g_autofree char *real = NULL, *rulebook = rulebook_file(bundle, normal);
    g_autofree char *file = rulebook                     ? g_strdup(rulebook)
                            : g_path_is_absolute(normal) ? g_strdup(normal)
                                                         : g_build_filename(bundle->folder, normal, NULL);
    g_autoptr(GBytes) bytes = org_input_read(file, FILE_LIMIT, &real, error);
    if (!bytes || rulebook || may_read(bundle, real))
        return g_steal_pointer(&bytes);
    org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_PERM,
                  "it lies outside the folder of the scenario, which reads nothing else; --allow DIR names another "
                  "folder that it may read");
    return NULL;
}

GBytes *
org_bundle_get(OrgBundle *bundle, const char *path, GError **error)
{
    g_autofree char *normal = org_bundle_resolve(NULL, path);
    const Entry *entry = find_entry(bundle, normal);
    if (entry)
        return g_bytes_ref(entry->bytes);
    if (!bundle->folder) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_NOENT,
                      "it is not among the texts that came with the scenario");
        return NULL;
    }
    if (bundle->entries->len >= COUNT_LIMIT) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL, "more than %d files make up this scenario",
                      COUNT_LIMIT);
        return NULL;
    }
    g_autoptr(GBytes) bytes = read_file(bundle, normal, error);
    if (!bytes)
        return NULL;
    if (bundle->total + g_bytes_get_size(bytes) > TOTAL_LIMIT) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL,
                      "the files of this scenario have more than %d MiB together", TOTAL_LIMIT >> 20);
        return NULL;
    }
    add_entry(bundle, normal, bytes);
    return g_steal_pointer(&bytes);
}

void
org_bundle_put(OrgBundle *bundle, const char *path, GBytes *bytes)
{
    g_autofree char *normal = org_bundle_resolve(NULL, path);
    Entry *entry = (Entry *) find_entry(bundle, normal);
    if (!entry) {
        add_entry(bundle, normal, bytes);
        return;
    }
    GBytes *old = entry->bytes;
    entry->bytes = g_bytes_ref(bytes);
    bundle->total += g_bytes_get_size(bytes) - g_bytes_get_size(old);
    g_bytes_unref(old);
}

guint
org_bundle_size(const OrgBundle *bundle)
{
    return bundle->entries->len;
}

const char *
org_bundle_path(const OrgBundle *bundle, guint index)
{
    return index < bundle->entries->len ? g_array_index(bundle->entries, Entry, index).path : NULL;
}

GBytes *
org_bundle_bytes(const OrgBundle *bundle, guint index)
{
    return index < bundle->entries->len ? g_array_index(bundle->entries, Entry, index).bytes : NULL;
}

static void
put_number(GByteArray *out, guint64 value)
{
    value = GUINT64_TO_LE(value);
    g_byte_array_append(out, (const guint8 *) &value, sizeof value);
}

static void
put_text(GByteArray *out, const char *text)
{
    put_number(out, strlen(text));
    g_byte_array_append(out, (const guint8 *) text, (guint) strlen(text));
}

char *
org_bundle_hash(const OrgBundle *bundle)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (guint i = 0; i < bundle->entries->len; i++) {
        const Entry *entry = &g_array_index(bundle->entries, Entry, i);
        gsize size;
        const guchar *data = g_bytes_get_data(entry->bytes, &size);
        g_autoptr(GByteArray) head = g_byte_array_new(); /* lengths: "a"+"bc" must differ from "ab"+"c" */
        put_text(head, entry->path);
        put_number(head, size);
        g_checksum_update(sum, head->data, (gssize) head->len);
        g_checksum_update(sum, data, (gssize) size);
    }
    return g_strdup(g_checksum_get_string(sum));
}

GBytes *
org_bundle_pack(const OrgBundle *bundle)
{
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *) magic, sizeof magic);
    put_text(out, org_bundle_name(bundle));
    put_number(out, bundle->entries->len);
    for (guint i = 0; i < bundle->entries->len; i++) {
        const Entry *entry = &g_array_index(bundle->entries, Entry, i);
        gsize size;
        const guchar *data = g_bytes_get_data(entry->bytes, &size);
        put_text(out, entry->path);
        put_number(out, size);
        if (size)
            g_byte_array_append(out, data, (guint) size);
    }
    return g_byte_array_free_to_bytes(out);
}

typedef struct {
    const guint8 *data;
    gsize size, at;
} Cursor;

static gboolean
take_number(Cursor *cursor, guint64 *value)
{
    if (cursor->size - cursor->at < sizeof *value)
        return FALSE;
    memcpy(value, cursor->data + cursor->at, sizeof *value);
    *value = GUINT64_FROM_LE(*value);
    cursor->at += sizeof *value;
    return TRUE;
}

static gboolean
take_span(Cursor *cursor, guint64 most, const guint8 **start, gsize *length)
{
    guint64 n;
    if (!take_number(cursor, &n) || n > most || n > cursor->size - cursor->at)
        return FALSE;
    *start = cursor->data + cursor->at;
    *length = (gsize) n;
    cursor->at += (gsize) n;
    return TRUE;
}

static gboolean
take_text(Cursor *cursor, char **text)
{
    const guint8 *start;
    gsize length;
    if (!take_span(cursor, PATH_LIMIT, &start, &length) || memchr(start, 0, length))
        return FALSE;
    *text = g_strndup((const char *) start, length);
    return TRUE;
}

static gboolean
take_entry(Cursor *cursor, OrgBundle *bundle)
{
    g_autofree char *path = NULL;
    const guint8 *start;
    gsize length;
    if (!take_text(cursor, &path) || !*path || !take_span(cursor, FILE_LIMIT, &start, &length))
        return FALSE;
    g_autofree char *normal = org_bundle_resolve(NULL, path);
    if (strcmp(normal, path) != 0 || find_entry(bundle, path))
        return FALSE;
    g_autoptr(GBytes) bytes = g_bytes_new(start, length);
    add_entry(bundle, path, bytes);
    return TRUE;
}

OrgBundle *
org_bundle_unpack(GBytes *packed, GError **error)
{
    Cursor cursor = { 0 };
    cursor.data = g_bytes_get_data(packed, &cursor.size);
    g_autoptr(OrgBundle) bundle = org_bundle_new(NULL);
    guint64 count = 0;
    gboolean good = cursor.size >= sizeof magic && memcmp(cursor.data, magic, sizeof magic) == 0;
    cursor.at = sizeof magic;
    good = good && take_text(&cursor, &bundle->name) && take_number(&cursor, &count) && count <= COUNT_LIMIT;
    for (guint64 i = 0; good && i < count; i++)
        good = take_entry(&cursor, bundle);
    if (good && cursor.at == cursor.size)
        return g_steal_pointer(&bundle);
    org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL,
                  "the packed texts of the scenario are damaged (at byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT ")",
                  MIN(cursor.at, cursor.size), cursor.size);
    return NULL;
}
