// SPDX-License-Identifier: MIT
/* Words that are stored and read by programs in English, and shown to people in their language. */
#pragma once
#include "../base/month.h"
#include "../po/lang.h"

/* A word of the file format that people read too (a status, verdict, basis, severity, fate, kind), in the language; any
 * other as it is. */
const char *org_word_text(OrgLang lang, const char *word);
/* Several such words with ", " between them, each in the language: a unit may have several fates. Owned by the caller. */
char *org_words_text(OrgLang lang, const char *several);
/* "12/2025"; "" where it is not known. The caller's own. */
char *org_month_said(OrgLang lang, OrgMonth month);
