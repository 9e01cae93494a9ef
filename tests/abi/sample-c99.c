// SPDX-License-Identifier: MIT
#define SAMPLE "sample-c"
#include "sample.h"
