// SPDX-License-Identifier: MIT
/* The parent's side of a run: frames of a worker that lies, up to the replay of its acts. */
#include "../../engine/sim/clock.h"
#include "../../engine/worker/parent/private.h"
#include "../unit/scenario/fixture.h"
#include "fuzz-org.h"
#include "fuzz-plan.h"
#include "fuzz.h"

static void
judge(const OrgFrame *frame, OrgWorkerResult *result, const OrgExpected *expected, const OrgCatalogue *catalogue,
      gboolean *over)
{
    OrgMonth end_month = ORG_UNKNOWN;
    gboolean done = FALSE;
    g_autofree char *why = NULL;

    gboolean taken = org_worker_result_take(result, expected, frame, &end_month, &done, &why);
    FUZZ_MUST(taken == (why == NULL));
    *over = done || !taken;
    g_debug("frame %u: %s", frame->type, why ? why : "taken");
    if (!taken || !done || result->status == ORG_WORKER_FAILED)
        return;
    fuzz_accepted = org_worker_result_apply(catalogue, result, expected, end_month);
    FUZZ_MUST(fuzz_accepted == (result->status != ORG_WORKER_FAILED));
    FUZZ_MUST(fuzz_accepted || *org_message_said(result->message));
    FUZZ_MUST(fuzz_accepted == (result->end != NULL));
    g_debug("result: %s", org_message_said(result->message));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Org *start;
    static OrgCatalogue *catalogue;
    static OrgPlan *plan;
    if (!start) {
        start = fuzz_org();
        catalogue = fixture_catalogue();
        plan = fuzz_plan(catalogue);
    }
    g_autoptr(GArray) months = org_clock_months(plan);
    const OrgExpected expected = { .plan = plan, .start = start, .acts = TRUE, .months = months };
    g_autoptr(OrgWorkerResult) result = org_worker_result_new(0);
    OrgFrameIn in;
    OrgFrame frame;
    gboolean over = FALSE;
    g_autoptr(GError) error = NULL;

    org_frame_in_init(&in, -1);
    if (size > 0)
        g_byte_array_append(in.buffer, data, (guint) size);
    while (!over && org_frame_next(&in, &frame, &error))
        judge(&frame, result, &expected, catalogue, &over);
    org_frame_in_clear(&in);
    return 0;
}
