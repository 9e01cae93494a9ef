// SPDX-License-Identifier: MIT
/* The organisation as one block for another process, and its hash. */
#include "internal.h"
#include <string.h>

#define MAGIC 0x31504B4347524FULL /* "ORGCKP1" */
#define ALIGN(n) (((n) + 63) & ~(gsize) 63)

typedef struct {
    guint64 magic, size;
    gint32 month;
    guint32 filled_unknown, births_unknown, words;
    guint64 dict_bytes;
    guint32 rows[4], attributes[4];
    OrgTotals totals;
} Header;

/* Columns that runs hardly ever write stay in the block. */
static gboolean
stays(guint column)
{
    switch (column) {
    case ORG_COL_POSTS_ordinal:
    case ORG_COL_POSTS_opened:
    case ORG_COL_POSTS_coefficient:
    case ORG_COL_POSTS_kept_for:
    case ORG_COL_POSTS_stream:
    case ORG_COL_PEOPLE_ordinal:
    case ORG_COL_PEOPLE_born:
    case ORG_COL_PEOPLE_hired:
    case ORG_COL_PEOPLE_sex:
    case ORG_COL_PEOPLE_rating:
    case ORG_COL_PEOPLE_coefficient:
    case ORG_COL_PEOPLE_stream:
        return TRUE;
    default:
        return FALSE;
    }
}

static gsize
dict_bytes(const OrgDict *dict)
{
    gsize bytes = 0;
    for (guint32 w = 1; w < org_dict_size(dict); w++)
        bytes += strlen(org_dict_text(dict, w)) + 1;
    return bytes;
}

static gsize
columns_size(const guint32 rows[4], const guint32 attributes[4])
{
    gsize size = 0;
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        size += ALIGN((gsize) rows[org_columns[c].table] * org_columns[c].width);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        size += (gsize) attributes[t] * (64 + ALIGN((gsize) rows[t] * sizeof(double)));
    return size;
}

static void
fill_header(const Org *org, Header *header)
{
    *header = (Header){ .magic = MAGIC,
                        .month = org->month,
                        .filled_unknown = org->filled_unknown,
                        .births_unknown = org->births_unknown };
    header->words = org_dict_size(org->dict);
    header->dict_bytes = dict_bytes(org->dict);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        header->rows[t] = org_rows(org, t);
        header->attributes[t] = org->attributes[t]->len;
    }
    header->totals = org->totals;
    header->size = ALIGN(sizeof *header) + ALIGN(header->dict_bytes) + columns_size(header->rows, header->attributes);
}

gsize
org_pack_size(const Org *org)
{
    Header header;
    fill_header(org, &header);
    return header.size;
}

void
org_pack(const Org *org, void *block)
{
    Header header;
    fill_header(org, &header);
    memcpy(block, &header, sizeof header);
    char *at = (char *) block + ALIGN(sizeof header);
    char *text = at;
    for (guint32 w = 1; w < header.words; w++)
        text = g_stpcpy(text, org_dict_text(org->dict, w)) + 1;
    at += ALIGN(header.dict_bytes);
    for (guint c = 0; c < ORG_N_COLUMNS; c++) {
        gsize bytes = (gsize) header.rows[org_columns[c].table] * org_columns[c].width;
        if (bytes)
            memcpy(at, *org_cells((Org *) org, c), bytes);
        at += ALIGN(bytes);
    }
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        for (guint a = 0; a < header.attributes[t]; a++) {
            const OrgAttribute *attribute = &g_array_index(org->attributes[t], OrgAttribute, a);
            guint32 head[2] = { attribute->name, (guint32) attribute->is_number };
            memcpy(at, head, sizeof head);
            at += 64;
            if (header.rows[t] && attribute->is_number)
                memcpy(at, attribute->number, header.rows[t] * sizeof(double));
            else if (header.rows[t])
                memcpy(at, attribute->word, header.rows[t] * sizeof(OrgWord));
            at += ALIGN((gsize) header.rows[t] * sizeof(double));
        }
}

/* ---- taking apart */

static OrgWord *
read_dict(const Header *header, const char *text, OrgDict *dict, GError **error)
{
    if (header->words >
        (guint64) header->dict_bytes + 1) { /* a word takes a byte at least: ask for no more memory than that */
        org_fail(error, ORG_E_INVALID, "the packed dictionary is damaged");
        return NULL;
    }
    g_autofree OrgWord *map = g_new0(OrgWord, (gsize) header->words + 1);
    const char *end = text + header->dict_bytes;
    for (guint32 w = 1; w < header->words; w++) {
        gsize len = strnlen(text, (gsize) (end - text));
        if (text + len >= end || !g_utf8_validate(text, (gssize) len, NULL)) {
            org_fail(error, ORG_E_INVALID, "the packed dictionary is damaged");
            return NULL;
        }
        map[w] = org_dict_add(dict, text, (gssize) len);
        text += len + 1;
    }
    return g_steal_pointer(&map);
}

