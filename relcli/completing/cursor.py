"""What can stand where the cursor is: a command, an option, the value of an option, or an argument."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcli.cli.command_table import COMMANDS
from relcli.completing.suggestion import FILES, NOTHING, Found, Suggestion, beginning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.environment import Environment

OPTIONS = Path(__file__).parent / "data" / "options.tsv"
PROGRAM = "relcli"
"""The call of the program itself: its options stand before the command."""
_REDIRECTION = re.compile(r"\d*(<|>|>>|&>)")


class Parameter(NamedTuple):
    """An option or argument of a command: its names (none for an argument), how many values it takes (-1 = any
    number), of which kind, and its help."""

    names: tuple[str, ...]
    values: int
    kind: str
    help: str


class Place(NamedTuple):
    """Where the cursor is: in a value of this kind for this command, after the words before it."""

    call: str
    kind: str
    before: tuple[str, ...]


def suggestions(words: Sequence[str], environment: Environment) -> Found:
    """Return what can stand in place of the last word, the words before it beginning with the program's name."""
    *before, typed = words
    if before and _REDIRECTION.fullmatch(before[-1]):
        return FILES
    start = _start_of_command(before)
    options, before = before[1:start], before[start:]
    if not before:
        at_option = typed.startswith("-") or _waiting(parameters_of(PROGRAM)[0], options)[0]
        if (options and at_option) or typed.startswith("-"):
            return _parameter(PROGRAM, options, typed, environment)
        return beginning(typed, [*_described(), Suggestion("help", "Show the help of a command.")])
    if before[0] == "help":
        return _helped(before[1:], typed)
    call, rest = _call(before)
    if before[0] in COMMANDS and COMMANDS[before[0]].members and not rest and (call == before[0] or len(before) == 1):
        members = beginning(typed, _described(before[0]))
        if members.suggestions or call == before[0]:
            return members
    return _parameter(call, rest, typed, environment, options)


def _start_of_command(words: Sequence[str]) -> int:
    """Return the place of the command among the words of a line, their number if none is there yet."""
    if len(words) < 2 or not words[1].startswith("-"):
        return min(1, len(words))
    options = parameters_of(PROGRAM)[0]
    for place in range(1, len(words)):
        if not words[place].startswith("-") and not _waiting(options, words[1:place])[0]:
            return place
    return len(words)


def _described(family: str = "") -> list[Suggestion]:
    """Return all commands, or the members of a family, with their purposes."""
    if family:
        return [Suggestion(name, purpose) for name, purpose in COMMANDS[family].members.items()]
    return [Suggestion(name, entry.purpose) for name, entry in COMMANDS.items()]


def _helped(before: Sequence[str], typed: str) -> Found:
    """Return the commands that have a help."""
    if not before:
        return beginning(typed, _described())
    known = len(before) == 1 and before[0] in COMMANDS
    return beginning(typed, _described(before[0]) if COMMANDS[before[0]].members else []) if known else NOTHING


def _call(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command that is called, with its member if it is a family, and the words after it."""
    name, *rest = words
    entry = COMMANDS.get(name)
    if entry is None or not entry.members:
        return name, rest
    if rest and rest[0] in entry.members:
        return f"{name} {rest[0]}", rest[1:]
    if entry.default_member and (not rest or rest[0].startswith("-")):
        return f"{name} {entry.default_member}", rest
    return name, rest


def _parameter(
    call: str, before: Sequence[str], typed: str, environment: Environment, options_before: Sequence[str] = ()
) -> Found:
    """Return what can stand after a command and some words; `options_before` are those before the command."""
    options, arguments = parameters_of(call)
    waiting, place, free = _waiting(options, before)
    values = _Values(call, [*options_before, *before], environment)
    if waiting:
        return values.of(waiting[-1], typed)
    if typed.startswith("-") and not free:
        return _option(options, typed, values)
    if not arguments:
        return NOTHING
    argument = arguments[min(place, len(arguments) - 1)]
    return values.of(argument.kind, typed) if place < len(arguments) or argument.values < 0 else NOTHING


def _waiting(options: dict[str, Parameter], words: Sequence[str]) -> tuple[list[str], int, bool]:
    """Return the kinds of the values that the last option still needs, the number of arguments among the words, and
    whether `--` is among them."""
    waiting: list[str] = []
    place, free = 0, False
    for word in words:
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
    return waiting, place, free


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
    """The values for a command after some words; the module that knows them is imported when they are asked for."""

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


def all_options() -> set[str]:
    """Return the names of all options of all commands."""
    rows = (line.split("\t") for line in OPTIONS.read_text(encoding="utf-8").split("\n") if line and line[0] != "#")
    return {name for names, *_ in rows for name in names.split()}
