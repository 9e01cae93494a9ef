// SPDX-License-Identifier: MIT
/* Sex, birth and hiring for people known only by counts, from a stated assumption. Every draw is a function of
 * (seed, category, row): another order of columns or of calls changes nothing. */
#include "exchange.h"
#include "../base/error.h"
#include "intake/idmap.h"
#include <math.h>
#include <string.h>

enum { DRAW_BAND, DRAW_AGE, DRAW_HIRED, DRAW_VACANT };
#define ADULT (18 * 12)
#define HIRED_SPREAD 36 /* months before and after the mean age at hiring */

/* The bands of one category, each twice: women, then men. */
typedef struct {
    guint64 key;
    guint n;
    const OrgBand **bands;
    double women, men; /* sums of weights */
} Mix;

typedef struct {
    Org *org;
    const OrgBand *bands;
    guint n_bands;
    guint64 seed;
    GHashTable *mixes; /* category word → Mix * */
} Filler;

static void
mix_free(gpointer data)
{
    Mix *mix = data;
    g_free(mix->bands);
    g_free(mix);
}

static guint64
category_key(guint64 seed, const char *category)
{
    guint64 hash = G_GUINT64_CONSTANT(0xCBF29CE484222325); /* FNV-1a */
    for (const char *p = category; *p; p++)
        hash = (hash ^ (guint8) *p) * G_GUINT64_CONSTANT(0x100000001B3);
    return org_chance(seed, hash, 0);
}

static Mix *
new_mix(const Filler *filler, OrgWord category, const char *wanted)
{
    Mix *mix = g_new0(Mix, 1);

    mix->key = category_key(filler->seed, org_dict_text(filler->org->dict, category));
    mix->bands = g_new0(const OrgBand *, filler->n_bands + 1);
    for (guint i = 0; i < filler->n_bands; i++) {
        const OrgBand *band = &filler->bands[i];
        if (wanted && strcmp(band->category ? band->category : "", wanted) != 0)
            continue;
        mix->bands[mix->n++] = band;
        mix->women += band->women;
        mix->men += band->men;
    }
    return mix;
}

/* The bands of a category, else those of "", else, for people without a post, all of them. NULL: there are none. */
static const Mix *
mix_of(Filler *filler, OrgWord category, gboolean has_post)
{
    gpointer key = GUINT_TO_POINTER(category);
    Mix *mix = g_hash_table_lookup(filler->mixes, key);

    if (mix)
        return mix;
    const char *tries[] = { org_dict_text(filler->org->dict, category), "", has_post ? "" : NULL };
    for (guint i = 0; i < G_N_ELEMENTS(tries); i++) {
        mix = new_mix(filler, category, tries[i]);
        if (mix->women + mix->men > 0) {
            g_hash_table_insert(filler->mixes, key, mix);
            return mix;
        }
        mix_free(mix);
    }
    return NULL;
}

/* One of the bands by weight, for a given sex or either. */
static const OrgBand *
draw_band(const Mix *mix, guint64 row, guint8 *sex)
{
    double women = *sex == ORG_MALE ? 0 : mix->women, men = *sex == ORG_FEMALE ? 0 : mix->men;
    const OrgBand *last = mix->bands[0];

    if (women + men <= 0) { /* the assumption knows nobody of this sex: any band will do */
        women = mix->women;
        men = mix->men;
    }
    double at = org_chance_real(mix->key, row, DRAW_BAND) * (women + men);
    gboolean female = at < women;
    double rest = female ? at : at - women;
    for (guint i = 0; i < mix->n; i++) {
        double weight = female ? mix->bands[i]->women : mix->bands[i]->men;
        if (weight <= 0)
            continue;
        last = mix->bands[i];
        if (rest < weight)
            break;
        rest -= weight;
    }
    if (!*sex)
        *sex = female ? ORG_FEMALE : ORG_MALE;
    return last;
}

static void
fill_person(Org *org, const Mix *mix, OrgRow person, guint64 row)
{
    OrgPersonTable *people = &org->people;
    const OrgBand *band = draw_band(mix, row, &people->sex[person]);
    gint months = (band->age_to - band->age_from + 1) * 12;
    gint age = band->age_from * 12 + (gint) (org_chance_real(mix->key, row, DRAW_AGE) * months);
    OrgMonth born = org->month - age;

    if (people->hired[person] != ORG_UNKNOWN) {
        people->born[person] = MIN(born, people->hired[person] - ADULT);
        return;
    }
    double spread = (org_chance_real(mix->key, row, DRAW_HIRED) * 2 - 1) * HIRED_SPREAD;
    gint hired_at = MAX(ADULT, (gint) lround(band->hired_at * 12 + spread));
    people->born[person] = born;
    people->hired[person] = MIN(born + hired_at, org->month);
}

