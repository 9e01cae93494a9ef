#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The messages of the sources, for the catalogue.

    messages.py pot          print them as a .pot file
    messages.py update       bring vi.po up to date; what is new is left untranslated
    messages.py check        fail on what is missing, untranslated, fuzzy or left over in vi.po, and on unmarked texts

Below the command line a sentence needs no mark: orgsim speaks English inside and translates where it is shown (lang.h), so
every string literal that reads as prose is a message. Single words are, where _() or N_() says so. In engine/cli and
engine/print, where texts are shown, prose must stand in a call that translates; that is checked here, too. xgettext is of no use for this: it
knows calls only, not tables of parameters, and --extract-all stops at bytes that are not UTF-8. What comes from elsewhere
(the system, GLib, SQLite) is listed in borrowed.txt.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# SQL and what SQLite says to it, JSON Schema, pages in English, tables with stable names, workbooks and examples of their own languages.
SILENT = {"engine/store/file/schema.c", "engine/store/file/views.c", "engine/store/form/views.c",
          "engine/store/form/spelling.h", "engine/store/form/parts.c", "engine/store/form/tables.c", "engine/store/form/attributes.c", "engine/scenario/schema.c", "engine/scenario/sweep-schema.c",
          "engine/exchange/write/template.c", "engine/exchange/write/datapackage.c", "engine/study/starter.c", "engine/study/sample.c", "engine/study/conform-cases.c", "engine/study/conform-wrongs.c",
          "engine/print/compare-book.c", "engine/print/plugin-markdown.c", "engine/print/impact-book.c", "engine/print/impact-files.c"}
WORDS = {"graphs/chart/words.c": "chart", "graphs/report/words.def": "report"}
TOKEN = re.compile(r'(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<char>\'(?:[^\'\\\n]|\\.)*\')', re.S)
CONVERSION = re.compile(r"%[-+#0-9.*]*(?:hh|h|ll|l|j|z|t)?[diouxXeEfgGcsp%]")
SQL = re.compile(r"^\s*\(?(select \S|insert |update \w+ set|delete from|create [a-z]+ |pragma|attach '|begin\b.*;|commit|rollback|"
                 r"with \w+\S* as|drop [a-z]+ |alter table|from \w+ (where|join|order)|join |left join|order by|group by)|"
                 r"\bfrom \w+(\.\w+)? where\b|\bwhere run = |\bTEXT NOT\b|\bleft join\b|(?-i:\bFROM (run|feed|%s)\b)|^change\(run|^ basis, |^ totals, |^attribute_value\(|^fate_of_person\(|^\(run INTEGER|^ ?WHERE id|^ FROM main|^%s CASE WHEN |^WHERE name", re.I)
MACROS = {"G_GUINT64_FORMAT": "lu", "G_GSIZE_FORMAT": "lu", "G_GINT64_FORMAT": "ld", "JSON_INTEGER_FORMAT": "lld"}
MARKS = re.compile(r"(\b_|\bN_|\bM_)\($")
# Calls in engine/cli and engine/print that translate what they are given, at once or when it is shown.
SAID = re.compile(r"\b(_|N_|M_|org_said|org_error_set|org_error_prefix|org_lang_plural|org_cli_fail|org_diags_add|G_GNUC_\w+)\s*\([^;{}]*$"
                  r"|\.(summary|usage|examples)\s*=\s*$|\breturn\s*$|\bsay\([^;{}]*$", re.S)

# Calls that make finished English, which no language can be made from any more: a sentence below the edge is a message (message.h).
FINISHED = {"g_strdup_printf", "g_strdup", "g_strconcat", "g_string_append_printf", "g_string_append", "g_string_printf", "g_string_assign",
            "g_snprintf", "snprintf", "g_set_error", "g_set_error_literal", "g_prefix_error"}
# Calls that keep a sentence as a message: what they are given is one however little it reads like prose ("%u in %s").
MAKERS = {"org_said", "org_message_new", "org_error_set", "org_error_prefix", "org_story_say"}
# Texts that are data: what stands for a masked name, a requirement as the file keeps it, what the sandbox offers.
DATA = {"person %u", "between %s and %s", "no seccomp", ", landlock %d", ", no landlock", ", no capabilities", ", capabilities not dropped"}


