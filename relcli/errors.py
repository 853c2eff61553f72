"""The errors relcli knows and the exit codes they end in.

One place decides what an error looks like: code raises a RelcliError with what is wrong, where, and what to do;
`__main__` turns it into one line on stderr and an exit code, once.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """Exit codes of every command; part of the interface that scripts rely on."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    PARTIAL_IMPORT = 3
    DATABASE = 4
    NOTHING_FOUND = 5
    INTERRUPTED = 130


class RelcliError(Exception):
    """Something the user can act on: `what` is wrong, `where` it is, and what to `do` about it."""

    exit_code = ExitCode.ERROR
    kind = "error"
    """What `--error-format json` calls it."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return the one line that goes to stderr: `where: what; do`."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.hint}" if self.hint else line


class UsageError(RelcliError):
    """The words of the command line are wrong: an unknown country, a bad period, options that exclude each other."""

    exit_code = ExitCode.USAGE
    kind = "usage"


class DatabaseError(RelcliError):
    """The database is missing, locked, damaged, or newer than this program."""

    exit_code = ExitCode.DATABASE
    kind = "database"


class InputError(RelcliError):
    """One input (a file, a line of a file) cannot be read; the others go on."""

    kind = "input"


class LexiconError(RelcliError):
    """A lexicon file has a line that cannot be used."""

    kind = "lexicon"


def nearest(word: str, known: Iterable[str], otherwise: str = "one of", sign: str = "") -> str:
    """Return what to do about a word that is none of the `known`: "did you mean list?", else all of them behind
    the words `otherwise`. `sign` stands before each (@ of a view, -- of an option)."""
    from difflib import get_close_matches  # only for an error: its import costs more than most commands

    words = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), words, n=3)
    near = near or [name for name in words if word and name.startswith(word.lower())][:3]
    if near:
        return f"did you mean {', '.join(sign + words[name] for name in near)}?"
    return f"{otherwise} {', '.join(sign + name for name in words.values())}"
