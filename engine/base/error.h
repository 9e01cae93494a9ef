// SPDX-License-Identifier: MIT
/* Errors that keep their message: GError with an OrgMessage beside the English text, so that the edge says it in the
 * reader's language. error->message is the English sentence, for programs, tests and logs. */
#pragma once
#include "message.h"

/* A domain whose errors carry messages: ORG_ERROR_DOMAIN(org_store_error, "orgsim-store") defines org_store_error_quark(). */
#define ORG_ERROR_DOMAIN(function, name)                                                                               \
    GQuark function##_quark(void)                                                                                      \
    {                                                                                                                  \
        static gsize quark;                                                                                            \
        if (g_once_init_enter(&quark))                                                                                 \
            g_once_init_leave(&quark, org_error_domain(name));                                                         \
        return (GQuark) quark;                                                                                         \
    }
GQuark org_error_domain(const char *name); /* a static text; at most ORG_ERROR_DOMAINS in a process */
#define ORG_ERROR_DOMAINS 16

#define ORG_FILE_ERROR (org_file_error_quark()) /* the codes are GFileError's */
GQuark org_file_error_quark(void);
#define ORG_USAGE_ERROR                                                                                                \
    (org_usage_error_quark()) /* a word on the command line, or asked of the library, that it does not take */
GQuark org_usage_error_quark(void);

/* g_set_error() whose format is a message id. Of a domain that carries no messages the English text alone is kept. */
void org_error_set(GError **error, GQuark domain, gint code, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* g_prefix_error() likewise: a message before the one that is there. */
void org_error_prefix(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* An error of the same domain and code with another message (taken) in its place. */
void org_error_replace(GError **error, OrgMessage *message);

/* The sentence of an error as an argument of a message; what a library said is looked up as a whole. "" for NULL. Owned by
 * the caller. */
char *org_error_said(const GError *error);
char *org_said_system(int code); /* what the system says to an errno, likewise */
/* The same in a language, for people. Owned by the caller. */
char *org_error_text(const GError *error, OrgLang lang);
