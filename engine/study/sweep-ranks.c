// SPDX-License-Identifier: MIT
#include "sweep-ranks.h"
#include "../base/error.h"
#include "ranks.h"
#include <math.h>
#include <string.h>

/* A message is its kind and what belongs to it. */
#define MESSAGE "(yv)"
#define RECORD "(tuuayad)" /* number, status, redone, message, figures */
enum {
    ASK = 'a',    /* () of another rank: more points */
    GIVE = 'g',   /* (tt) rank 0: the first, and how many; 0: there are none any more */
    RESULT = 'r', /* RECORD of another rank */
    END = 'e',    /* (bay) of another rank: it has failed, and why */
    STOP = 's',   /* () rank 0: what is at hand is not wanted any more */
    PART = 'p',   /* () rank 0: all have ended */
};
#define MOST_GIVEN 256u /* points at once */
#define PAUSE 1000      /* microseconds between two looks at what has come: MPI itself would wait with all of a core */

struct SweepRanks {
    guint64 next, points; /* rank 0: the first that nobody was given; others: those at hand, next … points - 1 */
    guint64 all;          /* points of the sweep */
    guint figures;
    gboolean stopping;
    /* rank 0 */
    GHashTable *given; /* number + 1 -> rank: at work */
    GQueue again;      /* number + 1: of ranks that ended before */
    gboolean *ended;   /* by rank */
    guint n_ended;
    /* others */
    gboolean asked, none, parted;
};

/* ---- before the first point */

gboolean
sweep_ranks_agree(const char *hash, gboolean *teller, GError **error)
{
    guint n = org_ranks_count(), at = 0;
    char mine[SWEEP_HASH] = "";
    guint32 other = G_MAXUINT32; /* the first that differs; 0: rank 0 itself has none */
    g_strlcpy(mine, hash ? hash : "", sizeof mine);
    g_autofree char *all = g_malloc0((gsize) n * SWEEP_HASH);
    org_ranks_gather(mine, all, SWEEP_HASH);
    for (guint i = 1; org_ranks_self() == 0 && hash && i < n && other == G_MAXUINT32; i++)
        if (memcmp(all + (gsize) i * SWEEP_HASH, mine, SWEEP_HASH) != 0)
            other = at = i;
    if (!hash && org_ranks_self() == 0)
        other = 0;
    org_ranks_share(&other, sizeof other);
    *teller = org_ranks_self() == 0 || (!hash && other == org_ranks_self());
    if (at && all[(gsize) at * SWEEP_HASH])
        org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                      "rank %u reads another sweep, scenario, data or plugins than rank 0, or is another program: all "
                      "machines must have the same",
                      at);
    else if (at)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "rank %u cannot read the sweep that rank 0 reads", at);
    return other == G_MAXUINT32;
}

gboolean
sweep_ranks_open(gboolean good, guint64 *first)
{
    guint64 said[2] = { good, *first };
    org_ranks_share(said, sizeof said);
    *first = said[1];
    return said[0] != 0;
}

SweepRanks *
sweep_ranks_new(guint64 first, guint64 points, guint figures)
{
    SweepRanks *ranks = g_new0(SweepRanks, 1);
    gboolean is_first = org_ranks_self() == 0;
    ranks->next = is_first ? first : 0;
    ranks->points = is_first ? points : 0;
    ranks->all = points;
    ranks->figures = figures;
    ranks->given = g_hash_table_new(NULL, NULL);
    ranks->ended = g_new0(gboolean, org_ranks_count());
    return ranks;
}

void
sweep_ranks_free(SweepRanks *ranks)
{
    if (!ranks)
        return;
    g_hash_table_unref(ranks->given);
    g_queue_clear(&ranks->again);
    g_free(ranks->ended);
    g_free(ranks);
}

/* ---- messages */

static void
say(guint to, guint8 kind, GVariant *content)
{
    org_ranks_send(to, g_variant_new(MESSAGE, kind, content ? content : g_variant_new_tuple(NULL, 0)));
}

