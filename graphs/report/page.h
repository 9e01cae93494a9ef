// SPDX-License-Identifier: MIT
/* The parts of the page, each written by one function. Of a run: its sections; ids of elements begin with rN-. */
#pragma once
#include "facts.h"

/* Of long tables so many rows are printed; as in style.css. */
#define PRINTED_ROWS 40

/* A section with its heading; the heading's level follows from whether there are several runs. run NULL: of the page. */
void section_begin(const Report *report, const Run *run, const char *name, Word title);
void section_end(const Report *report, const Run *run);
/* A further heading in a section. */
void heading(const Report *report, Word title);
/* A table that the script sorts and filters; scope of the head cells is the column. numeric: bit i, column i. */
void table_begin(const Report *report, const char *css, Word caption, const Word *columns, size_t n, unsigned numeric);
void table_end(const Report *report);
void say_printed_rows(const Report *report, size_t n); /* after a table of n rows: how many of them paper has */
/* The name of a unit, which the script makes open its page. */
void put_unit(const Report *report, const Run *run, OrgRow unit);
void cell_text(Out *out, const char *text);
void cell_number(Out *out, double value); /* sorts by its value; NaN: a dash */
void cell_month(Out *out, double month);
void cell_word(Out *out, Word word);

void write_summary(const Report *report, const Run *run);
OrgStatus write_charts(const Report *report, const Run *run);
void write_departments(const Report *report, const Run *run);
void write_brief(const Report *report, const Run *run);
void write_units(const Report *report, const Run *run);
void write_targets(const Report *report, const Run *run);
void write_items(const Report *report, const Run *run);
void write_money(const Report *report, const Run *run);
void write_missed(const Report *report, const Run *run); /* nothing where every target is met */
bool any_missed(const Run *run);
void write_gap(const Report *report, const Judged *judged); /* how far the value is from what is required */
void write_calendar(const Report *report, const Run *run);
void write_leaders(const Report *report, const Run *run); /* nothing where nobody is known to lead */
bool tells_leaders(const Report *report, const Run *run);
void write_rules(const Report *report, const Run *run); /* nothing of a scenario without rules */
bool any_rules(const Run *run);
void write_findings(const Report *report, const Run *run);
void write_vacancies(const Report *report, const Run *run); /* nothing where it is not known who holds the posts */
bool tells_vacancies(const Report *report, const Run *run);
void write_sources(const Report *report, const Run *run);
void write_comparison(const Report *report);
void write_comparison_finding(const Report *report); /* in sentences; runs are called by their number, from 1 */
void write_data(const Report *report);               /* for the script */

/* What was paid and whether it pays back, in one language, as plain sentences. */
void say_money_in(Out *out, int lang, const Report *report, const Run *run);
bool any_tells_money(const Report *report);
void write_money_rows(const Report *report); /* of the comparison: a column for each run */

Word verdict_word(const char *verdict); /* of "met", "not met", "depends", "no value" */
void say_verdict(const Report *report, const char *verdict, const char *basis);
/* How much of the required change is done, as a bar and in words; nothing where it cannot be said. */
void write_progress(const Report *report, const Judged *judged);
Arg figure(const Judged *judged, double value);        /* in percent where the target is */
void put_required(Out *out, const Required *required); /* "≥ 9 000", in both languages where they differ */
void put_badge(Out *out, Fate fate);
/* Badges and words of all fates of a unit: "»± moved, posts changed". */
void say_fates(Out *out, uint32_t flags);

/* The story of a unit as sentences, in both languages. */
void write_story(const Report *report, const Run *run, OrgRow unit);
