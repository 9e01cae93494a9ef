// SPDX-License-Identifier: MIT
/* Dates and numbers as they are typed. What one cell leaves open, the other cells of its column decide: evidence.h. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef enum { ORG_ORDER_OPEN, ORG_ORDER_DMY, ORG_ORDER_MDY, ORG_ORDER_YMD } OrgDateOrder;

/* "dmy", "mdy", "ymd"; ORG_ORDER_OPEN for anything else. */
OrgDateOrder org_date_order(const char *name);

typedef enum { ORG_DATE_DAY, ORG_DATE_MONTH, ORG_DATE_YEAR, ORG_DATE_SERIAL } OrgDateForm;

typedef struct {
    gboolean ok;
    OrgMonth month; /* of a year alone: its January */
    OrgDateForm form;
    OrgDateOrder proves; /* the only order that this value allows, where days and months stand in either order */
    gboolean ambiguous;  /* both orders give a date, and different months */
    gboolean two_digits; /* of the year, which is then 0 … 99: see org_date_century() */
} OrgDate;

/* 2021-01, 2021-01-31, 2021/01/31, 31/01/2021, 31-1-2021, 31.01.21, 1/1975, 1970, 20210131, each with a time of day behind
 * it or not, and days counted from 1900 as workbooks store them. order: that of days and months, when it is known. */
OrgDate org_date_read(const char *text, OrgDateOrder order);
/* A year of two digits: the latest century in which the month is not after `latest`. */
void org_date_century(OrgDate *date, OrgMonth latest);

typedef enum { ORG_DECIMAL_OPEN, ORG_DECIMAL_COMMA, ORG_DECIMAL_POINT } OrgDecimal;

typedef struct {
    double value;
    gboolean ok, blank, ambiguous, percent; /* ambiguous: another decimal sign gives another value */
    OrgDecimal proves;                      /* what the cell alone proves */
} OrgFigureRead;

/* usual: how other cells write. whole: a count of something, so that 1.234 is 1234. plain: it is a number of a workbook. */
OrgFigureRead org_figure_read(const char *text, OrgDecimal usual, gboolean whole, gboolean plain);
