"""Verb frames and event nouns: the rows of verbs.tsv and event_nouns.tsv, filed by the forms a text may show.

A frame says: this verb, with these fixed words after it and an object of this class, is an event of that type, whose
target is in one of these slots.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.kinds import FormShape
from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Collection

    from relcli.coder.vocabulary.inflection import Inflection
    from relcli.lexicon import Lexicon
    from relcli.lexicon.tables import Row
    from relcli.lexicon.words import Words

NO_EVENT, TRANSPARENT = "-", "="
"""Types of rows without an event of their own: none at all, or that of the verb that follows."""


class Form(NamedTuple):
    """One reading of a written word as a form of a verb."""

    lemma: str
    shape: FormShape


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of verbs.tsv."""

    lemma: str
    rest: tuple[str, ...]  # fixed words after the verb
    complement: str  # "", "to" or "that"
    classes: frozenset[str]  # classes of the object, empty = any
    needs_actor: bool
    type: str
    mode: str
    modality: str
    slots: tuple[str, ...]
    flags: frozenset[str]
    row: str
    weight: int = 0  # how specific the frame is; the most specific one that fits applies


@dataclass(frozen=True, slots=True)
class EventNoun:
    """One row of event_nouns.tsv."""

    words: tuple[str, ...]
    type: str
    mode: str
    modality: str
    source_slots: tuple[str, ...]
    target_slots: tuple[str, ...]
    flags: frozenset[str]
    row: str


@dataclass(slots=True)
class FrameTable:
    """Frames by lemma, verb forms by written word, object classes and event nouns by their first word."""

    frames: dict[str, list[Frame]] = field(default_factory=dict)
    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    noun_classes: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    event_nouns: dict[str, list[EventNoun]] = field(default_factory=dict)


def build_frames(lexicon: Lexicon, words: Words, inflection: Inflection) -> FrameTable:
    """Compile the verb, noun and event noun tables of a lexicon."""
    table = FrameTable()
    frames: dict[str, list[Frame]] = defaultdict(list)
    complements = words.of("verb-complement")
    for row in lexicon.rows("verbs"):
        frame = _frame(row, complements)
        frames[frame.lemma].append(frame)
    for lemma, rows in frames.items():
        table.frames[lemma] = sorted(rows, key=lambda frame: -frame.weight)
    table.forms = _forms(words, set(frames), inflection)
    table.noun_classes = _noun_classes(lexicon, inflection)
    table.event_nouns = _event_nouns(lexicon, inflection)
    return table


def _frame(row: Row, complements: Collection[str]) -> Frame:
    words = row["verb"].split(" ")
    complement = ""
    if len(words) > 1 and words[-1] in complements and not row["object"]:
        complement = words.pop()
    objects = [part for part in row["object"].split("|") if part]
    classes = frozenset(part.strip("{}") for part in objects if part.startswith("{"))
    weight = 8 * (len(words) - 1) + 6 * bool(classes) + 4 * ("actor" in objects) + 4 * bool(complement)
    return Frame(
        lemma=words[0],
        rest=tuple(words[1:]),
        complement=complement,
        classes=classes,
        needs_actor="actor" in objects,
        type=row["type"],
        mode=row["mode"],
        modality=row["modality"] or "occurred",
        slots=tuple(slot.strip() for slot in row["target"].split(",") if slot.strip()),
        flags=frozenset(split_list(row["flags"].replace(",", ";"))),
        row=f"verbs.tsv: {row['verb']}" + (f" {row['object']}" if row["object"] else ""),
        weight=weight - (row["type"] == NO_EVENT),  # of two that fit equally well, the one with an event
    )


def _forms(words: Words, lemmas: set[str], inflection: Inflection) -> dict[str, tuple[Form, ...]]:
    forms: dict[str, list[Form]] = defaultdict(list)
    for lemma in sorted((lemmas | words.of("common-verb") | inflection.irregular_verbs) - words.of("auxiliary-lemma")):
        written = inflection.verb_forms(lemma)
        shapes = [(FormShape.BASE, written.base), (FormShape.THIRD, written.third), (FormShape.GERUND, written.gerund)]
        shapes += [(FormShape.PAST, word) for word in written.past]
        shapes += [(FormShape.PARTICIPLE, word) for word in written.participle]
        for shape, word in shapes:
            forms[word].append(Form(lemma, shape))
    for word, value in words.values("auxiliary-form").items():
        lemma, form = value.split()
        forms[word].append(Form(lemma, FormShape(form)))
    return {word: tuple(readings) for word, readings in forms.items()}


def _noun_classes(lexicon: Lexicon, inflection: Inflection) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    classes: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in lexicon.rows("nouns"):
        for text in {row["noun"], inflection.plural(row["noun"])}:
            words = tuple(text.replace("-", " - ").split())
            classes[words[0]].append((words, row["class"]))
    return dict(classes)


def _event_nouns(lexicon: Lexicon, inflection: Inflection) -> dict[str, list[EventNoun]]:
    nouns: dict[str, list[EventNoun]] = defaultdict(list)
    for row in lexicon.rows("event_nouns"):
        for text in sorted({row["noun"], inflection.plural(row["noun"])}):
            words = tuple(text.replace("-", " - ").split())
            noun = EventNoun(
                words,
                row["type"],
                row["mode"],
                row["modality"] or "occurred",
                tuple(slot.strip() for slot in row["source"].split(",") if slot.strip()),
                tuple(slot.strip() for slot in row["target"].split(",") if slot.strip()),
                frozenset(split_list(row["flags"].replace(",", ";"))),
                f"event_nouns.tsv: {row['noun']}",
            )
            nouns[words[0]].append(noun)
    return {first: sorted(found, key=lambda noun: -len(noun.words)) for first, found in nouns.items()}
