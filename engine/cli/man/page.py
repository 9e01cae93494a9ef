#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The man page, made of what the program says of itself: its commands, with their options and examples, stand in one place.

Argument: the program. The page goes to standard output."""
import re, subprocess, sys

orgsim = sys.argv[1]
ENVIRONMENT = [("ORGSIM_PLUGIN_PATH", "Libraries of plugins, and folders of them, that are searched besides the installed ones; separated by colons.")]


def helped(*command):
    done = subprocess.run([orgsim, *command, "--help", "--lang", "en"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").strip("\n").split("\n")


def text(words):
    """As a line of roff: what roff takes for an order of its own is a letter here."""
    line = words.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + line if line[:1] in (".", "'") else line


def word(words):
    """As one argument of a macro."""
    return '"' + text(words).replace('"', '\\(dq') + '"'


def after(lines, heading):
    """The lines of the paragraph under a heading; none where it is not there."""
    if heading not in lines:
        return []
    at = lines.index(heading) + 1
    end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
    return lines[at:end]


def options(lines):
    told = []
    for line in lines:
        name, _, what = line.strip().partition("  ")
        told += [".TP", ".B " + word(re.sub(r"=\[(.*)\]$", r"[=\1]", name)), text(what.strip())]
    return told


def command(name):
    lines = helped(name)
    usage = next(line for line in lines if line.startswith("Usage: ")).split(": ", 1)[1]
    summary = lines[0]
    examples = after(lines, "Examples:")
    page = [".SS " + word("orgsim " + name), text(summary[0].upper() + summary[1:] + "."), ".PP", ".B " + word(usage)]
    page += options(after(lines, "Options:"))
    if examples:
        page += [".PP", "For example:", ".PP", ".EX"] + [text(line) for line in examples] + [".EE"]
    return page


def main():
    top = helped()
    title, version, summary = re.match(r"(\S+) (\S+): (.*)", top[0]).groups()
    names = [line.split()[0] for line in after(top, "Commands:")]
    places, status, language = [line for line in top[top.index("Commands:") + len(names) + 1:] if line]
    page = [".TH %s 1 \"\" %s" % (title.upper(), word("%s %s" % (title, version))), ".SH NAME", "%s \\- %s" % (title, text(summary)), ".SH SYNOPSIS",
            ".B " + title, ".I command", "[\\fIargument\\fR .\\|.\\|.]", ".br", ".B " + title, "\\-\\-help | \\-\\-version", ".SH DESCRIPTION",
            text(places), ".PP", text(language), ".SH COMMANDS"]
    for name in names:
        page += command(name)
    page += [".SH EXIT STATUS"]
    for each in status.split(": ", 1)[1].rstrip(".").split(", "):
        number, what = each.split(" ", 1)
        page += [".TP", ".B " + number, text(what[0].upper() + what[1:] + ".")]
    page += [".SH ENVIRONMENT"]
    for name, what in ENVIRONMENT:
        page += [".TP", ".B " + name, text(what)]
    page += [".SH \"SEE ALSO\"", ".BR bash (1),", ".BR sqlite3 (1)"]
    sys.stdout.buffer.write(("\n".join(page) + "\n").encode("utf-8"))


main()
