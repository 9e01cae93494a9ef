// SPDX-License-Identifier: MIT
/* What a mask takes out of the reasons of acts, before anybody who watches them done again sees them. */
#include "../base/message-terms.h"
#include "mask.h"

/* One for each observer; act as it is shown to it, until the next one. */
struct OrgMaskedAct {
    const OrgObserver *inner;
    OrgAct act;
};

static const OrgAct *
masked_act(struct OrgMaskedAct *m, const OrgAct *act)
{
    json_t *terms = org_message_terms(act->reason);
    m->act = *act;
    if (json_object_size(terms) > 0)
        m->act.reason = org_message_of("");
    json_decref(terms);
    return &m->act;
}

static gboolean
before(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    struct OrgMaskedAct *m = data;
    const OrgAct *shown = masked_act(m, act);
    return !m->inner->before || m->inner->before(now, shown, m->inner->data, error);
}

static void
change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    struct OrgMaskedAct *m = data;
    m->inner->change(now, table, row, column, from, to, m->inner->data);
}

static gboolean
after(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    struct OrgMaskedAct *m = data;
    (void) act; /* the one that before() kept */
    return m->inner->after(now, &m->act, m->inner->data, error);
}

static gboolean
end(const Org *now, gpointer data, GError **error)
{
    struct OrgMaskedAct *m = data;
    return m->inner->end(now, m->inner->data, error);
}

OrgMaskedObservers
org_mask_observers(const OrgObserver *observers, guint n, guint mask)
{
    OrgMaskedObservers masked = { g_new0(OrgObserver, n), n, g_new0(struct OrgMaskedAct, n) };
    for (guint i = 0; i < n; i++) {
        const OrgObserver *one = &observers[i];
        masked.acts[i].inner = one;
        masked.observers[i] = !(mask & (ORG_MASK_PAY | ORG_MASK_BORN))
                                  ? *one
                                  : (OrgObserver){ .before = before,
                                                   .change = one->change ? change : NULL,
                                                   .after = one->after ? after : NULL,
                                                   .end = one->end ? end : NULL,
                                                   .data = &masked.acts[i] };
    }
    return masked;
}

void
org_mask_observers_clear(OrgMaskedObservers *masked)
{
    g_clear_pointer(&masked->observers, g_free);
    g_clear_pointer(&masked->acts, g_free);
}
