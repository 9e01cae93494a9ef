// SPDX-License-Identifier: MIT
/* Ratings in words. The four grades of Decree 90/2020 stand on the scale of 1 (worst) to 5 (best) as 5, 4, 3 and 1: the
 * decree orders them and gives no figures, so that the distances are an assumption. */
#include "intake.h"
#include "../../base/month.h"
#include <string.h>

gboolean
org_rating_of(const char *text, guint8 *rating)
{
    static const struct {
        const char *key;
        guint8 rating;
    } words[] = {
        { "hoanthanhxuatsacnhiemvu", 5 },
        { "hoanthanhxuatsac", 5 },
        { "xuatsac", 5 },
        { "htxsnv", 5 },
        { "hoanthanhtotnhiemvu", 4 },
        { "hoanthanhtot", 4 },
        { "tot", 4 },
        { "httnv", 4 },
        { "hoanthanhnhiemvu", 3 },
        { "hoanthanh", 3 },
        { "htnv", 3 },
        { "khonghoanthanhnhiemvu", 1 },
        { "khonghoanthanh", 1 },
        { "khtnv", 1 },
        { "khnv", 1 },
        { "khonghtnv", 1 },
        { "excellent", 5 },
        { "outstanding", 5 },
        { "good", 4 },
        { "satisfactory", 3 },
        { "needsimprovement", 2 },
        { "unsatisfactory", 1 },
        { "poor", 1 },
    };
    double value;

    *rating = 0;
    if (org_number_parse(text, &value) && value >= 1 && value <= 5 && value == (guint8) value) {
        *rating = (guint8) value;
        return TRUE;
    }
    g_autofree char *key = org_header_loose_key(text);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].key, key) == 0) {
            *rating = words[i].rating;
            return TRUE;
        }
    return FALSE;
}
