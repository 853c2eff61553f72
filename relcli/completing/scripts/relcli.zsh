#compdef relcli
# Completion of relcli for zsh: at each press of TAB relcli itself is asked what can be typed.
_relcli() {
    local program=${(Q)words[1]} line
    local -a lines values shown more
    whence -p -- "$program" >/dev/null || program=relcli
    lines=("${(@f)$("$program" __complete zsh "${(@)words[1,CURRENT-1]}" "$QIPREFIX$IPREFIX$PREFIX" 2>/dev/null)}")
    case $lines[1] in
        files)
            compset -P '*='
            _files
            return
            ;;
        open) more=(-S '') ;;
    esac
    for line in "${(@)lines[2,-1]}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    (( $#values )) || return 1
    if [[ $lines[2] == *$'\t'* ]]; then
        compadd -U -l -d shown "${(@)more}" -a values
    else
        compadd -U "${(@)more}" -a values
    fi
}
if [[ $funcstack[1] == _relcli ]]; then
    _relcli "$@"
else
    compdef _relcli relcli
fi
