// SPDX-License-Identifier: MIT
#include "looks.h"

#define AND "&", "#1C64B4", "#DCE9F8", "#1C64B4"
#define TIMES "\xC3\x97", "#B3261E", "#FBE4E2", "#B3261E"

const FateLook fate_looks[FATES] = {
    [FATE_KEPT] = { "\xE2\x80\x93", "#33475B", "#FFFFFF", "#33475B" },
    [FATE_ABSORBED] = { AND, .closed = true },
    [FATE_CONSOLIDATED] = { AND, .closed = true },
    [FATE_TOOK_OVER] = { AND },
    [FATE_SPLIT] = { "\xC3\xB7", "#1C64B4", "#DCE9F8", "#1C64B4" },
    [FATE_DISSOLVED] = { TIMES, .closed = true },
    [FATE_NEW] = { "+", "#176B40", "#DDF2E4", "#176B40" },
    [FATE_MOVED] = { "\xC2\xBB", "#7A4900", "#FFEFCF", "#7A4900" },
    [FATE_RENAMED] = { "~", "#33475B", "#FFFFFF", "#33475B" },
    [FATE_POSTS] = { "\xC2\xB1", "#55598A", "#ECECF7", "#55598A" },
    [FATE_PASSING] = { TIMES, .closed = true },
};
