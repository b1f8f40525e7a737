# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion for fish."""

MOA_HEAD = """\
# fish completion for moa, made from what the program says with --help
function __moa_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = "$argv[1]"
end
function __moa_none
    test (count (commandline -opc)) -eq 1
end
complete -c moa -f
complete -c moa -n __moa_none -s h -l help -d 'Shows this help.'
complete -c moa -n __moa_none -l version -d 'Tells the version.'
"""


def _quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _option(start, option):
    line = start
    for name in option.names:
        line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
    if option.choices():
        line += f" -x -a {_quoted(' '.join(option.choices()))}"
    elif option.takes_file():
        line += " -r -F"
    elif option.value:
        line += " -x"
    return f"{line} -d {_quoted(option.text)}\n"


def _argument(start, argument, facts):
    if argument.takes_preset():
        return (f"{start} -k -a '(__fish_complete_suffix .moa.json)'\n"
                f"{start} -k -a {_quoted(' '.join(facts.presets))} -d 'Bundled preset'\n")
    if argument.choices():
        return f"{start} -a {_quoted(' '.join(argument.choices()))}\n"
    if argument.takes_provider():
        return f"{start} -a {_quoted(' '.join(facts.providers))}\n"
    return f"{start} -F\n"


def moa(commands, facts):
    text = MOA_HEAD
    for command in commands:
        text += (f"complete -c moa -n __moa_none -a {command.name} "
                 f"-d {_quoted(command.summary)}\n")
    for command in commands:
        start = f"complete -c moa -n '__moa_command {command.name}'"
        text += "".join(_option(start, option) for option in command.options)
        text += "".join(_argument(start, each, facts) for each in command.arguments[:1])
    return text


def studio(command, facts):
    text = "# fish completion for moa-studio, made from what the program says with --help\n"
    start = "complete -c moa-studio"
    text += f"{start} -f\n"
    text += "".join(_option(start, option) for option in command.options)
    return text + "".join(_argument(start, each, facts) for each in command.arguments[:1])
