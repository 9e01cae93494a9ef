// SPDX-License-Identifier: MIT
/* The language in which orgsim speaks to people; it is handed down from the command line, for a process may serve several. Inside it speaks English: errors, findings and reasons are made, stored
 * and handed to programs (--json) in English, so that a run is the same bytes wherever it was made. At the edge, where a
 * person reads, a text is put into the language chosen: _() for the sentences of the edge itself, org_lang_say() for
 * those that come from inside. The catalogue, vi.po, is compiled into the program. Any part of the engine may use this. */
#pragma once
#include <glib.h>

typedef enum { ORG_LANG_EN, ORG_LANG_VI } OrgLang;
#define ORG_N_LANGS 2

const char *org_lang_code(OrgLang lang);                 /* "en", "vi" */
gboolean org_lang_parse(const char *name, OrgLang *out); /* "vi", "vi_VN.UTF-8", "en", …; FALSE: not spoken here */
OrgLang org_lang_of_locale(void); /* by LC_ALL, LC_MESSAGES, LANG: the first that is set; English if not spoken */

/* The translation of a message, or the message itself. Lives as long as the process. */
const char *org_lang_text(OrgLang lang, const char *id) G_GNUC_FORMAT(2);
const char *org_lang_plural(OrgLang lang, const char *one, const char *many, guint64 n) G_GNUC_FORMAT(2)
    G_GNUC_FORMAT(3);
#define _(id) org_lang_text(lang, id) /* in a function that is given a language under this name */
#define N_(id) (id)                   /* a message that is translated where it is shown */

/* A whole text that was made in English, such as a stored finding, in the language chosen. It is recognised by the message
 * that it was formatted from; what the message says of names and figures is taken over, and sentences in it are said
 * likewise. A text that no message explains stays as it is. Owned by the caller. O(messages) in strstr. */
char *org_lang_say(OrgLang lang, const char *english);

/* "2025-12" or "12/2025" of a month written as the former; other texts as they are. Owned by the caller. */
char *org_lang_month(OrgLang lang, const char *month);
