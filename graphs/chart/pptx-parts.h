// SPDX-License-Identifier: MIT
/* The parts of a presentation as XML (pptx/NAME.xml). @NAME@ in them is a place, filled with escaped text. */
#pragma once

extern const char pptx_content_types[],
    pptx_content_type[]; /* a row for each slide stands at @slides@ of the part before it */
extern const char pptx_presentation[], pptx_slide_id[];
extern const char pptx_presentation_rels[], pptx_slide_rel[];
extern const char pptx_slide[], pptx_slide_rels[];
extern const char pptx_package_rels[], pptx_core[], pptx_master[], pptx_master_rels[], pptx_layout[],
    pptx_layout_rels[], pptx_theme[];
