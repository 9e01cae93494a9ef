// SPDX-License-Identifier: MIT
/* What stands once in a scenario: title, organisation, span, clock. A file overrides what it includes. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>

static const OrgYaml *
main_root(const OrgReader *reader)
{
    return ((OrgYamlDoc *) g_ptr_array_index(reader->docs, reader->docs->len - 1))->root;
}

static void
missing(OrgReader *reader, const char *key, const char *wanted)
{
    if (!reader->unsure) {
        g_autofree char *said = org_said_whole(wanted);
        org_reader_error(reader, main_root(reader), "missing-key", "the scenario lacks %s: %s", key, said);
    }
}

/* ---- where an organisation comes from */

/* "F.orgdb:SNAPSHOT", "F.orgdb"; for a baseline also "SNAPSHOT" in the organisation's own file. */
static gboolean
read_stored(OrgReader *reader, const OrgYaml *node, gboolean is_baseline, OrgSource *source)
{
    const char *what = is_baseline ? "snapshot:" : "organisation:";
    const char *text = org_reader_text(reader, node, what);
    if (!text)
        return FALSE;
    const char *end = g_str_has_suffix(text, ".orgdb") ? text + strlen(text) : NULL;
    const char *colon = strstr(text, ".orgdb:");
    g_autofree char *quoted = org_yaml_quote(text);
    if (colon)
        end = colon + strlen(".orgdb");
    if (end && (!*end || end[1])) {
        g_autofree char *path = g_strndup(text, (gsize) (end - text));
        source->orgdb = org_bundle_resolve(node->doc->file, path);
        source->snapshot = *end ? g_strdup(end + 1) : NULL;
        org_reader_is_path(reader, node, source->orgdb, source->snapshot);
        return TRUE;
    }
    if (!is_baseline || strchr(text, ':') || !*text || g_str_has_suffix(text, ".csv")) {
        org_reader_error(reader, node, "bad-value",
                         is_baseline ? "%s is %s, expected FILE.orgdb:SNAPSHOT or the name of a snapshot"
                                     : "%s is %s, expected FILE.orgdb:SNAPSHOT or {units: FILE.csv, …}",
                         what, quoted);
        return FALSE;
    }
    if (reader->plan->organisation.orgdb) {
        source->orgdb = g_strdup(reader->plan->organisation.orgdb);
        source->snapshot = g_strdup(text);
        return TRUE;
    }
    if (!reader->no_source)
        org_reader_error(reader, node, "bad-value",
                         "snapshot: %s names no file, and the scenario's organisation is not stored in one; write "
                         "FILE.orgdb:%s",
                         quoted, text);
    return FALSE;
}

static void
read_path(OrgReader *reader, const OrgYaml *mapping, const char *key, char **path)
{
    const OrgYaml *node = org_yaml_get(mapping, key, NULL);
    g_autofree char *what = g_strconcat(key, ":", NULL);
    if (node && org_reader_text(reader, node, what))
        *path = org_reader_path(reader, node);
}

static gboolean
read_files(OrgReader *reader, const OrgYaml *node, gboolean is_baseline, OrgSource *source)
{
    static const char *const keys[] = { "units", "posts", "people", "date", "name", "snapshot", NULL };
    const OrgYaml *date = org_yaml_get(node, "date", NULL), *name = org_yaml_get(node, "name", NULL);
    const OrgYaml *stored = org_yaml_get(node, "snapshot", NULL);
    guint before = org_reader_errors(reader);
    if (!is_baseline)
        org_reader_keys(reader, node, "organisation:", keys);
    gboolean spelt = before == org_reader_errors(reader);
    read_path(reader, node, "units", &source->units);
    read_path(reader, node, "posts", &source->posts);
    read_path(reader, node, "people", &source->people);
    if (date)
        org_reader_month(reader, date, "date:", &source->date);
    if (name)
        source->name = g_strdup(org_reader_text(reader, name, "name:"));
    if (stored && org_yaml_get(node, "units", NULL))
        org_reader_error(reader, stored, "bad-value", "snapshot: and units: both name an organisation; keep one");
    else if (stored)
        read_stored(reader, stored, is_baseline, source);
    else if (!org_yaml_get(node, "units", NULL) && spelt)
        org_reader_error(reader, node, "missing-key",
                         "organisation: needs units: FILE.csv (posts: and people: may follow)");
    return before == org_reader_errors(reader);
}

gboolean
org_read_source(OrgReader *reader, const OrgYaml *node, gboolean is_baseline, OrgSource *source)
{
    source->date = ORG_UNKNOWN;
    if (node->kind == ORG_YAML_MAPPING)
        return read_files(reader, node, is_baseline, source);
    return read_stored(reader, node, is_baseline, source);
}

static void
read_organisation(OrgReader *reader)
{
    const OrgYaml *node;
    gboolean found = FALSE;
    reader->plan->organisation.date = ORG_UNKNOWN;
    ORG_EACH_SECTION(reader, "organisation", node)
    {
        found = TRUE;
        org_source_clear(&reader->plan->organisation);
        if (!org_read_source(reader, node, FALSE, &reader->plan->organisation))
            reader->no_source = TRUE;
    }
    if (found)
        return;
    missing(reader, "organisation", "FILE.orgdb:SNAPSHOT or {units: FILE.csv, …}");
    reader->no_source = TRUE;
}

