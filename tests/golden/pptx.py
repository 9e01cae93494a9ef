#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A presentation of a chart: a slide a page, the picture under a text title and above its source line.

The package is read as a program would: every part has a type, every relationship leads somewhere and every one that is named is
there, every picture is the one that the same chart gives as SVG without title and source. With SOFFICE, LibreOffice turns it into a
PDF: a page a slide, with title and source as text. Where LibreOffice has no Impress, that is said, and skipped.

Usage: pptx.py ORGSIM SOURCE-ROOT [SOFFICE]
"""

import os
import posixpath
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from charts import Picture, Widths, check_picture, expect, problems  # noqa: E402  (the folder is not a package)

OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
WIDE, HIGH = 12192000, 6858000
HOSTILE = 'id,name,type,parent_id\ntop,"A <b>&amp; ""B"" \u202e]]>",city,\nroom,"\U0001d4d0 \'x\' @title@ \u0110\u1eb7ng",room,top\n'


def call(program, folder, *args):
    done = subprocess.run([program, *args], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit("%s: exit %d\n%s" % (" ".join(args), done.returncode, done.stderr))


class Slides:
    """A presentation, whose parts are all looked at when it is opened."""

    def __init__(self, path):
        self.name, self.zip = os.path.basename(path), zipfile.ZipFile(path)
        expect(self.name + ": a part whose sum is wrong", self.zip.testzip(), None)
        names = self.zip.namelist()
        expect(self.name + ": parts there once", len(names), len(set(names)))
        self.trees = {n: ElementTree.fromstring(self.zip.read(n)) for n in names if not n.endswith(".png")}
        self.check_types(names)
        self.links = {}
        for name in names:
            if name.endswith(".rels"):
                self.read_links(name, names)
        self.check_named()
        order = [s.get(OFFICE + "id") for s in self.trees["ppt/presentation.xml"].iter(P + "sldId")]
        self.slides = [self.links["ppt/presentation.xml"][i] for i in order]

    def check_types(self, names):
        types = self.trees["[Content_Types].xml"]
        endings = {t.get("Extension") for t in types.iter(PACKAGE + "content-types}Default")}
        named = {t.get("PartName").lstrip("/") for t in types.iter(PACKAGE + "content-types}Override")}
        expect(self.name + ": parts that have a type and are not there", named - set(names), set())
        expect(self.name + ": parts without a type",
               [n for n in names if n != "[Content_Types].xml" and n not in named and n.rsplit(".", 1)[-1] not in endings], [])
        expect(self.name + ": slides without a type", [n for n in names if re.fullmatch(r"ppt/slides/[^/]+", n) and n not in named], [])

    def read_links(self, name, names):
        folder, file = posixpath.split(name)
        owner = posixpath.join(posixpath.dirname(folder), file[:-len(".rels")])
        self.links[owner] = {}
        for link in self.trees[name]:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(owner), link.get("Target")))
            self.links[owner][link.get("Id")] = target
            if target not in names:
                problems.append("%s: %s leads to %s, which is not there" % (self.name, name, target))

    def check_named(self):
        for name, tree in self.trees.items():
            for element in tree.iter():
                for key, value in element.items():
                    if key.startswith(OFFICE) and value not in self.links.get(name, {}):
                        problems.append("%s: %s names %s, which it has not" % (self.name, name, value))

    def texts(self, slide):
        """The title and the other texts."""
        title, others = None, []
        for shape in self.trees[slide].iter(P + "sp"):
            text = "".join(t.text or "" for t in shape.iter(A + "t"))
            mark = shape.find("%snvSpPr/%snvPr/%sph" % (P, P, P))
            if mark is not None and mark.get("type") == "title":
                title = text
            else:
                others.append(text)
        return title, others

    def check_picture(self, slide, folder, widths):
        pictures = list(self.trees[slide].iter(P + "pic"))
        expect("%s: %s: pictures" % (self.name, slide), len(pictures), 1)
        blip, svg = next(pictures[0].iter(A + "blip")), next(pictures[0].iter(SVG_BLIP))
        links = self.links[slide]
        png = self.zip.read(links[blip.get(OFFICE + "embed")])
        dots = struct.unpack(">II", png[16:24])
        expect("%s: %s: a PNG" % (self.name, slide), (png[:8], png[-8:-4]), (b"\x89PNG\r\n\x1a\n", b"IEND"))
        path = os.path.join(folder, "slide.svg")
        with open(path, "wb") as file:
            file.write(self.zip.read(links[svg.get(OFFICE + "embed")]))
        picture = Picture(path, widths)
        check_picture("%s: %s" % (self.name, slide), picture)
        off, ext = next(pictures[0].iter(A + "off")), next(pictures[0].iter(A + "ext"))
        ext = next(e for e in pictures[0].iter(A + "ext") if e.get("cx"))
        x, y, width, height = int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))
        if x < 0 or y < 0 or x + width > WIDE or y + height > HIGH:
            problems.append("%s: %s: the picture leaves the slide: %r" % (self.name, slide, (x, y, width, height)))
        for what, ratio in (("SVG", picture.size[0] / picture.size[1]), ("PNG", dots[0] / dots[1])):
            if abs(width / height / ratio - 1) > 0.002:
                problems.append("%s: %s: the %s is stretched" % (self.name, slide, what))
        return picture


def check(program, folder, widths, name, args, pages=None, lang="en"):
    """Makes the presentation, and the same chart as SVG for what it says."""
    out = os.path.join(folder, name)
    call(program, folder, "chart", *args, "--format", "pptx", "--lang", lang, "-o", out)
    with open(out + ".pptx", "rb") as file:
        first = file.read()
    call(program, folder, "chart", *args, "--format", "pptx,svg", "--lang", lang, "-o", out)
    with open(out + ".pptx", "rb") as file:
        expect(name + ": the same bytes, whatever else is drawn", file.read() == first, True)
    slides = Slides(out + ".pptx")
    if pages is None:
        expect(name + ": slides", len(slides.slides), 1)
        title = ElementTree.parse(out + ".svg").getroot().find("{http://www.w3.org/2000/svg}title").text
        expect(name + ": title", slides.texts(slides.slides[0])[0], title)
    elif len(slides.slides) < pages:
        problems.append("%s: %d slides" % (name, len(slides.slides)))
    for number, slide in enumerate(slides.slides, 1):
        title, others = slides.texts(slide)
        expect("%s: %s: has a title" % (name, slide), bool(title), True)
        expect("%s: %s: a source line" % (name, slide), len(others) == 1 and others[0].endswith(" orgsim") or
               others[0].endswith("%d / %d" % (number, len(slides.slides))), True)
        picture = slides.check_picture(slide, folder, widths)
        said = [text for text, _, _ in picture.texts]
        expect("%s: %s: the picture repeats the title or the source" % (name, slide), title in said or others[0] in said, False)
    return slides


def run(program, root, folder, name):
    call(program, folder, "run", os.path.join(root, "scenarios", name, "scenario.yaml"), "--into", name + ".orgdb", "--quiet")
    return name + ".orgdb:run-1"


def make_all(program, root, folder):
    widths = Widths(root)
    town, hanoi = run(program, root, folder, "small-town"), run(program, root, folder, "hanoi-2025")
    made = [check(program, folder, widths, "town-" + view, (town, "--view", view), None, lang)
            for view, lang in (("diff", "en"), ("timeline", "vi"), ("flow", "en"), ("treemap", "vi"), ("pyramid", "en"),
                               ("age-profile", "vi"), ("waterfall", "en"), ("before", "vi"))]
    made += [check(program, folder, widths, "hanoi-" + view, (hanoi, "--view", view)) for view in ("diff", "timeline", "waterfall")]
    made.append(check(program, folder, widths, "pages", (hanoi, "--pages", "--under", "so-yt"), 3))
    made.append(check(program, folder, widths, "paper", (town, "--page", "A4-portrait", "--theme", "print-grey")))
    with open(os.path.join(folder, "hostile.csv"), "w", encoding="utf-8") as file:
        file.write(HOSTILE)
    call(program, folder, "import", "--units", "hostile.csv", "--date", "2022-01", "--into", "hostile.orgdb", "--snapshot", "s")
    made.append(check(program, folder, widths, "hostile", ("hostile.orgdb:s", "--title", 'A <b>&amp; "B" ]]> @source@')))
    expect("hostile: title", made[-1].texts(made[-1].slides[0])[0], 'A <b>&amp; "B" ]]> @source@')
    return made


def check_refused(program, folder):
    """What is there and no presentation is not replaced, and neither is a workbook."""
    with open(os.path.join(folder, "mine.pptx"), "wb") as file:
        with zipfile.ZipFile(file, "w") as book:
            book.writestr("xl/workbook.xml", "<mine/>")
    with open(os.path.join(folder, "mine.pptx"), "rb") as file:
        mine = file.read()
    done = subprocess.run([program, "chart", "small-town.orgdb:run-1", "--format", "pptx", "-o", "mine"], cwd=folder, capture_output=True,
                          text=True, check=False)
    expect("over a workbook", (done.returncode, "mine.pptx is a workbook and is not replaced by a presentation" in done.stderr), (5, True))
    with open(os.path.join(folder, "mine.pptx"), "rb") as file:
        expect("the workbook", file.read() == mine, True)
    done = subprocess.run([program, "chart", "small-town.orgdb:run-1", "--format", "pptz", "-o", "mine"], cwd=folder, capture_output=True,
                          text=True, check=False)
    expect("another format", (done.returncode, "expected svg, pdf, png, dot, pptx" in done.stderr), (2, True))


def convert(soffice, folder, name):
    """The path of the PDF, or None: LibreOffice does not know presentations."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([soffice, "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless", "--norestore",
                           "--convert-to", "pdf", "--outdir", folder, os.path.join(folder, name)], cwd=folder, capture_output=True,
                          text=True, check=False, env={**env, "HOME": folder, "LC_ALL": "C.UTF-8"})
    path = os.path.join(folder, name[:-len(".pptx")] + ".pdf")
    if os.path.exists(path):
        return path
    if "source file could not be loaded" in done.stderr + done.stdout or "no export filter" in done.stderr + done.stdout:
        return None
    sys.exit("LibreOffice made nothing of %s: %s" % (name, done.stderr + done.stdout))


def letters(text):
    return re.sub(r"\W+", "", text)


def check_converted(soffice, folder, made):
    for slides in made:
        pdf = convert(soffice, folder, slides.name)
        if pdf is None:
            print("LibreOffice has no Impress (libreoffice-impress-nogui): presentations were not opened")
            return 77
        text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
        expect(slides.name + ": pages", len(text), len(slides.slides))
        for slide, page in zip(slides.slides, text):
            title, others = slides.texts(slide)
            for said in (title, others[0]):
                expect("%s: %s: %r is text" % (slides.name, slide, said), letters(said) in letters(page), True)
    return 0


def main():
    program, root, soffice = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
    with tempfile.TemporaryDirectory() as folder:
        made = make_all(program, root, folder)
        status = 0
        if soffice:
            wanted = ("town-diff.pptx", "town-timeline.pptx", "pages.pptx", "hostile.pptx")
            status = check_converted(soffice[0], folder, [m for m in made if m.name in wanted])
        else:
            check_refused(program, folder)
    for problem in problems[:40]:
        print(problem)
    return 1 if problems else status


if __name__ == "__main__":
    sys.exit(main())
