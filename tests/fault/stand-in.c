// SPDX-License-Identifier: MIT
/* Stands in for the worker: it lies beside the program, under the worker's name, and begins the true one. What it does is said by
 * the file "stand-in" in its own folder, for a worker's environment is none of the tests' business:
 *
 *   worker PATH          the true one
 *   set NAME VALUE       into its environment
 *   record FOLDER        pass all frames on, and write what the I-th worker says to FOLDER/I
 *   lie I K CHANGE A B   pass all frames on, but change the K-th (from 1) of the I-th worker (from 0) that is begun
 *
 * CHANGE: kind (its type becomes A), length (the header says A bytes), cut (to A bytes), grow (by A zero bytes), word (the 32 bits
 * at A become B), number (the 64 bits at A become B), drop, twice, swap (with the next), copy (it comes again, A frames later).
 * A recording holds frames as they are: type, length, bytes. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHANNEL 3
#define HEADER 8u
#define MOST_FDS 253
#define PIECE 65536
#define SILENCE                                                                                                        \
    2000 /* milliseconds after which a worker that has lied says no more: else its parent would wait for minutes */

static struct {
    char folder[4096], worker[4096], record[4096], change[32];
    int instance;
    unsigned long at;
    uint64_t a, b;
    bool passes;
} plan;

typedef struct {
    uint8_t *bytes;
    size_t size;
} Bytes;

static Bytes came, kept,
    again; /* from the worker, not yet passed on; a frame that waits for the next; one that comes again */
static unsigned long frame, again_at;
static int copy = -1;

static void
die(const char *what)
{
    fprintf(stderr, "stand-in: %s: %s\n", what, strerror(errno));
    _exit(99);
}

static void
add(Bytes *to, const void *bytes, size_t size)
{
    to->bytes = realloc(to->bytes, to->size + size + 1);
    if (!to->bytes)
        die("memory");
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void
read_plan(void)
{
    char path[4200], line[9000], name[256], value[4096];

    ssize_t got = readlink("/proc/self/exe", plan.folder, sizeof plan.folder - 1);
    if (got <= 0)
        die("/proc/self/exe");
    plan.folder[got] = '\0';
    dirname(plan.folder);
    snprintf(path, sizeof path, "%s/stand-in", plan.folder);
    FILE *file = fopen(path, "re");
    if (!file)
        die(path);
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "set %255s %4095[^\n]", name, value) == 2)
            setenv(name, value, 1);
        else if (sscanf(line, "record %4095[^\n]", plan.record) == 1 ||
                 sscanf(line, "lie %d %lu %31s %lu %lu", &plan.instance, &plan.at, plan.change, &plan.a, &plan.b) == 5)
            plan.passes = true;
        else
            sscanf(line, "worker %4095[^\n]", plan.worker);
    }
    fclose(file);
}

/* Which worker of this program it is: the first number that nobody has taken yet. */
static int
take_number(void)
{
    char path[4200];

    for (int i = 0; i < 1000; i++) {
        snprintf(path, sizeof path, "%s/worker-%d", plan.folder, i);
        int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (fd >= 0) {
            close(fd);
            return i;
        }
        if (errno != EEXIST)
            break;
    }
    die(path);
    return -1;
}

