// SPDX-License-Identifier: MIT
#include "conform-out.h"
#include "../base/shown.h"
#include "wrapped.h"

static const char *const verdicts[] = {
    [ORG_CONFORM_PASSED] = N_("passed"), [ORG_CONFORM_FAILED] = N_("FAILED"), [ORG_CONFORM_NOT_ASKED] = N_("not asked")
};

void
org_conform_text(OrgLang lang, const OrgConformReport *report, guint width, GString *out)
{
    guint failed = 0;

    if (report->plugin[0])
        org_shown_append(out, _("Plugin %s %s, seed %lu\n"), report->plugin, report->version, (gulong) report->seed);
    for (guint i = 0; i < report->tests->len; i++) {
        const OrgConformTest *test = report->tests->pdata[i];
        g_autofree char *head =
            g_strdup_printf("  %-10s  %s: %s", test->name, _(verdicts[test->verdict]), _(test->meaning));
        failed += test->verdict == ORG_CONFORM_FAILED;
        g_string_append_printf(out, "  %-10s  ", test->name);
        org_wrapped_append(out, head + 14, 14, 14, width);
        if (test->why) {
            g_autofree char *why = org_message_text(test->why, lang);
            g_string_append_printf(out, "%*s", 14, "");
            org_wrapped_append(out, why, 14, 14, width);
        }
    }
    g_string_append_c(out, '\n');
    org_shown_append(out, _("%u ways to call it: %u carried out, %u refused with a sentence\n"), report->calls,
                     report->done, report->refused);
    for (guint i = 0; i < report->idle->len; i++)
        org_shown_append(out, _("%s was never carried out here; test it by a scenario of its own\n"),
                         (char *) report->idle->pdata[i]);
    if (failed > 1)
        org_shown_append(out, _("%u tests failed\n"), failed);
    else
        g_string_append(out, failed ? _("1 test failed\n") : _("No test failed\n"));
}

json_t *
org_conform_json(const OrgConformReport *report)
{
    static const char *const words[] = {
        [ORG_CONFORM_PASSED] = "passed", [ORG_CONFORM_FAILED] = "failed", [ORG_CONFORM_NOT_ASKED] = "not-asked"
    };
    json_t *tests = json_array(), *idle = json_array();

    for (guint i = 0; i < report->tests->len; i++) {
        const OrgConformTest *test = report->tests->pdata[i];
        g_autofree char *why = test->why ? org_message_text(test->why, ORG_LANG_EN) : NULL;
        json_array_append_new(tests, json_pack("{s:s, s:s, s:s, s:s?}", "test", test->name, "asks", test->meaning,
                                               "verdict", words[test->verdict], "why", why));
    }
    for (guint i = 0; i < report->idle->len; i++)
        json_array_append_new(idle, json_string(report->idle->pdata[i]));
    return json_pack("{s:s, s:s, s:s, s:I, s:b, s:i, s:i, s:i, s:o, s:o}", "path", report->path, "plugin",
                     report->plugin, "version", report->version, "seed", (json_int_t) report->seed, "passed",
                     org_conform_passed(report), "calls", (int) report->calls, "done", (int) report->done, "refused",
                     (int) report->refused, "never_done", idle, "tests", tests);
}
