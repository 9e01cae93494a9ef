// SPDX-License-Identifier: MIT
/* The chart's own time: a diff of an organisation made here, drawn through the library as the plugin draws it, in this process.
 * The host is the least that a renderer asks for, so that nothing of the engine is measured. Prints one JSON object a run.
 *   charts draw UNITS PAGE FORMAT DPI REPS   milliseconds of CPU, the least of REPS after one to warm up; bytes; MB of memory
 *   charts place UNITS REPS                  coordinates alone: cards, text widths, columns
 *   charts graph UNITS                       the same units and lines as plain DOT, for `dot` */
#include "chart.h"
#include "columns.h"
#include "fates.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct OrgCtx {
    bool end;
};

typedef struct Block Block;
struct Block {
    Block *next;
};

static struct {
    uint32_t n;
    OrgRow *parent[2], *successor[2], *unit_of_post, *nobody;
    OrgWord *type, *zero_words;
    OrgMonth *opened, *closed[2], *post_closed[2];
    uint32_t *fte;
    char (*names)[96];
    OrgUnits units[2];
    OrgPosts posts[2];
    Block *blocks;
} world;

static OrgCtx at_start = { false }, at_end = { true };

static uint32_t
chance(uint32_t row, uint32_t draw)
{
    return (uint32_t) (org_chance(20210101, row, draw) >> 32);
}

/* Departments of about 60 units, in them divisions of about 10: three levels below the top. */
static OrgRow
parent_of(uint32_t u)
{
    if (u == 0)
        return ORG_NONE;
    uint32_t in = (u - 1) % 60, department = u - in;
    if (in == 0)
        return 0;
    return in % 10 == 0 || in < 10 ? department : department + in - in % 10;
}

static void
name_unit(uint32_t u)
{
    static const char *const what[] = {
        "Phòng Kế hoạch – Tài chính", "Phòng Tổ chức cán bộ", "Văn phòng",         "Thanh tra",
        "Trung tâm Dịch vụ công",     "Phòng Quản lý đô thị", "Ban Quản lý dự án", "Trường Trung học cơ sở"
    };
    snprintf(world.names[u], sizeof world.names[u], "%s %u",
             u == 0              ? "Ủy ban nhân dân"
             : (u - 1) % 60 == 0 ? "Sở"
                                 : what[chance(u, 1) % 8],
             u);
}

/* A twelfth of the units goes into the one before it, a twentieth moves to another department, a third loses a post. */
static void
change_unit(uint32_t u)
{
    bool leaf = parent_of(u) != 0 && (u - 1) % 60 % 10 != 0;
    if (!leaf || u + 60 >= world.n)
        return;
    uint32_t lot = chance(u, 2) % 60;
    if (lot < 5 && parent_of(u - 1) == parent_of(u) && world.closed[1][u - 1] == ORG_OPEN) {
        world.closed[1][u] = 24300;
        world.successor[1][u] = u - 1;
        world.post_closed[1][2 * u] = world.post_closed[1][2 * u + 1] = 24300;
    } else if (lot < 8)
        world.parent[1][u] = parent_of(u + 60);
    else if (lot < 28)
        world.post_closed[1][2 * u] = 24300;
}

static void *
array(size_t n, size_t size)
{
    void *made = calloc(n, size);
    if (!made)
        exit(1);
    return made;
}