/* ---- span, clock and the rest */

static gboolean
read_bound(OrgReader *reader, const char *key, const char *wanted, OrgMonth *month, const OrgYaml **at)
{
    const OrgYaml *node;
    g_autofree char *what = g_strconcat(key, ":", NULL);
    gboolean good = FALSE;
    ORG_EACH_SECTION(reader, key, node)
    {
        *at = node;
        good = org_reader_month(reader, node, what, month);
    }
    if (!*at)
        missing(reader, key, wanted);
    return good;
}

static void
read_span(OrgReader *reader)
{
    OrgPlan *plan = reader->plan;
    const OrgYaml *from = NULL, *to = NULL;
    gboolean good = read_bound(reader, "from", "the month where it begins, such as 2021-01", &plan->from, &from);
    good = read_bound(reader, "to", "the month where it ends, such as 2025-12", &plan->to, &to) && good;
    if (good && plan->from > plan->to)
        org_reader_error(reader, to, "bad-value", "to: is before from:");
    else if (good && plan->to - plan->from > 12 * 200)
        org_reader_error(reader, to, "bad-value", "from: and to: lie more than 200 years apart");
    else
        reader->span_known = good;
}

static void
read_texts(OrgReader *reader)
{
    OrgPlan *plan = reader->plan;
    const OrgYaml *node;
    if (reader->own_name) {
        g_free(plan->name);
        plan->name = g_strdup(reader->own_name);
    }
    /* those of included files describe themselves */
    ORG_EACH_SECTION(reader, "title", node)
    {
        g_autofree OrgMessage *said = org_reader_said(reader, node, "title:");
        if (said && each_ + 1 == reader->docs->len)
            plan->title = g_steal_pointer(&said);
    }
    ORG_EACH_SECTION(reader, "description", node)
    {
        const char *text = org_reader_text(reader, node, "description:");
        if (text && each_ + 1 == reader->docs->len)
            plan->description = g_strdup(text);
    }
    if (!plan->title)
        plan->title = (OrgMessage *) g_strdup(plan->name);
    if (!plan->description)
        plan->description = g_strdup("");
}

static void
read_version(OrgReader *reader)
{
    const OrgYaml *node;
    ORG_EACH_SECTION(reader, "orgsim", node)
    {
        if (node->kind == ORG_YAML_SCALAR && strcmp(node->text, "1") == 0)
            continue;
        g_autofree char *quoted = node->kind == ORG_YAML_SCALAR ? org_yaml_quote(node->text) : NULL;
        org_reader_error(reader, node, "bad-version", "orgsim: is %s, but this program reads version 1 of the format",
                         quoted ? quoted : org_yaml_kind_name(node));
    }
    if (!org_yaml_get(main_root(reader), "orgsim", NULL))
        missing(reader, "orgsim", "the version of the format, 1");
}

static void
read_choices(OrgReader *reader)
{
    static const char *const clocks[] = { "yearly", "quarterly", "monthly", NULL };
    static const char *const vetoes[] = { "stop", "skip", NULL };
    static const char *const histories[] = { "ends", "all", NULL };
    static const gint months[] = { 12, 3, 1 };
    OrgPlan *plan = reader->plan;
    const OrgYaml *node;
    guint choice = 0;
    plan->clock = 12;
    ORG_EACH_SECTION(reader, "clock", node)
    if (org_reader_choice(reader, node, "clock:", clocks, &choice))
        plan->clock = months[choice];
    ORG_EACH_SECTION(reader, "on_veto", node)
    if (org_reader_choice(reader, node, "on_veto:", vetoes, &choice))
        plan->on_veto = choice ? ORG_VETO_SKIP : ORG_VETO_STOP;
    ORG_EACH_SECTION(reader, "history", node)
    if (org_reader_choice(reader, node, "history:", histories, &choice))
        plan->history_all = choice == 1;
    ORG_EACH_SECTION(reader, "seed", node)
    org_reader_whole(reader, node, "seed:", G_MAXINT64, &plan->seed);
}

/* A currency by its letters in ISO 4217. Which letters stand for one is not checked: that list changes. */
static void
read_currency(OrgReader *reader)
{
    OrgPlan *plan = reader->plan;
    const OrgYaml *node;
    ORG_EACH_SECTION(reader, "currency", node)
    {
        const char *text = org_reader_text(reader, node, "currency:");
        if (!text)
            continue;
        g_autofree char *quoted = org_yaml_quote(text);
        if (strlen(text) != 3 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
            org_reader_error(reader, node, "bad-value", "currency: is %s, expected three capital letters, such as VND",
                             quoted);
        g_free(plan->currency);
        plan->currency = g_strdup(text);
    }
    if (!plan->currency)
        plan->currency = g_strdup("");
}

void
org_read_head(OrgReader *reader)
{
    reader->plan->seed = 1;
    read_version(reader);
    read_texts(reader);
    read_organisation(reader);
    read_span(reader);
    read_choices(reader);
    read_currency(reader);
}
