// SPDX-License-Identifier: MIT
/* A small writer and reader with one flaw at a time, for the injectors to find: flawed FLAW FILE.
 *
 * Without a flaw ("none") it writes a file as it should be written: beside its place, every byte checked, synced, renamed, and it
 * cleans up when a signal comes. "read" reads one. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LINES 200

static const char *flaw;
static char temporary[4096];
static volatile sig_atomic_t interrupted;

static bool
has(const char *name)
{
    return strcmp(flaw, name) == 0;
}

static void
on_signal(int number)
{
    (void) number;
    interrupted = 1;
}

static int
fail(const char *what)
{
    fprintf(stderr, "orgsim: %s: %s\n", what, strerror(errno));
    if (!has("leaves") && temporary[0])
        unlink(temporary);
    return 5;
}

static bool
put(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t wrote = write(fd, bytes, size);
        if (has("unchecked"))
            return true;
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        if (has("short"))
            return true;
        bytes += wrote;
        size -= (size_t) wrote;
    }
    return true;
}

static char *
make_line(int i)
{
    char *line = malloc(64);

    if (!line && has("null"))
        return line;
    if (!line && has("swallows"))
        return calloc(1, 64);
    if (!line)
        return NULL;
    snprintf(line, 64, "%d,unit %d,%.2f%s\n", i, i, i / 4.0,
             has("time") && i == 7 ? getenv("TZ") ? getenv("TZ") : "" : "");
    return line;
}

static int
write_lines(int fd)
{
    for (int i = 0; i < LINES; i++) {
        char *line = make_line(i);
        if (!line && !has("null"))
            return fail("a line");
        bool good = put(fd, line, strlen(line));
        free(line);
        if (!good)
            return fail("a file");
        if (interrupted && !has("deaf")) {
            unlink(temporary);
            fprintf(stderr, "orgsim: interrupted\n");
            return 130;
        }
        if (interrupted)
            return 0;
    }
    return 0;
}

static int
write_file(const char *path)
{
    bool in_place = has("in-place") || has("deaf");

    if (!in_place)
        snprintf(temporary, sizeof temporary, ".orgsim-%016x.part", (unsigned) getpid());
    if (has("early") && rename(path, temporary) != 0 && errno != ENOENT)
        return fail(path);
    int fd = open(in_place ? path : temporary, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail(path);
    int status = write_lines(fd);
    if (status != 0)
        return status;
    if (fsync(fd) != 0 && !has("unchecked"))
        return fail(path);
    if (close(fd) != 0 && !has("unchecked"))
        return fail(path);
    return in_place || rename(temporary, path) == 0 ? 0 : fail(path);
}

/* A reader that believes a number in the file. */
static int
read_file(const char *path)
{
    unsigned char bytes[1 << 16];
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(bytes, 1, sizeof bytes, file) : 0;

    if (!file || n < 100)
        return fail(path);
    fclose(file);
    unsigned pages = (unsigned) bytes[28] << 24 | (unsigned) bytes[29] << 16 | (unsigned) bytes[30] << 8 | bytes[31];
    if (has("believes") && pages > 1000)
        abort();
    if (has("silent") && pages > 1000)
        return 3;
    return 0;
}

int
main(int argc, char **argv)
{
    struct sigaction listen = { .sa_handler = on_signal };

    if (argc != 3)
        return 2;
    flaw = argv[1];
    setlocale(LC_ALL, "");
    sigaction(SIGTERM, &listen, NULL);
    sigaction(SIGINT, &listen, NULL);
    sigaction(SIGHUP, &listen, NULL);
    return has("believes") || has("silent") || has("read") ? read_file(argv[2]) : write_file(argv[2]);
}