static void
make_world(uint32_t n)
{
    world.n = n;
    world.names = array(n, sizeof *world.names);
    world.type = array(n, sizeof(OrgWord));
    world.opened = array(2 * n, sizeof(OrgMonth));
    world.unit_of_post = array(2 * n, sizeof(OrgRow));
    world.nobody = array(2 * n, sizeof(OrgRow));
    world.fte = array(2 * n, sizeof(uint32_t));
    world.zero_words = array(2 * n, sizeof(OrgWord));
    for (int side = 0; side < 2; side++) {
        world.parent[side] = array(n, sizeof(OrgRow));
        world.successor[side] = array(n, sizeof(OrgRow));
        world.closed[side] = array(n, sizeof(OrgMonth));
        world.post_closed[side] = array(2 * n, sizeof(OrgMonth));
        for (uint32_t u = 0; u < n; u++) {
            world.parent[side][u] = parent_of(u);
            world.successor[side][u] = ORG_NONE;
            world.closed[side][u] = world.post_closed[side][2 * u] = world.post_closed[side][2 * u + 1] = ORG_OPEN;
        }
    }
    for (uint32_t u = 0; u < n; u++) {
        name_unit(u);
        world.type[u] = 1 + (u > 0) + (u > 0 && parent_of(u) != 0);
        world.unit_of_post[2 * u] = world.unit_of_post[2 * u + 1] = u;
        world.fte[2 * u] = 1000 * (1 + chance(u, 3) % 9);
        world.fte[2 * u + 1] = 1000;
        change_unit(u);
    }
    for (int side = 0; side < 2; side++) {
        world.units[side] = (OrgUnits){ sizeof(OrgUnits),    n,          world.parent[side], world.successor[side],
                                        world.type,          world.type, world.opened,       world.closed[side],
                                        .n_posts = world.fte };
        world.posts[side] = (OrgPosts){ sizeof(OrgPosts),
                                        2 * n,
                                        world.unit_of_post,
                                        world.nobody,
                                        world.nobody,
                                        .title = world.zero_words,
                                        .category = world.zero_words,
                                        .funding = world.zero_words,
                                        .fte = world.fte,
                                        .opened = world.opened,
                                        .closed = world.post_closed[side] };
    }
}

/* ---- what became of the units, as the engine would say it */

/* The columns that a chart reads; those that a world of posts alone has nothing for are zeros. */
static const char *const fate_columns[] = { "run",
                                            "unit",
                                            "flags",
                                            "all_posts_before",
                                            "all_posts_after",
                                            "posts_before",
                                            "posts_after",
                                            "rows_before",
                                            "rows_after",
                                            "people_before",
                                            "people_after",
                                            "all_people_before",
                                            "all_people_after",
                                            "all_units_before",
                                            "all_units_after",
                                            "rows_in",
                                            "rows_out",
                                            "rows_opened",
                                            "rows_closed",
                                            "month",
                                            "item",
                                            "split_item",
                                            "moved_item",
                                            "renamed_item" };
enum { NUMBERS = sizeof fate_columns / sizeof fate_columns[0], UNIT = 1, FLAGS, ALL_BEFORE, ALL_AFTER, FROM_HERE_ZERO };

static OrgColumn fate_table_columns[NUMBERS + 3];
static OrgTable fate_table = {
    .size = sizeof(OrgTable), .stride = sizeof(OrgColumn), .n_columns = NUMBERS + 3, .first = fate_table_columns
};

static double
own_posts(uint32_t u, int side)
{
    double sum = 0;
    for (uint32_t p = 2 * u; p < 2 * u + 2; p++)
        sum += world.post_closed[side][p] == ORG_OPEN ? world.fte[p] / 1000.0 : 0;
    return sum;
}

static uint32_t
flags_of(uint32_t u, const char *const *from)
{
    if (world.closed[1][u] != ORG_OPEN)
        return FATE_BIT(FATE_ABSORBED);
    uint32_t flags =
        (from[u] ? FATE_BIT(FATE_TOOK_OVER) : 0u) |
        (world.parent[0][u] != world.parent[1][u] ? FATE_BIT(FATE_MOVED) : 0u) |
        (own_posts(u, 0) < own_posts(u, 1) || own_posts(u, 0) > own_posts(u, 1) ? FATE_BIT(FATE_POSTS) : 0u);
    return flags ? flags : FATE_BIT(FATE_KEPT);
}

/* Units stand behind those above them but for the few that moved: sums climb from each. */
static void
add_posts(double *all, uint32_t u, int side)
{
    double own = own_posts(u, side);
    for (OrgRow up = u; up < world.n; up = world.parent[side][up])
        all[up] += own;
}

static const char *
row_text(OrgRow row)
{
    char *text = array(1, 12);
    snprintf(text, 12, "%u", row);
    return text;
}

