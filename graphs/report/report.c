// SPDX-License-Identifier: MIT
/* The report: one HTML file that holds everything, readable without a script, in two languages. */
#include "assets.h"
#include "page.h"
#include "sheet.h"
#include <string.h>

enum { P_LANG, P_TITLE, P_FORMAT };

static const char *const langs[] = { "en", "vi", NULL };

static const OrgParam params[] = {
    { .key = "lang",
      .summary = "The language shown first; the page holds both",
      .type = ORG_CHOICE,
      .fallback = "en",
      .choices = langs },
    { .key = "title",
      .summary = "Title; empty: that of the scenario, or of several runs their number",
      .type = ORG_TEXT,
      .fallback = "" },
};

static const OrgParam brief_params[] = {
    { .key = "lang", .summary = "The language of the page", .type = ORG_CHOICE, .fallback = "en", .choices = langs },
    { .key = "title", .summary = "Title; empty: what the targets found", .type = ORG_TEXT, .fallback = "" },
    { .key = "format",
      .summary = "svg, pdf, png, separated by commas",
      .type = ORG_TEXT,
      .fallback = "pdf",
      .choices = sheet_formats },
};

/* title NULL: that of a comparison, in each language. Nothing is fetched, nothing runs but the one script and the one style of the file itself. */
static void
write_head(const Report *report, const char *title)
{
    Out *out = report->out;
    putf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang_codes[report->lang]);
    putf(out,
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '%s'; style-src '%s'; "
         "base-uri 'none'; form-action 'none'\">\n",
         report_script_hash, report_style_hash);
    put(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"orgsim\">\n<title>");
    if (title)
        put_text(out, stored_in(out, report->lang, title));
    else
        say_in(out, report->lang, W_report_of_runs, &(Arg){ .number = (double) report->n_runs }, 1);
    put(out, "</title>\n<style>");
    put_bytes(out, report_style, report_style_size);
    put(out, "</style>\n</head>\n");
}

static void
write_switch(const Report *report)
{
    Out *out = report->out;
    static const char *const names[LANGS] = { "English", "Tiếng Việt" };
    put(out, "<fieldset class=\"langs\"><legend>");
    say(out, W_language);
    put(out, "</legend>");
    for (int lang = 0; lang < LANGS; lang++)
        putf(out,
             "<input type=\"radio\" name=\"lang\" id=\"lang-%s\" value=\"%s\"%s><label for=\"lang-%s\">"
             "%s</label>",
             lang_codes[lang], lang_codes[lang], lang == report->lang ? " checked" : "", lang_codes[lang], names[lang]);
    put(out, "</fieldset>");
}

static void
write_header(const Report *report, const char *title)
{
    Out *out = report->out;
    const Run *run = &report->run[0];
    put(out, "<header class=\"top\"><div class=\"head\"><h1>");
    if (title)
        say_arg(out, STORED(title));
    else
        say_with(out, W_report_of_runs, NUMBER((double) report->n_runs));
    put(out, "</h1><p class=\"sub\">");
    if (title && report->n_runs > 1) {
        say_with(out, W_report_of_runs, NUMBER((double) report->n_runs));
        put(out, " · ");
    }
    say_with(out, W_report_of_run, MONTH(run->from), MONTH(run->to));
    for (size_t r = 0; r < report->n_runs; r++) {
        put(out, r ? ", " : " · ");
        put_text(out, report->run[r].name);
    }
    put(out, "</p></div>");
    write_switch(report);
    put(out, "</header>\n");
}

static void
link_to(Out *out, const Run *run, const char *name, Word title)
{
    if (run)
        putf(out, "<li><a href=\"#r%zu-%s\">", run->index, name);
    else
        putf(out, "<li><a href=\"#%s\">", name);
    say(out, title);
    put(out, "</a></li>");
}

static bool
has_part(const Report *report, const char *name)
{
    const Run *run = &report->run[0];
    if (!strcmp(name, "vacancies"))
        return tells_vacancies(report, run);
    if (!strcmp(name, "missed"))
        return any_missed(run);
    if (!strcmp(name, "leaders"))
        return tells_leaders(report, run);
    if (!strcmp(name, "rules"))
        return any_rules(run);
    return run->n_judged || (strcmp(name, "timeline") && strcmp(name, "targets"));
}

