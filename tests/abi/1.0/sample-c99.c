// SPDX-License-Identifier: MIT
#define SAMPLE "sample-1-0-c"
#include "sample.h"
