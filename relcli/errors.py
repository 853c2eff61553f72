"""The errors relcli knows and the exit codes they end in.

One place decides what an error looks like: code raises a RelcliError with what is wrong, where, and what to do;
`__main__` turns it into one line on stderr and an exit code, once.
"""

from __future__ import annotations

from enum import IntEnum


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

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        """Return the one line that goes to stderr: `where: what; do`."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.do}" if self.do else line


class UsageError(RelcliError):
    """The words of the command line are wrong: an unknown country, a bad period, options that exclude each other."""

    exit_code = ExitCode.USAGE


class DatabaseError(RelcliError):
    """The database is missing, locked, damaged, or newer than this program."""

    exit_code = ExitCode.DATABASE


class InputError(RelcliError):
    """One input (a file, a line of a file) cannot be read; the others go on."""


class LexiconError(RelcliError):
    """A lexicon file has a line that cannot be used."""
