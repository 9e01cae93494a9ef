// SPDX-License-Identifier: MIT
/* A small organisation and calls of features that are functions of the test itself. */
#pragma once
#include "../../../engine/host/ctx.h"

/* Units town (root), fin, plan, old (closed 2022-07 into fin), far; posts p0…p5: two in fin, two in plan, p4 vacant in
 * fin, p5 in far; people h0…h3 hold p0…p3, h4 holds p5, h5 has left. `crowd` more people, born in different years, hold
 * anonymous posts of far. */
typedef struct {
    OrgDict *dict;
    Org *org;
    Org *baselines[2]; /* start, "2015": without unit plan */
    OrgPlan plan;
    OrgItem item;
    OrgCaller *caller;
    OrgCallSpec spec;
    OrgCallSink sink;
    GString *said; /* measures and findings, one per line */
    gboolean go_on;
    OrgFeature feature;
    char *error; /* of the last call; "" */
} Fixture;

void fixture_setup(Fixture *f, gconstpointer crowd);
void fixture_teardown(Fixture *f, gconstpointer crowd);

typedef OrgStatus (*Run)(const OrgHost *, OrgCtx *);
/* One call of run as a feature of a kind. Parameters and values: set f->feature and f->spec.values first. */
gboolean fixture_call(Fixture *f, OrgKind kind, Run run);
gboolean fixture_settle(Fixture *f, Run settle); /* the same of a metric that settles */
OrgRow fixture_unit(Fixture *f, const char *id);
#define fixture_test(path, test) g_test_add(path, Fixture, NULL, fixture_setup, test, fixture_teardown)
#define fixture_test_crowd(path, n, test)                                                                              \
    g_test_add(path, Fixture, GUINT_TO_POINTER(n), fixture_setup, test, fixture_teardown)
