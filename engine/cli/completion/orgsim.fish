# SPDX-License-Identifier: MIT
# Completion for fish: commands and options as the program itself lists them, else files.
function __orgsim_commands
    orgsim --help --lang en 2>/dev/null | string replace -rf '^  ([a-z]+)  *(.*)' '$1\t$2'
end
function __orgsim_options
    set -l command (commandline -opc)[2]
    orgsim $command --help --lang en 2>/dev/null | string match -rg -a '(--[a-z][a-z-]*)'
end
complete -c orgsim -n '__fish_is_first_token' -f -a '(__orgsim_commands)'
complete -c orgsim -n 'not __fish_is_first_token; and string match -q -- "-*" (commandline -ct)' -f -a '(__orgsim_options)'
