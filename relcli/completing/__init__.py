"""Shell completion: `relcli __complete SHELL ...`, which the scripts of `relcli completion` run at each press of TAB.

Every press starts a process, so the answer must be as fast as a listing: commands, options and columns come from small
tables made in advance (`build_tables`), names from the index of the query language, numbers and views from the database
if it exists and is not locked. Where something is unknown there are no suggestions, and never an error.

The first line of output is an instruction to the shell (`files`: complete file names; `open`: add no blank, because the
word continues; or an empty line), and each line after it is a suggestion.

`shells` reads the line that is typed, `cursor` finds what can be typed at its end, `values` has the values of options,
arguments and query terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import RelcliError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.completing.values import Found
    from relcli.environment import Environment


def complete(arguments: Sequence[str], environment: Environment) -> int:
    """Write the suggestions for a line that is being typed; return the exit code, which is always 0.

    `arguments` are the name of the shell and what it passes: bash the line up to the cursor and its word breaks, zsh
    the words up to the cursor as typed, fish the same, with quotation marks only in the last.
    """
    from relcli.completing.cursor import suggestions
    from relcli.completing.shells import answer_lines, line_of

    if len(arguments) < 2:
        return 0
    line = line_of(arguments[0], arguments[1:])
    try:
        found = suggestions(line.words, environment)
    except (RelcliError, OSError):  # the command itself will report settings or a database that cannot be read
        return 0
    environment.stdout.write("".join(f"{each}\n" for each in answer_lines(arguments[0], line, found)))
    return 0


def found_for(words: Sequence[str], environment: Environment) -> Found:
    """Return what can stand in place of the last word; nothing where settings or the database cannot be read."""
    from relcli.completing.cursor import suggestions
    from relcli.completing.values import NOTHING

    try:
        return suggestions(words, environment)
    except (RelcliError, OSError):
        return NOTHING
