# Completion of relcli for bash: at each press of TAB relcli itself is asked what can be typed.
_relcli_complete() {
    local program line first=1
    program=$1
    type -P -- "$program" >/dev/null || program=relcli
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -n "$first" ]; then
            first=
            if [ "$line" = files ]; then
                compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$2"))
            elif [ "$line" = open ]; then
                compopt -o nospace 2>/dev/null
            fi
        else
            COMPREPLY+=("$line")
        fi
    done < <("$program" __complete bash "${COMP_LINE:0:$COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
}
complete -F _relcli_complete relcli
