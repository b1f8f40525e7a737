# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people with the real program and a folder between them: Ada makes, runs and shares a preset;
Ben, who has another provider, opens it, puts his models in the place of hers, runs it and saves it
back; Ada sees what he changed. Their keys turn up nowhere.

Usage: teammates.py STUDIO MOA FOLDER SCHEME SCALE WIDTH HEIGHT [PICTURES]
"""
import json
import os
import subprocess
import sys
import tempfile

import pyatspi

import leaks
from chatserver import ChatServer
from person import Person, Screen, below, fail, listen, until

ADAS_KEY = "sk-PLANTED-of-ada/4f9c21e07b+d85a"
BENS_KEY = "sk-PLANTED-of-ben/77aa03c1e9+f264"
ADAS_MODELS = ["qwen2-72b-chat", "llama-3-8b"]
BENS_MODELS = ["Qwen2-72B-Instruct", "Llama-3.1-70B", "Mistral-Small"]
PROMPT = "How do I find a leak in a garden hose?"

def check(condition, sentence):
    if not condition:
        fail(sentence)


def set_up_provider(person, provider, name, server, models):
    folder = os.path.join(person.variables["XDG_CONFIG_HOME"], "moa-studio")
    os.makedirs(folder)
    own = [{"model": model, "context_window": 32768, "input": "0.6", "output": "0.9"}
           for model in models]
    with open(os.path.join(folder, "providers.json"), "w", encoding="utf-8") as file:
        json.dump({"format": "moa-studio/providers", "version": 1, "providers": [
            {"id": provider, "name": name, "base_url": server.origin + "/v1",
             "key_env": [f"{provider.upper()}_API_KEY"], "models": own}]}, file)


def agents(path):
    with open(path, encoding="utf-8") as file:
        return [agent for layer in json.load(file)["layers"] for agent in layer["agents"]]


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Story:
    def __init__(self, studio, moa, root, screen):
        self.moa = moa
        self.root = root
        self.alpha, self.beta = ChatServer("Alpha"), ChatServer("Beta")
        self.ada = Person("Ada", root, studio, screen, {"ALPHA_API_KEY": ADAS_KEY})
        self.ben = Person("Ben", root, studio, screen, {"BETA_API_KEY": BENS_KEY})
        set_up_provider(self.ada, "alpha", "Alpha", self.alpha, ADAS_MODELS)
        set_up_provider(self.ben, "beta", "Beta", self.beta, BENS_MODELS)
        self.shared = os.path.join(root, "team")
        os.makedirs(self.shared)
        self.preset = os.path.join(self.shared, "Team answer.moa.json")
        self.bundle = os.path.join(self.shared, "Team answer with its run.moa.zip")

    def asks_moa(self, person, *arguments):
        """What the command line says in that person's place."""
        done = subprocess.run([self.moa, *arguments], env=person.variables, check=False,
                              capture_output=True, text=True)
        check(done.returncode == 0, f"moa {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def runs_of(self, person):
        return json.loads(self.asks_moa(person, "history", "list", "--format", "json"))["runs"]

    def play(self):
        self.ada_makes_it()
        self.ada_runs_it()
        self.ada_shares_it()
        self.ada_hands_on_her_run()
        self.ben_opens_it()
        self.ben_runs_it()
        self.ben_changes_it_and_saves_it_back()
        self.ada_sees_the_difference()
        self.ben_opens_the_bundle()
        self.nobody_learnt_a_key()

    def exports(self, person):
        for form, suffix in (("python", "py"), ("mermaid", "mmd")):
            target = os.path.join(person.documents, f"answer.{suffix}")
            self.asks_moa(person, "export", "--as", form, "--out", target, self.preset)

    def adds_the_folder(self, person):
        person.keys("ctrl+shift+o")
        library = person.awaits("Library")
        person.presses(library, "Add Folder")
        person.names_file("Add a folder of presets", self.shared)
        person.sees(library, "Team answer")
        return library

    def runs(self, person, server, count):
        """Presses Run and waits until the run is kept; count requests have come by then."""
        before = len(self.runs_of(person))
        person.keys("ctrl+Return")
        until(lambda: len(self.runs_of(person)) > before
              and self.runs_of(person)[0]["state"] not in ("running", ""),
              f"{person.name}'s run was not kept")
        state = self.runs_of(person)[0]["state"]
        check(state == "done", f"{person.name}'s run is {state}")
        check(len(server.chats()) == count,
              f"{count} requests were to come to {server.name}, not {len(server.chats())}")

    # Ada

    def ada_makes_it(self):
        ada = self.ada
        ada.opens_studio()
        ada.keys("ctrl+n")
        name = until(lambda: ada.find(ada.window, pyatspi.ROLE_TEXT, "Name"), "there is no name")
        ada.clicks(name)
        ada.types("Team answer")
        ada.sees(ada.window, "Team answer •")
        canvas = ada.find(ada.window, pyatspi.ROLE_CANVAS, "Canvas")
        canvas.queryComponent().grabFocus()
        for model, key, role in [(ADAS_MODELS[0], "Return", "proposer"),
                                 (ADAS_MODELS[1], "Return", "proposer"),
                                 (ADAS_MODELS[0], "ctrl+Return", "aggregator")]:
            ada.keys("slash")
            ada.types(f"alpha {model}")
            until(lambda model=model: ada.find(ada.window, pyatspi.ROLE_LIST_ITEM, f"{model}, Alpha"),
                  f"{model} is not offered")
            ada.keys(key)
            until(lambda model=model, role=role:
                  ada.find(ada.window, pyatspi.ROLE_LIST_ITEM, f"{model}, {role}"),
                  f"{model} is no {role}")
        ada.picture("made it")

    def ada_runs_it(self):
        ada = self.ada
        ada.clicks(ada.find(ada.window, pyatspi.ROLE_TEXT, "Prompt"))
        ada.keys("ctrl+a")
        ada.types(PROMPT)
        check(not self.alpha.chats(), "something was sent before Ada ran it")
        self.runs(ada, self.alpha, 4)  # three agents, and the one that was refused once more
        ada.picture("ran it")

    def ada_shares_it(self):
        ada = self.ada
        ada.keys("ctrl+shift+s")
        ada.names_file("Save the mixture", self.preset)
        ada.hears("Saved. Contains no keys; contains no answers.")
        ada.picture("saved it")
        self.asks_moa(ada, "check", self.preset)
        check([(agent["provider"], agent["model"]) for agent in agents(self.preset)]
              == [("alpha", model) for model in (*ADAS_MODELS, ADAS_MODELS[0])],
              "what was saved is not what was made")
        self.adds_the_folder(ada)
        ada.picture("shared it")
        ada.keys("Escape")
        self.exports(ada)

    def ada_hands_on_her_run(self):
        ada = self.ada
        ada.commands("Share Preset with Runs")
        dialog = ada.awaits("Share the preset with runs")
        until(lambda: ada.find(dialog, pyatspi.ROLE_LABEL, "The bundle holds"), "nothing is told")
        ada.picture("hands on her run")
        ada.presses(dialog, "Save")
        ada.names_file("Export the mixture", self.bundle)
        until(lambda: os.path.exists(self.bundle), "no bundle was written")

    # Ben

    def ben_opens_it(self):
        ben = self.ben
        as_shared = read(self.preset)
        ben.opens_studio()
        library = self.adds_the_folder(ben)
        ben.clicks(until(lambda: ben.find(library, pyatspi.ROLE_TEXT, "Search presets"), "no search"))
        ben.types("team answer")
        ben.sees(library, "Team answer")
        ben.picture("finds it")
        ben.keys("Return")
        dialog = ben.awaits("Somebody else’s preset")
        said = "\n".join(ben.reads(dialog))
        for words in ("“Team answer” comes from somebody else", "Opening it sends nothing",
                      "The provider “alpha” is not known here", *ADAS_MODELS):
            check(words in said, f"the dialog does not say “{words}”:\n{said}")
        ben.picture("is asked")
        choices = [each for each in below(dialog)
                   if each.getRole() == pyatspi.ROLE_COMBO_BOX]
        check(len(choices) == 2, f"{len(choices)} choices for two models")
        check(choices[0].name.startswith(f"{BENS_MODELS[0]} at Beta"),
              f"the same model is not proposed: {choices[0].name}")
        check(choices[1].name.startswith("Nothing"), "another model was chosen for him")
        ben.clicks(choices[1])
        until(lambda: ben.find(dialog, pyatspi.ROLE_LIST_ITEM, f"{BENS_MODELS[1]} at Beta"),
              "the family's other model is not offered")
        ben.picture("chooses")
        ben.keys("Down", "Return")
        until(lambda: choices[1].name.startswith(f"{BENS_MODELS[1]} at Beta"),
              f"{choices[1].name} was chosen")
        ben.picture("has chosen")
        ben.sees(dialog, "With these substitutes a question of one sentence would take about")
        check(not self.beta.chats() and len(self.alpha.chats()) == 4 and not self.runs_of(ben),
              "something was sent before Ben agreed")
        ben.presses(dialog, "Open with Substitutes")
        ben.awaits_end_of("Somebody else’s preset")
        ben.sees(ben.window, "Team answer •")
        ben.picture("has it")
        check(not self.beta.chats(), "opening it sent something")
        check(read(self.preset) == as_shared, "opening it changed the file")

    def ben_runs_it(self):
        ben = self.ben
        ben.clicks(ben.find(ben.window, pyatspi.ROLE_TEXT, "Prompt"))
        ben.keys("ctrl+a")
        ben.types(PROMPT)
        self.runs(ben, self.beta, 4)
        ben.picture("ran it")
        check(sorted({body["model"] for body in self.beta.chats()}) == sorted(BENS_MODELS[:2]),
              "Ben's run asked other models than he chose")
        check(len(self.alpha.chats()) == 4, "Ben's run asked Ada's provider")

    def ben_changes_it_and_saves_it_back(self):
        ben = self.ben
        card = until(lambda: ben.find(ben.window, pyatspi.ROLE_LIST_ITEM, f"{BENS_MODELS[1]}, proposer"),
                     "Ben's model is not on the canvas")
        ben.clicks(card)
        field = until(lambda: ben.find(ben.window, pyatspi.ROLE_TEXT, "Temperature"), "no temperature")
        ben.clicks(field)
        ben.keys("ctrl+a")
        ben.types("0.3\n")
        ben.picture("changes it")
        ben.keys("ctrl+s")
        until(lambda: agents(self.preset)[1].get("temperature") == 0.3, "nothing was saved")
        ben.hears("Saved. Contains no keys; contains no answers.")
        ben.picture("saved it back")
        self.asks_moa(ben, "check", self.preset)
        check([agent["provider"] for agent in agents(self.preset)] == ["beta"] * 3,
              "the substitutes were not saved")
        self.exports(ben)

    # Ada again

    def ada_sees_the_difference(self):
        ada = self.ada
        ada.looks()
        ada.sees(ada.window, "“Team answer.moa.json” was changed on disk.")
        ada.picture("is told")
        ada.presses(ada.window, "See Differences")
        dialog = ada.awaits("Changed on disk")
        said = ada.reads(dialog)
        ada.picture("sees the difference")
        for words in ("provider", "alpha", "beta", "temperature", "0.3", *BENS_MODELS[:2],
                      *ADAS_MODELS):
            check(any(words in text for text in said), f"the difference lacks “{words}”: {said}")
        ada.presses(dialog, "Reload")
        question = ada.awaits("Somebody else’s preset")
        ada.picture("is asked in her turn")
        ada.presses(question, "Open as It Is")
        ada.awaits_end_of("Somebody else’s preset")
        until(lambda: ada.find(ada.window, pyatspi.ROLE_LIST_ITEM, f"{BENS_MODELS[1]}, proposer"),
              "Ada does not have what Ben made")
        ada.picture("has what Ben made")
        ada.keys("ctrl+z")
        until(lambda: ada.find(ada.window, pyatspi.ROLE_LIST_ITEM, f"{ADAS_MODELS[1]}, proposer"),
              "reloading can't be undone")
        ada.keys("ctrl+shift+z")
        until(lambda: ada.find(ada.window, pyatspi.ROLE_LIST_ITEM, f"{BENS_MODELS[1]}, proposer"),
              "nor done again")
        check(len(self.alpha.chats()) == 4, "looking at it sent something")

    # Both

    def ben_opens_the_bundle(self):
        ben = self.ben
        ben.quits_studio()
        ben.opens_studio(self.bundle)
        question = ben.awaits("Somebody else’s preset")
        check(len(self.runs_of(ben)) == 1, "the bundle's run came before Ben agreed")
        ben.presses(question, "Open with Substitutes")
        until(lambda: len(self.runs_of(ben)) == 2, "the bundle's run did not come")
        ben.keys("ctrl+4")
        until(lambda: ben.find(ben.window, pyatspi.ROLE_PUSH_BUTTON, "Open in Compare"), "no history")
        ben.picture("has Ada s run in his history")
        check(len(self.beta.chats()) == 4, "opening the bundle sent something")

    def nobody_learnt_a_key(self):
        # One ends as it should, the other leaves what is there when the power goes.
        self.ada.quits_studio()
        until(lambda: any("drafts" in folder and files
                          for folder, _, files in os.walk(self.ben.home)), "Ben has no draft")
        self.ben.is_killed()
        check(ADAS_KEY in self.alpha.everything() and BENS_KEY in self.beta.everything(),
              "the keys were not used, so this tells nothing")
        check(ADAS_KEY not in self.beta.everything() and BENS_KEY not in self.alpha.everything(),
              "a key went to the other's provider")
        found, looked = leaks.below(self.root, PROMPT)
        for place in ("history", self.bundle):
            check(any(place in part for part in found), f"the search does not see into {place}")
        for person, key in ((self.ada, ADAS_KEY), (self.ben, BENS_KEY)):
            found, looked = leaks.below(self.root, key)
            check(not found, f"{person.name}'s key is in {found}")
            print(f"{person.name}'s key is in none of {looked} files and parts of files.")


def main(studio, moa, root, *screen):
    listen()
    story = Story(studio, moa, root, Screen(*screen))
    try:
        story.play()
    except BaseException:
        Screen.shoot(os.path.join(tempfile.gettempdir(), "moa-window-failed.png"))
        sys.stderr.write(story.ada.said() + story.ben.said())
        raise
    finally:
        story.ada.is_killed()
        story.ben.is_killed()
    print("Ada made, ran and shared it; Ben took it over; Ada saw the difference.")


if __name__ == "__main__":
    main(*sys.argv[1:])
