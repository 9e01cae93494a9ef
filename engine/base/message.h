// SPDX-License-Identifier: MIT
/* Messages: sentences that are made in one place and read in another, in a language that only the reader knows. A message
 * is its format, which is the English sentence and its id in the catalogue, and its arguments; it is put into words where
 * somebody reads it.
 *
 * A message is one C string, so that it is copied (g_strdup), compared, recorded in an act and sent to another process as
 * it is: the byte 0xFF, which no text holds, and a JSON array such as ["%s has %u posts","Phòng A",7]. An argument may be
 * a message of its own, a figure {"figure":119739.0,"decimals":0}, or data in several languages {"en":"town","vi":"xã"}. A string that does not begin with that byte is plain text and stands for itself: data, and sentences of older
 * files. The type is never completed, so that nobody prints a message as it lies in memory. */
#pragma once
#include "../po/lang.h"

typedef struct OrgMessage OrgMessage;

#define ORG_MESSAGE_MARK '\xff'
#define ORG_MESSAGE_TEXTS 4096u /* bytes of text in all arguments of a plugin's message; what is more is cut off */

/* Owned by the caller (g_free). The format is a message id; %s takes a text, NULL being "", or what org_message_said and M_ give.
 * Broken UTF-8 is repaired. The conversions of conversion.h are known; a format with another becomes a text of its own. */
OrgMessage *org_message_new(const char *format, ...) G_GNUC_PRINTF(1, 2);
OrgMessage *org_message_newv(const char *format, va_list args) G_GNUC_PRINTF(1, 0);
/* The same with at most so many bytes of text in its arguments; a format longer than that is cut and stands as a text. */
OrgMessage *org_message_limited(gsize texts, const char *format, va_list args) G_GNUC_PRINTF(2, 0);
/* The same as a text, to be an argument: what was g_strdup_printf() where a sentence is a part of another. */
char *org_said(const char *format, ...) G_GNUC_PRINTF(1, 2);
char *org_saidv(const char *format, va_list args) G_GNUC_PRINTF(1, 0);
/* A message without arguments as an argument of another. id: a literal without quotes, backslashes and conversions. */
#define M_(id) "\xff[\"" id "\"]"
/* A text that is a message as a whole: of a table of ours, or what the system or a library said in English (po/borrowed.txt).
 * It is looked up as it is; a message stays what it is. Owned by the caller. */
char *org_said_whole(const char *text);
/* What data says in several languages, as a text or an argument: texts by language, NULL where it has none. English alone is plain text.
 * NULL: none at all. Owned by the caller. */
OrgMessage *org_message_spoken(const char *const texts[ORG_N_LANGS]);
/* Texts and messages one after another, as one argument. separator: signs that every language sets alike, such as "; ". */
char *org_said_list(const GPtrArray *parts, const char *separator);
/* A figure as an argument: "119 739" or "119.739", at most so many decimals (figure.h). Owned by the caller. */
char *org_said_figure(double value, guint decimals);
OrgMessage *org_message_copy(const OrgMessage *message); /* NULL of NULL */

static inline const char *
org_message_said(const OrgMessage *message) /* as an argument; lives as long as the message */
{
    return message ? (const char *) message : "";
}
static inline const OrgMessage *
org_message_of(const char *text) /* a text that may be a message */
{
    return (const OrgMessage *) text;
}
static inline gboolean
org_message_is_plain(const OrgMessage *message)
{
    return !message || *(const char *) message != ORG_MESSAGE_MARK;
}

/* The sentence in a language: figures and months as it writes them, other texts as they are. "" for NULL. Owned by the
 * caller. A message whose arguments do not fit, which only a hostile file holds, shows its bytes. */
char *org_message_text(const OrgMessage *message, OrgLang lang);
/* The same with a capital where it begins. */
char *org_message_sentence(const OrgMessage *message, OrgLang lang);

/* Bytes from a process or file that is not believed: whether they are "", plain UTF-8 or a whole message whose arguments
 * answer the conversions of its format one by one. */
gboolean org_message_check(const char *bytes);
/* The JSON array as a file keeps it, a part of the message; NULL of plain text. */
const char *org_message_json(const OrgMessage *message);
OrgMessage *org_message_from_json(const char *json); /* NULL when it is none */

/* A copy whose texts are changed: each text argument, also of inner messages, or plain text. quoted: it stands in "…" or is
 * itself so. change gives the new text (freed) or NULL to keep it. */
typedef char *(*OrgMessageChange)(const char *text, gboolean quoted, gpointer data);
OrgMessage *org_message_map(const OrgMessage *message, OrgMessageChange change, gpointer data);
