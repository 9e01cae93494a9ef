// SPDX-License-Identifier: MIT
#include "theme.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where a grey of the same lightness would not tell enough: what becomes of a unit is dark and framed, other posts are half as dark,
 * what is unchanged is light. The fill of what is no more is white, so that its dashes and its line through the name show. */
static const char *const chosen[][2] = {
    { "#1C64B4", "#1F1F1F" },     { "#DCE9F8", "#E4E4E4" }, /* merged, split */
    { "#176B40", "#1F1F1F" },     { "#DDF2E4", "#E4E4E4" }, /* new */
    { "#B3261E", "#1F1F1F" },     { "#FBE4E2", "#FFFFFF" }, /* dissolved */
    { "#7A4900", "#1F1F1F" },     { "#FFEFCF", "#E4E4E4" }, /* transferred */
    { "#55598A", "#5E5E5E" },     { "#ECECF7", "#F3F3F3" }, /* posts */
    { "#6B5200", "#1F1F1F" },     { "#EEF1F5", "#F3F3F3" }, /* the bar, what is folded */
    { "#A4B4C2B8", "#DEDEDEE0" }, { "#7E6F0EB8", "#ADADADE0" }, { "#12EC85B8", "#7D7D7DE0" },
    { "#FD9D03B8", "#515151E0" }, { "#387CE8B8", "#262626E0" }, { "#060F6EB8", "#000000E0" },
    { "#9E273BB8", "#1F1F1F50" },
};

#define FOUR(h, a, b, c, d) "#" h a h a h a, "#" h b h b h b, "#" h c h c h c, "#" h d h d h d
#define SIXTEEN(h)                                                                                                     \
    FOUR(h, "0", "1", "2", "3"), FOUR(h, "4", "5", "6", "7"), FOUR(h, "8", "9", "A", "B"), FOUR(h, "C", "D", "E", "F")

static const char *const greys[256] = { SIXTEEN("0"), SIXTEEN("1"), SIXTEEN("2"), SIXTEEN("3"),
                                        SIXTEEN("4"), SIXTEEN("5"), SIXTEEN("6"), SIXTEEN("7"),
                                        SIXTEEN("8"), SIXTEEN("9"), SIXTEEN("A"), SIXTEEN("B"),
                                        SIXTEEN("C"), SIXTEEN("D"), SIXTEEN("E"), SIXTEEN("F") };

/* Relative luminance of a part of sRGB, as WCAG 2 defines it: greys of equal luminance keep every contrast. */
static double
linear(unsigned long part)
{
    double c = (double) part / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

const char *
theme_grey(const char *color)
{
    if (!color)
        return NULL;
    for (size_t i = 0; i < sizeof chosen / sizeof chosen[0]; i++)
        if (!strcmp(chosen[i][0], color))
            return chosen[i][1];
    char *end;
    unsigned long rgb = strtoul(color + 1, &end, 16);
    if (end - color > 7) /* what shines through is left to those above */
        rgb >>= 8;
    double light = 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    unsigned grey = 0;
    while (grey < 255 && linear(grey) < light)
        grey++;
    return greys[grey];
}
