# surgecast completion for fish
function __surgecast_at
  set -l at
  for word in (commandline -opc)[2..-1]
    if contains -- (string join ' ' $at $word) 'help' 'run' 'prices' 'prices list' 'prices verify'
      set -a at $word
    end
  end
  string join ' ' $at
end
complete -c surgecast -n 'test "$(__surgecast_at)" = ""' -f -a 'run' -d 'simulate'
complete -c surgecast -n 'test "$(__surgecast_at)" = ""' -f -a 'prices' -d 'the catalogue'
complete -c surgecast -n 'test "$(__surgecast_at)" = ""' -f -a 'help' -d 'the help of a command'
complete -c surgecast -n 'test "$(__surgecast_at)" = ""' -l help -d 'show the help'
complete -c surgecast -n 'test "$(__surgecast_at)" = ""' -l version -d 'print the version'
complete -c surgecast -n 'test "$(__surgecast_at)" = "help"' -f -a 'run' -d 'simulate'
complete -c surgecast -n 'test "$(__surgecast_at)" = "help"' -f -a 'prices' -d 'the catalogue'
complete -c surgecast -n 'test "$(__surgecast_at)" = "run"' -k -a '(__fish_complete_suffix .yaml)'
complete -c surgecast -n 'test "$(__surgecast_at)" = "run"' -l format -x -a 'text json' -d 'how it'\''s printed'
complete -c surgecast -n 'test "$(__surgecast_at)" = "run"' -l series -r -F -d 'the series: one row a step'
complete -c surgecast -n 'test "$(__surgecast_at)" = "run"' -l quiet -d 'say nothing'
complete -c surgecast -n 'test "$(__surgecast_at)" = "run"' -l no-color -d 'no colours; NO_COLOR does the same'
complete -c surgecast -n 'test "$(__surgecast_at)" = "run"' -l help -d 'show the help'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices"' -f -a 'list' -d 'list [all] prices'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices"' -f -a 'verify' -d ''
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices"' -l help -d 'show the help'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices list"' -l no-color -d 'no colours; NO_COLOR does the same'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices list"' -l quiet -d 'nothing on standard error but errors'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices list"' -l help -d 'show the help'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices verify"' -f -a 'tiers' -d ''
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices verify"' -f -a 'dates' -d ''
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices verify"' -l no-color -d 'no colours; NO_COLOR does the same'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices verify"' -l quiet -d 'nothing on standard error but errors'
complete -c surgecast -n 'test "$(__surgecast_at)" = "prices verify"' -l help -d 'show the help'
