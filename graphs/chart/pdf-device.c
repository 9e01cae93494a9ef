// SPDX-License-Identifier: MIT
/* The device `orgpdf`: lets cairo draw on a page of ours. */
#include "device.h"
#include <graphviz/gvcjob.h>
#include <graphviz/gvplugin_device.h>

/* Cairo's renderer draws on the page that it is handed; there is nothing more to write. */
static void
format(GVJ_t *job)
{
    (void) job;
}

static const gvdevice_engine_t engine = { .format = format };
static const gvdevice_features_t features = { GVDEVICE_DOES_TRUECOLOR, { 0, 0 }, { 0, 0 }, { 72, 72 } };
static const gvplugin_installed_t devices[] = {
    { 0, (char *) "orgpdf:cairo", 100, (void *) &engine, (void *) &features }, { 0 }
};
static const gvplugin_api_t apis[] = { { API_device, (gvplugin_installed_t *) devices }, { 0 } };

const gvplugin_library_t gvplugin_orgpdf_LTX_library = { (char *) "orgpdf", (gvplugin_api_t *) apis };
