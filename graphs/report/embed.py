#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The page's style and script as C arrays, with their hashes for its policy: embed.py STYLE SCRIPT OUT.c"""

import base64
import hashlib
import re
import sys

_, style, script, out = sys.argv


def part(name, path):
    with open(path, "rb") as file:
        text = file.read()
    if re.search(rb"</(script|style)|<!--", text, re.IGNORECASE):
        sys.exit("%s would end its own element" % path)
    # Above 127 as a character, which has the sign that char has here.
    cells = ["%d" % byte if byte < 128 else "'\\%o'" % byte for byte in text + b"\0"]
    lines = ["    " + ", ".join(cells[at:at + 32]) + ",\n" for at in range(0, len(cells), 32)]
    digest = base64.b64encode(hashlib.sha256(text).digest()).decode()
    return ("const char report_%s[] = {\n%s};\nconst size_t report_%s_size = sizeof report_%s - 1;\n"
            'const char report_%s_hash[] = "sha256-%s";\n' % (name, "".join(lines), name, name, name, digest))


with open(out, "w", encoding="ascii") as file:
    file.write('// Made by embed.py; do not edit.\n#include "assets.h"\n' + part("style", style) + part("script", script))
