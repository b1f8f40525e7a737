# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the program over and over, lets a hand run and edit a mixture, kills it with kill -9, and
compares what is on the disk with what the server had sent and the hand had saved until then.

Usage: killed.py STUDIO MOA WORK [options of killed], on the display of stage, whose folder WORK is
"""
import argparse
import http.server
import json
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

TEXT_S = 1.0  # of streamed text that may be lost
EDITS_S = 2.5  # that edits may take to be kept: the program's pause of 1 s, and a busy machine
LEFT = pathlib.Path(tempfile.gettempdir()) / "moa-killed"  # what is left of a failure


class Reply(http.server.BaseHTTPRequestHandler):
    """Of a provider that takes its time, and remembers all that it sent."""

    answers, numbering = [], threading.Lock()

    def log_message(self, *_):
        pass

    def do_POST(self):
        model = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["model"]
        self.owner, self.sent, self.ended = model.split("-")[0], [], None
        with self.numbering:
            words = [f"Answer {len(self.answers)}:"]
            words += [f" wörd{number}" for number in range(random.randrange(20, 150))]
            self.text = "".join(words)
            self.answers.append(self)
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for count, word in enumerate(words, start=1):
                self.event({"delta": {"content": word}})
                self.sent.append((time.monotonic(), len("".join(words[:count]))))
                time.sleep(0.02)
            self.event({"delta": {}, "finish_reason": "stop"})
            self.wfile.write(b"data: [DONE]\n\n")
            self.ended = time.monotonic()
        except OSError:
            pass  # the program was killed

    def event(self, choice):
        self.wfile.write(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def until(condition, what):
    end = time.monotonic() + 90
    while not (found := condition()):
        if time.monotonic() > end:
            output("import", "-window", "root", f"{LEFT}.png")
            sys.exit(f"FAILED: {what}; see {LEFT}.png")
        time.sleep(0.05)
    return found


class Program:
    """One window with a preset of its own, and a hand at its mouse and keyboard."""

    edits = 0  # of all of them: the name of a mixture says which was the last

    def __init__(self, series, name):
        self.series, self.name, self.process = series, name, None
        self.seen = self.asked = 0  # the last edit that was seen in the file, or was to be saved
        self.mistaken, self.complaints = set(), set()  # dialogs
        self.preset = series.data / f"{name}.moa.json"
        agents = [{"id": each, "role": "aggregator" if each == "final" else "proposer",
                   "provider": "slow", "model": f"{name}-{each}"} for each in ("a", "b", "c", "final")]
        self.preset.write_text(json.dumps(
            {"format": "moa-studio/mixture", "version": 1, "name": "Edit 0", "example_prompt": "Why?",
             "notes": "Takes a while to be written. " * 5000,
             "layers": [{"agents": agents[:3]}, {"agents": agents[3:]}]}))

    def start(self):
        if self.process:
            return
        self.process = subprocess.Popen(
            [self.series.studio, "--colours", "light", "--providers", self.series.providers,
             self.preset], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.started, self.pid = time.monotonic(), self.process.pid
        self.unsaved = None  # the last edit and its time, if it was not to be saved

    def window(self):
        """The window, once its preset is in it and no dialog is before it."""
        if self.process.poll() is not None:
            sys.exit(f"FAILED: the program ended by itself, with {self.process.returncode}")
        found = output("xdotool", "search", "--onlyvisible", "--pid", str(self.pid))
        ready = None
        for window in found.stdout.split():
            title = output("xdotool", "getwindowname", window).stdout
            if "Somebody else" in title or "can’t be saved" in title:
                if "saved" in title:
                    self.complaints.add(window)
                elif self.saved() > 0:
                    self.mistaken.add((self.pid, window))
                output("xdotool", "windowactivate", "--sync", window, "key", "Return")
                return None
            ready = window if title.startswith("Edit") else ready
        return ready

    def hand(self, *commands):
        window = until(self.window, "the window did not come up")
        output("xdotool", "windowactivate", "--sync", window, *(
            window if each == "WINDOW" else each for each in commands))

    def run(self):
        times = [each.sent[-1][0] if each.sent else time.monotonic()
                 for each in Reply.answers if each.owner == self.name]
        if max(times, default=0) < time.monotonic() - 0.5:  # else a run goes on
            self.hand("key", "ctrl+Return")

    def edit(self, save):
        Program.edits += 1
        # The field of the mixture's name.
        self.hand("mousemove", "--window", "WINDOW", "1320", "143", "click", "1", "key", "ctrl+a",
                  "type", f"Edit {Program.edits}")
        self.hand("key", "Return")
        self.unsaved = None if save else (Program.edits, time.monotonic())
        if save:
            self.seen, self.asked = self.saved(), Program.edits
            self.hand("key", "ctrl+s")

    def refuses_to_save(self):
        """Not so: it could."""
        self.complaints.clear()
        self.edit(save=True)
        until(lambda: self.window() and (self.complaints or self.saved() == self.asked),
              "it did not say that it can't save")
        return bool(self.complaints)

    def saved(self):
        return int(json.loads(self.preset.read_text())["name"].split()[1])

    def kill(self):
        """The moment of its death."""
        self.process.kill()
        killed = time.monotonic()
        self.process.wait()
        self.process = None
        return killed


class Series:
    def __init__(self, options):
        self.studio, self.moa, self.work = options.studio, options.moa, pathlib.Path(options.work)
        self.data = self.work / "data"
        self.data.mkdir()
        if options.mode in ("full_disk", "read_only"):
            self.mount("-t", "tmpfs", "-o", "size=24m", "killed")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Reply)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.providers = self.work / "providers.json"
        self.providers.write_text(json.dumps(
            {"format": "moa-studio/providers", "version": 1, "providers": [
                {"id": "slow", "base_url": f"http://127.0.0.1:{server.server_port}/v1"}]}))
        names = ("first", "second") if options.mode == "two" else ("first",)
        self.programs = [Program(self, name) for name in names]
        self.first = self.programs[0]
        self.problems = self.kills = self.cut = 0
        self.drafts = {}  # what windows left, by file
        self.lost = 0.0  # s
        self.complete = {}  # answers that are kept for good, by their numbers

    def mount(self, *arguments):
        subprocess.run(["mount", *arguments, self.data], check=True)

    def problem(self, sentence):
        print("FAILED:", sentence, flush=True)
        self.problems += 1
        shutil.copytree(self.data, LEFT, dirs_exist_ok=True)

    # What is done

    def work_for(self, seconds, runs=True, edits=True):
        for program in self.programs:  # one that comes up takes the keyboard from the others
            until(program.window, "the window did not come up")
        end, rest = time.monotonic() + seconds, random.choice([0.4, 0.4, 5])
        while (left := end - time.monotonic()) > 0:
            for program in self.programs:
                if runs:
                    program.run()
                if edits:
                    program.edit(save=random.random() < 0.6)
            time.sleep(min(left, random.uniform(0, rest)))
        if edits and random.random() < 0.4:  # then in the midst of a save
            self.programs[-1].edit(save=True)
            time.sleep(random.uniform(0, 0.05))

    def any_moment(self):
        for program in self.programs:
            program.start()
        if random.random() < 0.05:  # while it starts
            time.sleep(random.uniform(0, 0.6))
        else:
            runs, edits = random.choice([(True, False), (True, True), (True, True), (False, True)])
            self.work_for(random.uniform(0, 6), runs, edits)
        doomed = random.sample(self.programs, random.randint(1, len(self.programs)))
        for program, killed in [(program, program.kill()) for program in doomed]:
            self.check(program, killed)

    def full_disk(self):
        self.first.start()
        self.work_for(random.uniform(1, 4))
        full = time.monotonic()
        self.fill()
        self.work_for(random.uniform(0, 3))
        self.fill()
        while not self.first.refuses_to_save():  # some room came free meanwhile
            self.fill()
        self.first.kill()
        self.check(self.first, full)
        self.first.start()
        until(self.first.window, "nothing came up on the full disk")
        self.first.kill()
        self.check(self.first, full)
        (self.data / "filler").unlink()

    def fill(self):
        output("dd", "if=/dev/zero", f"of={self.data / 'filler'}", "bs=512", "oflag=append",
               "conv=notrunc")

    def read_only(self):
        self.any_moment()
        self.mount("-o", "remount,ro")
        self.first.start()
        self.work_for(random.uniform(1, 3))
        if not self.first.refuses_to_save():
            sys.exit("FAILED: it saved where nothing can be written")
        self.check(self.first, self.first.kill() - 1000)
        self.mount("-o", "remount,rw")

    # What must be there

    def history(self, *arguments):
        done = output(self.moa, "history", *arguments)
        if done.returncode != 0:
            self.problem(f"moa history {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def runs(self, state):
        listed = self.history("list", "--limit", "1000000", "--format", "json")
        return {run["id"] for run in json.loads(listed)["runs"] if run["state"] in state}

    def check(self, program, limit):
        """That nothing is missing of what the program did until `limit`."""
        self.kills += 1
        store = self.data / "moa-studio/history.sqlite"
        if store.exists():
            connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=30)
            found = connection.execute("PRAGMA integrity_check").fetchall()
            connection.close()
            if found != [("ok",)]:
                self.problem(f"the integrity check found {found}")
        stored = {}  # text and state of all answers
        for run in self.history("export").splitlines():
            for each in json.loads(run)["responses"]:
                if number := re.match(r"Answer (\d+):", each["text"]):
                    stored[int(number[1])] = (each["text"], each["state"])
        for number, answer in enumerate(Reply.answers):
            if answer.owner == program.name and answer.sent and answer.sent[0][0] > program.started:
                self.check_answer(number, answer, *stored.get(number, ("", "missing")), limit)
        for number, answer in self.complete.items():
            if stored.get(number) != answer:
                self.problem(f"answer {number} had ended and is not kept: {stored.get(number)}")
        self.check_files(program, limit)

    def check_answer(self, number, answer, text, state, limit):
        if not answer.text.startswith(text):
            self.problem(f"answer {number} was not kept as it was sent")
        elif answer.ended and answer.ended <= limit - TEXT_S:
            self.complete[number] = (answer.text, "done")
        else:
            self.cut += 1
            lost = [limit - at for at, length in answer.sent if length > len(text) and at <= limit]
            self.lost = max(lost[:1] + [self.lost])
            if lost and lost[0] > TEXT_S:
                self.problem(f"{lost[0]:.2f} s of answer {number} are lost, which is {state}")

    def check_files(self, program, limit):
        checked = output(self.moa, "check", "--providers", self.providers, program.preset)
        if checked.returncode != 0:
            self.problem(f"{program.preset}: {checked.stdout}{checked.stderr}")
        elif not program.seen <= program.saved() <= program.asked:
            self.problem(f"the preset has edit {program.saved()}, after {program.seen} was seen in it")
        for file in self.data.glob("moa-studio/drafts/*/draft.json"):
            if self.holder(file) == program.pid:
                self.drafts[file] = file.read_text()
        names = [json.loads(draft)["mixture"]["name"] for draft in self.drafts.values()]
        if program.unsaved and program.unsaved[1] <= limit - EDITS_S:
            if f"Edit {program.unsaved[0]}" not in names:
                self.problem(f"edit {program.unsaved[0]} is neither saved nor in a draft")
        for file, draft in self.drafts.items():
            if not file.exists() or file.read_text() != draft:
                self.problem(f"{file} is gone, though nobody has opened or discarded it")

    def holder(self, draft):
        """The process that has the draft: its window's own, or one that is offered in it."""
        try:
            return int(draft.with_name("lock").read_text().split()[0])
        except (OSError, IndexError):
            return None  # it is being taken, or its taker was killed

    def finish(self, picture):
        for program in self.programs:
            if program.process:
                self.check(program, program.kill())
        left = self.runs(["running", "interrupted"])
        self.first.start()
        until(self.first.window, "the window did not come up after the last kill")
        until(lambda: left <= self.runs(["interrupted"]), "not all interrupted runs are offered")
        until(lambda: all(self.holder(file) == self.first.pid for file in self.drafts),
              "not all drafts are offered")
        if picture:
            time.sleep(2)
            output("import", "-window", "root", picture)
        self.check(self.first, self.first.kill())
        # A lock that was being taken from the dead may leave one .rmlock, which the next takes away.
        known = re.compile(r"(first|second)\.moa\.json|moa-studio/(history\.sqlite(-\w+)?|revisions/.*|"
                           r"model-history\.json(\.lock)?|drafts/[^/]*/(lock|draft\.json))(\.rmlock)?")
        strays = [str(path) for path in self.data.rglob("*")
                  if path.is_file() and not known.fullmatch(str(path.relative_to(self.data)))]
        if mistaken := sum(len(program.mistaken) for program in self.programs):
            self.problem(f"its own preset was taken for somebody else's {mistaken} times")
        print(f"Killed {self.kills} times. {len(self.complete)} whole answers; {self.cut} cut ones, of "
              f"which at most the last {self.lost:.2f} s are lost; {len(left)} interrupted runs and "
              f"{len(self.drafts)} drafts are offered; {Program.edits} edits; stray files: "
              f"{strays or 'none'}; {self.problems} problems.")


def main():
    parser = argparse.ArgumentParser()
    for name in ("studio", "moa", "work"):
        parser.add_argument(name)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--picture")
    for mode in ("full_disk", "read_only", "two"):
        parser.add_argument("--" + mode.replace("_", "-"), dest="mode", action="store_const", const=mode)
    options = parser.parse_args()
    print(f"{options.moments} moments, --seed {options.seed}", flush=True)
    random.seed(options.seed)
    series = Series(options)
    try:
        for _ in range(options.moments):
            getattr(series, str(options.mode), series.any_moment)()
        series.finish(options.picture)
    finally:
        for program in series.programs:
            if program.process:
                program.kill()
        if options.mode in ("full_disk", "read_only"):
            subprocess.run(["umount", "--lazy", series.data], check=False)
    sys.exit(1 if series.problems else 0)


if __name__ == "__main__":
    main()
