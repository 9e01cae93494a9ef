#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clang's analyser and cppcheck over the engine, the charts and the plugins; what they find has to be mended or named here.

Usage: analyse.py BUILD [FILE…]     BUILD: a configured folder; FILE: sources to look at, all when none is given
"""

import collections
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

FOLDERS = ("engine/", "graphs/", "plugins/")
# What cppcheck is told of GLib's macros beside its own library of them.
LIBRARIES = ("gtk", "posix", "gnu", "sqlite3", "cairo")
MACROS = ("-DG_GNUC_FORMAT(n)=", "-DG_GNUC_PRINTF(n,m)=", "-DG_DEFINE_AUTOPTR_CLEANUP_FUNC(t,f)=", "-DG_GNUC_NORETURN=",
          "-Djson_object_foreach(o,k,v)=while((k=json_object_iter_key(o))&&(v=o))",
          "-Djson_array_foreach(o,i,v)=while(i=0,(v=json_array_get(o,0)))", "-DG_GNUC_WARN_UNUSED_RESULT=", "-DG_STATIC_ASSERT(x)=", "-DG_BEGIN_DECLS=", "-DG_END_DECLS=")
FOUND = re.compile(r"^(?P<file>[^:\s]+):(?P<line>\d+):\d+: (?:warning|error|portability): (?P<said>.*) \[(?P<check>[\w.,-]+)\]$")

# What is no fault: the check, a pattern of the place "file: line of the source", the reason. One that no longer fits anything is said
# when all files are looked at.
EXCEPTIONS = (
    ("core.UndefinedBinaryOperatorResult", r"^engine/base/message\.c: while \(cut && end > text", "strnlen() says that these bytes are there"),
    ("memleak", r"^engine/org/(attributes\.c: return &g_array_index|org\.c: \}$)", "the array that it was appended to holds it"),
    ("memleak", r"^engine/(exchange/(intake/titles|quota/(build|quota|rows)|staff/units)|sim/said)\.c: ", "the array that it was appended to holds it"),
    ("memleak", r"^engine/exchange/quota/words\.c: return rest", "it is handed to who asked"),
    ("core.UndefinedBinaryOperatorResult", r"^engine/store/form/column\.c: if \(cells", "so many cells as rows were read before"),
    ("core.NullDereference", r"^engine/store/form/parts\.c: uint32_t length", "who has no bytes has no four of them, which is looked at above"),
    ("core.NullDereference", r"^engine/store/live/table\.c: .*org_columns\[column->column\]", "only what is a column is asked of one"),
    ("core.NullDereference", r"^engine/exchange/intake/similar\.c: prefix", "so many letters as are counted are there"),
    ("core.UndefinedBinaryOperatorResult", r"^engine/exchange/intake/similar\.c: guint head", "names are filled before they are compared"),
    ("deadcode.DeadStores", r"^engine/exchange/quota/rows\.c: g_autofree", "only what stands behind it is wanted"),
    ("core.NullDereference", r"^engine/exchange/staff/units\.c: for \(OrgRow i", "known units are those of an organisation"),
    ("core.NullDereference", r"^engine/scenario/assumption\.c: ", "what lacks was told, and ended this, before"),
    ("core.UndefinedBinaryOperatorResult", r"^engine/scenario/assumption\.c: ", "what lacks was told, and ended this, before"),
    ("core.NonNullParamChecker", r"^engine/scenario/assumption\.c: ", "a path has at least a section and an id"),
    ("core.NullDereference", r"^engine/scenario/plan-items\.c: item->key->text", "of two features of an item the first is its key"),
    ("core.NullDereference", r"^engine/scenario/variant\.c: one = below", "only an item with a feature has parameters"),
    ("uninitvar", r"^engine/host/ctx-find\.c: rows = ", "its address is taken, to write there"),
    ("autoVariables", r"^engine/(sim/calls\.c: spec->sink|study/drift\.c: c->item) = &", "what it is put into asks it before this ends"),
    ("core.StackAddressEscape", r"^engine/study/drift\.c: ", "what it is put into asks it before this ends"),
    ("core.NullDereference", r"^engine/sim/judge\.c: verdict->basis", "a month that is judged has a judgement"),
    ("core.NullDereference", r"glib/gmem\.h: ref = ", "the address of a variable is handed in"),
    ("core.NullDereference", r"^engine/worker/parent/points\.c: ", "a process that is heard has a point in work"),
    ("core.UndefinedBinaryOperatorResult", r"^engine/study/extract-match\.c: ", "partners are as many as rows"),
    ("unix.Malloc", r"^engine/store/file/columns\.c: return FALSE", "what was picked is freed by what it is declared as, under its own name"),
    ("unix.Malloc", r"^engine/scenario/plan-params\.c: g_autofree", "what was tried is freed by what it is declared as, under its own name"),
    ("core.NullDereference", r"^engine/study/reach\.c: for \(guint [ip]", "each knob has a list of its probes before one is sought"),
    ("core.NullDereference", r"^engine/study/sweep\.c: \.scenario", "a scenario that was loaded has a plan"),
    ("core.NullDereference", r"^engine/study/tables-build\.c: return", "the first column of these tables holds numbers"),
    ("memleak", r"^engine/worker/child/archive\.c: return", "the array that it was appended to holds it"),
    ("core.uninitialized.Branch", r"^plugins/common/problems\.h: while", "no more letters than the text has are asked for"),
    ("core.NullDereference", r"^plugins/inspection/stream\.c: const OrgRow unit", "the list is there where it has entries"),
    ("core.NullDereference", r"^plugins/merge/join\.c: OrgRow unit", "a group has a name, which may be empty"),
    ("core.NullDereference", r"^plugins/rename/rename\.c: if \(!change", "the list is there where it has entries"),
    ("core.UndefinedBinaryOperatorResult", r"^plugins/retirement/retirement\.c: for \(int32_t year", "a schedule has at least a year"),
    ("core.NullDereference", r"^plugins/share/share\.c: return table", "a table has closing months or states"),
    ("core.NullDereference", r"^graphs/layout/fold\.c: unsigned max_depth", "a level is chosen above"),
    ("memleak", r"^graphs/chart/canvas\.c: (return true|canvas->failed = )", "it is copied to where it is kept"),
    ("zerodiv", r"^graphs/chart/cards-break\.c: uint32_t n", "there are at least two parts"),
    ("core.UndefinedBinaryOperatorResult", r"^graphs/chart/cards-poster\.c: if \(r", "a route has points"),
    ("core.NonNullParamChecker", r"^graphs/chart/graph\.c: out = stpcpy", "there is room where it has grown"),
    ("core.NullDereference", r"^graphs/chart/graph\.c: \*out\+\+", "there is room where it has grown"),
    ("varFuncNullUB", r"^plugins/\w[\w-]*/tests/", "NULL is a pointer in C as this builds"),
    ("internalAstError", r"^graphs/report/report\.c: say_in", "cppcheck does not follow a literal of a struct as an argument"),
    ("core.NullDereference", r"^engine/study/fate-figures\.c: before->posts_out", "of two that differ, the one that is not there was looked at above"),
)
# Freed by what it is declared as, which clang does not follow: a leak of a variable that is so declared above, in the same function.
LEAK = re.compile(r"Potential leak of memory pointed to by '(\w+)'")
FREED = r"\bg_auto(free|ptr\(\w+\)|\(\w+\))[^;]*[\s*,]%s\b"


def sources(build):
    """File, from the root, to (folder, arguments) of its first compilation."""
    root, found = os.getcwd(), {}
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        for one in json.load(file):
            path = os.path.relpath(os.path.join(one["directory"], one["file"]), root)
            if path.startswith(FOLDERS) and path.endswith(".c"):
                found.setdefault(path, (one["directory"], shlex.split(one["command"])))
    return found


def wanted(arguments):
    """What says how a file is read, of a compiler's arguments."""
    return [a for a in arguments if a.startswith(("-I", "-D", "-std=", "-U")) and "_FORTIFY_SOURCE" not in a]


