// SPDX-License-Identifier: MIT
#include "device.h"
#include "text.h"
#include <graphviz/gvplugin_textlayout.h>
#include <string.h>

static boolean
measure(textspan_t *span, char **font_path)
{
    const double size = span->font->size;
    bool bold = span->font->name && strstr(span->font->name, "Bold");
    (void) font_path;
    span->size.x = org_text_width(span->str, bold) * size / 1000;
    span->size.y = size * 1.2;
    span->yoffset_layout = 0;
    span->yoffset_centerline = 0.1 * size;
    return TRUE;
}

static const gvtextlayout_engine_t engine = { measure };
static const gvplugin_installed_t measures[] = { { 0, (char *) "textlayout", 100, (void *) &engine, NULL }, { 0 } };
static const gvplugin_api_t apis[] = { { API_textlayout, (gvplugin_installed_t *) measures }, { 0 } };

const gvplugin_library_t gvplugin_orgtext_LTX_library = { (char *) "orgtext", (gvplugin_api_t *) apis };
