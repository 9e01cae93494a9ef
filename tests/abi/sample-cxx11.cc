// SPDX-License-Identifier: MIT
#define SAMPLE "sample-cxx"
#include "sample.h"
