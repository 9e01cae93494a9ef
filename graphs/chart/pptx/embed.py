#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The parts of a presentation as texts in C: embed.py OUT.c PART.xml… A part that is not well formed ends the build."""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree

out, *paths = sys.argv[1:]
# What a part that is only a row of another says of its names.
NAMES = 'xmlns:p="p" xmlns:r="r"'


def cells(path):
    with open(path, encoding="ascii") as file:
        text = file.read()
    ElementTree.fromstring(text if text.startswith("<?xml") else "<row %s>%s</row>" % (NAMES, text))
    text = re.sub(r"\n\s*", "\n", text)
    return ", ".join(str(byte) for byte in text.encode())


with open(out, "w", encoding="ascii") as file:
    file.write('// Made by embed.py; do not edit.\n#include "pptx-parts.h"\n')
    for path in paths:
        name = os.path.splitext(os.path.basename(path))[0].replace("-", "_")
        file.write("const char pptx_%s[] = { %s, 0 };\n" % (name, cells(path)))
