// SPDX-License-Identifier: MIT
/* The parameters that say how severance is counted, as the tables of features list them. */
#pragma once
#include "../base-salary.h"
#include "ages.h"
#include "severance.h"

#define SEVERANCE_PARAM_SCHEME                                                                                         \
    {                                                                                                                  \
        "scheme", "By which decree severance is counted", NULL, ORG_CHOICE, "in-force", 0, 0, severance_choices        \
    }
#define SEVERANCE_PARAM_SCHEDULE                                                                                       \
    {                                                                                                                  \
        "schedule", "Ages of retirement by year, in months; else the Labour Code's", NULL, ORG_TABLE, "", 0, 0, NULL,  \
            AGES_COLUMNS                                                                                               \
    }
#define SEVERANCE_PARAM_BASE                                                                                           \
    {                                                                                                                  \
        "base", "Base salary by date of effect; else the published series", NULL, ORG_TABLE, "", 0, 0, NULL,           \
            BASE_SALARY_COLUMNS                                                                                        \
    }
#define SEVERANCE_PARAM_COEFFICIENT(of)                                                                                \
    {                                                                                                                  \
        "coefficient", of, NULL, ORG_REAL, "3.66", 0.1, 100                                                            \
    }
#define SEVERANCE_PARAM_ALLOWANCE                                                                                      \
    {                                                                                                                  \
        "allowance", "Public-service allowance on top of the coefficient", NULL, ORG_PERCENT, "25%", 0, 10             \
    }
#define SEVERANCE_PARAM_SERVICE                                                                                        \
    {                                                                                                                  \
        "service", "Assumed service where the month of hiring is unknown", "years", ORG_REAL, "20", 0, 60              \
    }
