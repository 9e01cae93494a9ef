// SPDX-License-Identifier: MIT
/* A PNG device for the pixels that cairo has drawn. Charts are flat areas: without the search for the best filter of each row, files
 * are a little larger and made in a quarter of the time. It also says how large the picture is on paper. */
#include "device.h"
#include <graphviz/gvcjob.h>
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_render.h>
#include <png.h>
#include <stdlib.h>

/* Of libgvc; the header that declares it is not installed. */
size_t gvwrite(GVJ_t *job, const char *bytes, size_t size);

static void
on_bytes(png_structp png, png_bytep bytes, size_t size)
{
    gvwrite(png_get_io_ptr(png), (const char *) bytes, size);
}

static void
on_flush(png_structp png)
{
    (void) png;
}

/* Cairo's pixels are words of alpha, red, green and blue; where the page ends within a dot, white shines through. */
static void
row_of_pixels(const uint32_t *from, unsigned n, png_bytep to)
{
    for (unsigned i = 0; i < n; i++, to += 3) {
        const uint32_t white = 255 - (from[i] >> 24);
        to[0] = (png_byte) ((from[i] >> 16) + white);
        to[1] = (png_byte) ((from[i] >> 8) + white);
        to[2] = (png_byte) (from[i] + white);
    }
}

static void
write_rows(GVJ_t *job, png_structp png, png_infop info, png_bytep row)
{
    const unsigned metre = (unsigned) (job->dpi.x * 10000 / 254 + 0.5);
    png_set_write_fn(png, job, on_bytes, on_flush);
    png_set_IHDR(png, info, job->width, job->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, metre, metre, PNG_RESOLUTION_METER);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_compression_level(png, 4);
    png_write_info(png, info);
    for (unsigned y = 0; y < job->height; y++) {
        row_of_pixels((const uint32_t *) (const void *) job->imagedata + (size_t) y * job->width, job->width, row);
        png_write_row(png, row);
    }
    png_write_end(png, NULL);
}

static void
format(GVJ_t *job)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    png_bytep row = malloc((size_t) job->width * 3 + 1);
    if (info && row && job->imagedata && !setjmp(png_jmpbuf(png)))
        write_rows(job, png, info, row);
    png_destroy_write_struct(&png, &info);
    free(row);
}

static const gvdevice_engine_t engine = { .format = format };
static const gvdevice_features_t features = {
    GVDEVICE_BINARY_FORMAT | GVDEVICE_DOES_TRUECOLOR, { 0, 0 }, { 0, 0 }, { 96, 96 }
};
static const gvplugin_installed_t devices[] = {
    { 0, (char *) "orgpng:cairo", 100, (void *) &engine, (void *) &features }, { 0 }
};
static const gvplugin_api_t apis[] = { { API_device, (gvplugin_installed_t *) devices }, { 0 } };

const gvplugin_library_t gvplugin_orgpng_LTX_library = { (char *) "orgpng", (gvplugin_api_t *) apis };
