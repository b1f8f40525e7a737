# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion for bash; needs nothing but bash itself."""

HEAD = """\
# bash completion for MoA Studio, made from what the programs say with --help

_moa_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}
_moa_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
}
_moa_presets() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(
        compgen -W '%(presets)s' -- "$current"
        compgen -f -X '!*.moa.json' -- "$current"
        compgen -d -- "$current"
    )
}
# Sets what is typed and the word before it, which is an option's name also in --name=value.
_moa_look() {
    current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $current == = ]]; then
        current=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
}
"""


def _words(words):
    return f"_moa_words '{' '.join(words)}'"


def _argument(arguments, facts):
    for argument in arguments:
        if argument.takes_preset():
            return "_moa_presets"
        if argument.choices():
            return _words(argument.choices())
        if argument.takes_provider():
            return _words(facts.providers)
        return "_moa_files"
    return ":"


def _body(command, facts, indent):
    """The lines that complete what follows the command's name."""
    lines = ["case $before in"]
    for option in command.options:
        if not option.value:
            continue
        answer = (_words(option.choices()) if option.choices()
                  else "_moa_files" if option.takes_file() else ":")
        lines.append(f"{'|'.join(option.names)}) {answer}; return ;;")
    lines.append("esac")
    names = [name for option in command.options for name in option.names]
    lines += ["if [[ $current == -* ]]; then", f"    {_words(names)}", "else",
              f"    {_argument(command.arguments, facts)}", "fi"]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def moa(commands, facts):
    text = HEAD % {"presets": " ".join(facts.presets)}
    text += "_moa() {\n    local current before\n    _moa_look\n    COMPREPLY=()\n"
    text += "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        "
    text += _words([command.name for command in commands] + ["--help", "--version"])
    text += "\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n"
    for command in commands:
        text += f"        {command.name})\n{_body(command, facts, 12)}            ;;\n"
    return text + "    esac\n}\ncomplete -F _moa moa\n"


def studio(command, facts):
    text = HEAD % {"presets": " ".join(facts.presets)}
    text += "_moa_studio() {\n    local current before\n    _moa_look\n    COMPREPLY=()\n"
    return text + _body(command, facts, 4) + "}\ncomplete -F _moa_studio moa-studio\n"
