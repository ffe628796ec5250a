#compdef surgecast
# surgecast completion for zsh
_surgecast() {
  local at="" word state
  local -a offered line
  for word in ${words[2,CURRENT-1]}; do
    case "${at:+$at }$word" in
      'help' | 'run' | 'prices' | 'prices list' | 'prices verify') at="${at:+$at }$word" ;;
    esac
  done
  case "$at" in
    '')
      _arguments \
        '*--help[show the help]' \
        '*--version[print the version]' \
        '*:what:->words'
      [[ $state == words ]] && { offered=('run:simulate' 'prices:the catalogue' 'help:the help of a command'); _describe word offered; }
      ;;
    'help')
      _arguments \

        '*:what:->words'
      [[ $state == words ]] && { offered=('run:simulate' 'prices:the catalogue'); _describe word offered; }
      ;;
    'run')
      _arguments \
        '*--format[how it'\''s printed]:value:(text json)' \
        '*--series[the series\: one row a step]:value:_files' \
        '*--quiet[say nothing]' \
        '*--no-color[no colours; NO_COLOR does the same]' \
        '*--help[show the help]' \
        '*:scenario:_files -g "*.y(a|)ml"'
      ;;
    'prices')
      _arguments \
        '*--help[show the help]' \
        '*:what:->words'
      [[ $state == words ]] && { offered=('list:list [all] prices' 'verify:'); _describe word offered; }
      ;;
    'prices list')
      _arguments \
        '*--no-color[no colours; NO_COLOR does the same]' \
        '*--quiet[nothing on standard error but errors]' \
        '*--help[show the help]' \
        '*:file:_files'
      ;;
    'prices verify')
      _arguments \
        '*--no-color[no colours; NO_COLOR does the same]' \
        '*--quiet[nothing on standard error but errors]' \
        '*--help[show the help]' \
        '*:what:->words'
      [[ $state == words ]] && { offered=('tiers:' 'dates:'); _describe word offered; }
      ;;
  esac
}
# Read from fpath, this file is the function's own first call.
if [[ "$funcstack[1]" == _surgecast ]]; then _surgecast "$@"; else compdef _surgecast surgecast; fi
