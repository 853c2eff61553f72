"""Numbers as people read them, and numbers of events as arguments of a command or from a pipe."""

from typing import Annotated

from typer import Argument

from relcli.environment import Environment
from relcli.errors import RelcliError, UsageError

Ids = Annotated[
    list[str],
    Argument(
        metavar="ID...",
        help="Numbers of events; '-' reads them from a pipe, blanks or NULs between.",
        show_default=False,
    ),
]


def event_numbers(ids: list[str], environment: Environment, what: str = "event") -> list[int]:
    """Return the ids as numbers, each once; those of standard input where '-' stands."""
    words: list[str] = []
    for word in ids:
        words.extend(_piped(environment) if word == "-" else [word])
    for word in words:
        if not word.removeprefix("#").isdecimal():
            raise UsageError(f"'{word}' is no number of {'an event' if what == 'event' else f'a {what}'}")
    return list(dict.fromkeys(int(word.removeprefix("#")) for word in words))


def _piped(environment: Environment) -> list[str]:
    """Return the words of standard input: blanks, line ends or the NULs of `--print0` stand between them."""
    if environment.stdin is None:
        raise RelcliError("standard input is closed")
    return environment.stdin.read().replace("\0", " ").split()


def counted(number: int, noun: str) -> str:
    """Return "1 event", "1,234 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
