# SPDX-License-Identifier: GPL-3.0-or-later
# Prints what zsh offers at the end of a line, word by word. Usage: zsh -f offered.zsh FOLDER LINE
zmodload zsh/zpty
offered=$(mktemp)
zpty shell zsh -f -i

# Types into the other zsh, where compadd notes what it was to offer.
zpty -w shell "
PROMPT= fpath=(${(q)1} \$fpath)
autoload -U compinit && compinit -D -u
zstyle ':completion:*' completer _complete
zstyle ':completion:*' list-separator ''
compadd() {
    if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then
        builtin compadd \"\$@\"
        return
    fi
    local -a found
    builtin compadd -A found \"\$@\"
    print -rl -- \$found >>$offered
    builtin compadd \"\$@\"
}
typed() { print -r -- '<end>' >>$offered; exit }
comppostfuncs=(typed)
bindkey '^I' complete-word
zle -C complete-word complete-word _main_complete
"
zpty -w -n shell "$2"$'\t'
for try in {1..200}; do
    grep -qxF '<end>' $offered && break
    sleep 0.05
done
zpty -d shell
sed -e '/^<end>$/d' -e '/^$/d' $offered
rm -f $offered
