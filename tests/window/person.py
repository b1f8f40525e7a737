# SPDX-License-Identifier: GPL-3.0-or-later
"""A person before the real program: sees what a screen reader tells of its windows, and uses the
mouse and the keyboard where that says things are."""
import os
import re
import signal
import subprocess
import sys
import time

import pyatspi
from gi.repository import Atspi, GLib

PATIENCE = 120  # seconds; the machine may have other things to do


def fail(sentence):
    sys.exit(f"FAILED: {sentence}")


def until(condition, what, seconds=PATIENCE):
    """Waits until condition() is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            found = condition()
        except (LookupError, NotImplementedError, GLib.Error):
            found = None  # what was there a moment ago is gone
        if found:
            return found
        time.sleep(0.1)
    return fail(what)


def is_shown(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def below(node):
    """All that is shown in it."""
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None and is_shown(child):
            yield child
            yield from below(child)


heard = []  # what passing messages say: they may be gone before they are looked for


def listen():
    pyatspi.Registry.registerEventListener(lambda event: heard.append(str(event.any_data)),
                                           "object:property-change:accessible-name")


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.split()


class Screen:
    """What all look at in turn. Pictures of it go into a folder, if there is one."""

    def __init__(self, scheme, scale, width, height, album=None):
        self.scheme, self.scale = scheme, int(scale)
        self.width, self.height = int(width), int(height)
        self._album, self._taken = album, 0

    def picture(self, what):
        if not self._album:
            return
        time.sleep(0.7)  # for motions to end; nothing is checked on it
        self._taken += 1
        name = re.sub(r"\W+", "-", f"{self._taken:02} {what}").lower()
        self.shoot(os.path.join(self._album, name + ".png"))

    @staticmethod
    def shoot(file):
        subprocess.run(["import", "-window", "root", file], check=False)


class Person:
    """Has folders, variables and a running program of their own."""

    def __init__(self, name, root, studio, screen, variables):
        self.name = name
        self.home = os.path.join(root, name)
        self._screen = screen
        self._studio = studio
        self._program = None
        self.window = None  # the main one
        self.log = os.path.join(self.home, "studio.log")
        self.documents = os.path.join(self.home, "documents")
        folders = {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_RUNTIME_DIR": "run",
                   "XDG_CACHE_HOME": "cache", "HOME": "", "TMPDIR": "tmp"}
        self.variables = dict(os.environ, **variables)
        for variable, folder in folders.items():
            self.variables[variable] = os.path.join(self.home, folder)
            os.makedirs(self.variables[variable], mode=0o700, exist_ok=True)
        os.makedirs(self.documents)
        with open(os.path.join(self.variables["XDG_CONFIG_HOME"], "user-dirs.dirs"), "w",
                  encoding="utf-8") as file:
            file.write(f'XDG_DOCUMENTS_DIR="{self.documents}"\n')

    # The program

    def opens_studio(self, *arguments):
        with open(self.log, "ab") as log:
            self._program = subprocess.Popen(
                [self._studio, "--colours", self._screen.scheme, *arguments],
                env=self.variables, stdout=log, stderr=log)
        self.window = until(lambda: self.dialog("MoA Studio"), f"{self.name}'s window never came")
        number = self._number()
        xdotool("windowmove", number, 0, 0)
        xdotool("windowsize", number, self._screen.width, self._screen.height)
        self.looks()

    def quits_studio(self):
        self.keys("ctrl+q")
        until(lambda: self._program.poll() is not None, f"{self.name}'s program did not end")
        if self._program.returncode != 0:
            fail(f"{self.name}'s program ended with {self._program.returncode}")
        self._program = None

    def said(self):
        """What their programs said on standard output and error."""
        if not os.path.exists(self.log):
            return ""
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return "".join(f"{self.name}: {line}" for line in log)

    def is_killed(self):
        """Their program, in the midst of what it does."""
        if self._program and self._program.poll() is None:
            self._program.send_signal(signal.SIGKILL)
            self._program.wait()

    def _number(self):
        """The window manager's number of the main window."""
        windows = until(lambda: xdotool("search", "--all", "--onlyvisible", "--pid",
                                        self._program.pid, "--name", " – MoA Studio$"),
                        "no window came up")
        return windows[0]

    def looks(self):
        """Turns to their own program, unless they have its window or a dialog before them."""
        if xdotool("getactivewindow", "getwindowpid") != [str(self._program.pid)]:
            xdotool("windowactivate", "--sync", self._number())

    def _application(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application and application.get_process_id() == self._program.pid:
                Atspi.Accessible.set_cache_mask(application, Atspi.Cache.NONE)
                return application
        return None

    # What they see

    def dialogs(self):
        return [each for each in self._application() or [] if each and is_shown(each)]

    def dialog(self, title):
        """The window whose title holds this."""
        return next((each for each in self.dialogs() if title in each.name), None)

    def awaits(self, title):
        return until(lambda: self.dialog(title), f"{self.name} never saw “{title}”: "
                     f"{[each.name for each in self.dialogs()]}")

    def awaits_end_of(self, title):
        until(lambda: not self.dialog(title), f"“{title}” stayed before {self.name}")

    def find(self, where, role, name):
        """What is shown in that window with this role and a name that begins so."""
        for each in below(where):
            if each.getRole() == role and each.name.startswith(name):
                return each
        return None

    def sees(self, where, words):
        """Waits until a text that holds the words is shown there."""
        return until(lambda: next((each for each in below(where) if words in (each.name or "")),
                                  None), f"{self.name} never read “{words}”")

    def hears(self, words):
        """Waits until a message that holds the words has been said, to whoever it was."""
        until(lambda: any(words in said for said in heard), f"{self.name} never heard “{words}”")
        heard.clear()

    def reads(self, where):
        """All the texts that are shown there."""
        return [each.name for each in below(where) if each.name]

    def picture(self, what):
        self._screen.picture(f"{self.name} {what}")

    # What they do

    def keys(self, *names):
        self.looks()
        xdotool("key", "--clearmodifiers", *names)

    def types(self, text):
        xdotool("type", "--clearmodifiers", "--delay", 8, "--", text)

    def clicks(self, node):
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        scale = self._screen.scale
        xdotool("mousemove", int((box.x + box.width / 2) * scale),
                int((box.y + box.height / 2) * scale), "click", 1)

    def presses(self, where, name):
        """A button, with the mouse."""
        button = until(lambda: self.find(where, pyatspi.ROLE_PUSH_BUTTON, name),
                       f"{self.name} found no button “{name}”")
        until(lambda: button.getState().contains(pyatspi.STATE_ENABLED), f"“{name}” stays grey")
        self.clicks(button)

    def commands(self, words):
        """What the command palette finds for these words."""
        self.keys("ctrl+k")
        palette = until(lambda: self.find(self.window, pyatspi.ROLE_FRAME, "Commands"),
                        "there is no palette")
        self.types(words)
        until(lambda: self.find(palette, pyatspi.ROLE_LIST_ITEM, words), f"“{words}” is not there")
        self.keys("Return")

    def names_file(self, title, path):
        """In a dialog that asks for a file or a folder."""
        dialog = self.awaits(title)
        field = until(lambda: next((each for each in below(dialog)
                                    if each.getRole() == pyatspi.ROLE_TEXT
                                    and each.getState().contains(pyatspi.STATE_FOCUSED)), None),
                      f"“{title}” takes no name")
        self.keys("ctrl+a")
        self.types(path)
        until(lambda: field.queryText().getText(0, -1) == path, "the path was not typed")
        self.keys("Return")
        self.awaits_end_of(title)
