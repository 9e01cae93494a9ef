// SPDX-License-Identifier: MIT
/* A bundle: the texts that a scenario was made of (itself, what it includes, its tables), by path relative to the
 * scenario's folder. The parent fills it from disk while it reads a scenario; the worker, which can open nothing,
 * reads the same scenario from the bundle that it was handed; the file stores it as the run's manifest. */
#pragma once
#include <glib.h>

typedef struct OrgBundle OrgBundle;
OrgBundle *org_bundle_new(const char *folder); /* folder: reads from disk are relative to it; NULL: no disk */
void org_bundle_free(OrgBundle *bundle);
/* Another folder that may be read: a scenario comes from anywhere, and shall not show what it finds on the machine. Its own folder
 * is allowed. One that is not there is left out. */
void org_bundle_allow(OrgBundle *bundle, const char *folder);
/* Where "rulebook:NAME" is found: NAME.yaml in this folder. */
#define ORG_RULEBOOK "rulebook:"
void org_bundle_rulebooks(OrgBundle *bundle, const char *folder);
/* The bytes of a path (relative to the folder; absolute is taken as it is; or rulebook:NAME). Read from disk once, kept. Size limit
 * 64 MiB. Only ordinary files that lie, links followed, in a folder that may be read. Returns a reference of the caller's own
 * (g_autoptr(GBytes)). The error is a part of a sentence without the path. */
GBytes *org_bundle_get(OrgBundle *bundle, const char *path, GError **error);
/* A path as it is written in a file of the bundle (from_file NULL: in no file), as the bundle names it: relative to the
 * folder, without "." and "x/..". */
char *org_bundle_resolve(const char *from_file, const char *path);
/* From a folder to a file: "../b/plan.yaml". The caller's own. */
char *org_bundle_way(const char *folder, const char *path);
const char *org_bundle_folder(const OrgBundle *bundle); /* as given; NULL: no disk */
const char *
org_bundle_name(const OrgBundle *bundle); /* last part of the folder's path, also after unpacking; "" if none */
void org_bundle_put(OrgBundle *bundle, const char *path, GBytes *bytes); /* takes a reference of its own */
guint org_bundle_size(const OrgBundle *bundle);
const char *org_bundle_path(const OrgBundle *bundle, guint index); /* in order of first use */
GBytes *org_bundle_bytes(const OrgBundle *bundle, guint index);    /* owned by the bundle */
char *org_bundle_hash(const OrgBundle *bundle);                    /* SHA-256 over paths and bytes, hex */
GBytes *org_bundle_pack(const OrgBundle *bundle);
OrgBundle *org_bundle_unpack(GBytes *packed, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgBundle, org_bundle_free)
