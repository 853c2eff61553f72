"""What can be typed where the cursor is: a command, an option, the value of an option, or an argument."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from relcli.commands import COMMANDS, SUBCOMMANDS, USUAL_MEMBERS
from relcli.completing.values import FILES, NOTHING, Found, Place, Suggestion, starting_with, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.completing.values import ValueKind
    from relcli.environment import Environment

OPTIONS = Path(__file__).parent / "data" / "options.tsv"
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
    if len(before) < 2:
        if typed.startswith("-"):
            return starting_with(typed, ("--help", "--version"))
        return starting_with(typed, [*_described(COMMANDS), Suggestion("help", "Show the help of a command.")])
    if before[1] == "help":
        return _help_topics(before[2:], typed)
    call, rest = _call(before[1:])
    if before[1] in SUBCOMMANDS and not rest and (call == before[1] or len(before) == 2):
        members = starting_with(typed, _described(SUBCOMMANDS[before[1]]))
        if members.suggestions or call == before[1]:
            return members
    return _parameter(call, rest, typed, environment)


def _described(table: dict[str, tuple[str, str]] | dict[str, str]) -> list[Suggestion]:
    """Return the commands of a table, with their purpose as a note."""
    return [Suggestion(name, entry if isinstance(entry, str) else entry[1]) for name, entry in table.items()]


def _help_topics(before: Sequence[str], typed: str) -> Found:
    """Return the commands that `relcli help` can describe."""
    if not before:
        return starting_with(typed, _described(COMMANDS))
    return starting_with(typed, _described(SUBCOMMANDS.get(before[0], {}))) if len(before) == 1 else NOTHING


def _call(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command, with its subcommand if it has any, and the words after it."""
    name, *rest = words
    if name not in SUBCOMMANDS:
        return name, rest
    if rest and rest[0] in SUBCOMMANDS[name]:
        return f"{name} {rest[0]}", rest[1:]
    if name in USUAL_MEMBERS and (not rest or rest[0].startswith("-")):
        return f"{name} {USUAL_MEMBERS[name]}", rest
    return name, rest


def _parameter(call: str, before: Sequence[str], typed: str, environment: Environment) -> Found:
    """Return what can be typed after a command and some words."""
    options, arguments = parameters_of(call)
    position = 0  # of the next argument
    waiting: list[ValueKind] = []  # the kinds of the values that the last option still needs
    free = False  # only arguments come after --
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
            position += 1
    place = Place(call, "", tuple(before))
    if waiting:
        return values_of(place._replace(kind=waiting[-1]), typed, environment)
    if typed.startswith("-") and not free:
        return _option(options, place, typed, environment)
    if not arguments:
        return NOTHING
    argument = arguments[min(position, len(arguments) - 1)]
    if position >= len(arguments) and argument.values >= 0:
        return NOTHING
    return values_of(place._replace(kind=argument.kind), typed, environment)


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
