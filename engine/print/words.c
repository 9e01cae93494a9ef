// SPDX-License-Identifier: MIT
#include "../base/shown.h"
#include "words.h"
#include <glib.h>

static const char *const words[] = {
    /* status of a run or a step */
    N_("done"),
    N_("vetoed"),
    N_("failed"),
    N_("interrupted"),
    N_("running"),
    N_("skipped"),
    N_("not-due"),
    N_("short"),
    /* verdict and basis of a target */
    N_("met"),
    N_("not met"),
    N_("depends"),
    N_("no value"),
    N_("simulated"),
    N_("reported"),
    N_("assumed"),
    /* severity of a finding */
    N_("note"),
    N_("warning"),
    N_("veto"),
    /* what a plugin offers */
    N_("operator"),
    N_("process"),
    N_("rule"),
    N_("metric"),
    N_("renderer"),
    /* tables */
    N_("units"),
    N_("posts"),
    N_("people"),
    /* fates of units and people, kinds of changes */
    N_("kept"),
    N_("absorbed"),
    N_("consolidated"),
    N_("took over"),
    N_("split"),
    N_("dissolved"),
    N_("new"),
    N_("moved"),
    N_("renamed"),
    N_("posts changed"),
    N_("came and went"),
    N_("there"),
    N_("not there"),
    N_("stays"),
    N_("moves with the unit"),
    N_("changes unit"),
    N_("loses a leading post"),
    N_("surplus"),
    N_("retires"),
    N_("leaves"),
    N_("joins"),
    N_("joins, leaves"),
    N_("gone"),
    N_("changed"),
    N_("same"),
    /* ranks */
    N_("head"),
    N_("deputy"),
    N_("staff"),
    N_("none"),
    /* rows of a comparison */
    N_("all"),
    N_("(no type)"),
    N_("without a post"),
    N_("paid, by the ledger"),
    N_("layers of units"),
};

const char *
org_word_text(OrgLang lang, const char *word)
{
    for (guint i = 0; lang != ORG_LANG_EN && i < G_N_ELEMENTS(words); i++)
        if (g_strcmp0(words[i], word) == 0)
            return _(words[i]);
    return word;
}

char *
org_words_text(OrgLang lang, const char *several)
{
    g_auto(GStrv) parts = g_strsplit(several, ", ", -1);
    GString *text = g_string_new(NULL);
    for (guint i = 0; parts[i]; i++)
        org_shown_append(text, "%s%s", i ? ", " : "", org_word_text(lang, parts[i]));
    return g_string_free(text, FALSE);
}

char *
org_month_said(OrgLang lang, OrgMonth month)
{
    char buffer[16];
    return org_lang_month(lang, org_month_text(month, buffer));
}
