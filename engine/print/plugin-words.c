// SPDX-License-Identifier: MIT
#include "plugin-out.h"
#include "../base/month.h"
#include <math.h>

typedef struct {
    guint32 flag;
    const char *said;
} FlagWord;

static const char **
words_of(const FlagWord *table, guint n, guint32 flags)
{
    const char **out = g_new0(const char *, n + 1);
    guint found = 0;

    for (guint i = 0; i < n; i++)
        if (flags & table[i].flag)
            out[found++] = table[i].said;
    return out;
}

const char **
org_feature_flag_words(const OrgFeatureInfo *feature)
{
    static const FlagWord table[] = {
        { ORG_USES_CHANCE, N_("It draws by chance.") },
        { ORG_BY_ROWS, N_("It is called for a block of people at a time.") },
        { ORG_NEEDS_BIRTHS, N_("It needs dates of birth.") },
        { ORG_NEEDS_HOLDERS, N_("It needs to know which posts are vacant.") },
        { ORG_ASSUMED, N_("Its figures are typed, not simulated: they are assumed.") },
        { ORG_FORESEES_RUN, N_("It foresees the whole run at its beginning.") },
        { ORG_FORESEES_YEAR, N_("It foresees each year at its beginning.") },
        { ORG_MONTHLY, N_("It is called in every month.") },
        { ORG_YEARLY, N_("It is called in December.") },
        { ORG_AFTER_STEPS, N_("It is called after the steps of the month.") },
        { ORG_SETTLES, N_("It pays what each month brought.") },
    };

    return words_of(table, G_N_ELEMENTS(table), feature->flags);
}

const char **
org_series_flag_words(guint32 flags)
{
    static const FlagWord table[] = {
        { ORG_PER_UNIT, N_("of units, too") }, { ORG_ONE_OFF, N_("a one-off cost") },
        { ORG_RUNNING, N_("a yearly cost") },  { ORG_LESS_IS_GOOD, N_("less is good") },
        { ORG_SHAPE, N_("of the shape") },     { ORG_SPARSE, N_("may be missing") },
    };

    return words_of(table, G_N_ELEMENTS(table), flags);
}

/* A share is written as a percentage. */
static const char *
bound_text(const OrgParamInfo *param, double value, char buffer[48])
{
    char number[40];

    if (param->type == ORG_PERCENT)
        g_snprintf(buffer, 48, "%s%%", org_number_text(value * 100, number));
    else
        g_snprintf(buffer, 48, "%s", org_number_text(value, number));
    return buffer;
}

char *
org_param_bounds(OrgLang lang, const OrgParamInfo *param)
{
    char least[48], most[48];
    gboolean below = isfinite(param->max), above = isfinite(param->min);

    if ((param->min == 0 && param->max == 0) || (!below && !above))
        return NULL;
    bound_text(param, param->min, least);
    bound_text(param, param->max, most);
    if (below && above)
        return g_strdup_printf(_("%s to %s"), least, most);
    return above ? g_strdup_printf(_("at least %s"), least) : g_strdup_printf(_("at most %s"), most);
}
