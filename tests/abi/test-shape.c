// SPDX-License-Identifier: MIT
/* The shape of plugin.h: every member lies where each released version has it, and every name stands for the same number. What lets the structs
 * grow holds, too: each ends with its last member, so that its size tells which members there are. */
#include <orgsim/plugin.h>

#include <assert.h>
#include <stdio.h>

#define ENDS(type, last)                                                                                               \
    static_assert(sizeof(type) == offsetof(type, last) + sizeof(((type *) 0)->last), #type " does not end "            \
                                                                                           "with " #last)
#define IS(name, value) static_assert((int64_t) (name) == (value), #name " has another value")

#if UINTPTR_MAX == UINT64_MAX
#define SIZE(type, size) static_assert(sizeof(type) >= (size), #type " has shrunk")
#define AT(type, member, offset) static_assert(offsetof(type, member) == (offset), #type "." #member " has moved")
#include "1.0/layout.def"
#endif

ENDS(OrgUnits, n_deputies);
ENDS(OrgPosts, n_moved);
ENDS(OrgPeople, stream);
ENDS(OrgParam, columns);
ENDS(OrgColumn, text);
ENDS(OrgTable, first);
ENDS(OrgJoiner, reserved);
ENDS(OrgSeries, unit);
ENDS(OrgAttributeInfo, reserved);
ENDS(OrgPayment, amount);
ENDS(OrgHost, extension);
ENDS(OrgFeature, words);
ENDS(OrgPlugin, extension);
static_assert(sizeof(OrgJoiner) == 20, "join() takes any stride from 20 on");

/* What no version can change: a plugin compares with them. */
IS(ORG_OK, 0);
IS(ORG_NONE, 4294967295);
IS(ORG_OPEN, 2147483647);
IS(ORG_UNKNOWN, INT32_MIN);
IS(ORG_MONTH(2021, 1), 24252);
IS(ORG_ABI_MAJOR, 1);
IS(ORG_ABI_MINOR, 0);

int
main(void)
{
    printf("1..1\nok 1 - the structs of plugin.h lie as they were released, and end without padding, since this file "
           "compiled\n");
    return 0;
}
