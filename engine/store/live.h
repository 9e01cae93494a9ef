// SPDX-License-Identifier: MIT
/* Live tables: the organisation in memory as read-only SQLite tables `units` (id, name, type, function, parent, opened,
 * closed, staff, posts, vacant, heads and deputies (posts of these ranks that are held), depth, n_children, every attribute),
 * `posts` (id, unit, title, rank ('head'…), category, funding, coefficient, fte, reports_to, holder, vacant, vacant_since (NULL:
 * held, or vacant before the data), vacant_months (since then), kept_for, opened, unit_type, unit_function, attributes) and `people` (id, name, unit, post,
 * second, born, hired, since, age (years at the organisation's month), sex ('F','M'), rating, state, rank, category, funding,
 * coefficient (their own, else that of the post), attributes). Open rows only. Months are text 'YYYY-MM', ids are text, unknown is NULL.
 * Over them the view `vacancies` (post, unit, title, since ('unknown': before the data), kept_for, reason (see
 * org_live_tell_reasons), months): open posts that nobody holds; none where it is not known who holds the posts. */
#pragma once
#include "../org/org.h"

typedef struct OrgLive OrgLive;
/* The organisation must outlive the object; its columns may change and grow between calls. */
OrgLive *org_live_new(Org *org, GError **error);
void org_live_free(OrgLive *live);
/* Point it at another organisation with the same dictionary (a view at another time): selections are not cached across. */
void org_live_set(OrgLive *live, Org *org);

/* Why each post (of n, by row) fell vacant; NULL: not known. It stays, also when pointed at another organisation. */
gboolean org_live_tell_reasons(OrgLive *live, const char *const *reasons, gsize n, GError **error);

/* Open rows of a table for which `where` holds, ascending; empty or NULL where: all. Cached until a column that the text
 * reads was written. The rows belong to live, until its next call. Unknown columns give "no such column: …, nearest …". */
gboolean org_live_select(OrgLive *live, guint table, const char *where, const OrgRow **rows, gsize *n, GError **error);
/* The same as bits by row, for who combines them with others: set for each open row for which `where` holds, and perhaps for
 * closed ones. NULL: for every row. O(what changed). They belong to live, until its next call. */
gboolean org_live_bits(OrgLive *live, guint table, const char *where, const guint64 **bits, GError **error);
/* One number: the first column of the first row of a SELECT, or of SELECT (expression). NaN for NULL. */
gboolean org_live_number(OrgLive *live, const char *sql, double *value, GError **error);
/* Check that a predicate or statement compiles, without running it. */
gboolean org_live_check(OrgLive *live, guint table, const char *where, GError **error);
gboolean org_live_check_sql(OrgLive *live, const char *sql, GError **error);
/* What the columns are called that a SELECT returns; NULL: it does not compile. The caller's own. */
char **org_live_names(OrgLive *live, const char *sql, GError **error);
/* A whole SELECT, rows as text. values[n] is a text of the values' kinds, a sign each: 'n' a number, 't' a text, '0' null. */
gboolean org_live_query(OrgLive *live, const char *sql,
                        gboolean (*fn)(gint n, char **values, char **names, gpointer data), gpointer data,
                        GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgLive, org_live_free)