def sources():
    """By the folders, not by git, which a bare machine may not have and an unpacked archive does not know."""
    listed = []
    for top, endings in (("engine", (".c", ".h")), ("plugins", (".c", ".h")), ("graphs", (".c", ".h", ".def"))):
        for folder, folders, files in os.walk(os.path.join(ROOT, top)):
            folders[:] = [f for f in folders if f not in ("tests", "node_modules", "kit")] # what a new plugin begins with is its own
            listed += [os.path.relpath(os.path.join(folder, f), ROOT) for f in files if f.endswith(endings)]
    return sorted(f for f in listed if f not in SILENT and not f.startswith("engine/po/"))


def unescape(text):
    simple = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'"}
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), text)
    return re.sub(r"\\([ntr\"'\\])", lambda m: simple[m.group(1)], text)


def literals(text):
    """[offset, end, value] of each string literal; neighbours are joined, over macros of conversions, too."""
    found = []
    for m in TOKEN.finditer(text):
        if m.lastgroup != "string":
            continue
        between = text[found[-1][1]:m.start()] if found else ";"
        plain = re.sub(r"/\*.*?\*/|//[^\n]*", "", between, flags=re.S)
        macro = plain.strip()
        if found and (not macro or macro in MACROS):
            found[-1][1] = m.end()
            found[-1][2] += MACROS.get(macro, "") + m.group()[1:-1]
        else:
            found.append([m.start(), m.end(), m.group()[1:-1]])
        last = re.match(r"\s*(\w+)\s*[,)]", text[m.end():])
        if found[-1][2].endswith("%") and last and last.group(1) in MACROS:
            found[-1][2] += MACROS[last.group(1)]
    return found


def is_prose(text):
    bare = CONVERSION.sub(" ", text)
    foreign = len(re.findall("[\u1e00-\u1eff\u0111\u01a1\u01b0]", text))
    # Tables of Vietnamese words, also with the parameter that they fill, lists of system calls, fonts, pieces of SVG.
    if foreign * 16 > len(text) or re.match(r'( \w+)+ $|[^:]+:into\.\w+$|Noto |font-family|/\w+Date |[\\\\">]*</?\w|<!|!doctype|SQLite format|\\" role=', text):
        return False
    return (re.search(r"[a-z]{2,}[,;:.)”\"]? +[A-Za-z“(]", bare) or re.search(r"[A-Za-z]{2,} [a-z]", bare)
            or re.search(r"% [a-z]{3,}|[a-z]{3,}:? %", CONVERSION.sub("%", text))) and not SQL.search(text) and not \
        re.match(r"orgsim [a-z]+ |orgsim:? ?%s|#include|\\x|[a-z-]+:[a-z0-9]+[,;]", text) and "\\x" not in text


def enclosing(before):
    """The call in whose parentheses the end of the text stands; "" for none. Parentheses of no call are passed."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        if before[at] == ")":
            depth += 1
        elif before[at] in ";{}" and not depth:
            return ""
        elif before[at] == "(" and depth:
            depth -= 1
        elif before[at] == "(":
            called = re.search(r"(\w+)\s*$", before[:at])
            if called:
                return called.group(1)
    return ""


def scan(path):
    """Messages of one file as (line, id, plural), and the lines of prose that nothing translates."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        text = f.read()
    blind = TOKEN.sub(lambda m: m.group() if m.lastgroup == "string" else re.sub(r"[^\n]", " ", m.group()), text)
    messages, unmarked, finished, plural_of = [], [], [], None
    if path.endswith(".def"): # W(key, "text")
        return [(1, WORDS[path] + "\4" + unescape(raw), None) for raw in re.findall(r'^W\(\w+, "((?:[^"\\]|\\.)*)"\)$', text, re.M)], [], []
    if path in WORDS: # tables of ids, each a message under a context of its own
        return [(1, WORDS[path] + "\4" + unescape(raw), None) for _, _, raw in literals(text[:text.index("\n};\n")])
                if re.search(r"[a-z]", raw.replace("\\x", "")) and "/" not in raw and not raw.endswith(".h")], [], []
    for start, end, raw in literals(text):
        line, before = text.count("\n", 0, start) + 1, blind[max(0, start - 900):start]
        if re.search(r"^\s*#\s*include[^\n]*$", before.split("\n")[-1]):
            continue
        if re.search(r"org_lang_plural\(lang,\s*$", before):
            plural_of = (line, unescape(raw))
            continue
        if plural_of:
            messages.append((plural_of[0], plural_of[1], unescape(raw)))
            plural_of = None
            continue
        marked = MARKS.search(before)
        made = "%" in raw and re.search("[a-z]{2}", CONVERSION.sub("", raw)) and enclosing(before) in MAKERS
        if not raw or not (marked or made or is_prose(raw)):
            continue
        messages.append((line, unescape(raw), None))
        if path.startswith(("engine/cli/", "engine/print/")) and not SAID.search(before):
            unmarked.append(line)
        if path.startswith("engine/") and not marked and raw not in DATA and enclosing(before) in FINISHED:
            finished.append(line)
    return messages, unmarked, finished


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    pieces = [p.replace("\n", "\\n") for p in re.findall(r"[^\n]*\n|[^\n]+", escaped)]
    return '"%s"' % pieces[0] if len(pieces) == 1 else '""\n' + "\n".join('"%s"' % p for p in pieces)


