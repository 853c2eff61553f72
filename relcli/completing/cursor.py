"""What can be typed where the cursor is: a command, an option, the value of an option, or an argument."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from relcli.cli.command_table import COMMANDS
from relcli.completing.values import FILES, NOTHING, Found, Place, Suggestion, starting_with, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.completing.values import ValueKind
    from relcli.environment import Environment

OPTIONS = Path(__file__).parent / "data" / "options.tsv"
PROGRAM = "relcli"
"""The call of the program itself: its options stand before the command."""
_REDIRECTION = re.compile(r"\d*(<|>|>>|&>)")


class Parameter(NamedTuple):
    """An option or argument of a command: its names (none for an argument), how many values it takes (-1 = any
    number), their kind, and its help."""

    names: tuple[str, ...]
    values: int
    kind: ValueKind
    help: str


def suggestions(words: Sequence[str], environment: Environment) -> Found:
    """Return what can replace the last word; the first word is the name of the program."""
    *before, typed = words
    if before and _REDIRECTION.fullmatch(before[-1]):
        return FILES
    start = _start_of_command(before)
    options, before = before[1:start], before[start:]
    if not before:
        at_option = typed.startswith("-") or _waiting(parameters_of(PROGRAM)[0], options)[0]
        if (options and at_option) or typed.startswith("-"):
            return _parameter(PROGRAM, options, typed, environment)
        return starting_with(typed, [*_described(), Suggestion("help", "Show the help of a command.")])
    if before[0] == "help":
        return _help_topics(before[1:], typed)
    call, rest = _call(before)
    if before[0] in COMMANDS and COMMANDS[before[0]].members and not rest and (call == before[0] or len(before) == 1):
        members = starting_with(typed, _described(before[0]))
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


def _help_topics(before: Sequence[str], typed: str) -> Found:
    """Return the commands that `relcli help` can describe."""
    if not before:
        return starting_with(typed, _described())
    known = len(before) == 1 and before[0] in COMMANDS
    return starting_with(typed, _described(before[0]) if COMMANDS[before[0]].members else []) if known else NOTHING


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
    """Return what can be typed after a command and some words; `options_before` are those before the command."""
    options, arguments = parameters_of(call)
    waiting, place, free = _waiting(options, before)
    here = Place(call, "", (*options_before, *before))
    if waiting:
        return values_of(here._replace(kind=waiting[-1]), typed, environment)
    if typed.startswith("-") and not free:
        return _option(options, here, typed, environment)
    if not arguments:
        return NOTHING
    argument = arguments[min(place, len(arguments) - 1)]
    if place >= len(arguments) and argument.values >= 0:
        return NOTHING
    return values_of(here._replace(kind=argument.kind), typed, environment)


def _waiting(options: dict[str, Parameter], words: Sequence[str]) -> tuple[list[ValueKind], int, bool]:
    """Return the kinds of the values that the last option still needs, the number of arguments among the words, and
    whether `--` is among them."""
    waiting: list[ValueKind] = []
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


def _option(options: dict[str, Parameter], place: Place, typed: str, environment: Environment) -> Found:
    """Return the options that start with what is typed, or the values of an option with a value attached to it."""
    name, equals, value = typed.partition("=")
    if equals and name in options:
        return values_of(place._replace(kind=options[name].kind), value, environment).with_prefix(f"{name}=")
    short = options.get(typed[:2])
    if short is not None and short.values and len(typed) > 2 and not typed.startswith("--"):
        return values_of(place._replace(kind=short.kind), typed[2:], environment).with_prefix(typed[:2])
    listed = {option.names: option for option in options.values()}
    shown = [Suggestion(each.names[0], each.help) for each in listed.values()]
    if len(typed) == 2 and short is not None:
        shown.append(Suggestion(typed, short.help))
    return starting_with(typed, shown)


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
        if not line or line.startswith("#"):
            continue
        names, count, kind, text, calls = line.split("\t")
        if call in calls.split(","):
            yield Parameter(tuple(names.split()), int(count), cast("ValueKind", kind), text)


def all_options() -> set[str]:
    """Return the names of all options of all commands."""
    rows = (line.split("\t") for line in OPTIONS.read_text(encoding="utf-8").split("\n") if line and line[0] != "#")
    return {name for names, *_ in rows for name in names.split()}
