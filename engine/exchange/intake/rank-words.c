// SPDX-License-Identifier: MIT
#include "intake.h"
#include <string.h>

static const OrgCodeName ranks[] = { { "staff", ORG_STAFF },       { "head", ORG_HEAD },
                                     { "deputy", ORG_DEPUTY },     { "nhân viên", ORG_STAFF },
                                     { "chuyên viên", ORG_STAFF }, { "trưởng", ORG_HEAD },
                                     { "cấp trưởng", ORG_HEAD },   { "phó", ORG_DEPUTY },
                                     { "cấp phó", ORG_DEPUTY },    { NULL, 0 } };

gboolean
org_intake_rank(const char *text, guint8 *rank)
{
    gboolean unknown;

    *rank = org_cell_code((OrgCell){ text, strlen(text) }, ranks, &unknown); /* most are spelled as here */
    if (!unknown)
        return *text != '\0';
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_autofree char *lower = g_strstrip(g_utf8_strdown(composed ? composed : "", -1));
    *rank = org_cell_code((OrgCell){ lower, strlen(lower) }, ranks, &unknown);
    return !unknown && *lower;
}
