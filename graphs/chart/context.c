// SPDX-License-Identifier: MIT
/* What Graphviz needs around it: its parts and ours, its fonts, a locale that writes numbers with points. */
#include "context.h"
#include "device.h"

extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_neato_layout_LTX_library, gvplugin_pango_LTX_library;

/* Messages of Graphviz are about its own graph and mean nothing to who asked for a chart. */
static int
be_quiet(char *message)
{
    (void) message;
    return 0;
}

GVC_t *
render_begin(bool fonts)
{
    lt_symlist_t with_fonts[] = { { "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
                                  { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
                                  { "gvplugin_pango_LTX_library", &gvplugin_pango_LTX_library },
                                  { "gvplugin_orgpng_LTX_library", (void *) &gvplugin_orgpng_LTX_library },
                                  { "gvplugin_orgpdf_LTX_library", (void *) &gvplugin_orgpdf_LTX_library },
                                  { NULL, NULL } };
    lt_symlist_t without_fonts[] = { { "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
                                     { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
                                     { "gvplugin_orgplace_LTX_library", (void *) &gvplugin_orgplace_LTX_library },
                                     { "gvplugin_orgtext_LTX_library", (void *) &gvplugin_orgtext_LTX_library },
                                     { "gvplugin_orgsvg_LTX_library", (void *) &gvplugin_orgsvg_LTX_library },
                                     { NULL, NULL } };
    agseterrf(be_quiet);
    return gvContextPlugins(fonts ? with_fonts : without_fonts, 0);
}

/* Graphviz's pango part remembers the name of the last font after the context that held it is gone (seen in 2.43): what has
 * measured with fonts is kept until the process ends, which draws few charts. */
void
render_end(GVC_t *gvc, bool fonts)
{
    if (gvc && !fonts)
        gvFreeContext(gvc);
}

Locale
locale_begin(void)
{
    Locale locale = { .c = newlocale(LC_NUMERIC_MASK, "C", (locale_t) 0), .before = uselocale((locale_t) 0) };
    if (locale.c)
        uselocale(locale.c);
    return locale;
}

void
locale_end(Locale locale)
{
    uselocale(locale.before);
    if (locale.c)
        freelocale(locale.c);
}
