# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the programs say of themselves with --help, so that nothing is written down twice."""

import os
import re
import subprocess
from dataclasses import dataclass, field

# Values that are one of a few words, which the option's description names: "text, html or json".
CHOSEN = {"format", "name", "scheme", "language", "state", "action", "what"}
FILES = {"file", "path", "folder"}


@dataclass
class Option:
    names: list[str]  # "-h", "--help"
    value: str  # what stands for the value in the help; empty: it has none
    text: str

    def choices(self):
        return _choices(self.value, self.text)

    def takes_file(self):
        return self.value.lower() in FILES


@dataclass
class Argument:
    name: str
    text: str

    def choices(self):
        return _choices(self.name, self.text)

    def takes_preset(self):
        return self.name.lower() == "preset"

    def takes_provider(self):
        return "provider" in f"{self.name} {self.text}".lower()


@dataclass
class Command:
    name: str  # empty: the program itself
    summary: str = ""
    usage: str = ""
    paragraphs: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)


def _choices(value, text):
    if value.lower() not in CHOSEN:
        return []
    plain = re.sub(r"\s*\([^)]*\)", "", text)
    found = re.search(r"(?:[\w-]+, )*[\w-]+ or [\w-]+", plain)
    return re.split(r", | or ", found.group()) if found else []


def _ask(program, *arguments):
    # One language, no display, and no report of what a program leaves behind when it ends early.
    environment = dict(os.environ, LC_ALL="C.UTF-8", QT_QPA_PLATFORM="offscreen",
                       QT_FORCE_STDERR_LOGGING="1", ASAN_OPTIONS="detect_leaks=0")
    return subprocess.run([program, *arguments], env=environment, check=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def _items(lines):
    """Rows of two columns, the second one wrapped."""
    rows = []
    for line in lines:
        start = re.match(r"  (\S.*?)(?:  +(\S.*))?$", line)
        if start:
            rows.append([start[1], start[2] or ""])
        elif line.strip() and rows:
            rows[-1][1] = f"{rows[-1][1]} {line.strip()}".strip()
    return rows


def _option(names, text):
    with_value = re.fullmatch(r"(.*?) <(.+)>", names)
    plain = with_value[1] if with_value else names
    return Option(plain.split(", "), with_value[2] if with_value else "", text)


def read_command(text, name="", summary=""):
    """What a QCommandLineParser's help says; the usage without the program's path."""
    command = Command(name, summary)
    part = "description"
    rows = {"Options:": [], "Arguments:": []}
    for line in text.splitlines():
        if line.startswith("Usage: "):
            command.usage = line.removeprefix("Usage: ")
        elif line in rows:
            part = line
        elif part in rows:
            rows[part].append(line)
        elif line.strip():
            command.paragraphs.append(line.strip())
    command.options = [_option(*row) for row in _items(rows["Options:"])]
    command.arguments = [Argument(*row) for row in _items(rows["Arguments:"])]
    return command


def ask_studio(program):
    command = read_command(_ask(program, "--help"))
    command.usage = "moa-studio " + command.usage.split(" ", 1)[1]
    return command


def ask_moa(program):
    """All its commands, in the order in which it tells them."""
    commands = re.findall(r"^  ([a-z][\w-]*) +(.+)$", _ask(program, "--help"), re.MULTILINE)
    return [read_command(_ask(program, name, "--help"), name, summary)
            for name, summary in commands]
