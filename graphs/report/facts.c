// SPDX-License-Identifier: MIT
#include "facts.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

const FateSaid fates_said[FATES] = {
    [FATE_KEPT] = { "kept", W_fate_kept },
    [FATE_ABSORBED] = { "merged", W_fate_absorbed },
    [FATE_CONSOLIDATED] = { "merged", W_fate_consolidated },
    [FATE_TOOK_OVER] = { "merged", W_fate_took_over },
    [FATE_SPLIT] = { "merged", W_fate_split },
    [FATE_DISSOLVED] = { "dissolved", W_fate_dissolved },
    [FATE_NEW] = { "new", W_fate_new },
    [FATE_MOVED] = { "moved", W_fate_moved },
    [FATE_RENAMED] = { "renamed", W_fate_renamed },
    [FATE_POSTS] = { "posts", W_fate_posts },
    [FATE_PASSING] = { "dissolved", W_fate_passing },
};

/* ---- tables */

static const OrgColumn *
column_of(const OrgTable *table, const char *name)
{
    for (size_t i = 0; table && i < table->n_columns; i++) {
        const OrgColumn *column = org_column(table, i);
        if (!strcmp(column->name, name))
            return column;
    }
    return NULL;
}

const double *
numbers_of(const OrgTable *table, const char *column)
{
    const OrgColumn *found = column_of(table, column);
    return found ? found->number : NULL;
}

const char *const *
texts_of(const OrgTable *table, const char *column)
{
    const OrgColumn *found = column_of(table, column);
    return found ? found->text : NULL;
}

const char *
text_at(const OrgTable *table, const char *column, size_t row)
{
    const char *const *texts = texts_of(table, column);
    return texts && texts[row] ? texts[row] : "";
}

const char *
said_at(const OrgTable *table, const char *column, size_t row)
{
    char name[64];
    snprintf(name, sizeof name, "%s_said", column);
    const char *said = text_at(table, name, row);
    return *said ? said : text_at(table, column, row);
}

double
number_at(const OrgTable *table, const char *column, size_t row)
{
    const double *numbers = numbers_of(table, column);
    return numbers ? numbers[row] : NAN;
}

Rows
rows_of(const Report *report, const char *name, size_t run)
{
    Rows rows = { .table = report->host->data(report->ctx, name) };
    const double *of = numbers_of(rows.table, "run");
    if (!of)
        return (Rows){ 0 };
    while (rows.begin < rows.table->rows && of[rows.begin] < (double) run)
        rows.begin++;
    rows.end = rows.begin;
    while (rows.end < rows.table->rows && of[rows.end] == (double) run)
        rows.end++;
    return rows;
}

/* ---- units */

const char *
unit_name(const Report *report, const Run *run, OrgRow row)
{
    const char *name = row < run->n ? report->host->name(run->end, ORG_UNITS, row) : NULL;
    return name && *name ? name : unit_id(report, run, row);
}

const char *
unit_before(const Report *report, const Run *run, OrgRow row)
{
    if (row >= run->before->n)
        return NULL;
    const char *before = report->host->name(run->start, ORG_UNITS, row);
    return before && *before && strcmp(before, unit_name(report, run, row)) ? before : NULL;
}

const char *
unit_id(const Report *report, const Run *run, OrgRow row)
{
    return row < run->n ? report->host->id(run->end, ORG_UNITS, row) : "";
}

OrgRow
unit_parent(const Run *run, OrgRow row)
{
    bool open = run->after->closed[row] == ORG_OPEN;
    OrgRow parent = !open && row < run->before->n ? run->before->parent[row] : run->after->parent[row];
    return parent < run->n ? parent : ORG_NONE;
}

static bool
read_fates(Report *report, Run *run)
{
    if (!fates_read(report->host, report->ctx, run->index, run->n, &run->fates))
        return false;
    for (OrgRow u = 0; u < run->n; u++) {
        uint32_t flags = fate_flags(&run->fates, u);
        fate_count(run->counts, flags, 1);
        run->changed += flags && flags != FATE_BIT(FATE_KEPT);
    }
    return true;
}

/* ---- stories */

double
event_size(const Run *run, size_t row)
{
    double weight = number_at(run->story, "weight", row);
    return isnan(weight) ? number_at(run->story, "n", row) : weight;
}

void
item_count(Item *item, const char *event, double n)
{
    double *to = !strcmp(event, "closed")         ? &item->units_closed
                 : !strcmp(event, "founded")      ? &item->units_opened
                 : !strcmp(event, "posts-closed") ? &item->posts_closed
                 : !strcmp(event, "posts-opened") ? &item->posts_opened
                 : !strcmp(event, "posts-in")     ? &item->posts_moved
                 : !strcmp(event, "left")         ? &item->left
                 : !strcmp(event, "placed")       ? &item->placed
                                                  : NULL;
    if (to)
        *to += n;
}

void
item_add(Item *to, const Item *item)
{
    to->units_closed += item->units_closed;
    to->units_opened += item->units_opened;
    to->posts_closed += item->posts_closed;
    to->posts_opened += item->posts_opened;
    to->posts_moved += item->posts_moved;
    to->left += item->left;
    to->placed += item->placed;
}

