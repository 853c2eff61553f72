"""Completion of what is typed in a shell: `relcli __complete SHELL ...`, called by the scripts of `relcli completion`.

Every press of the tab key starts a process, so this must answer as fast as a listing: commands, options and
columns come from small tables made beforehand (`making`), names from the look-up of the query language, numbers
and views from the database if it is there and free. What cannot be known gives no suggestion and never an error.

On standard output goes one line that tells the shell what to do (`files`: complete file names; `open`: no blank
behind the word, more of it follows; else nothing), then a suggestion a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import RelcliError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.completing.suggestion import Found
    from relcli.environment import Environment


def complete(arguments: Sequence[str], environment: Environment) -> int:
    """Write the suggestions for a line that is being typed; return the exit code, which is always 0.

    `arguments` are the name of the shell and what that shell tells: bash the line up to the cursor and its word
    breaks, zsh the words as typed up to the cursor, fish the same with all but the last freed of quotation marks.
    """
    from relcli.completing.cursor import suggestions
    from relcli.completing.shells import line_of, lines_for

    if len(arguments) < 2:
        return 0
    line = line_of(arguments[0], arguments[1:])
    try:
        found = suggestions(line.words, environment)
    except (RelcliError, OSError):  # the command itself reports settings or a database that cannot be read
        return 0
    environment.stdout.write("".join(f"{each}\n" for each in lines_for(arguments[0], line, found)))
    return 0


def found_for(words: Sequence[str], environment: Environment) -> Found:
    """Return what can stand in place of the last word; nothing where settings or the database cannot be read."""
    from relcli.completing.cursor import suggestions
    from relcli.completing.suggestion import NOTHING

    try:
        return suggestions(words, environment)
    except (RelcliError, OSError):
        return NOTHING
