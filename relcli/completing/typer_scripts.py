"""Completion for the scripts that `relcli --install-completion` installs: those of Typer, answered by relcli's own
completion.

Typer's scripts set `_RELCLI_COMPLETE` and hand over the line in variables of their own. bash hands over its words,
which it has broken at `:` and `=` too; the other shells hand over the line as it was typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.completing import found_for
from relcli.completing.shells import Line, parse_line, quoted
from relcli.escaping import escape_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcli.environment import Environment

_BREAKS = ":=@"
"""Signs at which bash breaks words; they cannot be told from spaces around them, which relcli never needs."""
_WITHIN = ":="
"""Those that can be inside a word; @ begins one."""


def complete_for(instruction: str, environment: Environment) -> int | None:
    """Answer what a script of Typer asks and return the exit code; None for a shell without a completion of our own."""
    answer = _ANSWERS.get(instruction)
    if answer is None:
        return None
    text, code = answer(environment.variables, environment)
    environment.stdout.write(text)
    return code


def _bash(variables: Mapping[str, str], environment: Environment) -> tuple[str, int]:
    """Return one suggestion per line, each without the text before the last break of the word."""
    line = _joined(variables.get("COMP_WORDS", "").split("\n"), variables.get("COMP_CWORD", ""))
    found = found_for(line.words, environment)
    return "".join(f"{quoted(each.text[line.part :], line.quotation)}\n" for each in found.suggestions), 0


def _joined(words: list[str], cursor: str) -> Line:
    """Return the line that bash broke into words, up to the word at the cursor."""
    place = int(cursor) if cursor.isdecimal() and len(cursor) < 10 else 0
    text = ""
    for word in (*words[:place], words[place] if place < len(words) else ""):
        joined = word[:1] in tuple(_WITHIN) or text[-1:] in tuple(_BREAKS)
        text += word if joined or not text else f" {word}"
    return parse_line(text, _BREAKS)


def _zsh(variables: Mapping[str, str], environment: Environment) -> tuple[str, int]:
    """Return a line of zsh that adds the suggestions; zsh evaluates it."""
    found = found_for(parse_line(variables.get("_TYPER_COMPLETE_ARGS", "")).words, environment)
    if found.files:
        return "_files\n", 0
    if not found.suggestions:
        return "", 0
    values = " ".join(literal(each.text) for each in found.suggestions)
    shown = " ".join(literal(f"{each.text}  -- {each.note}" if each.note else each.text) for each in found.suggestions)
    more = "-S '' " if found.open else ""
    described = "-l -d shown " if any(each.note for each in found.suggestions) else ""
    return f"local -a values shown; values=({values}); shown=({shown}); compadd -U {described}{more}-a values\n", 0


def literal(text: str) -> str:
    """Return a text as zsh reads it back from a quotation."""
    return "'" + quoted(escape_line(text), "'") + "'"


def _fish(variables: Mapping[str, str], environment: Environment) -> tuple[str, int]:
    """Return a suggestion a line with its note, or whether there are any: without them fish completes file names."""
    found = found_for(parse_line(variables.get("_TYPER_COMPLETE_ARGS", "")).words, environment)
    if variables.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if found.suggestions else 1
    return "".join(_with_note(each.text, each.note) for each in found.suggestions), 0


def _with_note(text: str, note: str) -> str:
    return f"{text}\t{escape_line(note)}\n" if note else f"{text}\n"


def _powershell(variables: Mapping[str, str], environment: Environment) -> tuple[str, int]:
    """Return one suggestion per line with its note, quoted for PowerShell if it has a space or an apostrophe."""
    words = parse_line(variables.get("_TYPER_COMPLETE_ARGS", "")).words
    if not variables.get("_TYPER_COMPLETE_WORD_TO_COMPLETE"):
        words.append("")
    found = found_for(words, environment)
    return "".join(f"{_for_powershell(each.text)}:::{escape_line(each.note) or ' '}\n" for each in found.suggestions), 0


def _for_powershell(text: str) -> str:
    if text.replace("-", "").replace("_", "").isalnum():
        return text
    return "'" + text.replace("'", "''") + "'"


_ANSWERS = {
    "complete_bash": _bash,
    "complete_zsh": _zsh,
    "complete_fish": _fish,
    "complete_powershell": _powershell,
    "complete_pwsh": _powershell,
}
