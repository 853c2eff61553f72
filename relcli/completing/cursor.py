"""What can stand where the cursor is: a command, an option, the value of an option, or an argument."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcli.commands import COMMANDS, SUBCOMMANDS, USUAL_MEMBERS
from relcli.completing.suggestion import FILES, NOTHING, Found, Suggestion, beginning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.environment import Environment

OPTIONS = Path(__file__).parent / "data" / "options.tsv"
_REDIRECTION = re.compile(r"\d*(<|>|>>|&>)")


class Parameter(NamedTuple):
    """An option or argument of a command: its names (none for an argument), how many values it takes (-1 = any
    number), of which kind, and its help."""

    names: tuple[str, ...]
    values: int
    kind: str
    help: str


class Place(NamedTuple):
    """Where the cursor is: in a value of this kind for this command, behind the words before it."""

    call: str
    kind: str
    before: tuple[str, ...]


def suggestions(words: Sequence[str], environment: Environment) -> Found:
    """Return what can stand in place of the last word, the words before it beginning with the program's name."""
    *before, typed = words
    if before and _REDIRECTION.fullmatch(before[-1]):
        return FILES
    if len(before) < 2:
        if typed.startswith("-"):
            return beginning(typed, ("--help", "--version"))
        return beginning(typed, [*_described(COMMANDS), Suggestion("help", "Show the help of a command.")])
    if before[1] == "help":
        return _helped(before[2:], typed)
    call, rest = _call(before[1:])
    if before[1] in SUBCOMMANDS and not rest and (call == before[1] or len(before) == 2):
        members = beginning(typed, _described(SUBCOMMANDS[before[1]]))
        if members.suggestions or call == before[1]:
            return members
    return _parameter(call, rest, typed, environment)


def _described(table: dict[str, tuple[str, str]] | dict[str, str]) -> list[Suggestion]:
    """Return the commands of a table with their purpose."""
    return [Suggestion(name, told if isinstance(told, str) else told[1]) for name, told in table.items()]


def _helped(before: Sequence[str], typed: str) -> Found:
    """Return the commands that `relcli help` can tell of."""
    if not before:
        return beginning(typed, _described(COMMANDS))
    return beginning(typed, _described(SUBCOMMANDS.get(before[0], {}))) if len(before) == 1 else NOTHING


def _call(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command that is called, with its member if it is a family, and the words behind it."""
    name, *rest = words
    if name not in SUBCOMMANDS:
        return name, rest
    if rest and rest[0] in SUBCOMMANDS[name]:
        return f"{name} {rest[0]}", rest[1:]
    if name in USUAL_MEMBERS and (not rest or rest[0].startswith("-")):
        return f"{name} {USUAL_MEMBERS[name]}", rest
    return name, rest


def _parameter(call: str, before: Sequence[str], typed: str, environment: Environment) -> Found:
    """Return what can stand behind a command and some words."""
    options, arguments = parameters_of(call)
    place = 0
    waiting: list[str] = []  # the kinds of the values that the last option still needs
    free = False
    for word in before:
        if waiting:
            waiting.pop()
        elif word == "--" and not free:
            free = True
        elif word.startswith("-") and len(word) > 1 and not free:
            name, equals, _ = word.partition("=")
            option = options.get(name) or options.get(word[:2])
            attached = bool(equals) or (not word.startswith("--") and len(word) > 2)
            waiting = [option.kind] * (option.values - attached) if option else []
        else:
            place += 1
    values = _Values(call, before, environment)
    if waiting:
        return values.of(waiting[-1], typed)
    if typed.startswith("-") and not free:
        return _option(options, typed, values)
    if not arguments:
        return NOTHING
    argument = arguments[min(place, len(arguments) - 1)]
    return values.of(argument.kind, typed) if place < len(arguments) or argument.values < 0 else NOTHING


def _option(options: dict[str, Parameter], typed: str, values: _Values) -> Found:
    """Return the options that begin so, or the values of one that has them attached."""
    name, equals, value = typed.partition("=")
    if equals and name in options:
        return values.of(options[name].kind, value).behind(f"{name}=")
    short = options.get(typed[:2])
    if short is not None and short.values and len(typed) > 2 and not typed.startswith("--"):
        return values.of(short.kind, typed[2:]).behind(typed[:2])
    listed = {option.names: option for option in options.values()}
    shown = [Suggestion(each.names[0], each.help) for each in listed.values()]
    if len(typed) == 2 and short is not None:
        shown.append(Suggestion(typed, short.help))
    return beginning(typed, shown)


class _Values:
    """The values for a command behind some words; the module that knows them is imported when they are asked
    for."""

    def __init__(self, call: str, before: Sequence[str], environment: Environment) -> None:
        self._call = call
        self._before = tuple(before)
        self._environment = environment

    def of(self, kind: str, typed: str) -> Found:
        """Return the values of a kind that begin so."""
        if kind == "file":
            return FILES
        if not kind:
            return NOTHING
        from relcli.completing.values import values_of

        return values_of(Place(self._call, kind, self._before), typed, self._environment)


def parameters_of(call: str) -> tuple[dict[str, Parameter], list[Parameter]]:
    """Return the options of a command by each of their names, and its arguments in order."""
    options: dict[str, Parameter] = {}
    arguments = []
    for parameter in _parameters(call):
        if parameter.names:
            options.update(dict.fromkeys(parameter.names, parameter))
        else:
            arguments.append(parameter)
    return options, arguments


def _parameters(call: str) -> Iterator[Parameter]:
    for line in OPTIONS.read_text(encoding="utf-8").split("\n"):
        names, count, kind, told, calls = line.split("\t") if line and line[0] != "#" else ("", "", "", "", "")
        if count and call in calls.split(","):
            yield Parameter(tuple(names.split()), int(count), kind, told)