static void
write_contents(const Report *report)
{
    static const struct {
        const char *name;
        Word title;
    } parts[] = { { "summary", W_summary },     { "missed", W_missed_title },     { "timeline", W_timeline_short },
                  { "charts", W_charts },       { "units", W_units_table },       { "steps", W_steps },
                  { "calendar", W_calendar },   { "leaders", W_leaders },         { "targets", W_targets },
                  { "money", W_money },         { "rules", W_rules_checked },     { "findings", W_findings },
                  { "vacancies", W_vacancies }, { "assumptions", W_assumptions }, { "provenance", W_provenance } };
    Out *out = report->out;
    putf(out, "<nav class=\"contents\" aria-label=\"%s\"><ul>", word_of(out, W_contents, report->lang));
    if (report->n_runs > 1) {
        link_to(out, NULL, "comparison", W_comparison);
        for (size_t r = 0; r < report->n_runs; r++) {
            putf(out, "<li><a href=\"#run-%zu\">", r);
            say_arg(out, STORED(report->run[r].title));
            put(out, "</a></li>");
        }
    }
    for (size_t i = 0; report->n_runs == 1 && i < sizeof parts / sizeof parts[0]; i++)
        if (has_part(report, parts[i].name))
            link_to(out, &report->run[0], parts[i].name, parts[i].title);
    put(out, "</ul></nav>\n");
}

static OrgStatus
write_run_parts(const Report *report, const Run *run)
{
    Out *out = report->out;
    if (report->n_runs > 1) {
        putf(out, "<article class=\"run\" id=\"run-%zu\" aria-labelledby=\"run-%zu-h\"><h2 id=\"run-%zu-h\">",
             run->index, run->index, run->index);
        say_arg(out, STORED(run->title));
        put(out, " <small>");
        put_text(out, run->name);
        put(out, "</small></h2>\n");
    }
    write_summary(report, run);
    write_missed(report, run);
    OrgStatus status = write_charts(report, run);
    if (status != ORG_OK)
        return status;
    write_units(report, run);
    write_items(report, run);
    write_calendar(report, run);
    write_leaders(report, run);
    write_targets(report, run);
    write_money(report, run);
    write_rules(report, run);
    write_findings(report, run);
    write_vacancies(report, run);
    write_sources(report, run);
    if (report->n_runs > 1)
        put(out, "</article>\n");
    return ORG_OK;
}

static OrgStatus
write_page(const Report *report, const char *title)
{
    Out *out = report->out;
    const OrgTable *runs = report->host->data(report->ctx, "run");
    OrgStatus status = ORG_OK;
    write_head(report, title);
    put(out, "<body>\n<a class=\"skip\" href=\"#main\">");
    say(out, W_skip);
    put(out, "</a>\n");
    write_header(report, title);
    write_contents(report);
    put(out, "<main id=\"main\" tabindex=\"-1\">\n");
    if (report->n_runs > 1)
        write_comparison(report);
    for (size_t r = 0; r < report->n_runs && status == ORG_OK; r++)
        status = write_run_parts(report, &report->run[r]);
    put(out, "</main>\n<footer><p>");
    say_with(out, W_made_by, TEXT(text_at(runs, "engine", 0)));
    put(out, "</p></footer>\n");
    write_data(report);
    put(out, "<script>");
    put_bytes(out, report_script, report_script_size);
    put(out, "</script>\n</body>\n</html>\n");
    return status;
}

static OrgStatus
run_report(const OrgHost *host, OrgCtx *ctx)
{
    Out out = { 0 };
    out.words = words_read(host, ctx);
    if (!out.words)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    Report report = { .host = host, .ctx = ctx, .out = &out, .lang = strcmp(host->text(ctx, P_LANG), "vi") ? EN : VI };
    OrgStatus status = facts_read(&report);
    if (status != ORG_OK)
        return status;
    const char *title = host->text(ctx, P_TITLE);
    /* Of several runs no one title will do. */
    status = write_page(&report, *title ? title : report.n_runs > 1 ? NULL : report.run[0].title);
    if (status == ORG_OK)
        status = out.failed ? host->fail(ctx, ORG_E_FAILED, "out of memory")
                            : host->output(ctx, "report.html", "text/html", out.bytes, out.size);
    out_free(&out);
    return status;
}

static OrgStatus
run_brief(const OrgHost *host, OrgCtx *ctx)
{
    return sheet_run(host, ctx,
                     &(SheetParams){ .lang = host->text(ctx, P_LANG),
                                     .title = host->text(ctx, P_TITLE),
                                     .format = host->text(ctx, P_FORMAT) });
}

static const OrgFeature features[] = {
    { .name = "report",
      .summary = "One HTML file of a run, or of several side by side, that works offline",
      .details =
          "Targets with verdicts, charts, the story of each unit, tables, assumptions and where the figures come "
          "from, in English and Vietnamese. Readable and printable without a script.",
      .kind = ORG_RENDERER,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = run_report,
      .views = ORG_READS_STORIES },
    { .name = "brief",
      .summary = "One page of A4 of a run to forward: the finding, targets on one scale, where the posts go, costs",
      .details = "Drawn as svg, pdf or png. What is printed stands in the report, too.",
      .kind = ORG_RENDERER,
      .params = brief_params,
      .n_params = sizeof brief_params / sizeof brief_params[0],
      .run = run_brief,
      .views = ORG_READS_STORIES },
};

ORG_PLUGIN("report", "1.0.0", "orgsim", "MIT", features);
