// SPDX-License-Identifier: MIT
#include "../worker.h"

G_DEFINE_QUARK(org - worker - error - quark, org_worker_error)