static gboolean
map_words(OrgWord *words, guint32 n, const OrgWord *map, guint32 n_words, GError **error)
{
    for (guint32 i = 0; i < n; i++) {
        if (words[i] >= n_words)
            return org_fail(error, ORG_E_INVALID, "a packed word does not exist");
        words[i] = map[words[i]];
    }
    return TRUE;
}

static gboolean
read_columns(Org *org, const Header *header, char **at, const OrgWord *map, GError **error)
{
    for (guint c = 0; c < ORG_N_COLUMNS; c++) {
        const OrgColumnInfo *info = &org_columns[c];
        guint32 n = header->rows[info->table];
        gsize bytes = (gsize) n * info->width;
        void **data = org_cells(org, c);
        if (n && stays(c)) {
            g_free(*data);
            *data = *at;
        } else if (n)
            memcpy(*data, *at, bytes);
        if (info->kind == ORG_K_WORD && !map_words(*data, n, map, header->words, error))
            return FALSE;
        *at += ALIGN(bytes);
    }
    return TRUE;
}

static gboolean
read_attributes(Org *org, const Header *header, char **at, const OrgWord *map, GError **error)
{
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        for (guint a = 0; a < header->attributes[t]; a++) {
            guint32 head[2], n = header->rows[t];
            memcpy(head, *at, sizeof head);
            *at += 64;
            if (head[0] == 0 || head[0] >= header->words)
                return org_fail(error, ORG_E_INVALID, "a packed attribute has no name");
            OrgAttribute *attribute = org_attribute(org, t, org_dict_text(org->dict, map[head[0]]), head[1] != 0);
            if (!attribute || org->attributes[t]->len != a + 1)
                return org_fail(error, ORG_E_INVALID, "a packed attribute is there twice");
            if (n && attribute->is_number)
                memcpy(attribute->number, *at, n * sizeof(double));
            else if (n) {
                memcpy(attribute->word, *at, n * sizeof(OrgWord));
                if (!map_words(attribute->word, n, map, header->words, error))
                    return FALSE;
            }
            *at += ALIGN((gsize) n * sizeof(double));
        }
    return TRUE;
}

static gboolean
check_header(const Header *header, gsize size, GError **error)
{
    gboolean fine = header->magic == MAGIC && header->size == size && header->dict_bytes < size && header->words > 0 &&
                    header->words - 1 <= header->dict_bytes;
    gsize attributes = 0;
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        fine &= header->rows[t] < size && header->attributes[t] <= ORG_MAX_ATTRIBUTES;
        attributes += header->attributes[t];
    }
    fine = fine && attributes * 64 < size;
    fine = fine &&
           ALIGN(sizeof *header) + ALIGN(header->dict_bytes) + columns_size(header->rows, header->attributes) == size;
    return fine || org_fail(error, ORG_E_INVALID, "the packed organisation is damaged");
}

Org *
org_unpack(void *block, gsize size, OrgDict *dict, GError **error)
{
    Header header;
    if (size < sizeof header) {
        org_fail(error, ORG_E_INVALID, "the packed organisation is cut off");
        return NULL;
    }
    memcpy(&header, block, sizeof header);
    if (!check_header(&header, size, error))
        return NULL;
    g_autoptr(OrgDict) own = dict ? org_dict_ref(dict) : org_dict_new();
    char *at = (char *) block + ALIGN(sizeof header);
    g_autofree OrgWord *map = read_dict(&header, at, own, error);
    if (!map)
        return NULL;
    at += ALIGN(header.dict_bytes);
    g_autoptr(Org) org = org_new(own, header.month);
    org->map = block;
    org->map_size = size;
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        if (header.rows[t])
            org_append(org, t, header.rows[t]);
    if (!read_columns(org, &header, &at, map, error) || !read_attributes(org, &header, &at, map, error) ||
        !org_finish(org, error))
        return NULL;
    org->filled_unknown = header.filled_unknown != 0;
    org->births_unknown = header.births_unknown != 0;
    guint64 *from = &header.totals.units_opened, *to = &org->totals.units_opened;
    memcpy(to, from, sizeof(OrgTotals) - G_STRUCT_OFFSET(OrgTotals, units_opened));
    org->totals.paid = 0; /* the ledger is not in the block */
    return g_steal_pointer(&org);
}

/* ---- hash ----
 * SHA-256 over a canonical, compact form: words numbered by first use and spelled there, every column as runs of equal
 * differences (constant and counting columns cost one run). The dictionary's own order does not matter. */

typedef struct {
    GChecksum *sum;
    guint8 buffer[8192];
    gsize fill;
    guint32 *number; /* of a word, 0 = not met yet */
    guint32 next;
    const OrgDict *dict;
} Hasher;

