# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the manual pages that the programs tell by themselves with --help."""


def _escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def _option(option):
    names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in option.names)
    value = f" \\fI{_escaped(option.value)}\\fR" if option.value else ""
    return f".TP\n{names}{value}\n{_escaped(option.text)}\n"


def options(command):
    return "".join(_option(option) for option in command.options)


def _command(command):
    text = f".SS {_escaped(command.usage)}\n"
    text += ".PP\n".join(_escaped(paragraph) + "\n" for paragraph in command.paragraphs)
    for argument in command.arguments:
        text += f".TP\n\\fI{_escaped(argument.name)}\\fR\n{_escaped(argument.text)}\n"
    return text + options(command)


def overview(commands):
    return "".join(f".TP\n\\fB{_escaped(command.name)}\\fR\n{_escaped(command.summary)}\n"
                   for command in commands)


def commands(commands):
    return "".join(_command(command) for command in commands)