/* The content of the next message of this kind's type; NULL: nothing came. *kind is 0 where it is none that a rank of ours sends. */
static GVariant *
hear(guint *from, guint8 *kind)
{
    static const struct {
        guint8 kind;
        const char *type;
    } known[] = {
        { ASK, "()" }, { GIVE, "(tt)" }, { RESULT, RECORD }, { END, "(bay)" }, { STOP, "()" }, { PART, "()" }
    };
    g_autoptr(GBytes) bytes = org_ranks_take(from);
    GVariant *content = NULL;
    if (!bytes)
        return NULL;
    g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(MESSAGE), bytes, FALSE));
    guint8 said = 0;
    *kind = 0;
    if (!g_variant_is_normal_form(message))
        return g_variant_ref_sink(g_variant_new_tuple(NULL, 0));
    g_variant_get(message, MESSAGE, &said, &content);
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (known[i].kind == said && g_variant_is_of_type(content, G_VARIANT_TYPE(known[i].type)))
            *kind = said;
    return content;
}

/* ---- rank 0 */

static gpointer
key_of(guint64 number)
{
    return GSIZE_TO_POINTER((gsize) number + 1);
}

static guint64
next_again(SweepRanks *ranks)
{
    return GPOINTER_TO_SIZE(g_queue_pop_head(&ranks->again)) - 1;
}

/* Fewer and fewer, so that all come to the end at about the same time. */
static void
give(SweepRanks *ranks, guint to)
{
    guint64 first = ranks->next, n = 0;
    if (!ranks->stopping && ranks->again.length) {
        first = next_again(ranks);
        n = 1;
    } else if (!ranks->stopping && ranks->next < ranks->points) {
        n = CLAMP((ranks->points - ranks->next) / (4 * (guint64) org_ranks_count()), 1, MOST_GIVEN);
        ranks->next += n;
    }
    for (guint64 i = 0; i < n; i++)
        g_hash_table_insert(ranks->given, key_of(first + i), GUINT_TO_POINTER(to));
    say(to, GIVE, g_variant_new("(tt)", first, n));
}

/* FALSE: it is no record of a point that this rank has at work. */
static gboolean
read_record(SweepRanks *ranks, guint from, GVariant *content, SweepRecord *record)
{
    g_autoptr(GVariant) message = NULL, list = NULL;
    guint32 status;
    gsize n;
    g_variant_get(content, "(tuu@ay@ad)", &record->number, &status, &record->redone, &message, &list);
    const char *text = g_variant_get_bytestring(message);
    const double *figures = g_variant_get_fixed_array(list, &n, sizeof *figures);
    gpointer whose = NULL;
    if (!g_hash_table_lookup_extended(ranks->given, key_of(record->number), NULL, &whose) ||
        GPOINTER_TO_UINT(whose) != from || status > ORG_WORKER_FAILED || n != ranks->figures ||
        !org_message_check(text))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        if (isinf(figures[i]))
            return FALSE;
    g_hash_table_remove(ranks->given, key_of(record->number));
    record->status = (OrgWorkerStatus) status;
    record->message = *text ? org_message_copy(org_message_of(text)) : NULL;
    record->figures = g_memdup2(figures, n * sizeof *figures);
    return TRUE;
}

/* What it had at work is given out again; with why it is known that it would end so again. */
static gboolean
end(SweepRanks *ranks, guint from, GVariant *content, GError **error)
{
    g_autoptr(GVariant) text = NULL;
    gboolean failed;
    GHashTableIter iter;
    gpointer number, whose;
    g_variant_get(content, "(b@ay)", &failed, &text);
    ranks->ended[from] = TRUE;
    ranks->n_ended++;
    g_hash_table_iter_init(&iter, ranks->given);
    while (g_hash_table_iter_next(&iter, &number, &whose))
        if (GPOINTER_TO_UINT(whose) == from) {
            g_queue_push_tail(&ranks->again, number);
            g_hash_table_iter_remove(&iter);
        }
    const char *said = g_variant_get_bytestring(text);
    if (failed)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "rank %u: %s", from, org_message_check(said) ? said : "");
    return !failed;
}

