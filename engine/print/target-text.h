// SPDX-License-Identifier: MIT
/* Figures of targets and what they require, spelled from the stored numbers. Texts are the caller's own. */
#pragma once
#include "../po/lang.h"
#include "../study/stored.h"

/* As a scenario writes it, "-20%", ">= 75%", "= -45", "between 9000 and 10000", with the figures of the language. */
char *org_required_text(OrgLang lang, const OrgStoredTarget *target);
/* A figure of the target: "80 %" of shares, else "1 742"; "–" for NaN. */
char *org_target_figure(OrgLang lang, const OrgStoredTarget *target, double value);
/* A change from the baseline: "−12.3 %" where it is judged in percent, else "−5". */
char *org_target_change(OrgLang lang, const OrgStoredTarget *target, double change);
/* What a target shows for itself: its change where it is judged in percent, else its value. */
char *org_target_judged(OrgLang lang, const OrgStoredTarget *target, const OrgStoredJudgement *judgement);
