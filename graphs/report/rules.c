// SPDX-License-Identifier: MIT
/* Which rules were checked, what each found, of how many units, and how far beyond its limit the worst of them is. */
#include "page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double notes, warnings, vetoes, near, units, standing;
    double value, limit; /* of the finding furthest from its limit; NaN: none told a limit */
} Found;

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* How many different units are among the findings of a rule. */
static double
count_units(const OrgTable *table, const size_t *rows, size_t n)
{
    const char **ids = malloc((n + 1) * sizeof *ids);
    size_t found = 0, different = 0;
    for (size_t i = 0; ids && i < n; i++)
        if (!strcmp(text_at(table, "table", rows[i]), "units") && *text_at(table, "id", rows[i]))
            ids[found++] = text_at(table, "id", rows[i]);
    if (ids)
        qsort(ids, found, sizeof *ids, by_text);
    for (size_t i = 0; i < found; i++)
        different += i == 0 || strcmp(ids[i], ids[i - 1]) != 0;
    free(ids);
    return (double) different;
}

/* A finding that was told before and stands at the end is not one more. */
static void
count(Found *found, const OrgTable *table, size_t row)
{
    const char *severity = text_at(table, "severity", row);
    double n = number_at(table, "count", row), value = number_at(table, "value", row),
           limit = number_at(table, "limit", row);
    if (!strncmp(text_at(table, "code", row), "near-", 5))
        found->near += n;
    if (number_at(table, "again", row) > 0)
        found->standing += n;
    else if (!strcmp(severity, "veto"))
        found->vetoes += n;
    else if (!strncmp(severity, "warn", 4))
        found->warnings += n;
    else
        found->notes += n;
    if (!isnan(value) && !isnan(limit) &&
        (isnan(found->value) || fabs(value - limit) > fabs(found->value - found->limit))) {
        found->value = value;
        found->limit = limit;
    }
}

static Found
found_by(const OrgTable *table, Rows rows, const char *rule, size_t *mine)
{
    Found found = { .value = NAN, .limit = NAN };
    size_t n = 0;
    for (size_t i = rows.begin; i < rows.end; i++)
        if (!strcmp(text_at(table, "rule", i), rule)) {
            count(&found, table, i);
            mine[n++] = i;
        }
    found.units = count_units(table, mine, n);
    return found;
}

/* The law that a rule stands on, and in which months it holds. */
static void
write_law(Out *out, const Item *item)
{
    put(out, "<td>");
    put_text(out, item->basis);
    if (!isnan(item->valid_from) || !isnan(item->valid_to)) {
        put(out, *item->basis ? " <small>" : "<small>");
        if (isnan(item->valid_from))
            say_with(out, W_law_until, MONTH(item->valid_to));
        else if (isnan(item->valid_to))
            say_with(out, W_law_from, MONTH(item->valid_from));
        else
            say_with(out, W_between, MONTH(item->valid_from), MONTH(item->valid_to));
        put(out, "</small>");
    }
    put(out, "</td>");
}

static void
write_rule(const Report *report, const Item *item, const Found *found)
{
    Out *out = report->out;
    const double figures[] = { found->vetoes, found->warnings,
                               found->notes,  found->near > 0 ? found->near : NAN, /* only some rules tell it */
                               found->units,  found->standing };
    put(out, "<tr><th scope=\"row\">");
    put_text(out, item->id);
    if (*item->note) {
        put(out, " <small>");
        say_arg(out, STORED(item->note));
        put(out, "</small>");
    }
    put(out, "</th>");
    cell_text(out, item->feature);
    write_law(out, item);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        cell_number(out, figures[i]);
    put(out, "<td class=\"num\">");
    if (!isnan(found->value))
        say_with(out, W_rule_of_limit, NUMBER(found->value), NUMBER(found->limit));
    put(out, "</td></tr>\n");
}

/* Rules that found something come first. */
static void
write_rules_table(const Report *report, const Run *run, const Found *found, double rules, double speaking)
{
    static const Word columns[] = { W_rule,       W_rule_checks, W_rule_law,   W_rule_vetoes, W_rule_warnings,
                                    W_rule_notes, W_rule_near,   W_rule_units, W_rule_stands, W_rule_furthest };
    put(report->out, "<p class=\"hint\">");
    say_with(report->out, W_rules_hint, NUMBER(rules), NUMBER(speaking));
    put(report->out, "</p>");
    table_begin(report, "sorts", W_rules_checked, columns, sizeof columns / sizeof columns[0], 0x3F8);
    for (int quiet = 0; quiet < 2; quiet++)
        for (size_t i = 0; i < run->n_items; i++) {
            const Found *f = &found[i];
            bool spoke = f->notes + f->warnings + f->vetoes + f->standing > 0;
            if (!strcmp(run->items[i].role, "rule") && spoke != (bool) quiet)
                write_rule(report, &run->items[i], f);
        }
    table_end(report);
}

bool
any_rules(const Run *run)
{
    for (size_t i = 0; i < run->n_items; i++)
        if (!strcmp(run->items[i].role, "rule"))
            return true;
    return false;
}

void
write_rules(const Report *report, const Run *run)
{
    Rows rows = rows_of(report, "finding", run->index);
    size_t *mine = malloc((rows.end - rows.begin + 1) * sizeof *mine);
    Found *found = calloc(run->n_items + 1, sizeof *found);
    double rules = 0, speaking = 0;
    for (size_t i = 0; mine && found && i < run->n_items; i++) {
        if (strcmp(run->items[i].role, "rule"))
            continue;
        found[i] = found_by(rows.table, rows, run->items[i].id, mine);
        rules++;
        speaking += found[i].notes + found[i].warnings + found[i].vetoes + found[i].standing > 0;
    }
    report->out->failed |= !mine || !found;
    if (any_rules(run) && !report->out->failed) {
        section_begin(report, run, "rules", W_rules_checked);
        write_rules_table(report, run, found, rules, speaking);
        section_end(report, run);
    }
    free(mine);
    free(found);
}