/* Events by unit, in the order of time, by counting; on the way what each item did is summed. */
static bool
read_stories(Report *report, Run *run)
{
    const OrgHost *host = report->host;
    Rows rows = rows_of(report, "story", run->index);
    const double *unit = numbers_of(rows.table, "unit"), *item = numbers_of(rows.table, "item"),
                 *month = numbers_of(rows.table, "month");
    run->story = rows.table;
    run->story_first = host->scratch(report->ctx, ((size_t) run->n + 2) * sizeof(uint32_t));
    run->story_order = host->scratch(report->ctx, (rows.end - rows.begin + 1) * sizeof(uint32_t));
    if (!run->story_first || !run->story_order)
        return false;
    for (size_t i = rows.begin; i < rows.end; i++) {
        run->story_first[(OrgRow) unit[i] + 1]++;
        if (!(item[i] >= 0 && item[i] < (double) run->n_items))
            continue;
        Item *by = &run->items[(size_t) item[i]];
        item_count(by, text_at(rows.table, "event", i), event_size(run, i));
        by->first = isnan(by->first) ? month[i] : fmin(by->first, month[i]);
        by->last = isnan(by->last) ? month[i] : fmax(by->last, month[i]);
    }
    for (uint32_t u = 0; u < run->n; u++)
        run->story_first[u + 1] += run->story_first[u];
    for (size_t i = rows.end; i-- > rows.begin;) /* from the end: the first index counts down to its place */
        run->story_order[--run->story_first[(OrgRow) unit[i] + 1]] = (uint32_t) i;
    for (uint32_t u = 0; u < run->n; u++)
        run->story_first[u] = run->story_first[u + 1];
    run->story_first[run->n] = (uint32_t) (rows.end - rows.begin);
    return true;
}

static bool
read_items(Report *report, Run *run)
{
    Rows rows = rows_of(report, "item", run->index);
    run->n_items = rows.end - rows.begin;
    run->items = report->host->scratch(report->ctx, (run->n_items + 1) * sizeof *run->items);
    if (!run->items)
        return false;
    for (size_t i = 0; i < run->n_items; i++)
        run->items[i] = (Item){ .id = text_at(rows.table, "id", rows.begin + i),
                                .feature = text_at(rows.table, "feature", rows.begin + i),
                                .role = text_at(rows.table, "role", rows.begin + i),
                                .note = said_at(rows.table, "note", rows.begin + i),
                                .file = text_at(rows.table, "file", rows.begin + i),
                                .basis = text_at(rows.table, "basis", rows.begin + i),
                                .valid_from = number_at(rows.table, "valid_from", rows.begin + i),
                                .valid_to = number_at(rows.table, "valid_to", rows.begin + i),
                                .line = number_at(rows.table, "line", rows.begin + i),
                                .first = NAN,
                                .last = NAN };
    return true;
}

/* ---- targets */

/* Rows of one target and way of counting follow its dates: the last one gives the figures. */
static Judged *
judged_of(Run *run, const char *id, const char *counting)
{
    for (size_t i = 0; i < run->n_judged; i++)
        if (!strcmp(run->judged[i].id, id) && !strcmp(run->judged[i].counting, counting))
            return &run->judged[i];
    Judged *judged = &run->judged[run->n_judged++];
    *judged = (Judged){ .id = id, .counting = counting };
    return judged;
}

const Judged *
judged_in(const Run *run, const Judged *like)
{
    for (size_t i = 0; i < run->n_judged; i++)
        if (!strcmp(run->judged[i].id, like->id) && !strcmp(run->judged[i].counting, like->counting))
            return &run->judged[i];
    return NULL;
}

/* What was reported for the deadline counts before what the plan says. */
static void
read_reported(Judged *judged, const OrgTable *table, size_t i)
{
    const char *verdict = text_at(table, "report_verdict", i);
    judged->as_planned = NULL;
    judged->verdict = text_at(table, "standing", i);
    if (!*verdict || !strcmp(verdict, text_at(table, "verdict", i)))
        return;
    judged->as_planned = text_at(table, "overall", i);
    judged->planned_value = judged->value;
    judged->value = number_at(table, "report_value", i);
    judged->change = number_at(table, "report_change", i);
}

