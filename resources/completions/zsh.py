# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion for zsh."""

PRESETS = """\
_moa_presets() {
    _alternative \\
        'bundled:bundled preset:(%s)' \\
        'files:preset file:_files -g "*.moa.json"'
}
"""


def _quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def _described(text):
    for special in "\\[]:":
        text = text.replace(special, "\\" + special)
    return text


def _action(choices, is_file):
    return f"({' '.join(choices)})" if choices else "_files" if is_file else " "


def _option(option):
    """The arguments of _arguments for one option; its names exclude each other."""
    told = f"[{_described(option.text)}]"
    if option.value:
        told += f":{_described(option.value)}:{_action(option.choices(), option.takes_file())}"
    others = f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    return [_quoted(others + name + ("=" if option.value and name.startswith("--") else "") + told)
            for name in option.names]


def _argument(argument, facts):
    if argument.takes_preset():
        action = "_moa_presets"
    elif argument.choices():
        action = _action(argument.choices(), False)
    elif argument.takes_provider():
        action = _action(facts.providers, False)
    else:
        action = "_files"
    return _quoted(f"*:{_described(argument.name)}:{action}")


def _specs(command, facts, indent):
    specs = [spec for option in command.options for spec in _option(option)]
    specs += [_argument(argument, facts) for argument in command.arguments[:1]]
    return f" \\\n{' ' * indent}".join(specs)


def moa(commands, facts):
    text = "#compdef moa\n" + PRESETS % " ".join(facts.presets)
    text += """\
_moa() {
    local curcontext=$curcontext state line
    local -A opt_args
    _arguments -C '(- *)'{-h,--help}'[Shows this help.]' '(- *)--version[Tells the version.]' \\
        '1:command:->command' '*::argument:->argument' && return
    case $state in
    command)
        local -a commands=(
"""
    for command in commands:
        text += f"            {_quoted(command.name + ':' + _described(command.summary))}\n"
    text += "        )\n        _describe command commands\n        ;;\n    argument)\n"
    text += "        case $line[1] in\n"
    for command in commands:
        text += f"        {command.name})\n            _arguments \\\n                "
        text += _specs(command, facts, 16) + "\n            ;;\n"
    return text + "        esac\n        ;;\n    esac\n}\n_moa \"$@\"\n"


def studio(command, facts):
    text = "#compdef moa-studio\n" + PRESETS % " ".join(facts.presets)
    return text + "_arguments \\\n    " + _specs(command, facts, 4) + "\n"
