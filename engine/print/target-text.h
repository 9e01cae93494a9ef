// SPDX-License-Identifier: MIT
/* Figures of targets and what they require, spelled from the stored numbers. Texts are the caller's own. */
#pragma once
#include "../study/stored.h"

/* As a scenario writes it: "-20%", ">= 75%", "= -45", "between 9000 and 10000". */
char *org_required_text(const OrgStoredTarget *target);
/* The same for people, in their language. */
char *org_required_said(const OrgStoredTarget *target);
/* A figure of the target: "80 %" of shares, else "1 742"; "–" for NaN. */
char *org_target_figure(const OrgStoredTarget *target, double value);
/* A change from the baseline: "−12.3 %" where it is judged in percent, else "−5". */
char *org_target_change(const OrgStoredTarget *target, double change);
/* What a target shows for itself: its change where it is judged in percent, else its value. */
char *org_target_judged(const OrgStoredTarget *target, const OrgStoredJudgement *judgement);
