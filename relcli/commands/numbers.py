"""Numbers as people read them, and numbers of events as arguments of a command or from a pipe."""

from typing import Annotated

from typer import Argument

from relcli.environment import Environment
from relcli.errors import UsageError

Ids = Annotated[
    list[str],
    Argument(metavar="ID...", help="Numbers of events; '-' reads them from a pipe.", show_default=False),
]


def event_numbers(ids: list[str], environment: Environment, what: str = "event") -> list[int]:
    """Return the ids as numbers, each once; those of standard input where '-' stands."""
    words: list[str] = []
    for word in ids:
        words.extend(environment.stdin.read().split() if word == "-" else [word])
    for word in words:
        if not word.removeprefix("#").isdecimal():
            raise UsageError(f"'{word}' is no number of {'an event' if what == 'event' else f'a {what}'}")
    return list(dict.fromkeys(int(word.removeprefix("#")) for word in words))


def counted(number: int, noun: str) -> str:
    """Return "1 event", "1,234 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
