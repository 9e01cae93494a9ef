# SPDX-License-Identifier: MIT
"""What all kinds of fault share: the programs, worlds to play in, and what a command does when nothing happens to it."""

import os
import shutil
import threading

from commands import COMMANDS
from world import Good, World


class Stage:
    def __init__(self, build, root, top, seed=1):
        self.build, self.root, self.top, self.seed = os.path.abspath(build), os.path.abspath(root), top, seed
        self.mine, self.lock, self.made = threading.local(), threading.Lock(), 0
        self.base, self.goods, self.locks = None, {}, {}
        self.sanitized = os.environ.get("ORGSIM_FAULT_SANITIZED")  # a build folder with sanitizers, for those who want one

    def tool(self, name):
        return os.path.join(self.build, "tests", "fault", name)

    def program(self):
        return os.path.join(self.build, "orgsim")

    def world(self, program=None):
        """This thread's own."""
        name = program or "orgsim"
        worlds = self.mine.__dict__.setdefault("worlds", {})
        if name not in worlds:
            with self.lock:
                self.made += 1
                top = os.path.join(self.top, "world-%d" % self.made)
                world = World(program or self.program(), self.root, top, self.base)
                self.base = self.base or world.base
            worlds[name] = world
        return worlds[name]

    def good(self, name):
        """name: of a command, with a + when what it makes is there before, from something else."""
        with self.lock:
            lock = self.locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self.goods:
                self.goods[name] = Good(self.world(), COMMANDS[name.rstrip("+")], name.endswith("+"))
            return self.goods[name]

    def beside_stand_in(self):
        """This thread's own copy of the program, with a stand-in for its worker; gives the folder and the program."""
        folder = self.mine.__dict__.get("stand_in")
        if not folder:
            with self.lock:
                self.made += 1
                folder = self.mine.__dict__["stand_in"] = os.path.join(self.top, "beside-%d" % self.made)
            os.makedirs(folder)
            shutil.copy(self.program(), folder)
            for name in ("plugins", "graphs"):
                os.symlink(os.path.join(self.build, name), os.path.join(folder, name))
            shutil.copy(self.tool("stand-in"), os.path.join(folder, "orgsim-worker"))
        return folder, os.path.join(folder, "orgsim")

    def tell_stand_in(self, *lines):
        folder, program = self.beside_stand_in()
        for name in os.listdir(folder):
            if name.startswith("worker-"):
                os.remove(os.path.join(folder, name))
        with open(os.path.join(folder, "stand-in"), "w", encoding="utf-8") as file:
            file.write("\n".join(("worker " + os.path.join(self.build, "orgsim-worker"), *lines)) + "\n")
        return program