static void
make_fates(void)
{
    uint32_t n = world.n;
    double *zeros = array(n, sizeof *zeros), *numbers[FROM_HERE_ZERO];
    const char **into = array(n, sizeof *into), **from = array(n, sizeof *from), **why = array(n, sizeof *why);
    numbers[0] = zeros;
    for (int k = UNIT; k < FROM_HERE_ZERO; k++)
        numbers[k] = array(n, sizeof(double));
    for (uint32_t u = 0; u < n; u++) {
        OrgRow heir = world.successor[1][u];
        numbers[UNIT][u] = u;
        if (world.closed[1][u] != ORG_OPEN) {
            into[u] = row_text(heir);
            from[heir] = row_text(u);
        }
        for (int side = 0; side < 2; side++)
            if (world.closed[side][u] == ORG_OPEN)
                add_posts(numbers[ALL_BEFORE + side], u, side);
    }
    for (uint32_t u = 0; u < n; u++)
        numbers[FLAGS][u] = flags_of(u, from);
    for (int k = 0; k < NUMBERS; k++)
        fate_table_columns[k] =
            (OrgColumn){ .name = fate_columns[k], .number = k < FROM_HERE_ZERO ? numbers[k] : zeros };
    fate_table_columns[NUMBERS] = (OrgColumn){ .name = "into", .text = into };
    fate_table_columns[NUMBERS + 1] = (OrgColumn){ .name = "from", .text = from };
    fate_table_columns[NUMBERS + 2] = (OrgColumn){ .name = "why", .text = why };
    fate_table.rows = n;
}

/* ---- the host */

static const OrgUnits *
host_units(OrgCtx *ctx)
{
    return &world.units[ctx->end];
}

static const OrgPosts *
host_posts(OrgCtx *ctx)
{
    return &world.posts[ctx->end];
}

static const char *
host_name(OrgCtx *ctx, uint32_t table, OrgRow row)
{
    (void) ctx;
    return table == ORG_UNITS ? world.names[row] : "";
}

static const char *
host_spell(OrgCtx *ctx, OrgWord word)
{
    static const char *const types[] = { "", "city", "department", "room" };
    (void) ctx;
    return types[word];
}

static OrgMonth
host_now(OrgCtx *ctx)
{
    return ctx->end ? 2025 * 12 + 11 : 2021 * 12;
}

static size_t
host_runs(OrgCtx *ctx)
{
    (void) ctx;
    return 1;
}

static OrgCtx *
host_at(OrgCtx *ctx, size_t run, OrgMonth month)
{
    (void) ctx, (void) run;
    return month == ORG_OPEN ? &at_end : &at_start;
}

static const OrgTable *
host_data(OrgCtx *ctx, const char *view)
{
    (void) ctx;
    return strcmp(view, "fate") ? NULL : &fate_table;
}

static OrgRow
host_find(OrgCtx *ctx, uint32_t table, const char *id)
{
    (void) ctx, (void) table, (void) id;
    return ORG_NONE;
}

static OrgStatus
host_fail(OrgCtx *ctx, OrgStatus status, const char *format, ...)
{
    va_list args;
    (void) ctx;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return status;
}

/* Pieces of blocks of a megabyte, freed after each chart. */
static void *
host_scratch(OrgCtx *ctx, size_t size)
{
    enum { PIECE = 1 << 20 };
    static size_t used, room;
    (void) ctx;
    size = (size + 63) & ~(size_t) 63;
    if (!world.blocks || used + size > room) {
        room = size > PIECE ? size : PIECE;
        Block *block = calloc(1, room + 64);
        if (!block)
            return NULL;
        block->next = world.blocks;
        world.blocks = block;
        used = 0;
    }
    void *piece = (char *) world.blocks + 64 + used;
    used += size;
    return piece;
}

static void
free_scratch(void)
{
    while (world.blocks) {
        Block *next = world.blocks->next;
        free(world.blocks);
        world.blocks = next;
    }
}

static const OrgHost host = { .size = sizeof(OrgHost),
                              .abi = ORG_ABI,
                              .units = host_units,
                              .posts = host_posts,
                              .name = host_name,
                              .id = host_name,
                              .spell = host_spell,
                              .now = host_now,
                              .runs = host_runs,
                              .at = host_at,
                              .data = host_data,
                              .find = host_find,
                              .fail = host_fail,
                              .scratch = host_scratch };

/* ---- measuring */