gboolean
sweep_ranks_hear(SweepRanks *ranks, SweepRecord *record, GError **error)
{
    guint from = 0;
    guint8 kind = 0;
    for (;;) {
        g_autoptr(GVariant) content = hear(&from, &kind);
        if (!content)
            return FALSE;
        gboolean known = !ranks->ended[from];
        if (known && kind == ASK)
            give(ranks, from);
        else if (known && kind == RESULT && read_record(ranks, from, content, record))
            return TRUE;
        else if (known && kind == END) {
            if (!end(ranks, from, content, error))
                return FALSE;
        } else {
            org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                          "rank %u sent what is no result of a point that it was given", from);
            return FALSE;
        }
    }
}

gboolean
sweep_ranks_all_ended(const SweepRanks *ranks)
{
    return ranks->n_ended + 1 >= org_ranks_count();
}

gboolean
sweep_ranks_left(const SweepRanks *ranks)
{
    return !ranks->stopping && ranks->again.length;
}

void
sweep_ranks_stop(SweepRanks *ranks)
{
    for (guint i = 1; !ranks->stopping && i < org_ranks_count(); i++)
        if (!ranks->ended[i])
            say(i, STOP, NULL);
    ranks->stopping = TRUE;
}

void
sweep_ranks_part(void)
{
    for (guint i = 1; i < org_ranks_count(); i++)
        say(i, PART, NULL);
}

/* ---- the others */

static void
obey(SweepRanks *ranks)
{
    guint from = 0;
    guint8 kind = 0;
    for (;;) {
        g_autoptr(GVariant) content = hear(&from, &kind);
        guint64 first, n;
        if (!content)
            return;
        if (from != 0)
            continue;
        ranks->stopping |= kind == STOP || kind == PART;
        ranks->parted |= kind == PART;
        if (kind != GIVE || !ranks->asked || ranks->next < ranks->points)
            continue;
        g_variant_get(content, "(tt)", &first, &n);
        ranks->asked = FALSE;
        ranks->none = n == 0 || first >= ranks->all || n > ranks->all - first;
        ranks->next = first;
        ranks->points = ranks->none ? first : first + n;
    }
}

gboolean
sweep_ranks_next(SweepRanks *ranks, gboolean (*stopped)(gpointer data), gpointer data, guint64 *number)
{
    if (org_ranks_self() == 0) {
        gboolean any = !ranks->stopping && (ranks->again.length || ranks->next < ranks->points);
        if (any)
            *number = ranks->again.length ? next_again(ranks) : ranks->next++;
        return any;
    }
    obey(ranks);
    if (ranks->next >= ranks->points && !ranks->none && !ranks->asked && !ranks->stopping) {
        ranks->asked = TRUE;
        say(0, ASK, NULL);
    }
    while (ranks->asked && !ranks->stopping && !stopped(data)) {
        obey(ranks);
        g_usleep(PAUSE);
    }
    if (ranks->stopping || ranks->next >= ranks->points)
        return FALSE;
    *number = ranks->next++;
    return TRUE;
}

gboolean
sweep_ranks_told_to_stop(SweepRanks *ranks)
{
    if (org_ranks_self() > 0)
        obey(ranks);
    return ranks->stopping;
}

void
sweep_ranks_tell(const SweepRecord *record, guint figures)
{
    GVariant *list =
        g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, record->figures, figures, sizeof *record->figures);
    say(0, RESULT,
        g_variant_new("(tuu@ay@ad)", record->number, (guint32) record->status, record->redone,
                      g_variant_new_bytestring(org_message_said(record->message)), list));
}

void
sweep_ranks_end(SweepRanks *ranks, const GError *why)
{
    g_autofree char *said = org_error_said(why);
    say(0, END, g_variant_new("(b@ay)", why != NULL, g_variant_new_bytestring(said)));
    while (!ranks->parted) {
        obey(ranks);
        g_usleep(PAUSE);
    }
}
