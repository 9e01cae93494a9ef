// SPDX-License-Identifier: MIT
#pragma once
#include "chart.h"

#define CHART_PPTX_TYPE "application/vnd.openxmlformats-officedocument.presentationml.presentation"

/* All pages as one presentation, a slide each. The pages are those of a chart with `slides` (model.h). As chart_render_pdf(). */
OrgStatus chart_render_pptx(const Chart *chart, const ChartPages *pages, char **bytes, size_t *size);