gboolean
org_birth_is_assumed(const Org *org, OrgRow person)
{
    const OrgAttribute *mark = org_attribute_find(org, ORG_PEOPLE, ORG_BIRTH_ASSUMED);
    return mark && mark->is_number && person < org->people.n && mark->number[person] == 1;
}

/* Made when the first date is assumed; NULL where people have a column of that name that holds words. */
static OrgAttribute *
mark_of(Org *org, OrgAttribute *mark, GError **error)
{
    mark = mark ? mark : org_attribute(org, ORG_PEOPLE, ORG_BIRTH_ASSUMED, TRUE);
    if (!mark)
        org_error_set(
            error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT,
            "\"%s\" cannot be marked: people have a column of that name that holds words, or too many columns",
            ORG_BIRTH_ASSUMED);
    return mark;
}

static gboolean
fill_births(Filler *filler, GError **error)
{
    Org *org = filler->org;
    OrgAttribute *mark = NULL;

    for (OrgRow i = 0; i < org->people.n; i++) {
        OrgRow post = org->people.post[i];
        if (org->people.born[i] != ORG_UNKNOWN || org->people.state[i] == ORG_LEFT)
            continue;
        OrgWord category = post == ORG_NONE ? 0 : org->posts.category[post];
        const Mix *mix = mix_of(filler, category, post != ORG_NONE);
        if (!mix) {
            const char *text = org_dict_text(org->dict, category);
            org_error_set(
                error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT,
                "the population assumption has no age band for the category \"%s\"%s; add one, or one without a "
                "category for all others",
                text, *text ? "" : " (posts whose category is blank)");
            return FALSE;
        }
        if (!(mark = mark_of(org, mark, error)))
            return FALSE;
        mark->number[i] = 1;
        fill_person(org, mix, i, post != ORG_NONE ? post : G_GUINT64_CONSTANT(1) << 40 | i);
    }
    return TRUE;
}

/* ---- posts of which it is not known whether they are held */

typedef struct {
    guint64 hash;
    OrgRow post;
} Candidate;

static int
by_chance(gconstpointer a, gconstpointer b)
{
    const Candidate *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->post < y->post ? -1 : x->post > y->post;
}

static gboolean
is_unknown(const Org *org, const OrgAttribute *mark, OrgRow post)
{
    gboolean known = mark && mark->is_number && mark->number[post] != 1;
    return org->posts.closed[post] == ORG_OPEN && org->posts.holder[post] == ORG_NONE && !known;
}

/* The posts of each category, those of word c from start[c] to start[c + 1]. */
static Candidate *
candidates(const Org *org, guint64 seed, guint32 *start)
{
    const OrgAttribute *mark = org_attribute_find(org, ORG_POSTS, ORG_FILLED_UNKNOWN);
    guint32 words = org_dict_size(org->dict) + 1;
    g_autofree guint64 *keys = g_new0(guint64, words);

    for (OrgRow i = 0; i < org->posts.n; i++)
        if (is_unknown(org, mark, i) && !start[org->posts.category[i] + 1]++)
            keys[org->posts.category[i]] = category_key(seed, org_dict_text(org->dict, org->posts.category[i]));
    for (guint32 word = 0; word < words; word++)
        start[word + 1] += start[word];
    Candidate *list = g_new(Candidate, start[words] + 1);
    g_autofree guint32 *next = g_memdup2(start, words * sizeof *start);
    for (OrgRow i = 0; i < org->posts.n; i++)
        if (is_unknown(org, mark, i)) {
            OrgWord category = org->posts.category[i];
            list[next[category]++] = (Candidate){ org_chance(keys[category], i, DRAW_VACANT), i };
        }
    return list;
}

/* Marks the `lowest` of n by their draws. These are spread evenly over all numbers, so that counting by their first bits finds those that
 * surely belong to it, and only the few beside the border are sorted. */
static void
mark_lowest(Candidate *list, guint n, guint lowest, guint8 *marked)
{
    guint bits = CLAMP(g_bit_storage(n), 1, 16), bucket = 0, below = 0, beside = 0;
    g_autofree guint *count = g_new0(guint, (gsize) 1 << bits);

    if (lowest == 0)
        return;
    for (guint i = 0; i < n; i++)
        count[list[i].hash >> (64 - bits)]++;
    while (below + count[bucket] < lowest)
        below += count[bucket++];
    for (guint i = 0; i < n; i++) {
        guint of = (guint) (list[i].hash >> (64 - bits));
        if (of < bucket)
            marked[list[i].post] = 1;
        else if (of == bucket)
            list[beside++] = list[i];
    }
    qsort(list, beside, sizeof *list, by_chance);
    for (guint i = 0; i < lowest - below; i++)
        marked[list[i].post] = 1;
}

