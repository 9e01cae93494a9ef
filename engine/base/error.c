// SPDX-License-Identifier: MIT
#include "error.h"

typedef struct {
    OrgMessage *message;
} Carried;

static GQuark domains[ORG_ERROR_DOMAINS];
static gint n_domains;

ORG_ERROR_DOMAIN(org_file_error, "orgsim-file")
ORG_ERROR_DOMAIN(org_usage_error, "orgsim-usage")

/* It lies before the error, as G_DEFINE_EXTENDED_ERROR has it for one domain; this serves several. */
static Carried *
carried(const GError *error)
{
    const gsize align = 2 * sizeof(gsize);
    return (Carried *) (void *) ((guint8 *) error - ((sizeof(Carried) + align - 1) & -align));
}

static gboolean
carries(GQuark domain)
{
    for (gint i = g_atomic_int_get(&n_domains); i-- > 0;)
        if (domains[i] == domain)
            return TRUE;
    return FALSE;
}

static void
on_init(GError *error)
{
    carried(error)->message = NULL;
}

static void
on_copy(const GError *from, GError *to)
{
    carried(to)->message = org_message_copy(carried(from)->message);
}

static void
on_clear(GError *error)
{
    g_free(carried(error)->message);
}

GQuark
org_error_domain(const char *name)
{
    static GMutex lock;
    g_mutex_lock(&lock);
    GQuark domain = g_error_domain_register_static(name, sizeof(Carried), on_init, on_copy, on_clear);
    g_assert(n_domains < ORG_ERROR_DOMAINS);
    domains[n_domains] = domain;
    g_atomic_int_set(&n_domains, n_domains + 1);
    g_mutex_unlock(&lock);
    return domain;
}

static void
set(GError **error, GQuark domain, gint code, OrgMessage *message)
{
    g_autofree char *english = org_message_text(message, ORG_LANG_EN);
    GError *made = g_error_new_literal(domain, code, english);
    if (carries(domain))
        carried(made)->message = message;
    else
        g_free(message);
    g_propagate_error(error, made);
}

void
org_error_set(GError **error, GQuark domain, gint code, const char *format, ...)
{
    va_list args;
    if (!error)
        return;
    va_start(args, format);
    set(error, domain, code, org_message_newv(format, args));
    va_end(args);
}

void
org_error_replace(GError **error, OrgMessage *message)
{
    if (!error || !*error) {
        g_free(message);
        return;
    }
    GError *old = *error;
    *error = NULL;
    set(error, old->domain, old->code, message);
    g_error_free(old);
}

void
org_error_prefix(GError **error, const char *format, ...)
{
    va_list args;
    if (!error || !*error)
        return;
    va_start(args, format);
    g_autofree char *before = (char *) org_message_newv(format, args);
    va_end(args);
    g_autofree char *said = org_error_said(*error);
    org_error_replace(error, org_message_new("%s%s", before, said));
}

char *
org_error_said(const GError *error)
{
    if (!error)
        return g_strdup("");
    const OrgMessage *message = carries(error->domain) ? carried(error)->message : NULL;
    return message ? (char *) org_message_copy(message) : org_said_whole(error->message);
}

char *
org_said_system(int code)
{
    return org_said_whole(g_strerror(code));
}

char *
org_error_text(const GError *error, OrgLang lang)
{
    g_autofree char *said = org_error_said(error);
    return org_message_text(org_message_of(said), lang);
}
