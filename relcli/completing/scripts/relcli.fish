# Completion of relcli for fish: at each press of TAB relcli itself is asked what can be typed.
function __relcli_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l program $before[1]
    command -q -- $program
    or set program relcli
    set -l lines ($program __complete fish $before "$current" 2>/dev/null)
    if test "$lines[1]" = files
        set -l option (string match -r -- '^--[^=]*=' "$current")
        for file in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
            echo "$option"$file
        end
    else if test (count $lines) -gt 1
        printf '%s\n' $lines[2..-1]
    end
end
complete -c relcli -f -k -a '(__relcli_complete)'
