"""The errors relcli raises and the exit codes they lead to.

Code raises a RelcliError that says what is wrong, where, and what to do about it. One place, where the command line is
run, turns it into one line on standard error and an exit code.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """The exit codes of all commands; scripts rely on them."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    PARTIAL_IMPORT = 3
    DATABASE = 4
    NOTHING_FOUND = 5
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class RelcliError(Exception):
    """An error the user can act on: `what` is wrong, `where` it is, and a `hint` what to do about it."""

    exit_code = ExitCode.ERROR
    kind = "error"
    """Its name with `--error-format json`."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return the line for standard error: `where: what; hint`."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.hint}" if self.hint else line

    def parts(self, code: int | None = None) -> dict[str, str | int]:
        """Return the members of the JSON object for this error. `code` replaces its exit code."""
        return {
            "error": self.kind,
            "what": self.what,
            "where": self.where,
            "do": self.hint,
            "exit_code": int(self.exit_code if code is None else code),
        }


class UsageError(RelcliError):
    """The command line or a setting is wrong: an unknown country, a bad period, options that exclude each other."""

    exit_code = ExitCode.USAGE
    kind = "usage"


class DatabaseError(RelcliError):
    """The database is missing, locked, damaged, or newer than this program."""

    exit_code = ExitCode.DATABASE
    kind = "database"


class InputError(RelcliError):
    """One input (a file, or a line of a file) cannot be read; the rest still is."""

    kind = "input"


class LexiconError(RelcliError):
    """A lexicon table has an invalid line."""

    kind = "lexicon"


LONGEST_QUOTED = 200
"""Characters of what was typed that an error repeats."""


def shortened(text: str) -> str:
    """Return what was typed, as an error quotes it: only the beginning of very long words."""
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}..."


LONGEST_COMPARED = 100
"""Characters of a word that are compared with the known words it may stand for."""
LONGEST_FAULT = 200
"""Characters shown of a message that was not written for users."""


def fault(error: Exception) -> str:
    """Return one line for an unforeseen exception on one input: what it is, and a request to report it.

    Only that input is lost. The same goes for memory: what one document needed is free for the next.
    """
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    words = " ".join(str(error).split())
    words = words if len(words) <= LONGEST_FAULT else f"{words[:LONGEST_FAULT]}..."
    name = type(error).__name__
    return f"bug in relcli ({f'{name}: {words}' if words else name}); please report it; --debug shows where"


def trace_of(error: Exception) -> str:
    """Return the traceback of an exception, for `--debug`."""
    from traceback import format_exception  # only for an error

    return "".join(format_exception(error))


def nearest(word: str, known: Iterable[str], otherwise: str = "one of", sign: str = "") -> str:
    """Return the hint for a word that is not among the `known` ones: "did you mean list?", or all of them after the
    words `otherwise` if none is close. `sign` is put before each (@ for a view, -- for an option)."""
    from difflib import get_close_matches  # slow to import, and needed only for an error

    words = {name.lower(): name for name in known}
    word = word[:LONGEST_COMPARED]
    near = get_close_matches(word.lower(), words, n=3)
    near = near or [name for name in words if word and name.startswith(word.lower())][:3]
    if near:
        return f"did you mean {', '.join(sign + words[name] for name in near)}?"
    return f"{otherwise} {', '.join(sign + name for name in words.values())}"
