#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""plugin.h, and a plugin that uses every member of it, compile without a warning as C99, C11, C17 and C++11, with gcc and clang.

Arguments: the folder of plugin.h, the folder of this file, then compilers that must be there. Others are tried when found."""
import os, shutil, subprocess, sys

include, here = sys.argv[1:3]
WARNINGS = ["-pedantic", "-pedantic-errors", "-Wall", "-Wextra", "-Wshadow", "-Wcast-qual", "-Wconversion", "-Wformat-security", "-Werror"]
CASES = [("c99", "gcc", "clang"), ("c11", "gcc", "clang"), ("c17", "gcc", "clang"), ("c++11", "g++", "clang++")]


def compiles(compiler, standard, source):
    extra = ["-Wno-missing-field-initializers"] if standard == "c++11" else ["-Wstrict-prototypes"]
    command = [compiler, "-std=" + standard, "-fsyntax-only", "-fPIC", "-I", include] + WARNINGS + extra + [source]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def main():
    tried, results = 0, []
    for standard, *compilers in CASES:
        source = os.path.join(here, "sample-cxx11.cc" if standard == "c++11" else "sample-c99.c")
        for compiler in compilers:
            if not shutil.which(compiler):
                results.append("ok {n} - %s -std=%s # SKIP it is not installed" % (compiler, standard))
                continue
            fine, said = compiles(compiler, standard, source)
            tried += standard != "c++11"
            results.append("%s {n} - %s -std=%s" % ("ok" if fine else "not ok", compiler, standard))
            results += ["# " + line for line in said.splitlines()[:20]]
    results.append("%s {n} - some C compiler was there" % ("ok" if tried else "not ok"))
    n = 0
    for line in results:
        n += not line.startswith("#")
        print(line.replace("{n}", str(n)))
    print("1..%d" % n)


main()
