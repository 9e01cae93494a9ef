// SPDX-License-Identifier: MIT
/* A renderer: the targets of finished runs as a page. It reads the tables of a run by name and hands over a file; it opens none. */
#include <orgsim/plugin.h>

#include <stdio.h>
#include <string.h>

/* Indexes of the parameters below, in the same order. */
enum { TITLE };

static const OrgParam params[] = {
    { .key = "title", .summary = "Heading of the page", .type = ORG_TEXT, .fallback = "Targets" },
};

/* A page that is being written: first it is only counted, then it is written. */
typedef struct {
    char *at; /* NULL: only counted */
    size_t size;
} Page;

static void
put(Page *page, const char *text)
{
    size_t n = strlen(text);
    if (page->at)
        memcpy(page->at + page->size, text, n);
    page->size += n;
}

/* What stands in a file of a planner is a text, whatever it looks like. */
static void
put_said(Page *page, const char *text)
{
    for (; text && *text; text++) {
        const char one[2] = { *text, '\0' };
        put(page, *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : *text == '&' ? "&amp;" : one);
    }
}

/* A column of a table by its name; NULL: there is none. */
static const OrgColumn *
column(const OrgTable *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(org_column(table, i)->name, name) == 0)
            return org_column(table, i);
    return NULL;
}

static void
write_page(Page *page, const char *title, const OrgTable *targets)
{
    const OrgColumn *name = column(targets, "title"), *verdict = column(targets, "verdict");
    put(page, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>");
    put_said(page, title);
    put(page, "</title>\n<h1>");
    put_said(page, title);
    put(page, "</h1>\n<table>\n");
    for (size_t i = 0; name && verdict && i < targets->rows; i++) {
        put(page, "<tr><td>");
        put_said(page, name->text[i]);
        put(page, "</td><td>");
        put_said(page, verdict->text[i]);
        put(page, "</td></tr>\n");
    }
    put(page, "</table>\n");
}

static OrgStatus
render(const OrgHost *host, OrgCtx *ctx)
{
    const OrgTable *targets = host->data(ctx, "target"); /* graphs/README.md lists the tables and their columns */
    const char *title = host->text(ctx, TITLE);
    if (!targets)
        return host->fail(ctx, ORG_E_NOT_FOUND, "this orgsim has no table of targets");
    Page page = { NULL, 0 };
    write_page(&page, title, targets);
    page.at = (char *) host->scratch(ctx, page.size + 1);
    if (!page.at)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    page.size = 0;
    write_page(&page, title, targets);
    return host->output(ctx, "targets.html", "text/html", page.at, page.size);
}

static const OrgFeature features[] = {
    { .name = "template",
      .summary = "The targets of runs as a page",
      .kind = ORG_RENDERER,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .run = render },
};

ORG_PLUGIN("template", "0.1.0", "me", "MIT", features);