static void
flush(Hasher *h)
{
    g_checksum_update(h->sum, h->buffer, (gssize) h->fill);
    h->fill = 0;
}

static void
feed_number(Hasher *h, guint64 value)
{
    if (h->fill + 10 > sizeof h->buffer)
        flush(h);
    do {
        h->buffer[h->fill++] = (guint8) ((value & 127) | (value > 127 ? 128 : 0));
        value >>= 7;
    } while (value);
}

static void
feed_text(Hasher *h, const char *text)
{
    gsize len = strlen(text);
    feed_number(h, len);
    flush(h);
    g_checksum_update(h->sum, (const guchar *) text, (gssize) len);
}

static guint64
zigzag(gint64 value)
{
    return ((guint64) value << 1) ^ (value < 0 ? G_MAXUINT64 : 0);
}

static gint64
canonical(Hasher *h, OrgWord word)
{
    if (!word)
        return 0;
    if (!h->number[word]) {
        h->number[word] = ++h->next;
        feed_text(h, org_dict_text(h->dict, word));
    }
    return h->number[word];
}

/* Runs of equal differences, of cells already loaded one after the other. */
typedef struct {
    gint64 last, step;
    guint64 run;
} Runs;

static void
feed_run(Hasher *h, Runs *r)
{
    feed_number(h, zigzag(r->step));
    feed_number(h, r->run);
}

static inline void
feed_value(Hasher *h, Runs *r, gint64 value)
{
    gint64 delta = value - r->last;
    r->last = value;
    if (r->run && delta == r->step) {
        r->run++;
        return;
    }
    if (r->run)
        feed_run(h, r);
    r->step = delta;
    r->run = 1;
}

/* The width is asked once a column, not once a cell: this is every cell of an organisation. */
static void
feed_column(Hasher *h, const void *data, const OrgColumnInfo *info, guint32 n)
{
    Runs runs = { 0 };
    if (info->kind == ORG_K_WORD)
        for (guint32 i = 0; i < n; i++)
            feed_value(h, &runs, canonical(h, ((const OrgWord *) data)[i]));
    else if (info->width == 1)
        for (guint32 i = 0; i < n; i++)
            feed_value(h, &runs, ((const guint8 *) data)[i]);
    else if (info->width == 2)
        for (guint32 i = 0; i < n; i++)
            feed_value(h, &runs, ((const guint16 *) data)[i]);
    else if (info->is_signed)
        for (guint32 i = 0; i < n; i++)
            feed_value(h, &runs, ((const gint32 *) data)[i]);
    else
        for (guint32 i = 0; i < n; i++)
            feed_value(h, &runs, ((const guint32 *) data)[i]);
    feed_run(h, &runs);
}

static int
by_name(gconstpointer a, gconstpointer b, gpointer dict)
{
    const OrgAttribute *x = *(OrgAttribute *const *) a, *y = *(OrgAttribute *const *) b;
    return strcmp(org_dict_text(dict, x->name), org_dict_text(dict, y->name));
}

static void
feed_attributes(Hasher *h, const Org *org, guint table)
{
    static const OrgColumnInfo words = { .width = 4, .kind = ORG_K_WORD };
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint a = 0; a < org->attributes[table]->len; a++)
        g_ptr_array_add(sorted, &g_array_index(org->attributes[table], OrgAttribute, a));
    g_ptr_array_sort_with_data(sorted, by_name, org->dict);
    for (guint a = 0; a < sorted->len; a++) {
        const OrgAttribute *attribute = sorted->pdata[a];
        feed_text(h, org_dict_text(org->dict, attribute->name));
        feed_number(h, (guint64) attribute->is_number);
        if (!attribute->is_number) {
            feed_column(h, attribute->word, &words, org_rows(org, table));
            continue;
        }
        for (guint32 i = 0; i < org_rows(org, table); i++) {
            guint64 bits = 1;
            if (!isnan(attribute->number[i]))
                memcpy(&bits, &attribute->number[i], sizeof bits);
            feed_number(h, g_bit_storage(bits) > 32 ? GUINT64_SWAP_LE_BE(bits) : bits);
        }
    }
}

char *
org_hash(const Org *org)
{
    Hasher *h = g_new0(Hasher, 1);
    h->sum = g_checksum_new(G_CHECKSUM_SHA256);
    h->dict = org->dict;
    h->number = g_new0(guint32, org_dict_size(org->dict));
    feed_number(h, (guint64) org->month);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        feed_number(h, org_rows(org, t));
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        feed_column(h, *org_cells((Org *) org, c), &org_columns[c], org_rows(org, org_columns[c].table));
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        feed_attributes(h, org, t);
    flush(h);
    char *text = g_strdup(g_checksum_get_string(h->sum));
    g_checksum_free(h->sum);
    g_free(h->number);
    g_free(h);
    return text;
}
