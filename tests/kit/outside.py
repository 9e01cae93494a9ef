#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A plugin of each kind, written by `orgsim plugin new`, builds and passes its own tests outside of the tree, against an installation in a
folder of its own: as C by gcc and by clang, and as C++.

Arguments: the build folder, the source tree, what to do: "new" (against the build folder, as C, in a folder with blanks and quotes), "gcc",
"clang" or "c++" (against an installation), "install" (what is installed), "twice" (nothing is written over)."""
import json, os, shutil, subprocess, sys, tempfile

build, source, what = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
KINDS = ("operator", "process", "rule", "metric", "renderer")
results = []


def check(name, fine, said=""):
    results.append(fine)
    print("%s %d - %s" % ("ok" if fine else "not ok", len(results), name))
    if not fine:
        print("\n".join("# " + line for line in said.splitlines()[-60:]))


def run(*command, **more):
    env = dict(os.environ, **more.pop("env", {}))
    env.pop("ORGSIM_PLUGIN_PATH", None)
    done = subprocess.run(command, capture_output=True, text=True, env=env, **more)
    return done.returncode, done.stdout + done.stderr


def install(folder):
    status, said = run("meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder)
    if status:
        check("meson install", False, said)
    prefix = subprocess.run(["meson", "introspect", build, "--buildoptions"], capture_output=True, text=True).stdout
    return os.path.join(folder, next(o["value"] for o in json.loads(prefix) if o["name"] == "prefix").lstrip("/"))


def as_cxx(folder, name):
    os.rename(os.path.join(folder, name + ".c"), os.path.join(folder, name + ".cc"))
    path = os.path.join(folder, "meson.build")
    text = open(path, encoding="utf-8").read()
    text = text.replace("'%s', 'c'," % name, "'%s', 'cpp'," % name).replace("c_std=c99", "cpp_std=c++20").replace(name + ".c'", name + ".cc'")
    open(path, "w", encoding="utf-8").write(text)


def make(orgsim, folder, kind, name, compiler=None):
    status, said = run(orgsim, "plugin", "new", name, "--kind", kind, "--out", folder)
    check("plugin new --kind %s" % kind, status == 0, said)
    at = os.path.join(folder, name)
    env = {}
    if compiler == "c++":
        as_cxx(at, name)
        env["CXXFLAGS"] = "-Wno-missing-field-initializers"
    elif compiler:
        env["CC"] = compiler
    status, said = run("meson", "setup", "build", cwd=at, env=env)
    check("%s: meson setup" % kind, status == 0, said)
    status, said = run("meson", "test", "-C", "build", "--print-errorlogs", cwd=at, env=env)
    check("%s: meson test" % kind, status == 0, said)
    return at


def main():
    with tempfile.TemporaryDirectory(prefix="orgsim outside's ") as folder:
        if what == "new":
            for kind in KINDS:
                make(os.path.join(build, "orgsim"), folder, kind, "a-plugin-of-" + kind)
        elif what == "twice":
            orgsim, at = os.path.join(build, "orgsim"), os.path.join(folder, "early-leave")
            status, said = run(orgsim, "plugin", "new", "early-leave", "--kind", "rule", "--out", folder)
            before = sorted(os.listdir(at))
            open(os.path.join(at, "README.md"), "w").write("mine")
            status, said = run(orgsim, "plugin", "new", "early-leave", "--kind", "metric", "--out", folder)
            kept = open(os.path.join(at, "README.md")).read() == "mine" and sorted(os.listdir(at)) == before
            check("never over a folder", status == 3 and "already there" in said and kept, said)
            for name in ("Early", "a--b", "a_b", "../up", "where", "a" * 41):
                status, said = run(orgsim, "plugin", "new", "--kind", "rule", "--out", folder, name)
                check("no name: %s" % name, status == 2 and "no name for a plugin" in said, said)
            status, said = run(orgsim, "plugin", "new", "x", "--kind", "law", "--out", folder)
            check("no kind", status == 2 and "operator, process, rule, metric, renderer" in said, said)
            check("nothing else was written", sorted(os.listdir(folder)) == ["early-leave"])
        elif what == "install":
            prefix = install(os.path.join(folder, "root"))
            orgsim = os.path.join(prefix, "bin", "orgsim")
            own = run(os.path.join(build, "orgsim"), "plugin", "list", "--json")[1]
            status, said = run(orgsim, "plugin", "list", "--json")
            names = lambda text: sorted(line.strip() for line in text.splitlines() if '"name"' in line)
            check("every plugin and renderer is found", status == 0 and names(said) == names(own), said)
            for name in ("man/man1/orgsim.1", "bash-completion/completions/orgsim", "zsh/site-functions/_orgsim", "fish/vendor_completions.d/orgsim.fish"):
                check("share/" + name, os.path.getsize(os.path.join(prefix, "share", name)) > 100)
            status, said = run(orgsim, "plugin", "where", "headers")
            check("the header", os.path.isfile(os.path.join(said.strip(), "orgsim", "plugin.h")), said)
            shutil.copytree(os.path.join(prefix, "share", "orgsim", "scenarios"), os.path.join(folder, "scenarios"))
            for name in sorted(os.listdir(os.path.join(folder, "scenarios"))):
                plan = os.path.join(folder, "scenarios", name, "scenario.yaml")
                if os.path.isfile(plan):
                    status, said = run(orgsim, "check", plan)
                    check("scenario %s" % name, status == 0, said)
            at = {"PKG_CONFIG_PATH": next((at for at, _, files in os.walk(prefix) if "orgsim-plugin.pc" in files), "")}
            said = {}
            for name in ("plugindir", "orgsim", "includedir"):
                said[name] = run("pkg-config", "--define-variable=prefix=" + prefix, "--variable=" + name, "orgsim-plugin", env=at)[1].strip()
            fine = all(os.path.exists(path) for path in said.values()) and os.path.isfile(os.path.join(said["plugindir"], "merge.so"))
            check("orgsim-plugin.pc", fine and run(said["orgsim"], "--version")[0] == 0, repr(said))
        else:
            if not shutil.which("g++" if what == "c++" else what):
                print("1..0 # SKIP there is no %s" % what)
                return
            prefix = install(os.path.join(folder, "root"))
            for kind in KINDS:
                make(os.path.join(prefix, "bin", "orgsim"), folder, kind, "other-" + kind, what)
    print("1..%d" % len(results))


main()
