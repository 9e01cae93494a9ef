// SPDX-License-Identifier: MIT
#define SAMPLE "sample-1-0-cxx"
#include "sample.h"
