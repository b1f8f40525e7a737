# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the program over AT-SPI, as a screen reader does: finds every layer, agent and link of a
preset by role and name, activates an agent and a link, runs the mixture, and hears what becomes of
it.

Usage: accessible.py STUDIO PRESET, the file of the bundled Sandbox preset
"""
import json
import subprocess
import sys

import pyatspi
from person import below, fail, until

heard = []  # (what, name of the part, its description)


def hear(event):
    heard.append((event.type, event.source.name, event.source.description))


def find(node, role, name):
    for each in below(node):
        if each.getRole() == role and each.name == name:
            return each
    return None


def window():
    for application in pyatspi.Registry.getDesktop(0):
        for frame in application or []:
            if frame and frame.getRole() == pyatspi.ROLE_FRAME and "MoA Studio" in frame.name:
                return frame
    return None


def act(node, name):
    actions = node.queryAction()
    names = [actions.getName(index) for index in range(actions.nActions)]
    if name not in names or not actions.doAction(names.index(name)):
        fail(f"{node.name} can't {name}, only {names}")


def is_selected(node):
    node.clearCache()
    return node.getState().contains(pyatspi.STATE_SELECTED)


def main(studio, preset):
    with open(preset, encoding="utf-8") as file:
        layers = json.load(file)["layers"]
    names = {agent["id"]: agent["name"] for layer in layers for agent in layer["agents"]}

    frame = until(window, "the window never came up")
    canvas = until(
        lambda: next((n for n in below(frame) if n.getRole() == pyatspi.ROLE_CANVAS), None),
        "there is no canvas")
    for number, layer in enumerate(layers, start=1):
        name = f"Layer {number}, {layer['name']}"
        lane = until(lambda: find(canvas, pyatspi.ROLE_LIST, name), f"no list {name}")
        before = [agent["id"] for agent in layers[number - 2]["agents"]] if number > 1 else []
        for agent in layer["agents"]:
            card = f"{agent['name']}, {agent['role']}"
            found = find(lane, pyatspi.ROLE_LIST_ITEM, card)
            if not found or agent["model"] not in found.description:
                fail(f"no list item {card} with its model")
            for source in agent.get("references", before):
                link = f"Link from {names[source]} to {agent['name']}"
                if not find(found, pyatspi.ROLE_LABEL, link):
                    fail(f"no label {link}")

    final = layers[-1]["agents"][-1]
    card = find(canvas, pyatspi.ROLE_LIST_ITEM, f"{final['name']}, {final['role']}")
    act(card[0], "Press")
    until(lambda: is_selected(card[0]), "activating a link does not select it")
    act(card, "Press")
    until(lambda: is_selected(card), "activating an agent does not select it")

    pyatspi.Registry.registerEventListener(
        hear, "object:property-change:accessible-description")
    act(until(lambda: find(frame, pyatspi.ROLE_PUSH_BUTTON, "Run"), "no button Run"), "Press")
    until(lambda: any(name == card.name and ", done" in text for _, name, text in heard),
          "nobody said that the final agent is done")
    print(f"{len(names)} agents were found, activated and heard.")


if __name__ == "__main__":
    with subprocess.Popen([sys.argv[1], "sandbox"], stderr=subprocess.DEVNULL) as program:
        try:
            main(*sys.argv[1:])
        finally:
            program.kill()
