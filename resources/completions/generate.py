#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the shells' completions and the manual pages from what the built programs tell of their
commands and options."""

import argparse
import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path

resources = Path(__file__).resolve().parents[1]
sys.dont_write_bytecode = True
sys.path.append(str(resources / "man"))

import bash
import fish
import manpage
import zsh
from programhelp import ask_moa, ask_studio


@dataclass
class Facts:
    """Words that the programs know and their help does not list."""
    presets: list[str]
    providers: list[str]


def facts():
    presets = sorted(path.name.removesuffix(".moa.json")
                     for path in (resources.parent / "presets").glob("*.moa.json"))
    known = json.loads((resources / "providers.json").read_text(encoding="utf-8"))["providers"]
    return Facts(presets, ["sandbox"] + [provider["id"] for provider in known])


def page(template, target, parts):
    text = template.read_text(encoding="utf-8")
    for name, content in parts.items():
        text = text.replace(f"@{name}@\n" if content.endswith("\n") else f"@{name}@", content)
    # Without a time in it, so that the same sources make the same package.
    target.write_bytes(gzip.compress(text.encode(), mtime=0))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("moa", "studio", "version", "date"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--out", required=True, type=Path)
    given = parser.parse_args()

    commands, studio, known = ask_moa(given.moa), ask_studio(given.studio), facts()
    given.out.mkdir(parents=True, exist_ok=True)
    for name, content in {
            "moa": bash.moa(commands, known),
            "moa-studio": bash.studio(studio, known),
            "_moa": zsh.moa(commands, known),
            "_moa-studio": zsh.studio(studio, known),
            "moa.fish": fish.moa(commands, known),
            "moa-studio.fish": fish.studio(studio, known)}.items():
        (given.out / name).write_text(content, encoding="utf-8")

    parts = {"VERSION": given.version, "DATE": given.date}
    page(resources / "man/moa.1.in", given.out / "moa.1.gz",
         parts | {"OVERVIEW": manpage.overview(commands), "COMMANDS": manpage.commands(commands)})
    page(resources / "man/moa-studio.1.in", given.out / "moa-studio.1.gz",
         parts | {"OPTIONS": manpage.options(studio)})


if __name__ == "__main__":
    main()