static void
read_judged(Judged *judged, const OrgTable *table, size_t i)
{
    const char *unit = text_at(table, "unit", i);
    judged->title = said_at(table, "title", i);
    judged->against = text_at(table, "against", i);
    judged->basis = text_at(table, "basis", i);
    judged->note = said_at(table, "note", i);
    judged->month = number_at(table, "month", i);
    judged->baseline = number_at(table, "baseline", i);
    judged->baseline_high = number_at(table, "baseline_high", i);
    judged->value = number_at(table, "value", i);
    judged->change = number_at(table, "change", i);
    judged->probability = number_at(table, "probability", i);
    judged->break_even = number_at(table, "break_even", i);
    judged->reported_month = number_at(table, "reported_month", i);
    judged->reported = number_at(table, "reported", i);
    judged->planned = number_at(table, "planned", i);
    judged->share = number_at(table, "share", i);
    judged->illustrative = number_at(table, "illustrative", i) == 1;
    judged->required = required_of(text_at(table, "compare", i), number_at(table, "low", i),
                                   number_at(table, "high", i), number_at(table, "relative", i), unit);
    judged->level = number_at(table, "bound", i);
    judged->level_high = number_at(table, "bound_high", i);
    judged->start = number_at(table, "start", i);
    judged->pace_needed = number_at(table, "pace_needed", i);
    judged->pace_seen = number_at(table, "pace_seen", i);
    judged->percent = !strcmp(unit, "share");
    judged->money = !strcmp(unit, "money");
    judged->headline |= number_at(table, "headline", i) == 1;
    judged->value_decimals = (int) number_at(table, "value_decimals", i);
    judged->change_decimals = (int) number_at(table, "change_decimals", i);
    read_reported(judged, table, i);
}

static bool
read_targets(Report *report, Run *run)
{
    Rows rows = rows_of(report, "target", run->index);
    run->judged = report->host->scratch(report->ctx, (rows.end - rows.begin + 1) * sizeof *run->judged);
    if (!run->judged)
        return false;
    for (size_t i = rows.begin; i < rows.end; i++) {
        Judged *judged = judged_of(run, text_at(rows.table, "id", i), text_at(rows.table, "counting", i));
        judged->currency = run->currency;
        read_judged(judged, rows.table, i);
    }
    return true;
}

/* ---- totals */

static void
count_posts(const Report *report, Run *run)
{
    const OrgPosts *a = report->host->posts(run->start), *b = report->host->posts(run->end);
    for (OrgRow p = 0; p < b->n; p++) {
        bool old = p < a->n, was = old && a->closed[p] == ORG_OPEN, is = b->closed[p] == ORG_OPEN;
        double first = (was ? a->fte[p] : old ? 0 : b->fte[p]) / 1000.0, last = is ? b->fte[p] / 1000.0 : 0;
        run->posts[0] += was ? first : 0;
        run->posts[1] += last;
        run->posts[2] += (old ? 0 : first) + (last > first ? last - first : 0);
        run->posts[3] += first > last ? first - last : 0;
    }
}

static void
count_people(const Report *report, Run *run)
{
    const OrgPeople *a = report->host->people(run->start), *b = report->host->people(run->end);
    for (OrgRow h = 0; h < b->n; h++) {
        bool old = h < a->n, was = old && a->state[h] != ORG_LEFT, is = b->state[h] != ORG_LEFT;
        run->people[0] += was;
        run->people[1] += is;
        run->people[2] += (was || !old) && !is;
        run->people[3] += !old;
        run->people[4] += b->state[h] == ORG_SURPLUS;
    }
}

static void
count_units(Run *run)
{
    for (OrgRow u = 0; u < run->n; u++) {
        bool old = u < run->before->n, was = old && run->before->closed[u] == ORG_OPEN,
             is = run->after->closed[u] == ORG_OPEN;
        run->units[0] += was;
        run->units[1] += is;
        run->units[2] += !old;
        run->units[3] += (was || !old) && !is;
    }
}

static bool
read_run(Report *report, Run *run, const OrgTable *runs)
{
    const OrgHost *host = report->host;
    size_t r = run->index;
    run->title = said_at(runs, "title", r);
    if (!*run->title)
        run->title = text_at(runs, "scenario", r);
    run->name = text_at(runs, "name", r);
    run->status = text_at(runs, "status", r);
    run->message = said_at(runs, "message", r);
    run->currency = text_at(runs, "currency", r);
    run->from = number_at(runs, "from", r);
    run->to = number_at(runs, "to", r);
    run->start = host->at(report->ctx, r, ORG_UNKNOWN);
    run->end = host->at(report->ctx, r, ORG_OPEN);
    if (!run->start || !run->end)
        return false;
    run->before = host->units(run->start);
    run->after = host->units(run->end);
    run->n = run->after->n;
    count_units(run);
    count_posts(report, run);
    count_people(report, run);
    return read_items(report, run) && read_fates(report, run) && read_stories(report, run) && read_targets(report, run);
}

OrgStatus
facts_read(Report *report)
{
    const OrgTable *runs = report->host->data(report->ctx, "run");
    report->n_runs = report->host->runs(report->ctx);
    if (!runs || !report->n_runs || runs->rows != report->n_runs || !report->host->data(report->ctx, "fate"))
        return report->host->fail(report->ctx, ORG_E_INVALID, "a report is of finished runs, and there is none");
    report->run = report->host->scratch(report->ctx, report->n_runs * sizeof *report->run);
    for (size_t r = 0; report->run && r < report->n_runs; r++) {
        report->run[r].index = r;
        if (!read_run(report, &report->run[r], runs))
            return report->host->fail(report->ctx, ORG_E_FAILED, "the runs cannot be read");
    }
    return report->run ? ORG_OK : report->host->fail(report->ctx, ORG_E_FAILED, "out of memory");
}
