#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The report holds the bundled style and script byte for byte, its policy allows these two alone, and it asks for nothing.

Usage: report.py ORGSIM SOURCE-ROOT
"""

import base64
import hashlib
import os
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

# By what a page can ask for something; `href` is looked at apart, as the page may point into itself.
ASKING = {"src", "srcset", "poster", "action", "formaction", "background", "ping", "style"}


class Page(HTMLParser):
    """The texts of style and script elements, the policy, and what would be asked for or run besides them."""

    def __init__(self):
        super().__init__()
        self.texts, self.policy, self.offences, self.inside = {"style": [], "script": []}, [], [], None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy.append(values["content"])
        if tag in self.texts and values.get("type") != "application/json":
            self.inside = tag
            self.texts[tag].append("")
        for key, value in attrs:
            if key in ASKING or key.startswith("on") or key == "href" and not value.startswith("#"):
                self.offences.append("<%s %s=%r>" % (tag, key, value))

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.texts[self.inside][-1] += data


def main():
    program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        base, file = os.path.join(folder, "town.orgdb"), os.path.join(folder, "report.html")
        for command in (["run", os.path.join(root, "scenarios/small-town/scenario.yaml"), "--quiet", "--into", base],
                        ["report", base + ":run-1", "-o", file, "--quiet"]):
            subprocess.run([program] + command, check=True, stdout=subprocess.DEVNULL)
        with open(file, encoding="utf-8") as text:
            page = Page()
            page.feed(text.read())
    wanted = "default-src 'none'; "
    for kind, name in (("script", "script.js"), ("style", "style.css")):
        with open(os.path.join(root, "graphs/report/bundle", name), "rb") as kept:
            kept = kept.read()
        wanted += "%s-src 'sha256-%s'; " % (kind, base64.b64encode(hashlib.sha256(kept).digest()).decode())
        if [text.encode() for text in page.texts[kind]] != [kept]:
            problems.append("its %s elements are not bundle/%s" % (kind, name))
    wanted += "base-uri 'none'; form-action 'none'"
    if page.policy != [wanted]:
        problems.append("its policy is %s, not %s" % (page.policy, wanted))
    problems += page.offences[:20]
    for problem in problems:
        print("report:", problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
