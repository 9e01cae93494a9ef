// SPDX-License-Identifier: MIT
#include "mirror.h"

bool
org_mirror(OrgMirrorRow *rows, uint32_t n, const OrgMirrorPage *page)
{
    int64_t most = page->at_least > 0 ? page->at_least : 1;
    int pitch = n > 0 ? page->height / (int) n : 0;
    pitch = pitch > page->tallest ? page->tallest : pitch;
    if (n > 0 && pitch < page->label)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        most = rows[i].left > most ? rows[i].left : most;
        most = rows[i].right > most ? rows[i].right : most;
    }
    int top = page->y + (page->height - pitch * (int) n) / 2;
    for (uint32_t i = 0; i < n; i++) {
        rows[i].height = pitch * 8 / 10;
        rows[i].y = top + (int) i * pitch + (pitch - rows[i].height) / 2;
        rows[i].left_width = (int) (rows[i].left * page->side / most);
        rows[i].right_width = (int) (rows[i].right * page->side / most);
    }
    return true;
}
