#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""plugin.h is frozen: what a released version declares stands in today's header as it was, and in that order; only the end of a struct or list is
new. And it is described: each member of each struct says what it is, each member of OrgHost who may call it and what that costs.

Argument: the root of the source tree."""
import glob, os, re, sys

root = sys.argv[1]
results = []


def check(name, problems):
    results.append(not problems)
    print("%s %d - %s" % ("not ok" if problems else "ok", len(results), name))
    for problem in problems[:20]:
        print("# %s" % problem)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def bare(text):
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", " ", text, flags=re.S)).strip()


def lists(text):
    """Structs with their members, lists of names with their values, and all the rest, without comments."""
    code = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    structs = {name: [bare(m) for m in body.split(";") if bare(m)] for body, name in re.findall(r"typedef struct(?: \w+)? \{(.*?)\n\} (\w+);", code, re.S)}
    enums = {body.split(",")[0].split("=")[0].strip(): [bare(n) for n in body.split(",") if bare(n)] for body in re.findall(r"enum \{(.*?)\}", code, re.S)}
    rest = re.sub(r"typedef struct(?: \w+)? \{.*?\n\} \w+;|enum \{.*?\}", "", code, flags=re.S)
    return structs, enums, bare(re.sub(r"#define ORG_ABI_MINOR \d+", "", rest))


def kept(old, new):
    problems = []
    for one, other in zip(old[:2], new[:2]):
        for name, members in one.items():
            if other.get(name, [])[:len(members)] != members:
                problems += ["%s: %s is now %s" % (name, was, now) for was, now in zip(members, other.get(name, []) + [None] * len(members)) if was != now][:1]
    return problems


def undescribed(text):
    problems, found = [], 0
    for body, name in re.findall(r"typedef struct(?: \w+)? \{(.*?)\n\} (\w+);", text, re.S):
        comments = re.split(r"(/\*.*?\*/)", body, flags=re.S)
        for i in range(0, len(comments), 2):
            declared = [bare(d) for d in comments[i].split(";")]
            # One comment for each declaration, on its line or in the lines above the only one.
            found += len([d for d in declared if d])
            said = comments[i + 1] if i + 1 < len(comments) else comments[i - 1] if i else ""
            if len([d for d in declared if d]) > 1 or (declared[0] and not said):
                problems.append("%s: %s" % (name, "; ".join(d for d in declared if d)))
    return problems if found > 120 else ["only %d members were read" % found]


def unpriced(text):
    body = re.search(r"typedef struct OrgHost \{(.*?)\n\} OrgHost;", text, re.S).group(1)
    said = re.findall(r"\(\*(\w+)\)\(.*?\);?\s*/\* \[[^\]]*\](.*?)\*/", body.replace("\n", " "))
    lacking = [name for name, words in said if "O(" not in words]
    return lacking if len(said) > 60 else ["only %d members were read" % len(said)]


today = read(os.path.join(root, "engine", "include", "orgsim", "plugin.h"))
minor = int(re.search(r"#define ORG_ABI_MINOR (\d+)", today).group(1))
versions = sorted(glob.glob(os.path.join(root, "tests", "abi", "[0-9]*.[0-9]*")))
check("there is a released version", [] if versions else ["none in tests/abi"])
for folder in versions:
    version = os.path.basename(folder)
    old = read(os.path.join(folder, "orgsim", "plugin.h"))
    check("version %s stands as it was" % version, kept(lists(old), lists(today)))
    if version == "1.%d" % minor:
        check("nothing was added to version %s" % version, [] if lists(old) == lists(today) else ["raise ORG_ABI_MINOR, and keep this header beside the others"])
check("each member is described", undescribed(today))
check("each member of OrgHost says what it costs", unpriced(today))
print("1..%d" % len(results))
