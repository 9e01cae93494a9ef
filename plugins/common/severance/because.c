// SPDX-License-Identifier: MIT
/* How a severance is explained. Each figure stands as "NAME = " before its number: programs read it by that name. */
#include "severance.h"

#include <math.h>

/* As the parameter `scheme` calls it. */
static const char *const names[] = { [SCHEME_29] = "decree-29-2023",
                                     [SCHEME_178] = "decree-178-2024",
                                     [SCHEME_154] = "decree-154-2025",
                                     [SCHEME_108] = "decree-108-2014" };

static void
because_29(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *p, double e, double m)
{
    double n = severance_years(p->service);
    const char *scheme = names[SCHEME_29];
    if (due->retires)
        host->because(ctx,
                      "early retirement by Decree 29/2023 Art. 5: scheme = %s; S = %.0f; A = %.0f; n = %g; m = %g; "
                      "e = %g; 3·A·e = %.0f; 5·A = %.0f; 0.5·A·(n−20) = %.0f",
                      scheme, p->salary, p->average, n, m, e, due->part[0], due->part[1], due->part[2]);
    else
        host->because(ctx,
                      "leaving by Decree 29/2023 Art. 7.1: scheme = %s; S = %.0f; A = %.0f; n = %g; m = %g; e = %g; "
                      "3·S = %.0f; 1.5·A·n = %.0f",
                      scheme, p->salary, p->average, n, m, e, due->part[0], due->part[1]);
}

static void
because_154(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *p, double e, double m)
{
    double n = severance_years(p->service);
    const char *scheme = names[SCHEME_154];
    if (due->retires && n < 20)
        host->because(ctx,
                      "early retirement by Decree 154/2025 Art. 6: scheme = %s; S = %.0f; n = %g; m = %g; e = %g; "
                      "5·S·e = %.0f; 5·S = %.0f",
                      scheme, p->salary, n, m, e, due->part[0], due->part[1]);
    else if (due->retires)
        host->because(ctx,
                      "early retirement by Decree 154/2025 Art. 6: scheme = %s; S = %.0f; n = %g; m = %g; e = %g; "
                      "5·S·e = %.0f; 5·S = %.0f; 0.5·S·(n−20) = %.0f",
                      scheme, p->salary, n, m, e, due->part[0], due->part[1], due->part[2]);
    else
        host->because(ctx,
                      "leaving by Decree 154/2025 Art. 8.1: scheme = %s; S = %.0f; n = %g; m = %g; e = %g; "
                      "3·S = %.0f; 1.5·S·n = %.0f",
                      scheme, p->salary, n, m, e, due->part[0], due->part[1]);
}

static void
because_178_retired(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *p, double e, double m)
{
    double n = severance_years(p->service), lump = (p->early > 60 ? 0.9 : 1.0) * (p->late ? 0.5 : 1.0);
    const char *scheme = names[SCHEME_178];
    if (p->early < SEVERANCE_SHORT)
        host->because(ctx,
                      "early retirement by Decree 178/2024 Art. 7, less than 2 years early (from memory): scheme = %s; "
                      "S = %.0f; n = %g; m = %g; e = %g; %g·S·m = %.0f",
                      scheme, p->salary, n, m, e, lump, due->part[2]);
    else
        host->because(ctx,
                      "early retirement by Decree 178/2024 Art. 7: scheme = %s; S = %.0f; n = %g; m = %g; e = %g; "
                      "%g·S·e = %.0f; %g·S+0.5·S·(n−%g) = %.0f; %g·S·min(m,60) = %.0f",
                      scheme, p->salary, n, m, e, p->early > 60 ? 4.0 : 5.0, due->part[0], n >= 20 ? 5.0 : 4.0,
                      n >= 20 ? 20.0 : 15.0, due->part[1], lump, due->part[2]);
}

static void
because_178(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *p, double e, double m)
{
    double n = severance_years(p->service), each = p->late ? 0.4 : 0.8;
    const char *scheme = names[SCHEME_178];
    if (due->retires)
        because_178_retired(host, ctx, due, p, e, m);
    else if (p->civil_servant)
        host->because(ctx,
                      "leaving by Decree 178/2024 Art. 9: scheme = %s; S = %.0f; n = %g; m = %g; e = %g; months = %d; "
                      "%g·S·min(months,60) = %.0f; 1.5·S·n = %.0f; 3·S = %.0f",
                      scheme, p->salary, n, m, e, (int) p->service, each, due->part[0], due->part[1], due->part[2]);
    else
        host->because(ctx,
                      "leaving by Decree 178/2024 Art. 10: scheme = %s; S = %.0f; n = %g; m = %g; e = %g; months = %d; "
                      "%g·S·min(months,60) = %.0f; 1.5·S·n = %.0f",
                      scheme, p->salary, n, m, e, (int) p->service, each, due->part[0], due->part[1]);
}

static void
because_108(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *p, double e, double m)
{
    double n = severance_years(p->service);
    const char *scheme = names[SCHEME_108];
    if (due->retires)
        host->because(
            ctx,
            "early retirement by Decree 108/2014 Art. 8 (from memory): scheme = %s; S = %.0f; n = %g; m = %g; "
            "e = %g; 3·S·e = %.0f; 5·S = %.0f; 0.5·S·(n−20) = %.0f",
            scheme, p->salary, n, m, e, due->part[0], due->part[1], due->part[2]);
    else
        host->because(
            ctx,
            "leaving by Decree 108/2014 Art. 10 (from memory): scheme = %s; S = %.0f; n = %g; m = %g; e = %g; "
            "3·S = %.0f; 1.5·S·n = %.0f",
            scheme, p->salary, n, m, e, due->part[0], due->part[1]);
}

void
severance_because(const OrgHost *host, OrgCtx *ctx, const Due *due, const Leaver *leaver)
{
    bool known = leaver->early != SEVERANCE_EARLY_UNKNOWN;
    double m = known ? leaver->early : NAN, e = known ? leaver->early / 12.0 : NAN;
    if (due->scheme == SCHEME_29)
        because_29(host, ctx, due, leaver, e, m);
    else if (due->scheme == SCHEME_178)
        because_178(host, ctx, due, leaver, e, m);
    else if (due->scheme == SCHEME_108)
        because_108(host, ctx, due, leaver, e, m);
    else
        because_154(host, ctx, due, leaver, e, m);
}

void
severance_because_nothing(const OrgHost *host, OrgCtx *ctx, int scheme, int32_t early)
{
    if (scheme == SCHEME_29)
        host->because(ctx,
                      "less than 2 years early: scheme = %s; m = %d; e = %g; nothing is due, which is assumed of "
                      "Decree 29/2023",
                      names[scheme], (int) early, early / 12.0);
    else if (scheme == SCHEME_108)
        host->because(ctx,
                      "less than 2 years early: scheme = %s; m = %d; e = %g; nothing is due, which is assumed of "
                      "Decree 108/2014",
                      names[scheme], (int) early, early / 12.0);
    else
        host->because(ctx,
                      "less than 2 years early: scheme = %s; m = %d; e = %g; nothing is due by Decree 154/2025, as one "
                      "weak source tells it",
                      names[scheme], (int) early, early / 12.0);
}
