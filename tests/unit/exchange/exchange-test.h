// SPDX-License-Identifier: MIT
/* Shared by the tests of exchange: import texts, compare folders. */
#pragma once
#include <glib/gstdio.h>
#include <string.h>
#include "../../../engine/exchange/exchange.h"

static inline GBytes *
bytes_of(const char *text)
{
    return text ? g_bytes_new(text, strlen(text)) : NULL;
}

/* Texts as units.csv, posts.csv, people.csv of 2021-01. refused may be NULL. */
static inline Org *
import_texts(const char *units, const char *posts, const char *people, gboolean lenient, OrgDiags *diags,
             gboolean *refused)
{
    g_autoptr(GBytes) u = bytes_of(units);
    g_autoptr(GBytes) p = bytes_of(posts);
    g_autoptr(GBytes) h = bytes_of(people);
    OrgImport import = {
        "units.csv", posts ? "posts.csv" : NULL, people ? "people.csv" : NULL, u, p, h, ORG_MONTH(2021, 1), lenient
    };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    gboolean dummy;
    Org *org = org_import_csv_report(&import, dict, diags, refused ? refused : &dummy, &error);
    g_assert_no_error(error);
    return org;
}

/* The organisation, or the test fails showing what was wrong. */
static inline Org *
import_sound(const char *units, const char *posts, const char *people)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    Org *org = import_texts(units, posts, people, FALSE, diags, &refused);
    if (refused) {
        g_autoptr(GString) out = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, out);
        g_test_message("%s", out->str);
    }
    g_assert_false(refused);
    return org;
}

/* Of 2021-01 as well. */
static inline Org *
import_workbook_file(const char *path)
{
    char *data;
    gsize size;
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_get_contents(path, &data, &size, NULL));
    g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgImport import = { .workbook = path, .workbook_bytes = bytes, .date = ORG_MONTH(2021, 1) };
    Org *org = org_import_csv(&import, dict, diags, &error);
    if (error) {
        g_autoptr(GString) out = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, out);
        g_test_message("%s", out->str);
    }
    g_assert_no_error(error);
    return org;
}

static inline char *
read_text(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static inline void
remove_folder(const char *folder)
{
    const char *const names[] = { "units.csv", "posts.csv", "people.csv", "datapackage.json" };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_remove(path);
    }
    g_rmdir(folder);
}
