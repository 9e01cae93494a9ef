// SPDX-License-Identifier: MIT
/* Who may call which member of the host table: the tags of plugin.h as one table (tests/abi/tags.py holds the two together). */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

enum {
    ORG_MAY_OPERATOR = 1 << ORG_OPERATOR,
    ORG_MAY_PROCESS = 1 << ORG_PROCESS,
    ORG_MAY_RULE = 1 << ORG_RULE,
    ORG_MAY_METRIC = 1 << ORG_METRIC,
    ORG_MAY_RENDERER = 1 << ORG_RENDERER,
    ORG_MAY_WRITERS = ORG_MAY_OPERATOR | ORG_MAY_PROCESS,
    ORG_MAY_ALL = ORG_MAY_WRITERS | ORG_MAY_RULE | ORG_MAY_METRIC | ORG_MAY_RENDERER,
};

/* X(member, who may, whether a call that foresees may, too), in the order of OrgHost. */
#define ORG_MEMBERS(X)                                                                                                 \
    X(integer, ORG_MAY_ALL, TRUE)                                                                                      \
    X(real, ORG_MAY_ALL, TRUE)                                                                                         \
    X(text, ORG_MAY_ALL, TRUE)                                                                                         \
    X(rows, ORG_MAY_ALL, TRUE)                                                                                         \
    X(table, ORG_MAY_ALL, TRUE)                                                                                        \
    X(given, ORG_MAY_ALL, TRUE)                                                                                        \
    X(relative, ORG_MAY_ALL, TRUE)                                                                                     \
    X(units, ORG_MAY_ALL, TRUE)                                                                                        \
    X(posts, ORG_MAY_ALL, TRUE)                                                                                        \
    X(people, ORG_MAY_ALL, TRUE)                                                                                       \
    X(children, ORG_MAY_ALL, TRUE)                                                                                     \
    X(posts_of, ORG_MAY_ALL, TRUE)                                                                                     \
    X(find, ORG_MAY_ALL, TRUE)                                                                                         \
    X(id, ORG_MAY_ALL, TRUE)                                                                                           \
    X(name, ORG_MAY_ALL, TRUE)                                                                                         \
    X(numbers, ORG_MAY_ALL, TRUE)                                                                                      \
    X(words, ORG_MAY_ALL, TRUE)                                                                                        \
    X(word, ORG_MAY_ALL, TRUE)                                                                                         \
    X(spell, ORG_MAY_ALL, TRUE)                                                                                        \
    X(from, ORG_MAY_ALL, TRUE)                                                                                         \
    X(now, ORG_MAY_ALL, TRUE)                                                                                          \
    X(window, ORG_MAY_OPERATOR, FALSE)                                                                                 \
    X(before, ORG_MAY_RULE, FALSE)                                                                                     \
    X(baseline, ORG_MAY_ALL, TRUE)                                                                                     \
    X(range, ORG_MAY_ALL, TRUE)                                                                                        \
    X(open_unit, ORG_MAY_WRITERS, FALSE)                                                                               \
    X(rename_unit, ORG_MAY_WRITERS, FALSE)                                                                             \
    X(move_unit, ORG_MAY_WRITERS, FALSE)                                                                               \
    X(close_unit, ORG_MAY_WRITERS, FALSE)                                                                              \
    X(open_posts, ORG_MAY_WRITERS, FALSE)                                                                              \
    X(move_posts, ORG_MAY_WRITERS, FALSE)                                                                              \
    X(close_posts, ORG_MAY_WRITERS, FALSE)                                                                             \
    X(set, ORG_MAY_WRITERS, FALSE)                                                                                     \
    X(set_numbers, ORG_MAY_WRITERS, FALSE)                                                                             \
    X(set_words, ORG_MAY_WRITERS, FALSE)                                                                               \
    X(place, ORG_MAY_WRITERS, FALSE)                                                                                   \
    X(leave, ORG_MAY_WRITERS, FALSE)                                                                                   \
    X(join, ORG_MAY_WRITERS, FALSE)                                                                                    \
    X(because, ORG_MAY_WRITERS, FALSE)                                                                                 \
    X(measure, ORG_MAY_WRITERS | ORG_MAY_METRIC, FALSE)                                                                \
    X(finding, ORG_MAY_WRITERS | ORG_MAY_RULE | ORG_MAY_METRIC, FALSE)                                                 \
    X(fail, ORG_MAY_ALL, TRUE)                                                                                         \
    X(progress, ORG_MAY_ALL, TRUE)                                                                                     \
    X(carried, ORG_MAY_WRITERS, FALSE)                                                                                 \
    X(carry, ORG_MAY_WRITERS, FALSE)                                                                                   \
    X(runs, ORG_MAY_RENDERER, FALSE)                                                                                   \
    X(at, ORG_MAY_RENDERER, FALSE)                                                                                     \
    X(data, ORG_MAY_RENDERER, FALSE)                                                                                   \
    X(output, ORG_MAY_RENDERER, FALSE)                                                                                 \
    X(key, ORG_MAY_ALL, TRUE)                                                                                          \
    X(scratch, ORG_MAY_ALL, TRUE)                                                                                      \
    X(translate, ORG_MAY_RENDERER, FALSE)                                                                              \
    X(breach, ORG_MAY_RULE, FALSE)                                                                                     \
    X(standing, ORG_MAY_RULE, FALSE)                                                                                   \
    X(stood, ORG_MAY_RULE, FALSE)                                                                                      \
    X(release, ORG_MAY_WRITERS, FALSE)                                                                                 \
    X(announce, ORG_MAY_WRITERS, TRUE)                                                                                 \
    X(wake, ORG_MAY_WRITERS | ORG_MAY_RULE, FALSE)                                                                     \
    X(pay, ORG_MAY_WRITERS | ORG_MAY_METRIC, FALSE)                                                                    \
    X(payments, ORG_MAY_METRIC | ORG_MAY_RENDERER, FALSE)                                                              \
    X(currency, ORG_MAY_ALL, TRUE)                                                                                     \
    X(vacant, ORG_MAY_ALL, TRUE)                                                                                       \
    X(below, ORG_MAY_ALL, TRUE)                                                                                        \
    X(bosses, ORG_MAY_ALL, TRUE)                                                                                       \
    X(match, ORG_MAY_ALL, TRUE)                                                                                        \
    X(attributes, ORG_MAY_ALL, TRUE)                                                                                   \
    X(log, ORG_MAY_ALL, TRUE)                                                                                          \
    X(extension, ORG_MAY_ALL, TRUE)

typedef enum {
#define X(member, kinds, foresees) ORG_M_##member,
    ORG_MEMBERS(X)
#undef X
        ORG_N_MEMBERS
} OrgMember;

typedef struct {
    const char *name;
    guint32 kinds; /* a mask of ORG_MAY_… */
    gboolean foresees;
} OrgMemberInfo;
extern const OrgMemberInfo org_members[ORG_N_MEMBERS];

/* "an operator, a process or a metric": who is in the mask. Owned by the caller. */
char *org_members_kinds(guint32 kinds);
