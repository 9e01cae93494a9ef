// SPDX-License-Identifier: MIT
/* Posts that nobody holds at the end of a run, a row for each unit and title: an appendix, for posts are many. */
#include "page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More rows than these nobody reads on a page; the posts in them are counted. */
#define MOST_ROWS 500

typedef struct {
    OrgRow unit, post; /* the first one of the row, whose title is that of all */
    OrgWord title;
    uint32_t n, kept, unknown; /* of these kept for somebody; vacant since nobody knows when */
    OrgMonth first, last;      /* the others are vacant since; of no use where there are none */
} Vacancy;

static int
compare(const void *a, const void *b)
{
    const Vacancy *x = a, *y = b;
    return x->unit != y->unit     ? (x->unit > y->unit) - (x->unit < y->unit)
           : x->title != y->title ? (x->title > y->title) - (x->title < y->title)
                                  : (x->post > y->post) - (x->post < y->post);
}

/* Where most are missing comes first, so that what is left out is little. */
static int
compare_size(const void *a, const void *b)
{
    const Vacancy *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : compare(a, b);
}

/* Each vacancy for itself, then those of one unit and title together. */
static size_t
gather(const OrgPosts *posts, Vacancy *rows)
{
    size_t n = 0, kept = 0;
    for (OrgRow i = 0; i < posts->n; i++) {
        OrgMonth since = posts->vacant_since[i];
        if (posts->closed[i] == ORG_OPEN && posts->holder[i] == ORG_NONE)
            rows[n++] = (Vacancy){
                posts->unit[i], i,    posts->title[i], 1, posts->kept_for[i] != ORG_NONE, since == ORG_UNKNOWN,
                since,          since
            };
    }
    qsort(rows, n, sizeof *rows, compare);
    for (size_t i = 0; i < n; i++) {
        Vacancy *into = kept ? &rows[kept - 1] : NULL;
        if (!into || into->unit != rows[i].unit || into->title != rows[i].title) {
            rows[kept++] = rows[i];
            continue;
        }
        into->n++;
        into->kept += rows[i].kept;
        into->unknown += rows[i].unknown;
        if (rows[i].unknown)
            continue;
        bool alone = into->unknown + 1 == into->n;
        into->first = alone || rows[i].first < into->first ? rows[i].first : into->first;
        into->last = alone || rows[i].last > into->last ? rows[i].last : into->last;
    }
    qsort(rows, kept, sizeof *rows, compare_size);
    return kept;
}

static void
write_since(Out *out, const Vacancy *row)
{
    put(out, "<td data-v=\"");
    if (row->unknown < row->n)
        put_json_number(out, row->first);
    put(out, "\">");
    if (row->unknown < row->n) {
        say_arg(out, MONTH(row->first));
        if (row->last != row->first) {
            put(out, " – ");
            say_arg(out, MONTH(row->last));
        }
    }
    if (row->unknown && row->unknown < row->n)
        put(out, "; ");
    if (row->unknown)
        say_with(out, W_vacancies_unknown, NUMBER(row->unknown));
    put(out, "</td>");
}

static void
write_vacancy(const Report *report, const Run *run, const Vacancy *row)
{
    Out *out = report->out;
    put(out, "<tr><th scope=\"row\">");
    put_unit(report, run, row->unit);
    put(out, " <small>");
    put_text(out, unit_id(report, run, row->unit));
    put(out, "</small></th>");
    cell_text(out, report->host->name(run->end, ORG_POSTS, row->post));
    cell_number(out, row->n);
    write_since(out, row);
    cell_number(out, row->kept ? row->kept : NAN);
    put(out, "</tr>\n");
}

static void
say_paragraph(Out *out, const char *css, Word word, double a, double b)
{
    putf(out, "<p class=\"%s\">", css);
    say_with(out, word, NUMBER(a), NUMBER(b));
    put(out, "</p>");
}

static void
write_table(const Report *report, const Run *run, const Vacancy *rows, size_t n)
{
    static const Word columns[] = { W_unit, W_vacancies_title, W_posts, W_vacancies_since, W_vacancies_kept };
    double left_out = 0;
    table_begin(report, "sorts", W_vacancies, columns, sizeof columns / sizeof columns[0], 0x14);
    for (size_t i = 0; i < n; i++) {
        if (i < MOST_ROWS)
            write_vacancy(report, run, &rows[i]);
        else
            left_out += rows[i].n;
    }
    table_end(report);
    say_printed_rows(report, n);
    if (n > MOST_ROWS)
        say_paragraph(report->out, "hint", W_vacancies_more, left_out, 0);
}

bool
tells_vacancies(const Report *report, const Run *run)
{
    return number_at(report->host->data(report->ctx, "run"), "holders_unknown", run->index) != 1;
}

void
write_vacancies(const Report *report, const Run *run)
{
    if (!tells_vacancies(report, run))
        return;
    Out *out = report->out;
    const OrgPosts *posts = report->host->posts(run->end);
    Vacancy *rows = malloc((posts->n + (size_t) 1) * sizeof *rows);
    if (!rows) {
        out->failed = true;
        return;
    }
    size_t n = gather(posts, rows);
    section_begin(report, run, "vacancies", W_vacancies);
    say_paragraph(out, "hint", n ? W_vacancies_hint : W_vacancies_none, 0, 0);
    if (n)
        write_table(report, run, rows, n);
    section_end(report, run);
    free(rows);
}
