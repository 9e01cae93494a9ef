// SPDX-License-Identifier: MIT
#include "sandbox.h"
#include "../../base/error.h"

ORG_ERROR_DOMAIN(org_sandbox_error, "orgsim-sandbox")
