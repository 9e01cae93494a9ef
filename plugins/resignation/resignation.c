// SPDX-License-Identifier: MIT
/* Resignation by chance: each person has one draw per calendar year. It says whether the person would go in that year
 * and in which month, and is announced at the beginning of the year, or when the person joins. So the leavers do not depend
 * on blocks, nor on what else happens. */
#include "../common/columns.h"
#include "../common/table.h"

enum { RATE, RATES, REASON };
enum { MAX_RATES = 254, MONTHS = 12 };

static const OrgParam params[] = {
    { .key = "rate",
      .summary = "Share of the people who leave in a year",
      .unit = "a year",
      .type = ORG_PERCENT,
      .fallback = "0%",
      .min = 0,
      .max = 1 },
    { .key = "rates",
      .summary =
          "Other rates by category of the post and age at the start of the year; the first row that fits counts, "
          "else `rate`",
      .type = ORG_TABLE,
      .fallback = "",
      .columns = "rate:real,category:text?,age_from:int?,age_to:int?" },
    { .key = "reason",
      .summary = "Reason written down for those who leave",
      .type = ORG_TEXT,
      .fallback = "resignation" },
};

/* A rate as a range of draws: a draw h (32 bits) is an event of the year when h < edge[12], and the event falls into
 * month m of the year when edge[m] <= h < edge[m + 1]. */
typedef struct {
    uint64_t edge[MONTHS + 1]; /* up to 2^32, which a rate of 1 reaches */
} Edges;

typedef struct {
    double rate;
    OrgWord category;         /* 0: any */
    int32_t age_from, age_to; /* years, inclusive */
    bool needs_age;
    Edges edges;
} Class;

typedef struct {
    const OrgPeople *people;
    const OrgPosts *posts;
    const char *reason;
    Edges edges;
    Class *classes;
    size_t n_classes;
} Model;

/* The months foreseen: those of a calendar year, or what is left of it. */
typedef struct {
    uint64_t key;
    int32_t year, begin, end; /* months of the year: begin <= m < end */
} Slice;

static Edges
edges_of(double rate)
{
    const uint64_t whole = (uint64_t) (rate * 4294967296.0);
    Edges edges;
    for (uint64_t m = 0; m <= MONTHS; m++)
        edges.edge[m] = whole * m / MONTHS;
    return edges;
}

/* Draws from low to low + most are events. */
HOT static void
mark_events(uint64_t key, const uint32_t *stream, const uint8_t *state, uint32_t n, uint32_t low, uint32_t most,
            uint8_t *restrict marks)
{
    for (uint32_t i = 0; i < n; i++)
        marks[i] = (uint8_t) ((org_chance32(key, stream[i]) - low <= most) & (state[i] != ORG_LEFT));
}

/* A slice in which no event is possible has no draw to begin with. */
static void
mark_months(const Edges *edges, const Slice *slice, const OrgPeople *people, OrgRow first, uint32_t n, uint8_t *marks)
{
    const uint64_t low = edges->edge[slice->begin], width = edges->edge[slice->end] - low;
    if (width == 0)
        memset(marks, 0, n);
    else
        mark_events(slice->key, people->stream + first, people->state + first, n, (uint32_t) low,
                    (uint32_t) (width - 1), marks);
}

static const Edges *
edges_for(const Model *model, OrgRow row, int32_t year)
{
    OrgRow post = model->people->post[row];
    OrgMonth born = model->people->born[row];
    OrgWord category = post == ORG_NONE ? 0 : model->posts->category[post];
    int32_t age = born == ORG_UNKNOWN ? -1 : (ORG_MONTH(year, 1) - born) / 12;
    for (size_t k = 0; k < model->n_classes; k++) {
        const Class *class = &model->classes[k];
        if (class->category != 0 && class->category != category)
            continue;
        if (class->needs_age && (age < class->age_from || age > class->age_to))
            continue;
        return &class->edges;
    }
    return &model->edges;
}

