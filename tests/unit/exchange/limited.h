/* SPDX-License-Identifier: MIT
 * Runs a test case in a child process that may take 2 s of processor time and 256 MB: what any one file may cost. Time is
 * bounded by the kernel, which ends the child; memory is read off afterwards. Sanitizers take more of both, unbounded. */
#pragma once
#include <glib.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIMIT_SECONDS 2
#define LIMIT_MB 256
#ifdef __SANITIZE_ADDRESS__
enum { ARE_LIMITED = FALSE };
#else
enum { ARE_LIMITED = TRUE };
#endif

static inline void
run_limited(GTestDataFunc test, gconstpointer data)
{
    struct rlimit most = { LIMIT_SECONDS, LIMIT_SECONDS + 1 };
    struct rusage used;
    int status;

    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (ARE_LIMITED)
            setrlimit(RLIMIT_CPU, &most);
        test(data);
        fflush(NULL);
        _exit(g_test_failed() ? 1 : 0);
    }
    g_assert_cmpint(child, >, 0);
    g_assert_cmpint(wait4(child, &status, 0, &used), ==, child);
    if (WIFSIGNALED(status))
        g_test_message("ended by signal %d after %ld s", WTERMSIG(status), (long) used.ru_utime.tv_sec);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    if (ARE_LIMITED)
        g_assert_cmpint(used.ru_maxrss / 1024, <=, LIMIT_MB);
    if (g_test_verbose())
        g_test_message("%.2f s, %ld MB", (double) used.ru_utime.tv_sec + (double) used.ru_utime.tv_usec / 1e6,
                       used.ru_maxrss / 1024);
}
