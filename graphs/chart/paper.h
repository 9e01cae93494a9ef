// SPDX-License-Identifier: MIT
/* The paper of a chart: "A4", "A3-portrait", "420x297" (millimetres, width first), "slide", or "fit". */
#pragma once
#include "model.h"

enum { PAPER_LEAST = 148, PAPER_MOST = 5000 }; /* millimetres: the short side of A5; what PDF can say */

/* What chart->page says. Fails the call with a sentence when it names no paper. */
OrgStatus paper_read(const Chart *chart, Paper *paper);

/* Nearer to A4 than to A3? */
bool paper_is_small(const Paper *paper);

/* Everything of a chart that is given as text: its paper, its folding. */
OrgStatus chart_read_options(Chart *chart);

/* How many times as long as that of A3 are its sides, in thousandths: 707 for A4. */
int paper_scale(const Paper *paper);
