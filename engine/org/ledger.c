// SPDX-License-Identifier: MIT
/* The ledger of one-off costs. What is entered stays: a cost once paid never falls. */
#include "internal.h"

static gboolean
want_payments(const Org *org, const OrgRow *people, const gint64 *amounts, gsize n, const char *series, GError **error)
{
    gint64 room = ORG_MAX_PAID - org->totals.paid;
    if (!series || !*series || !g_utf8_validate(series, -1, NULL))
        return org_fail(error, ORG_E_INVALID, "a payment needs a series in UTF-8");
    for (gsize i = 0; i < n; i++) {
        if (people && people[i] >= org->people.n)
            return org_fail(error, ORG_E_NOT_FOUND, "person row %u does not exist", people[i]);
        if (amounts[i] < 0)
            return org_fail(error, ORG_E_INVALID,
                            "a payment of %" G_GINT64_FORMAT " is negative; a cost once paid never falls", amounts[i]);
        if (amounts[i] > room)
            return org_fail(error, ORG_E_INVALID, "more than %" G_GINT64_FORMAT " in all cannot be paid", ORG_MAX_PAID);
        room -= amounts[i];
    }
    return TRUE;
}

static void
record_pay(Org *org, const OrgPayment *payments, gsize n, const char *series, gboolean of_people)
{
    if (!org_act_begin(org, ORG_VERB_PAY))
        return;
    g_autofree gint64 *amounts = g_new(gint64, n);
    g_autofree OrgRow *people = g_new(OrgRow, n);
    for (gsize i = 0; i < n; i++) {
        amounts[i] = payments[i].amount;
        people[i] = payments[i].person;
    }
    org_act_text(org, series);
    org_act_array(org, amounts, n, sizeof *amounts);
    org_act_array(org, people, of_people ? n : 0, sizeof *people);
    org_act_end(org);
}

gboolean
org_pay(Org *org, const OrgRow *people, const gint64 *amounts, gsize n, guint32 item, const char *series,
        GError **error)
{
    if (!want_payments(org, people, amounts, n, series, error))
        return FALSE;
    guint before = org->payments->len;
    OrgWord word = 0;
    for (gsize i = 0; i < n; i++) {
        if (amounts[i] == 0)
            continue;
        word = word ? word : org_dict_add(org->dict, series, -1);
        OrgPayment payment = { people ? people[i] : ORG_NONE, item, org->month, word, amounts[i] };
        g_array_append_val(org->payments, payment);
        org->totals.paid += amounts[i];
    }
    guint made = org->payments->len - before;
    if (made)
        record_pay(org, &g_array_index(org->payments, OrgPayment, before), made, org_dict_text(org->dict, word),
                   people != NULL);
    return TRUE;
}