def clang(path, folder, arguments):
    done = subprocess.run(["clang", "--analyze", "--analyzer-output", "text", "-Wno-everything",
                           "-fno-color-diagnostics", *wanted(arguments), os.path.relpath(path, folder)],
                          cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return [("clang", path, 0, "stopped: " + done.stderr.strip()[-600:])]
    return findings(done.stderr, folder)


def cppcheck(path, folder, arguments):
    done = subprocess.run(["cppcheck", "--quiet", "--enable=warning,portability", "--inline-suppr", "--std=c11", "--error-exitcode=0",
                           "--suppress=missingInclude", "--suppress=*:/usr/*", "--template={file}:{line}:{column}: {severity}: {message} [{id}]",
                           "--template-location=", *("--library=" + name for name in LIBRARIES), *MACROS,
                           *(a for a in wanted(arguments) if a.startswith("-D") or a.startswith("-I..")), os.path.relpath(path, folder)],
                          cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return [("cppcheck", path, 0, "stopped: " + (done.stdout + done.stderr).strip()[-600:])]
    return findings(done.stderr, folder)


def findings(text, folder):
    for line in text.splitlines():
        match = FOUND.match(line)
        if match:
            path = os.path.relpath(os.path.join(folder, match["file"]), os.getcwd())
            yield match["check"], path, int(match["line"]), match["said"]


def place(path, line):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    return "%s: %s" % (path, lines[line - 1].strip() if 0 < line <= len(lines) else "")


def is_freed(check, path, line, said):
    leaks = LEAK.match(said)
    if check != "unix.Malloc" or not leaks:
        return False
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()[:line - 1]  # it is told at the end of the function, or where it is left
    while "}" in lines:  # what stands before this function
        del lines[:lines.index("}") + 1]
    return re.search(FREED % leaks[1], "\n".join(lines)) is not None


def main(build, *only):
    files = {p: how for p, how in sources(build).items() if not only or p in only}
    strange = [p for p in only if p not in files]
    if strange or not files:
        sys.exit("not compiled in %s: %s" % (build, " ".join(strange) or "anything"))
    found, used, bad, freed = set(), collections.Counter(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for some in pool.map(lambda job: list(job[0](job[1], *files[job[1]])), [(tool, p) for p in files for tool in (clang, cppcheck)]):
            for check, path, line, said in sorted(set(some) - found):
                if is_freed(check, path, line, said):
                    freed += 1
                    continue
                at = place(path, line)
                named = next((e for e in EXCEPTIONS if e[0] == check and re.search(e[1], at)), None)
                used[named] += 1
                if not named:
                    bad += 1
                    print("%s:%d: %s [%s]\n    %s" % (path, line, said, check, at.split(": ", 1)[1]), flush=True)
            found.update(some)
    unused = [e for e in EXCEPTIONS if not used[e]] if not only else []
    for check, pattern, _ in unused:
        print("the exception %s of %s fits nothing any more" % (check, pattern))
    print("%d files, %d findings, of them %d freed by their declaration and %d named exceptions" %
          (len(files), len(found), freed, len(found) - freed - bad))
    return 1 if bad or unused else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
