// SPDX-License-Identifier: MIT
/* The parts of a unit: of a table, or the one of `into:`. */
#include "split.h"

const char *
split_next_name(Split *s, const char **list, const char *separators)
{
    const char *from = *list;
    while (*from && (*from == ' ' || strchr(separators, *from)))
        from++;
    size_t n = strcspn(from, separators);
    *list = from + n;
    while (n && from[n - 1] == ' ')
        n--;
    char *name = n ? split_scratch(s, n + 1, 1) : NULL;
    return name ? memcpy(name, from, n) : NULL;
}

uint32_t
split_find_part(const Split *s, const char *id)
{
    for (uint32_t i = 0; id && i < s->n_parts; i++)
        if (!strcmp(s->parts[i].key, id))
            return i;
    return NO_PART;
}

/* The id of a part: of units that are divided alike "sport" and "c1" give "sport-c1". */
static const char *
own_id(Split *s, const char *id)
{
    const char *other = s->host->id(s->ctx, ORG_UNITS, s->unit);
    size_t n = id ? strlen(id) : 0, m = strlen(other);
    if (!n || !s->like)
        return n ? id : NULL;
    char *text = split_scratch(s, n + m + 2, 1);
    if (!text)
        return id;
    memcpy(text, id, n);
    text[n] = '-';
    memcpy(text + n + 1, other, m);
    return text;
}

static OrgRow
find_parent(Split *s, const char *id, uint32_t line)
{
    const OrgUnits *units = s->host->units(s->ctx);
    if (!id)
        return units->parent[s->unit];
    OrgRow row = s->host->find(s->ctx, ORG_UNITS, id);
    if (row == ORG_NONE || units->closed[row] != ORG_OPEN)
        problems_add(&s->problems, "parts", line, "the unit above, \"%s\", is not there.", id, NULL);
    else if (row == s->unit && !s->stays)
        problems_add(&s->problems, "parts", line, "the unit above, \"%s\", ends; name another one.", id, NULL);
    return row;
}

static void
read_share(Split *s, Part *part, const char *text)
{
    part->share = text ? share_of_text(text) : (double) NAN;
    if (text && isnan(part->share))
        problems_add(&s->problems, "parts", part->line, "the share \"%s\" is no number such as 0.6, 60 or 60%%.", text,
                     NULL);
}

/* The post that is to lead a part: of the unit itself, by its own id or that of its holder. */
static void
read_head(Split *s, Part *part, const char *id)
{
    const OrgPosts *posts = s->host->posts(s->ctx);
    if (!id)
        return;
    OrgRow post = s->host->find(s->ctx, ORG_POSTS, id), person = s->host->find(s->ctx, ORG_PEOPLE, id);
    if (post == ORG_NONE && person != ORG_NONE)
        post = s->host->people(s->ctx)->post[person];
    if (post == ORG_NONE || posts->closed[post] != ORG_OPEN || posts->unit[post] != s->unit)
        problems_add(&s->problems, "parts", part->line, "the head \"%s\" is no post or person of \"%s\".", id,
                     s->host->id(s->ctx, ORG_UNITS, s->unit));
    else
        part->head = post;
}

static void
judge_id(Split *s, const Part *part)
{
    uint32_t first = split_find_part(s, part->key);
    if (first != (uint32_t) (part - s->parts))
        problems_add(&s->problems, "parts", part->line, "the id \"%s\" stands twice; every part has one row.", part->id,
                     NULL);
    if (part->id && s->host->find(s->ctx, ORG_UNITS, part->id) != ORG_NONE)
        problems_add(&s->problems, "parts", part->line,
                     "the id \"%s\" is that of a unit that is there, or was; give the part another id.", part->id,
                     NULL);
}

static void
read_part(Split *s, const OrgTable *table, uint32_t i)
{
    const OrgUnits *units = s->host->units(s->ctx);
    Part *part = &s->parts[i];
    const char *type = text_or_null(table, C_TYPE, i), *function = text_or_null(table, C_FUNCTION, i);
    *part = (Part){ .id = own_id(s, text_or_null(table, C_ID, i)),
                    .key = text_or_null(table, C_ID, i),
                    .name = text_or_null(table, C_NAME, i),
                    .type = type ? s->host->word(s->ctx, type) : units->type[s->unit],
                    .function = function ? s->host->word(s->ctx, function) : 0,
                    .row = ORG_NONE,
                    .head = ORG_NONE,
                    .line = i + 1 };
    s->n_parts = i + 1;
    part->parent = find_parent(s, text_or_null(table, C_PARENT, i), i + 1);
    read_share(s, part, text_or_null(table, C_SHARE, i));
    read_head(s, part, text_or_null(table, C_HEAD, i));
    judge_id(s, part);
}

static bool
read_single(Split *s)
{
    const OrgHost *h = s->host;
    const OrgUnits *units = h->units(s->ctx);
    const char *type = h->text(s->ctx, P_INTO_TYPE);
    OrgRow parent = (OrgRow) h->integer(s->ctx, P_INTO_PARENT);
    if (!*h->text(s->ctx, P_INTO_NAME))
        return split_ok(s, h->fail(s->ctx, ORG_E_INVALID,
                                   "It is not said what comes out of the unit: give `into: {id: …, name: …}`, or a "
                                   "table `parts:`."));
    if (h->given(s->ctx, P_INTO_PARENT) && parent == ORG_NONE) /* it has been closed: the host has told */
        return split_ok(s, ORG_E_NOT_FOUND);
    if (!(s->parts = split_scratch(s, 1, sizeof *s->parts)))
        return false;
    s->parts[0] = (Part){ .id = own_id(s, h->text(s->ctx, P_INTO_ID)),
                          .key = "",
                          .name = h->text(s->ctx, P_INTO_NAME),
                          .type = *type ? h->word(s->ctx, type) : units->type[s->unit],
                          .parent = h->given(s->ctx, P_INTO_PARENT) ? parent : units->parent[s->unit],
                          .row = ORG_NONE,
                          .head = ORG_NONE,
                          .share = h->given(s->ctx, P_SHARE) ? h->real(s->ctx, P_SHARE) : (double) NAN };
    s->n_parts = 1;
    judge_id(s, s->parts);
    return true;
}

bool
split_read_parts(Split *s)
{
    const OrgHost *h = s->host;
    const OrgTable *table = h->table(s->ctx, P_PARTS);
    if (s->stays) {
        bool single = false;
        for (unsigned key = P_INTO_ID; key < N_SEPARATE; key++)
            single = single || h->given(s->ctx, key);
        if (single && h->given(s->ctx, P_PARTS))
            return split_ok(s, h->fail(s->ctx, ORG_E_INVALID,
                                       "Say what comes out of the unit by either `parts:` or `into:`; `posts:` and "
                                       "`share:` belong to `into:`."));
        if (!h->given(s->ctx, P_PARTS))
            return read_single(s);
    }
    if (table->rows < (s->stays ? 1u : 2u))
        return split_ok(s, h->fail(s->ctx, ORG_E_INVALID,
                                   s->stays ? "The table of parts holds no part."
                                            : "A unit is split into at least two parts; add a row to `parts:`, or use "
                                              "`rename` or `separate`."));
    if (!(s->parts = split_scratch(s, table->rows, sizeof *s->parts)))
        return false;
    for (uint32_t i = 0; i < table->rows; i++)
        read_part(s, table, i);
    return s->status == ORG_OK;
}
