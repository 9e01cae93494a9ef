# SPDX-License-Identifier: MIT
"""The same run in another folder, language, zone and layout of memory: export gives the same bytes."""

import os
import random
import shutil
import subprocess

from world import Files

SCENARIOS = ("small-town", "starter", "hanoi-2025-march", "hanoi-2025")
FOLDERS = ("plain", "with spaces in it", "Uỷ ban nhân dân", "it's \"quoted\"", "a;b&c|d", "-o", "%s%n", "x" * 200,
           "/".join(("deep",) * 30), "[a]*?", "file:town.orgdb?mode=ro", "new\nline")
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", ":nowhere", "")


def locales():
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()
    wanted = ("C", "POSIX", "C.utf8", "vi_VN", "vi_VN.utf8", "tr_TR.utf8", "de_DE.utf8", "fa_IR.utf8", "ar_EG.utf8", "ja_JP.utf8",
              "ja_JP.eucjp", "ru_RU.koi8r", "az_AZ.utf8", "en_IN.utf8", "th_TH.utf8")
    return [name for name in wanted if name in listed]


def cases(stage, short):
    for n in range(1, 100000):
        chance = random.Random("places %d %d" % (stage.seed, n))
        yield "%s:%s:%d:%d:%d:%d" % (chance.choice(SCENARIOS[:2] if short else SCENARIOS), chance.choice(locales()), chance.randrange(len(ZONES)),
                                     chance.randrange(len(FOLDERS)), chance.randrange(2), chance.randrange(100000))


def category(case):
    return "places"


def exported(stage, scenario, folder, before=(), env=None):
    """The JSON of a run of this scenario, copied below a folder."""
    world = stage.world()
    source = os.path.join(stage.root, "scenarios")
    shutil.copytree(source, os.path.join(folder, "scenarios"))
    inner = os.path.join(folder, "scenarios", scenario)
    world.base = Files()
    for args in (("run", "scenario.yaml", "--into", "r.orgdb", "--quiet"), ("export", "r.orgdb:run-1", "--format", "json")):
        status, out, err = world.call(args, before, env, folder=inner)
        if status != 0:
            return None, "%s: exit %d\n%s" % (args[0], status, err)
    return out, None


def run(stage, case):
    scenario, locale, zone, name, fixed, noise = case.split(":")
    with stage.lock:
        stage.made += 1
        top = os.path.join(stage.top, "place-%d" % stage.made)
        wanted = stage.__dict__.setdefault("wanted", {})
    if scenario not in wanted:
        wanted[scenario] = exported(stage, scenario, top + "-first")
    folder = os.path.join(top, FOLDERS[int(name)])
    os.makedirs(folder)
    env = {"LC_ALL": locale, "TZ": ZONES[int(zone)], "NOISE": "x" * int(noise), "MALLOC_PERTURB_": str(int(noise) % 255 + 1)}
    out, why = exported(stage, scenario, folder, ["setarch", "-R"] if fixed == "1" else [], env)
    shutil.rmtree(top)
    if why or wanted[scenario][1]:
        return [why or wanted[scenario][1]]
    return [] if out == wanted[scenario][0] else ["other bytes:\n" + first_difference(wanted[scenario][0], out)]


def first_difference(a, b):
    for x, y in zip(a.split(b"\n"), b.split(b"\n")):
        if x != y:
            return "  %r\n  %r" % (x[:300], y[:300])
    return "  one is the beginning of the other"
