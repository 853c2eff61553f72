"""Texts that grow in one way: the shapes at which a reader of news can become slow.

Each shape is a function from a number of characters to a text of about as many. None of them is news; what programs
write by mistake (a page without full stops, a table, a column of blanks), and what somebody writes to stop a program,
looks like this.
"""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Shape = Callable[[int], str]

_COUNTRIES = (
    "Russia", "China", "Iran", "India", "France", "Germany", "Japan", "Turkey", "Egypt", "Brazil", "Mexico", "Kenya",
    "Norway", "Poland", "Spain", "Italy", "Greece", "Cuba", "Peru", "Chile", "Ghana", "Nepal", "Oman", "Qatar",
)  # fmt: skip
_PROSE = (
    "the minister of Russia told reporters that the talks with China on gas and trade would go on in the coming week "
    "while Iran asked India to send a delegation and the embassy of Japan in Turkey said it was not informed about "
    "what the two sides had agreed on Monday in Geneva after the president of France called for an end of the war "
)


def _repeated(unit: str, *, head: str = "", tail: str = "") -> Shape:
    """Return the shape of one piece of text written over and over."""
    return lambda size: head + unit * max(1, (size - len(head) - len(tail)) // len(unit)) + tail


def _joined(form: str, words: Iterable[str], *, head: str = "") -> Shape:
    """Return the shape of a form filled with one word after another."""
    known = tuple(words)

    def text(size: int) -> str:
        pieces, length = [head], len(head)
        for word in cycle(known):
            if length >= size:
                break
            pieces.append(form.format(word))
            length += len(pieces[-1])
        return "".join(pieces)

    return text


def _sentences(size: int) -> str:
    """Return sentences of different events: other pairs on other days."""
    pieces, length, number = [], 0, 0
    while length < size:
        source = _COUNTRIES[number % len(_COUNTRIES)]
        target = _COUNTRIES[(number // len(_COUNTRIES) + number + 1) % len(_COUNTRIES)]
        day = f"{1 + number % 28} {('January', 'March', 'May', 'July')[number // 28 % 4]} {1990 + number // 112 % 34}"
        pieces.append(f"{source} accused {target} on {day} of breaking promise number {number}. ")
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def _tellings(size: int) -> str:
    """Return sentences that all report one event, each with a word of its own."""
    pieces, length, number = [], 0, 0
    while length < size:
        pieces.append(f"Russia signed trade agreement {number} with China on 3 May 2024. ")
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def _days_of_one_pair(size: int) -> str:
    """Return sentences of one pair and one kind of act, on all days of two years."""
    pieces, length, number = [], 0, 0
    months = ("January", "March", "May", "July", "August", "October", "December")
    while length < size:
        day = f"{1 + number % 31} {months[number // 31 % 7]} {2023 + number // 217 % 2}"
        pieces.append(f"Russia attacked Ukraine near village {number} with drones on {day}. ")
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def _words(count: int) -> list[str]:
    """Return invented words, no two alike."""
    letters = "bcdfghklmnprstvz"
    return [
        f"{letters[number % 16].upper()}a{letters[number // 16 % 16]}o{letters[number // 256 % 16]}i"
        for number in range(count)
    ]


TEXTS: dict[str, Shape] = {
    "met X and met Y, one sentence": _joined("met {} and ", _COUNTRIES, head="Russia "),
    "Russia met China; ...": _repeated("Russia met China; "),
    "Mr. Mr. Mr.": _repeated("Mr. ", head="Russia met China and "),
    "blanks": _repeated(" ", head="Russia met China.", tail="It left."),
    "tabs": _repeated("\t", head="Russia met China", tail="It left."),
    "newlines": _repeated("\n", head="Russia met China", tail="It left."),
    "no-break spaces": _repeated("\u00a0", head="Russia met China.", tail="It left."),
    "mixed blanks": _repeated(" \t\u00a0\u2003 ", head="Russia met China", tail="It left."),
    "blanks after each word": _joined("{}" + " " * 400, _COUNTRIES),
    "has been has been": _repeated("has been ", head="Russia met China and "),
    "which attacked which attacked": _repeated("which attacked ", head="Russia met China and "),
    "prose without a stop": _repeated(_PROSE),
    "dates": _repeated("on 3 May 2024 ", head="Russia met China "),
    "dates of all forms": _joined(
        "{} ",
        ("last Monday", "3 May", "two weeks ago", "2024-05-03", "in June", "the end of 2023", "early May", "May 3-5"),
    ),
    "dots": _repeated(".", head="Russia met China"),
    "dots and blanks": _repeated(". ", head="Russia met China"),
    "question and exclamation marks": _repeated("?!", head="Russia met China"),
    "straight quotation marks": _repeated('"', head="Russia met China "),
    "curly quotation marks": _repeated("“”", head="Russia met China "),
    "quoted words": _repeated("“Russia” met “China” ", head="He said "),
    "brackets": _repeated("(", head="Russia met China "),
    "pairs of brackets": _repeated("(Russia) [China] ", head="It met "),
    "one letter": _repeated("a", head="Russia met China "),
    "one capital": _repeated("A", head="Russia met China "),
    "lone capitals": _repeated("A ", head="Russia met China and "),
    "commas": _joined("{}, ", _COUNTRIES, head="Russia met China and "),
    "said that said that": _repeated("said that ", head="Russia met China and "),
    "said that X said that": _joined("{} said that ", _COUNTRIES),
    "denied that X": _joined("denied that {} ", _COUNTRIES, head="Russia met China and "),
    "capitalised words": _joined("{} ", _words(4096)),
    "digits": _repeated("7", head="Russia sent China "),
    "numbers": _repeated("12,345 ", head="Russia sent China "),
    "groups of digits": _repeated("12,34,", head="Russia sent China "),
    "digits and commas": _repeated("7,", head="Russia sent China "),
    "colons between digits": _repeated("7:", head="Russia sent China "),
    "hyphens": _repeated("-", head="Russia met China "),
    "hyphenated words": _repeated("Russia-", head="Russia met China and the "),
    "dashes": _repeated(" — ", head="Russia met China"),
    "initials": _repeated("J. ", head="Russia met China and "),
    "chained initials": _repeated("J.", head="Russia met China and "),
    "apostrophes": _repeated("'", head="Russia met China "),
    "possessives": _repeated("Russia's ", head="Russia met China and "),
    "accents": _repeated("\u0301", head="Russia met China and Cha"),
    "slashes": _repeated("Russia/China/", head="Russia met China and the "),
    "web addresses": _repeated("www.", head="Russia met China "),
    "a web address": _repeated("a/", head="see https://"),
    "appositions": _joined("the president of {}, ", _COUNTRIES, head="Russia met China. Putin, "),
    "titles": _repeated("Foreign Minister ", head="Russia met China and "),
    "of the of the": _repeated("of the ", head="Russia met China at the end "),
    "both sides": _repeated("both sides ", head="Russia and China met and "),
    "will not will not": _repeated("will not ", head="Russia met China and "),
    "to meet to meet": _repeated("to meet ", head="Russia and China agreed "),
    "visits of nouns": _joined("visit to {} and talks with ", _COUNTRIES, head="Russia's "),
    "he met he met": _repeated("he met him and ", head="Putin met Xi and "),
    "if if if": _repeated("if ", head="Russia met China "),
    "adverbs": _repeated("really ", head="Russia met China and "),
    "prepositions": _repeated("in ", head="Russia met China "),
    "adjectives": _repeated("political ", head="Russia met China and the "),
    "numerals": _repeated("two ", head="Russia met China and "),
    "the the the": _repeated("the ", head="Russia met China and "),
    "and and and": _repeated("and ", head="Russia met China and "),
    "bullets": _repeated("• Russia ", head="Russia met China "),
    "list items": _repeated("- Russia met China\n"),
    "headlines": _repeated("Russia Meets China In Geneva\n"),
    "a dateline": _repeated("MOSCOW ", tail="(Reuters) - Russia met China."),
    "a dateline with slashes and blanks": _joined(
        "Moscow/{} ",
        _words(4096),
        head="",
    ),
    "a dateline and blanks": lambda size: "MOSCOW, May 3" + " " * size + "(Reuters) - Russia met China.",
    "a date and blanks": lambda size: "Russia met China on May 3" + " " * size + "2024.",
    "a day and blanks": lambda size: "Russia met China last" + " " * size + "week.",
    "a bracket and blanks": lambda size: "MOSCOW (" + " " * size + "Reuters) - Russia met China.",
    "a dateline of slashes": _repeated("Moscow/", tail=": Russia met China."),
    "datelines": _repeated("MOSCOW, May 3 (Reuters) - Russia met China.\n"),
    "combining letters": _repeated("e\u0301", head="Russia met China and "),
    "Chinese": _repeated("中国", head="Russia met China "),
    "emoji": _repeated("\U0001f600", head="Russia met China "),
    "no-width blanks": _repeated("\u200b", head="Russia met China "),
    "time zones": _repeated("5 p.m. ", head="Russia met China at "),
    "many tellings of one event": _tellings,
    "many events": _sentences,
    "one pair, many days": _days_of_one_pair,
    "the same sentence": _repeated("Russia attacked Ukraine with drones on 3 May 2024. "),
    "pronouns over sentences": _repeated("He met him. ", head="Putin met Xi. "),
    "new people": _joined("Russian envoy John {} met Chinese envoy Li. ", _words(4096)),
}
"""By name: what the coder reads as one document."""


def some_texts(names: Iterable[str]) -> dict[str, Shape]:
    """Return the shapes whose name has one of the given words in it, or all if none is given."""
    wanted = tuple(names)
    return {name: shape for name, shape in TEXTS.items() if not wanted or any(word in name for word in wanted)}


def first_countries(count: int) -> list[str]:
    """Return some names of countries in a fixed order."""
    return list(islice(cycle(_COUNTRIES), count))
