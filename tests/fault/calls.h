// SPDX-License-Identifier: MIT
/* Which system calls change something outside of a process, and what can go wrong with each. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/user.h>

/* How a call names what it changes. */
typedef enum { CALL_OPENS, CALL_WRITES, CALL_TAKES_FD, CALL_CLOSES, CALL_TAKES_PATH, CALL_MAKES } CallForm;

typedef struct {
    long number;
    const char *name;
    CallForm form;
    int argument; /* which one holds the descriptor or the path, from 0 */
} Call;

extern const Call calls[];
extern const size_t n_calls;

const Call *call_of(long number); /* NULL: it changes nothing */
unsigned long long call_argument(const struct user_regs_struct *registers, int which);

/* Whether the call of a process that stands at its entry changes something: an open file for reading does not, nor does it
 * when such a one is closed. Writes what it is about to what, one word. */
bool call_changes(pid_t pid, const Call *call, const struct user_regs_struct *registers, char *what, size_t size);
