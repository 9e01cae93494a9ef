#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The control file of a Debian package of what lies in a folder as it will lie in /: what the files need is asked of dpkg-shlibdeps.

Arguments: the folder, the version."""
import os, subprocess, sys, tempfile

root, version = os.path.abspath(sys.argv[1]), sys.argv[2]
programs = []
for folder, _, files in os.walk(os.path.join(root, "usr")):
    for name in files:
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            if file.read(4) == b"\x7fELF":
                programs.append(path)
size = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, files in os.walk(root) for name in files)
with tempfile.TemporaryDirectory() as work:
    os.mkdir(os.path.join(work, "debian"))
    with open(os.path.join(work, "debian", "control"), "w", encoding="utf-8") as file:
        file.write("Source: orgsim\nPackage: orgsim\nArchitecture: any\n")
    done = subprocess.run(["dpkg-shlibdeps", "-O"] + ["-e" + path for path in sorted(programs)], cwd=work, capture_output=True, text=True)
if done.returncode or "=" not in done.stdout:
    sys.exit(done.stderr)
needs = next(line.split("=", 1)[1] for line in done.stdout.splitlines() if line.startswith("shlibs:Depends="))
architecture = subprocess.run(["dpkg-architecture", "-qDEB_HOST_ARCH"], capture_output=True, text=True, check=True).stdout.strip()
print("""Package: orgsim
Version: %s
Architecture: %s
Maintainer: orgsim
Installed-Size: %d
Depends: %s
Recommends: fonts-noto-core
Suggests: gcc, meson, pkg-config
Section: science
Priority: optional
Description: what-if runs of organisational restructuring against dated targets
 The program, the worker that plugins run in, the plugins and renderers that are shipped, scenarios and
 rulebooks, the header that plugins are made with, a man page, and completion for bash, zsh and fish.""" % (version, architecture, size // 1024, needs))