def collect():
    """{id: (plural, [files])} in the order of the sources."""
    found, unmarked, finished = {}, [], []
    for path in sources():
        messages, bad, english = scan(path)
        unmarked += ["%s:%d" % (path, line) for line in bad]
        finished += ["%s:%d" % (path, line) for line in english]
        for _, text, plural in messages:
            entry = found.setdefault(text, [plural, []])
            entry[0] = entry[0] or plural
            if path not in entry[1]:
                entry[1].append(path)
    with open(os.path.join(HERE, "borrowed.txt"), encoding="utf-8") as f:
        for text in f.read().splitlines():
            if text and text[0] != "#":
                found.setdefault(text, [None, ["engine/po/borrowed.txt"]])
    return found, unmarked, finished


def pot(found):
    out = ['msgid ""\nmsgstr ""\n"Project-Id-Version: orgsim\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n']
    # By message and without places: two people who add messages meet only where they add the same one.
    for text, (plural, _) in sorted(found.items()):
        entry = ""
        if CONVERSION.search((text + (plural or "")).replace("%%", "")):
            entry += "#, c-format\n"
        context, _, text = text.rpartition("\4")
        entry += "msgctxt %s\n" % quoted(context) if context else ""
        entry += "msgid %s\n" % quoted(text)
        out.append(entry + ("msgid_plural %s\nmsgstr[0] \"\"\n" % quoted(plural) if plural else 'msgstr ""\n'))
    return "\n".join(out)


def merged(found):
    with tempfile.NamedTemporaryFile("w", suffix=".pot", encoding="utf-8") as fresh:
        fresh.write(pot(found))
        fresh.flush()
        done = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "--width=118", "--output-file=-",
                               os.path.join(HERE, "vi.po"), fresh.name], capture_output=True, text=True, check=True)
    return done.stdout


def select(text, *how):
    listed = subprocess.run(["msgattrib", "--width=118", *how, "-"], input=text, capture_output=True, text=True, check=True).stdout
    return [e for e in listed.split("\n\n")[1:] if "msgid" in e]


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else "check"
    found, unmarked, finished = collect()
    if mode == "pot":
        print(pot(found))
        return 0
    now = merged(found)
    if mode == "update":
        with open(os.path.join(HERE, "vi.po"), "w", encoding="utf-8") as f:
            f.write(subprocess.run(["msgattrib", "--no-obsolete", "--width=118", "-"], input=now, capture_output=True, text=True,
                                   check=True).stdout)
        return 0
    bad = 0
    for what, hits in (("not translated", select(now, "--untranslated", "--no-obsolete")), ("fuzzy", select(now, "--only-fuzzy")),
                       ("left over (messages.py update)", select(now, "--only-obsolete")),
                       ("in engine/cli and engine/print, prose that nothing translates (use _() or org_lang_plural())", unmarked),
                       ("in engine, prose that is finished in English (use org_said() or org_error_set())", finished)):
        if hits:
            bad = 1
            print("%d %s:\n%s\n" % (len(hits), what, "\n".join(hits)))
    print("%d messages" % len(found))
    return bad


if __name__ == "__main__":
    sys.exit(main())
