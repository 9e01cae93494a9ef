// SPDX-License-Identifier: MIT
/* What came of it, as text. */
#include "harness-private.h"
#include "../../../engine/base/month.h"
#include <string.h>

static const char *const rank_words[] = { "unranked", "head", "deputy", "staff" };

static void
add_word(GString *out, const Org *org, OrgWord word)
{
    if (word != 0)
        g_string_append_printf(out, " %s", org_dict_text(org->dict, word));
}

static void
add_closed(GString *out, OrgMonth closed)
{
    char when[16];
    if (closed != ORG_OPEN)
        g_string_append_printf(out, ", closed %s", org_month_text(closed, when));
}

static void
units_text(GString *out, const Org *org)
{
    g_string_append(out, "units\n");
    for (OrgRow row = 0; row < org->units.n; row++) {
        g_string_append_printf(out, "  %s (%s)", org_id(org, ORG_UNITS, row),
                               org_dict_text(org->dict, org->units.type[row]));
        if (org->units.parent[row] != ORG_NONE && org->units.closed[row] == ORG_OPEN)
            g_string_append_printf(out, " under %s", org_id(org, ORG_UNITS, org->units.parent[row]));
        add_closed(out, org->units.closed[row]);
        if (org->units.successor[row] != ORG_NONE)
            g_string_append_printf(out, " into %s", org_id(org, ORG_UNITS, org->units.successor[row]));
        g_string_append_c(out, '\n');
    }
}

static void
posts_text(GString *out, const Org *org)
{
    g_string_append(out, "posts\n");
    for (OrgRow row = 0; row < org->posts.n; row++) {
        g_string_append_printf(out, "  %s in %s: %s", org_id(org, ORG_POSTS, row),
                               org_id(org, ORG_UNITS, org->posts.unit[row]), rank_words[org->posts.rank[row] & 3]);
        add_word(out, org, org->posts.category[row]);
        add_word(out, org, org->posts.funding[row]);
        if (org->posts.closed[row] != ORG_OPEN)
            add_closed(out, org->posts.closed[row]);
        else if (org->posts.holder[row] == ORG_NONE)
            g_string_append(out, ", vacant");
        else
            g_string_append_printf(out, ", held by %s", org_id(org, ORG_PEOPLE, org->posts.holder[row]));
        g_string_append_c(out, '\n');
    }
}

static void
people_text(GString *out, const Org *org)
{
    const OrgPersonTable *people = &org->people;
    char when[16];
    g_string_append(out, "people\n");
    for (OrgRow row = 0; row < people->n; row++) {
        g_string_append_printf(out, "  %s ", org_id(org, ORG_PEOPLE, row));
        if (people->state[row] == ORG_LEFT) {
            g_string_append_printf(out, "left %s: %s\n", org_month_text(people->since[row], when),
                                   org_dict_text(org->dict, people->reason[row]));
            continue;
        }
        g_string_append(out, people->state[row] == ORG_SURPLUS ? "surplus" : "employed");
        if (people->unit[row] != ORG_NONE)
            g_string_append_printf(out, " in %s", org_id(org, ORG_UNITS, people->unit[row]));
        if (people->post[row] != ORG_NONE)
            g_string_append_printf(out, " at %s", org_id(org, ORG_POSTS, people->post[row]));
        if (people->second[row] != ORG_NONE)
            g_string_append_printf(out, " and %s", org_id(org, ORG_POSTS, people->second[row]));
        g_string_append_c(out, '\n');
    }
}

static void
acts_text(GString *out, Harness *h)
{
    const GByteArray *bytes = h->org->journal->bytes;
    gsize offset = h->journal_from;
    g_autoptr(GError) error = NULL;
    OrgAct act;
    char when[16];
    g_string_append(out, "acts\n");
    while (org_act_next(bytes->data, bytes->len, &offset, &act, &error)) {
        g_string_append_printf(out, "  %s %s %s", org_month_text(act.month, when), act.plugin, org_verb_name(act.verb));
        g_autofree char *reason = org_message_text(act.reason, ORG_LANG_EN);
        if (reason[0] != '\0')
            g_string_append_printf(out, ": %s", reason);
        g_string_append_c(out, '\n');
    }
    if (error != NULL)
        g_error("harness: %s", error->message);
}

char *
harness_text(Harness *h, HarnessPart parts)
{
    GString *out = g_string_new(NULL);
    const Org *org = harness_org(h);
    if (parts & HARNESS_UNITS)
        units_text(out, org);
    if (parts & HARNESS_POSTS)
        posts_text(out, org);
    if (parts & HARNESS_PEOPLE)
        people_text(out, org);
    if (parts & HARNESS_ACTS)
        acts_text(out, h);
    if (parts & HARNESS_FINDINGS)
        g_string_append_printf(out, "findings\n%s", h->findings->str);
    if (parts & HARNESS_MEASURES)
        g_string_append_printf(out, "measures\n%s", h->measures->str);
    return g_string_free(out, FALSE);
}

void
harness_expect_at(Harness *h, HarnessPart parts, const char *expected, const char *file, int line)
{
    g_autofree char *text = harness_text(h, parts);
    if (strcmp(text, expected) == 0)
        return;
    guint at = 1;
    for (const char *a = text, *b = expected; *a == *b; a++, b++)
        at += *a == '\n';
    g_printerr("%s:%d: line %u differs\n---- expected\n%s---- is\n%s", file, line, at, expected, text);
    if (h->error[0] != '\0')
        g_printerr("---- the last call failed: %s\n", h->error);
    g_test_fail_printf("%s:%d: line %u of the text differs", file, line, at);
}
