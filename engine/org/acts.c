// SPDX-License-Identifier: MIT
/* Acts read back and done again, through the same checked verbs. Little-endian, as journal.c writes them. */
#include "internal.h"
#include "../base/message.h"
#include <string.h>

/* ---- reading: a cursor that goes bad once and stays so */

typedef struct {
    const guint8 *at, *end;
    gboolean bad;
} Cursor;

static guint32
get_u32(Cursor *c)
{
    guint32 value = 0;
    if (c->bad || (gsize) (c->end - c->at) < sizeof value) {
        c->bad = TRUE;
        return 0;
    }
    memcpy(&value, c->at, sizeof value);
    c->at += sizeof value;
    return value;
}

static const char *
get_marked(Cursor *c, gboolean may_be_marked)
{
    guint32 len = get_u32(c);
    const char *text = (const char *) c->at;
    if (c->bad || (gsize) (c->end - c->at) < (gsize) len + 1 || c->at[len]) {
        c->bad = TRUE;
        return "";
    }
    guint mark = may_be_marked && *text == ORG_MESSAGE_MARK;
    if (!g_utf8_validate(text + mark, (gssize) (len - mark), NULL)) {
        c->bad = TRUE;
        return "";
    }
    c->at += len + 1;
    return text;
}

static const char *
get_text(Cursor *c)
{
    return get_marked(c, FALSE);
}

/* A counted array, copied so that it is aligned. NULL (and bad) when it does not fit. */
static gpointer
get_array(Cursor *c, gsize width, gsize *n)
{
    *n = get_u32(c);
    if (c->bad || (gsize) (c->end - c->at) / width < *n) {
        c->bad = TRUE;
        *n = 0;
        return NULL;
    }
    gpointer copy = g_malloc(*n * width + 1);
    memcpy(copy, c->at, *n * width);
    c->at += *n * width;
    return copy;
}

static OrgWord *
get_words(Cursor *c, OrgDict *dict, gsize *n)
{
    guint32 distinct = get_u32(c);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(OrgWord));
    for (guint32 i = 0; i < distinct && !c->bad; i++) {
        OrgWord word = org_dict_add(dict, get_text(c), -1);
        g_array_append_val(words, word);
    }
    guint32 *cells = get_array(c, sizeof(guint32), n);
    for (gsize i = 0; i < *n && !c->bad; i++) {
        if (cells[i] >= words->len)
            c->bad = TRUE;
        else
            cells[i] = g_array_index(words, OrgWord, cells[i]);
    }
    return cells;
}

gboolean
org_act_next(const guint8 *bytes, gsize size, gsize *offset, OrgAct *act, GError **error)
{
    if (*offset == size)
        return FALSE;
    Cursor c = { bytes + *offset, bytes + size, FALSE };
    guint32 length = get_u32(&c);
    if (c.bad || length > (gsize) (c.end - c.at))
        return org_fail(error, ORG_E_INVALID, "an act is cut off at byte %" G_GSIZE_FORMAT, *offset);
    c.end = c.at + length;
    act->raw = bytes + *offset;
    act->raw_size = length + sizeof(guint32);
    act->month = (OrgMonth) get_u32(&c);
    act->item = get_u32(&c);
    act->verb = get_u32(&c);
    act->plugin = get_text(&c);
    act->reason = org_message_of(get_marked(&c, TRUE));
    act->payload = c.at;
    act->size = (gsize) (c.end - c.at);
    if (c.bad || act->verb < 1 || act->verb >= ORG_N_VERBS)
        return org_fail(error, ORG_E_INVALID, "an act is damaged at byte %" G_GSIZE_FORMAT, *offset);
    *offset += act->raw_size;
    return TRUE;
}

static gboolean
finish(const Cursor *c, GError **error)
{
    if (!c->bad && c->at == c->end)
        return TRUE;
    return org_fail(error, ORG_E_INVALID, "an act has a damaged payload");
}

static gboolean
replay_unit(Org *org, OrgVerb verb, Cursor *c, GError **error)
{
    OrgRow a = get_u32(c);
    if (verb == ORG_VERB_OPEN_UNIT) {
        const char *type = get_text(c), *id = get_text(c), *name = get_text(c);
        return finish(c, error) && org_open_unit(org, a, org_dict_add(org->dict, type, -1), id, name, NULL, error);
    }
    if (verb == ORG_VERB_RENAME_UNIT) {
        const char *name = get_text(c);
        return finish(c, error) && org_rename_unit(org, a, name, error);
    }
    OrgRow b = get_u32(c);
    return finish(c, error) &&
           (verb == ORG_VERB_MOVE_UNIT ? org_move_unit(org, a, b, error) : org_close_unit(org, a, b, error));
}

static gboolean
replay_posts(Org *org, OrgVerb verb, Cursor *c, GError **error)
{
    if (verb == ORG_VERB_OPEN_POSTS) {
        OrgRow like = get_u32(c), unit = get_u32(c);
        guint32 n = get_u32(c);
        org->origin = get_u32(c);
        org->opened = get_u32(c);
        return finish(c, error) && org_open_posts(org, like, unit, n, NULL, error);
    }
    gsize n;
    g_autofree OrgRow *rows = get_array(c, sizeof(OrgRow), &n);
    if (verb == ORG_VERB_CLOSE_POSTS)
        return finish(c, error) && org_close_posts(org, rows, n, error);
    if (verb == ORG_VERB_RELEASE)
        return finish(c, error) && org_release(org, rows, n, error);
    OrgRow unit = get_u32(c);
    return finish(c, error) && org_move_posts(org, rows, n, unit, error);
}

