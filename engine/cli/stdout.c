// SPDX-License-Identifier: MIT
/* Standard output: what a full disk or a closed pipe did not take is told at the end, once, for all commands. */
#include "../base/printer.h"
#include "cli.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static gboolean undone; /* a document that could not be made, of which stdio knows nothing */

void
org_stdout_begin(void)
{
    /* Where a standard descriptor is closed, the next file that is opened would take its number and be printed into. */
    int fd;
    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
    signal(SIGXFSZ, SIG_IGN); /* a file above its limit is an error with a sentence, not the end of the program */
}

void
org_stdout_json(const json_t *doc)
{
    char *text = json_dumps(doc, JSON_INDENT(2));
    if (text) {
        org_print_json(text);
        org_print("\n");
    } else
        undone = TRUE;
    free(text);
}

int
org_stdout_end(OrgLang lang, int status)
{
    if (org_print_end() && !undone)
        return status;
    org_cli_fail(
        lang, 0,
        N_("what was printed is not whole: standard output did not take it all; look whether its disk is full"));
    return status == ORG_EXIT_DONE || status == ORG_EXIT_CHECK ? ORG_EXIT_STORAGE : status;
}