static void
mark_by_class(const Model *model, const Slice *slice, uint32_t first, uint32_t n, uint8_t *marks)
{
    for (uint32_t i = 0; i < n; i++) {
        const Edges *edges = edges_for(model, first + i, slice->year);
        uint32_t draw = org_chance32(slice->key, model->people->stream[first + i]);
        marks[i] = draw >= edges->edge[slice->begin] && draw < edges->edge[slice->end] &&
                   model->people->state[first + i] != ORG_LEFT;
    }
}

static OrgStatus
resign(const OrgHost *host, OrgCtx *ctx, const Model *model, const Slice *slice, OrgRow first, uint32_t n)
{
    const OrgPeople *people = model->people;
    uint8_t marks[CHUNK];
    OrgRow rows[CHUNK];
    OrgMonth when[CHUNK];
    if (model->n_classes > 0)
        mark_by_class(model, slice, first, n, marks);
    else
        mark_months(&model->edges, slice, people, first, n, marks);
    uint32_t found = collect(marks, n, first, rows);
    for (uint32_t i = 0; i < found; i++) {
        const Edges *edges = model->n_classes > 0 ? edges_for(model, rows[i], slice->year) : &model->edges;
        uint32_t draw = org_chance32(slice->key, people->stream[rows[i]]);
        int32_t month = slice->begin;
        for (int32_t m = slice->begin + 1; m < slice->end; m++)
            month += draw >= edges->edge[m];
        when[i] = ORG_MONTH(slice->year, 1) + month;
    }
    return host->announce(ctx, rows, when, found, model->reason, "resigned");
}

static OrgStatus
read_rates(const OrgHost *host, OrgCtx *ctx, Model *model)
{
    const OrgTable *table = host->table(ctx, RATES);
    if (!table || table->rows == 0)
        return ORG_OK;
    if (table->rows > MAX_RATES)
        return host->fail(ctx, ORG_E_INVALID, "`rates` has more than %d rows", MAX_RATES);
    model->classes = host->scratch(ctx, table->rows * sizeof *model->classes);
    if (!model->classes)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    const double *rate = org_column(table, 0)->number;
    const char *const *category = org_column(table, 1)->text;
    const double *from = org_column(table, 2)->number, *to = org_column(table, 3)->number;
    for (size_t i = 0; i < table->rows; i++) {
        Class *class = &model->classes[i];
        if (!(rate[i] >= 0 && rate[i] <= 1))
            return host->fail(ctx, ORG_E_INVALID, "row %u of `rates`: the rate must lie between 0 and 1, e.g. 0.018",
                              (unsigned) i + 1);
        class->rate = rate[i];
        class->category = category && category[i] ? host->word(ctx, category[i]) : 0;
        class->needs_age = (from && from[i] == from[i]) || (to && to[i] == to[i]);
        class->age_from = from && from[i] == from[i] ? (int32_t) from[i] : 0;
        class->age_to = to && to[i] == to[i] ? (int32_t) to[i] : 200;
        class->edges = edges_of(class->rate);
    }
    model->n_classes = table->rows;
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Model model = { .people = host->people(ctx), .posts = host->posts(ctx), .reason = host->text(ctx, REASON) };
    model.edges = edges_of(host->real(ctx, RATE));
    OrgStatus status = read_rates(host, ctx, &model);
    if (status != ORG_OK)
        return status;
    OrgMonth begin = host->from(ctx) + 1, last = host->now(ctx);
    Slice slice = { host->key(ctx, begin / 12), begin / 12, begin % 12, last % 12 + 1 };
    OrgRow row, end;
    host->range(ctx, &row, &end);
    while (row < end && status == ORG_OK) {
        uint32_t n = chunk_size(row, end);
        status = resign(host, ctx, &model, &slice, row, n);
        row += n;
    }
    return status;
}

static const OrgSeries series[] = {
    { .name = "resigned", .label = "People who resigned", .kind = ORG_FLOW, .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "resignation",
      .summary = "People leave of their own will, by a yearly rate",
      .details =
          "Each person has one draw per calendar year: with probability `rate` the person leaves in that year, in a "
          "month that is equally likely. The model is an assumption; the rate comes from the planner's records.",
      .kind = ORG_PROCESS,
      .flags = ORG_USES_CHANCE | ORG_BY_ROWS | ORG_FORESEES_YEAR,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("resignation", "1.0.0", "orgsim", "MIT", features);