static gboolean
replay_set(Org *org, Cursor *c, GError **error)
{
    guint32 field = get_u32(c);
    gsize n, m;
    g_autofree OrgRow *rows = get_array(c, sizeof(OrgRow), &n);
    gboolean words = field == ORG_F_TYPE || field == ORG_F_FUNCTION || field == ORG_F_TITLE ||
                     field == ORG_F_CATEGORY || field == ORG_F_FUNDING;
    g_autofree guint32 *cells = words ? get_words(c, org->dict, &m) : get_array(c, sizeof(guint32), &m);
    if (n != m)
        c->bad = TRUE;
    if (!finish(c, error))
        return FALSE;
    g_autofree gint64 *values = g_new(gint64, n + 1);
    for (gsize i = 0; i < n; i++)
        values[i] = cells[i];
    return org_set(org, field, rows, values, n, error);
}

static gboolean
replay_attribute(Org *org, OrgVerb verb, Cursor *c, GError **error)
{
    guint32 table = get_u32(c);
    const char *name = get_text(c);
    gsize n, m;
    g_autofree OrgRow *rows = get_array(c, sizeof(OrgRow), &n);
    gboolean numbers = verb == ORG_VERB_SET_NUMBERS;
    g_autofree void *values = numbers ? get_array(c, sizeof(double), &m) : (void *) get_words(c, org->dict, &m);
    if (n != m)
        c->bad = TRUE;
    if (!finish(c, error))
        return FALSE;
    return numbers ? org_set_numbers(org, table, name, rows, values, n, error)
                   : org_set_words(org, table, name, rows, values, n, error);
}

static gboolean
replay_join(Org *org, Cursor *c, GError **error)
{
    org->origin = get_u32(c);
    guint32 n = get_u32(c);
    if (c->bad || (gsize) (c->end - c->at) != (gsize) n * 4 * sizeof(guint32))
        return org_fail(error, ORG_E_INVALID, "an act has a damaged payload");
    g_autofree OrgJoiner *joiners = g_new0(OrgJoiner, (gsize) n + 1);
    for (guint32 i = 0; i < n; i++) {
        joiners[i].size = sizeof(OrgJoiner);
        joiners[i].post = get_u32(c);
        joiners[i].born = (OrgMonth) get_u32(c);
        joiners[i].hired = (OrgMonth) get_u32(c);
        guint32 codes = get_u32(c);
        joiners[i].sex = codes >> 16 ? 255 : (guint8) codes;
        joiners[i].rating = (guint8) (codes >> 8);
    }
    return org_join(org, joiners, n, NULL, error);
}

static gboolean
replay_people(Org *org, OrgVerb verb, Cursor *c, GError **error)
{
    gsize n, m;
    if (verb == ORG_VERB_JOIN)
        return replay_join(org, c, error);
    guint32 second = verb == ORG_VERB_PLACE ? get_u32(c) : 0;
    g_autofree OrgRow *people = get_array(c, sizeof(OrgRow), &n);
    g_autofree guint32 *other = get_array(c, sizeof(guint32), &m);
    OrgMonth from = verb == ORG_VERB_LEAVE ? (OrgMonth) get_u32(c) : 0;
    const char *reason = verb == ORG_VERB_LEAVE ? get_text(c) : "";
    if (n != m)
        c->bad = TRUE;
    if (!finish(c, error))
        return FALSE;
    if (verb == ORG_VERB_PLACE)
        return org_place(org, people, other, n, second != 0, error);
    return org_leave(org, people, (const OrgMonth *) other, n, from, reason, error);
}

static gboolean
replay_pay(Org *org, const OrgAct *act, Cursor *c, GError **error)
{
    gsize n, m;
    const char *series = get_text(c);
    g_autofree gint64 *amounts = get_array(c, sizeof(gint64), &n);
    g_autofree OrgRow *people = get_array(c, sizeof(OrgRow), &m);
    if (m != n && m != 0)
        c->bad = TRUE;
    return finish(c, error) && org_pay(org, m ? people : NULL, amounts, n, act->item, series, error);
}

gboolean
org_act_replay(Org *org, const OrgAct *act, GError **error)
{
    Cursor c = { act->payload, act->payload + act->size, FALSE };
    org->month = act->month;
    switch (act->verb) {
    case ORG_VERB_OPEN_UNIT:
    case ORG_VERB_RENAME_UNIT:
    case ORG_VERB_MOVE_UNIT:
    case ORG_VERB_CLOSE_UNIT:
        return replay_unit(org, act->verb, &c, error);
    case ORG_VERB_OPEN_POSTS:
    case ORG_VERB_MOVE_POSTS:
    case ORG_VERB_CLOSE_POSTS:
    case ORG_VERB_RELEASE:
        return replay_posts(org, act->verb, &c, error);
    case ORG_VERB_SET:
        return replay_set(org, &c, error);
    case ORG_VERB_SET_NUMBERS:
    case ORG_VERB_SET_WORDS:
        return replay_attribute(org, act->verb, &c, error);
    case ORG_VERB_PAY:
        return replay_pay(org, act, &c, error);
    default:
        return replay_people(org, act->verb, &c, error);
    }
}