/* Posts to fill: of each category all but round(vacancy × n), those with the lowest draws staying vacant. */
static GArray *
posts_to_fill(const Org *org, double vacancy, guint64 seed)
{
    const OrgAttribute *mark = org_attribute_find(org, ORG_POSTS, ORG_FILLED_UNKNOWN);
    guint32 words = org_dict_size(org->dict) + 1;
    g_autofree guint32 *start = g_new0(guint32, words + 1);
    g_autofree guint8 *vacant = g_new0(guint8, org->posts.n + 1);
    g_autofree Candidate *list = candidates(org, seed, start);
    GArray *posts = g_array_new(FALSE, FALSE, sizeof(OrgRow));

    for (guint32 word = 0; word < words; word++) {
        guint n = start[word + 1] - start[word];
        if (n > 0)
            mark_lowest(list + start[word], n, (guint) lround(vacancy * n), vacant);
    }
    for (OrgRow i = 0; i < org->posts.n; i++)
        if (is_unknown(org, mark, i) && !vacant[i])
            g_array_append_val(posts, i);
    return posts;
}

static void
add_holders(Org *org, const OrgRow *posts, guint n)
{
    OrgIdMap ids = { 0 };

    if (n == 0)
        return;
    org_id_map_reserve(&ids, org->people.n + n);
    for (OrgRow i = 0; i < org->people.n; i++)
        if (org->people.id[i])
            org_id_map_add(&ids, org->people.id[i], org->people.ordinal[i], i);
    OrgRow first = org_add_people(org, n);
    g_clear_pointer(&org->by_id[ORG_PEOPLE], g_hash_table_unref); /* it does not know the new rows */
    for (guint i = 0; i < n; i++) {
        OrgRow person = first + i, post = posts[i];
        OrgWord word = org->posts.id[post];
        guint32 ordinal = org->posts.ordinal[post];
        while (word && org_id_map_add(&ids, word, ordinal, person) != ORG_NONE)
            ordinal++; /* taken by somebody who has moved to another post */
        org->people.id[person] = word;
        org->people.ordinal[person] = ordinal;
        org->people.post[person] = post;
        org->posts.holder[post] = person;
    }
    org_id_map_clear(&ids);
}

static void
forget_mark(Org *org)
{
    const OrgAttribute *mark = org_attribute_find(org, ORG_POSTS, ORG_FILLED_UNKNOWN);

    if (!mark)
        return;
    guint index = (guint) (mark - (const OrgAttribute *) (void *) org->attributes[ORG_POSTS]->data);
    g_free(mark->number);
    g_free(mark->word);
    g_array_remove_index(org->attributes[ORG_POSTS], index);
    org->attribute_version++;
}

static gboolean
check_bands(const OrgBand *bands, guint n, double vacancy, GError **error)
{
    if (!isnan(vacancy) && (vacancy < 0 || vacancy > 1)) {
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT, "vacancy is %g; it is a share from 0 to 1",
                      vacancy);
        return FALSE;
    }
    for (guint i = 0; i < n; i++) {
        const OrgBand *band = &bands[i];
        gboolean ages = band->age_from >= 15 && band->age_from <= band->age_to && band->age_to <= 100;
        gboolean weights = band->men >= 0 && band->women >= 0 && isfinite(band->men) && isfinite(band->women);
        if (ages && weights && band->hired_at >= 0 && band->hired_at <= 100)
            continue;
        org_error_set(
            error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT,
            "age band %u (%d to %d) is not usable: ages run from 15 to 100 and upwards, weights are not negative",
            i + 1, band->age_from, band->age_to);
        return FALSE;
    }
    return TRUE;
}

gboolean
org_populate(Org *org, const OrgBand *bands, guint n, double vacancy, guint64 seed, GError **error)
{
    Filler filler = { org, bands, n, seed, NULL };

    if (!check_bands(bands, n, vacancy, error))
        return FALSE;
    if (org->filled_unknown && !isnan(vacancy)) {
        g_autoptr(GArray) posts = posts_to_fill(org, vacancy, seed);
        add_holders(org, (const OrgRow *) (const void *) posts->data, posts->len);
        org->filled_unknown = FALSE;
        forget_mark(org);
    }
    filler.mixes = g_hash_table_new_full(NULL, NULL, NULL, mix_free);
    gboolean fine = fill_births(&filler, error);
    g_hash_table_unref(filler.mixes);
    if (!fine)
        return FALSE;
    org->births_unknown = FALSE;
    return org_finish(org, error);
}