/* FALSE: the other end is gone. */
static bool
send_all(const void *bytes, size_t size)
{
    const uint8_t *at = bytes;

    while (size > 0) {
        ssize_t sent = send(CHANNEL, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        size -= (size_t) sent;
    }
    return true;
}

static void
put_u32(Bytes *to, size_t at, uint32_t value)
{
    memcpy(to->bytes + at, &value, sizeof value);
}

/* A frame as it is to be told. */
static void
change(Bytes *told)
{
    const char *how = plan.change;
    size_t payload = told->size - HEADER;

    if (strcmp(how, "kind") == 0) {
        put_u32(told, 0, (uint32_t) plan.a);
    } else if (strcmp(how, "length") == 0) {
        put_u32(told, 4, (uint32_t) plan.a);
    } else if (strcmp(how, "cut") == 0 && plan.a < payload) {
        told->size = HEADER + plan.a;
        put_u32(told, 4, (uint32_t) plan.a);
    } else if (strcmp(how, "grow") == 0) {
        uint8_t zeros[64] = { 0 };
        add(told, zeros, plan.a < sizeof zeros ? plan.a : sizeof zeros);
        put_u32(told, 4, (uint32_t) (told->size - HEADER));
    } else if (strcmp(how, "word") == 0 && plan.a + 4 <= payload) {
        put_u32(told, HEADER + plan.a, (uint32_t) plan.b);
    } else if (strcmp(how, "number") == 0 && plan.a + 8 <= payload) {
        memcpy(told->bytes + HEADER + plan.a, &plan.b, sizeof plan.b);
    } else if (strcmp(how, "drop") == 0) {
        told->size = 0;
    } else if (strcmp(how, "twice") == 0) {
        Bytes same = { 0 };
        add(&same, told->bytes, told->size);
        add(told, same.bytes, same.size);
        free(same.bytes);
    } else if (strcmp(how, "swap") == 0) {
        add(&kept, told->bytes, told->size);
        told->size = 0;
    } else if (strcmp(how, "copy") == 0) {
        add(&again, told->bytes, told->size);
        again_at = frame + plan.a;
    }
}

/* Whole frames that have come are passed on. FALSE: the parent is gone. */
static bool
pass_frames(void)
{
    size_t start = 0;
    bool there = true;

    while (there && came.size - start >= HEADER) {
        uint32_t length;
        memcpy(&length, came.bytes + start + 4, sizeof length);
        if (came.size - start < HEADER + length)
            break;
        Bytes told = { 0 };
        add(&told, came.bytes + start, HEADER + length);
        frame++;
        if (copy >= 0 && write(copy, told.bytes, told.size) != (ssize_t) told.size)
            die("recording");
        if (frame == plan.at)
            change(&told);
        there = send_all(told.bytes, told.size);
        if (there && kept.size && frame > plan.at) {
            there = send_all(kept.bytes, kept.size);
            kept.size = 0;
        }
        if (there && again.size && frame == again_at)
            there = send_all(again.bytes, again.size);
        free(told.bytes);
        start += HEADER + length;
    }
    memmove(came.bytes, came.bytes + start, came.size - start);
    came.size -= start;
    return there;
}

/* What the parent says, with the descriptors that come along. FALSE: it says no more. */
static bool
pass_orders(int worker)
{
    static uint8_t piece[PIECE];
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * MOST_FDS)];
    } along;
    struct iovec part = { piece, sizeof piece };
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &along, .msg_controllen = sizeof along
    };

    ssize_t got = recvmsg(CHANNEL, &message, MSG_CMSG_CLOEXEC);
    if (got <= 0)
        return got < 0 && errno == EINTR;
    struct cmsghdr *control = CMSG_FIRSTHDR(&message);
    part.iov_len = (size_t) got;
    if (!control)
        message.msg_control = NULL;
    ssize_t sent = sendmsg(worker, &message, MSG_NOSIGNAL);
    for (ssize_t more; sent > 0 && sent < got; sent += more)
        if ((more = send(worker, piece + sent, (size_t) (got - sent), MSG_NOSIGNAL)) <= 0)
            break;
    if (control) {
        size_t n = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < n; i++)
            close(((int *) CMSG_DATA(control))[i]);
    }
    return true; /* a worker that is gone is noticed at its own end */
}

static void
pass_all(int worker)
{
    static uint8_t piece[PIECE];
    struct pollfd ends[] = { { CHANNEL, POLLIN, 0 }, { worker, POLLIN, 0 } };

    for (;;) {
        int ready = poll(ends, 2, plan.at && frame >= plan.at ? SILENCE : -1);
        if (ready < 0)
            continue;
        if (ready == 0)
            break;
        if (ends[1].revents) {
            ssize_t got = read(worker, piece, sizeof piece);
            if (got <= 0)
                break;
            add(&came, piece, (size_t) got);
            if (!pass_frames())
                break;
        }
        if (ends[0].revents && !pass_orders(worker)) {
            shutdown(worker, SHUT_WR);
            ends[0].fd = -1;
        }
    }
    send_all(kept.bytes, kept.size);
    send_all(came.bytes, came.size);
}

/* The true worker at the other end of a channel of ours. Ends as it ends. */
static void
stand_between(char **argv)
{
    char path[4300];
    int pair[2], status = 0, number = take_number();

    if (plan.record[0]) {
        snprintf(path, sizeof path, "%s/%d", plan.record, number);
        if ((copy = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666)) < 0)
            die(path);
    } else if (number != plan.instance) {
        plan.at = 0;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        die("socketpair");
    pid_t worker = fork();
    if (worker == 0) {
        dup2(pair[1], CHANNEL);
        execv(plan.worker, argv);
        die(plan.worker);
    }
    close(pair[1]);
    pass_all(pair[0]);
    close(pair[0]);
    shutdown(CHANNEL, SHUT_RDWR);
    kill(worker, SIGKILL * (plan.at > 0)); /* a lie may have made the parent go first */
    while (waitpid(worker, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status))
        raise(WTERMSIG(status));
    _exit(WEXITSTATUS(status));
}

int
main(int argc, char **argv)
{
    (void) argc;
    read_plan();
    if (plan.passes)
        stand_between(argv);
    execv(plan.worker, argv);
    die(plan.worker);
}
