// SPDX-License-Identifier: MIT
/* Figures of targets and what they require, spelled from the stored numbers. Texts are the caller's own. */
#pragma once
#include "../po/lang.h"
#include "../study/stored.h"

/* As a scenario writes it, "-20%", ">= 75%", "= -45", "between 9000 and 10000", with the figures of the language. */
char *org_required_text(OrgLang lang, const OrgStoredTarget *target);
/* A figure of the target: "80 %" of shares, else "1 742"; "–" for NaN. */
char *org_target_figure(OrgLang lang, const OrgStoredTarget *target, double value);
/* The same, with as many digits as tell it from what the judgement asks for. */
char *org_target_value(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *judgement, double value);
/* A change from the baseline, with as many digits as tell it from the one required: "−12.3 %" where it is judged in percent, else "−5". */
char *org_target_change(OrgLang lang, const OrgStoredTarget *target, double change);
/* What a target shows for itself: its change where it is judged in percent, else its value. */
char *org_target_judged(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *judgement);
/* The same of the figure that was reported for the deadline. */
char *org_target_reported(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *judgement);
/* Which side of the turning point meets it: TRUE where the baseline has to be at least that. */
gboolean org_target_turns_up(const OrgStoredTarget *target);
char *org_target_turning(OrgLang lang, const OrgStoredTarget *target, double at);
/* "4 posts short (9 004; at most 9 000)", of the run's figure or of the reported one; NULL where nothing is lacking. */
char *org_target_gap(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *judgement,
                     gboolean reported);
