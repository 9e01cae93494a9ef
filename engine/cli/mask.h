/* SPDX-License-Identifier: MIT
 * What an output must not tell about people: applied to the organisation right after loading, so that whatever is printed,
 * selected or copied afterwards cannot hold it. */
#pragma once
#include "target.h"
#include <jansson.h>

#define ORG_MASK_NAMES 1u /* names of people: "person N", N being the row; ids and names of units stay */
#define ORG_MASK_PAY 2u   /* coefficients, and attributes of posts and people that speak of pay */
#define ORG_MASK_BORN 4u  /* dates of birth: January of the year */

#define ORG_MASK_OPTION(place)                                                                                         \
    {                                                                                                                  \
        "mask", 0, 0, G_OPTION_ARG_STRING, place, N_("Leave out of the output: names, pay, born (ids stay)"), "LIST"   \
    }

/* "names,pay"; NULL: nothing. FALSE with a sentence for anything else. */
gboolean org_mask_parse(const char *text, guint *mask, GError **error);
void org_mask_apply(Org *org, guint mask);
/* Start and end of what was opened; its mask is kept there for documents. */
void org_mask_opened(OrgOpened *opened, guint mask);
/* Takes series and attributes of pay out of a run's document (org_document_json). */
void org_mask_document(json_t *document, guint mask);
/* org_target_open and org_mask_opened; text as in org_mask_parse. */
gboolean org_target_open_masked(const char *target, gboolean want_run, const char *text, OrgOpened *opened,
                                GError **error);
