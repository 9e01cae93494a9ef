// SPDX-License-Identifier: MIT
#include "../worker.h"
#include "../../base/error.h"

ORG_ERROR_DOMAIN(org_worker_error, "orgsim-worker")
