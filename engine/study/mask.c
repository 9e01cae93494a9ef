// SPDX-License-Identifier: MIT
#include "mask.h"
#include "../base/error.h"
#include <math.h>
#include <string.h>

static const char *const pay_words[] = { "severance", "salary",      "pay",   "wage",    "allowance", "grade",
                                         "cost",      "coefficient", "lương", "phụ cấp", "hệ số",     "bậc" };

gboolean
org_mask_is_pay(const char *name)
{
    g_autofree char *normal = g_utf8_normalize(name, -1, G_NORMALIZE_NFC);
    g_autofree char *folded = g_utf8_casefold(normal ? normal : name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(pay_words); i++)
        if (strstr(folded, pay_words[i]))
            return TRUE;
    return FALSE;
}

gboolean
org_mask_hides_target(guint mask, const char *series, const char *measured_in)
{
    return mask & ORG_MASK_PAY && (!g_strcmp0(measured_in, "money") || (series && org_mask_is_pay(series)));
}

gboolean
org_mask_parse(const char *text, guint *mask, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", ",", -1);
    *mask = 0;
    if (!text)
        return TRUE;
    for (guint i = 0; parts[i]; i++) {
        const char *part = g_strstrip(parts[i]);
        guint one = !strcmp(part, "names")  ? ORG_MASK_NAMES
                    : !strcmp(part, "pay")  ? ORG_MASK_PAY
                    : !strcmp(part, "born") ? ORG_MASK_BORN
                                            : 0;
        if (!one) {
            org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                          "--mask knows no \"%s\"; expected names, pay, born or several with commas between", part);
            return FALSE;
        }
        *mask |= one;
    }
    if (*mask)
        return TRUE;
    org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                  "--mask is empty; expected names, pay, born or several with commas between");
    return FALSE;
}

static void
mask_attributes(Org *org, guint table)
{
    for (guint a = 0; a < org->attributes[table]->len; a++) {
        OrgAttribute *attribute = &g_array_index(org->attributes[table], OrgAttribute, a);
        if (!org_mask_is_pay(org_dict_text(org->dict, attribute->name)))
            continue;
        for (OrgRow i = 0; i < org_rows(org, table); i++) {
            if (attribute->is_number)
                attribute->number[i] = NAN;
            else
                attribute->word[i] = 0;
        }
    }
}

void
org_mask_apply(Org *org, guint mask)
{
    char name[32];
    for (OrgRow i = 0; i < org->people.n; i++) {
        if (mask & ORG_MASK_NAMES && org->people.name[i]) {
            g_snprintf(name, sizeof name, "person %u", i + 1);
            org->people.name[i] = org_dict_add(org->dict, name, -1);
        }
        if (mask & ORG_MASK_BORN && org->people.born[i] != ORG_UNKNOWN)
            org->people.born[i] -= org->people.born[i] % 12;
    }
    if (!(mask & ORG_MASK_PAY))
        return;
    for (OrgRow i = 0; i < org->posts.n; i++)
        org->posts.coefficient[i] = 0;
    for (OrgRow i = 0; i < org->people.n; i++)
        org->people.coefficient[i] = 0;
    g_array_set_size(org->payments, 0);
    org->totals.paid = 0;
    mask_attributes(org, ORG_POSTS);
    mask_attributes(org, ORG_PEOPLE);
}