static double
cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
draw(const char *page, const char *format, unsigned dpi, int reps)
{
    Words words;
    Chart chart = { .host = &host,
                    .ctx = &at_end,
                    .words = words_of(NULL, NULL, "en", &words),
                    .view = VIEW_DIFF,
                    .style = "cards",
                    .title = "Bench",
                    .under = "",
                    .page = page,
                    .dpi = dpi };
    double best = 0;
    size_t size = 0;
    for (int i = 0; i <= reps; i++) {
        char *bytes;
        double before = cpu_ms();
        if (chart_draw(&chart, format, &bytes, &size) != ORG_OK)
            return 1;
        free_scratch();
        double took = cpu_ms() - before;
        best = i == 1 || (i && took < best) ? took : best;
        if (i == reps && getenv("CHART_OUT")) {
            FILE *out = fopen(getenv("CHART_OUT"), "wb");
            if (!out || fwrite(bytes, 1, size, out) != size || fclose(out))
                return 1;
        }
        free(bytes);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"ms\": %.3f, \"bytes\": %zu, \"mb\": %.1f}\n", best, size, (double) usage.ru_maxrss / 1024);
    return 0;
}

/* The tree in preorder with the end of each subtree. */
static void
preorder(uint16_t *depth, uint32_t *end, OrgStackItem *items)
{
    uint32_t n = world.n - 1; /* rows stand in preorder; the top is the bar */
    for (uint32_t i = 0; i < n; i++) {
        depth[i] = (uint16_t) (parent_of(i + 1) == 0 ? 0 : parent_of(parent_of(i + 1)) == 0 ? 1 : 2);
        items[i] = (OrgStackItem){ .name = world.names[i + 1], .value_width = 3000, .lead = 1650, .lines = 2 };
    }
    for (uint32_t i = n; i-- > 0;) {
        end[i] = i + 1;
        while (end[i] < n && depth[end[i]] > depth[i])
            end[i] = end[end[i]];
    }
}

static int
place(int reps)
{
    uint32_t n = world.n;
    uint16_t *depth = array(n, sizeof *depth), *level = array(n, sizeof *level);
    uint32_t *end = array(n, sizeof *end);
    bool *header = array(n, sizeof *header);
    int *scratch = array(2 * n, sizeof *scratch);
    OrgStackItem *items = array(n, sizeof *items);
    OrgStack stack = { .box = array(n, sizeof *stack.box), .card = array(n, sizeof *stack.card) };
    OrgColumns columns;
    double best = 0;
    preorder(depth, end, items);
    for (int i = 0; i <= reps; i++) {
        double before = cpu_ms();
        org_columns_split(depth, end, n - 1, 60, header, level);
        for (uint32_t k = 0; k + 1 < n; k++)
            items[k].header = header[k], items[k].level = level[k];
        org_columns(items, n - 1, 35, 1414, scratch, &stack, &columns);
        double took = cpu_ms() - before;
        best = i == 1 || (i && took < best) ? took : best;
    }
    printf("{\"ms\": %.3f, \"width\": %d, \"height\": %d}\n", best, columns.width, columns.height);
    free(depth), free(level), free(end), free(header), free(scratch), free(items), free(stack.box), free(stack.card);
    return 0;
}

static int
graph(void)
{
    printf("digraph chart { node [shape=box fontname=\"Noto Sans\" fontsize=7 margin=\"0.05,0.02\" height=0.2];\n");
    for (uint32_t u = 0; u < world.n; u++)
        printf("n%u [label=\"%s\\n%u\"];\n", u, world.names[u], world.fte[2 * u] / 1000 + 1);
    for (uint32_t u = 1; u < world.n; u++)
        printf("n%u -> n%u;\n", parent_of(u), u);
    printf("}\n");
    return 0;
}

int
main(int argc, char **argv)
{
    uint32_t n = argc > 2 ? (uint32_t) strtoul(argv[2], NULL, 10) : 0;
    if (n < 2 || n > 1000000) {
        fprintf(stderr, "usage: charts draw UNITS PAGE FORMAT DPI REPS | place UNITS REPS | graph UNITS\n");
        return 2;
    }
    make_world(n);
    make_fates();
    if (!strcmp(argv[1], "draw") && argc == 7)
        return draw(argv[3], argv[4], (unsigned) atoi(argv[5]), atoi(argv[6]));
    if (!strcmp(argv[1], "place") && argc == 4)
        return place(atoi(argv[3]));
    return strcmp(argv[1], "graph") ? 2 : graph();
}
