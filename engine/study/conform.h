// SPDX-License-Identifier: MIT
/* The tests that every plugin must pass, whoever wrote it (orgsim plugin check). They are the same for all: an organisation and ways to
 * call each feature are made from a seed. Its code runs in workers only, and nothing that it says is believed that can be looked at. */
#pragma once
#include "../base/message.h"

typedef struct {
    guint64 seed;
    char *run; /* what renderers draw, F.orgdb:run-N; NULL: a run of which there are no tables */
} OrgConformOptions;

typedef enum {
    ORG_CONFORM_PASSED,
    ORG_CONFORM_FAILED,
    ORG_CONFORM_NOT_ASKED /* why says why: there is nothing of the kind, or what was needed for it went wrong */
} OrgConformVerdict;

typedef struct {
    const char *name;    /* "twice" */
    const char *meaning; /* a message id: what is asked */
    OrgConformVerdict verdict;
    OrgMessage *why; /* of the first that went wrong; NULL when passed */
} OrgConformTest;

typedef struct {
    char *path, *plugin, *version; /* plugin, version: "" where it could not be loaded */
    guint64 seed;
    GPtrArray *tests;    /* OrgConformTest *, always all, in one order */
    guint calls;         /* ways in which its features were called */
    guint done, refused; /* of these: carried out; refused by the plugin with a sentence */
    GPtrArray *idle;     /* char *: features of which no call was carried out */
} OrgConformReport;

/* NULL with error: the machine has no worker. */
OrgConformReport *org_conform(const char *path, const OrgConformOptions *options, GError **error);
void org_conform_free(OrgConformReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgConformReport, org_conform_free)
gboolean org_conform_passed(const OrgConformReport *report);
