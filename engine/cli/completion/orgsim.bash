# SPDX-License-Identifier: MIT
# Completion for bash: commands and options as the program itself lists them, plugins by name, else files.
_orgsim() {
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(orgsim --help --lang en 2>/dev/null | sed -n 's/^  \([a-z]*\)  *.*/\1/p') --help --version" -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(orgsim "$command" --help --lang en 2>/dev/null | grep -o -e '--[a-z][a-z-]*')" -- "$word")
  elif [ "$command" = plugin ] && [ "$COMP_CWORD" -eq 2 ]; then
    mapfile -t COMPREPLY < <(compgen -W "list show reference new where check" -- "$word")
  elif [ "$command" = plugin ] && [ "${COMP_WORDS[2]}" = where ]; then
    mapfile -t COMPREPLY < <(compgen -W "headers plugins renderers rulebooks worker" -- "$word")
  elif [ "$command" = scenario ] && [ "$COMP_CWORD" -eq 2 ]; then
    mapfile -t COMPREPLY < <(compgen -W "new schema json flatten diff" -- "$word")
  elif [ "$command" = sweep ] && [ "$COMP_CWORD" -eq 2 ]; then
    mapfile -t COMPREPLY < <(compgen -W "run list show compare export chart schema" -- "$word")
  elif { [ "$command" = plugin ] && [ "${COMP_WORDS[2]}" = show ]; } || [ "$before" = --with ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(orgsim plugin list --json --quiet 2>/dev/null | sed -n 's/^ *"name": "\([a-z0-9-]*\)".*/\1/p')" -- "$word")
  elif [ "$before" = --kind ]; then
    mapfile -t COMPREPLY < <(compgen -W "operator process rule metric renderer" -- "$word")
  elif [ "$before" = --lang ]; then
    mapfile -t COMPREPLY < <(compgen -W "en vi" -- "$word")
  else
    compopt -o default 2>/dev/null
  fi
}
complete -F _orgsim orgsim
