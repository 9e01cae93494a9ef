// SPDX-License-Identifier: MIT
#include "sandbox.h"

G_DEFINE_QUARK(org - sandbox - error - quark, org_sandbox_error)
