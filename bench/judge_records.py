"""Candidates with labels, to train the judge on: what the coder proposes in annotated documents, and what is right.

The documents are coded by a recording judge. A candidate is right if it fits an event of its document (as `relcli
evaluate` matches events) and the event's evidence is its sentence. An event that an earlier sentence gave already is
not to be found a second time.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from story_annotations import read_stories

from relcli.coder import load_coder
from relcli.coder.judging.candidates import candidates
from relcli.coder.judging.judge import Judge
from relcli.coder.judging.weights import NO_FLOORS
from relcli.coding import Document
from relcli.evaluation.agreement import evidence_overlap, fits
from relcli.evaluation.annotations import Annotated, Coded, codes, read_gold
from relcli.lexicon.tables import DATA, read_table
from relcli.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.judging.candidates import Candidate
    from relcli.coder.judging.weights import Weights
    from relcli.coder.memory import Memory
    from relcli.coder.pipeline import RuleCoder
    from relcli.coder.text.reading import TextReader
    from relcli.evaluation.annotations import Gold

FOLDERS = {"train": "newswire/train", "tune": "newswire/tune", "press": "gold"}
SAME_SENTENCE = 0.5
NOT_FACTS = frozenset({"denied", "pledged", "proposed"})
TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
ONE_NAME = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The marked sentences have one type for both."""
STORIES = Path(__file__).parent / "annotations" / "stories.tsv"
TOLD = Path(__file__).parent.parent / "tests" / "coder" / "modality.tsv"
EXPECTED = re.compile(r"(?P<source>[A-Z+,]+)(?P<sign>[>=])(?P<target>[A-Z+,]+) (?P<type>[A-Z]+) (?P<modality>[a-z]+)")
EXAMPLE = re.compile(r"(?P<sentence>.*) \[(?P<pair>.*)\]")
EXAMPLE_DAY = "2024-06-15"


class Label(StrEnum):
    """What a candidate is, measured by the annotation."""

    CORE = "core"
    OPTIONAL = "optional"
    REPEAT = "repeat"  # of an event that an earlier sentence gave
    UNCLEAR = "unclear"  # it fits an event of the document whose evidence is elsewhere
    WRONG = "wrong"
    RIGHT = "right"  # in a sentence of its own
    MISPLACED = "misplaced"  # wrong, in a sentence of its own


@dataclass(slots=True)
class Record:
    """A candidate: its document, sentence, event and features (as numbers), and what became of it."""

    document: str
    start: int
    coded: Coded
    mutual: bool
    strict: bool
    trigger: int
    features: list[int]
    lengths: tuple[int, ...]  # of its parts: features of the trigger, of each side, of both
    score: float
    taken: bool = False
    label: Label = Label.WRONG
    fits: tuple[int, ...] = ()
    fits_elsewhere: tuple[int, ...] = ()


class Names:
    """Numbers for features, in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, features: list[str]) -> list[int]:
        """Return the numbers of features, new ones for new features."""
        numbers = self.numbers
        return [numbers.setdefault(feature, len(numbers)) for feature in features]


class RecordingJudge(Judge):
    """A judge that keeps every candidate it sees."""

    def __init__(self, judge: Judge, names: Names) -> None:
        super().__init__(judge.weights, judge.vocabulary)
        self.names = names
        self.records: list[Record] = []
        self.body = ""
        self.document = ""

    def judge(self, sentence: AnnotatedSentence, memory: Memory, *, noting: bool = False) -> None:
        """Record all candidates of a sentence, then decide as any judge does."""
        weights = self.weights
        found = [
            self._record(each, sentence)
            for each in candidates(sentence, memory, self.vocabulary, weights.weigh, NO_FLOORS)
        ]
        super().judge(sentence, memory, noting=noting)
        for act in sentence.acts:
            sides = codes(act.source.codes), codes(act.target.codes)
            alike = [
                record
                for record in found
                if record.trigger == act.trigger[0]
                and record.coded.type == act.type
                and (record.coded.source, record.coded.target) == sides
            ]
            if alike:
                max(alike, key=lambda record: record.score).taken = True
        self.records += found

    def _record(self, candidate: Candidate, sentence: AnnotatedSentence) -> Record:
        trigger = candidate.trigger
        act = candidate.made()
        coded = Coded(
            document=self.document,
            source=codes(act.source.codes),
            target=codes(act.target.codes),
            type=trigger.type,
            modality=trigger.modality,
            evidence=self.body[sentence.start : sentence.end],
        )
        features = self.names.of(list(candidate.features))
        return Record(
            self.document,
            sentence.start,
            coded,
            candidate.mutual,
            candidate.act is not None,
            trigger.start,
            features,
            tuple(len(part.features) for part in candidate.parts),
            candidate.score + self.weights.intercept,
        )


@dataclass(slots=True)
class AnnotatedSet:
    """A folder of annotated documents."""

    name: str
    gold: Gold
    documents: list[Document]
    events: dict[str, list[Annotated]] = field(default_factory=lambda: defaultdict(list))

    @property
    def core(self) -> int:
        """How many events a coder has to find."""
        return sum(event.core for event in self.gold.events)


def read_sets(shared: Path, reader: TextReader) -> list[AnnotatedSet]:
    """Return the annotated sets of a folder, and the stories of its corpus that we annotated ourselves."""
    sets = []
    for name, folder in FOLDERS.items():
        with (shared / folder / "gold.jsonl").open(encoding="utf-8") as lines:
            gold = read_gold(lines, folder)
        paths = sorted((shared / folder / "documents").iterdir())
        documents = [each for path in paths for each in read(path) if isinstance(each, Document)]
        found = AnnotatedSet(name, gold, [each for each in documents if each.name in gold.outlets])
        for event in gold.events:
            found.events[event.document].append(event)
        sets.append(found)
    if not STORIES.exists():
        return sets
    gold, stories = read_stories(STORIES, shared / "newswire" / "corpus.jsonl", reader)
    found = AnnotatedSet("stories", gold, stories)
    for event in gold.events:
        found.events[event.document].append(event)
    return [*sets, found]


class Recorder:
    """Codes documents and labels what it sees."""

    def __init__(self, rules_only: Weights) -> None:
        self.coder: RuleCoder = load_coder()
        self.names = Names()
        self.judge = RecordingJudge(self.coder.judge, self.names)
        self.judge.weights = rules_only
        self.coder.judge = self.judge

    def seen(self, document: Document) -> list[Record]:
        """Return all candidates of a document."""
        self.judge.records, self.judge.body, self.judge.document = [], document.body, document.name
        self.coder.code(document)
        return self.judge.records

    def of_sets(self, sets: list[AnnotatedSet], weights_of: Callable[[str], Weights]) -> list[Record]:
        """Return the labelled candidates of all sets, each document read with the weights given for it."""
        found = []
        for each in sets:
            for document in each.documents:
                self.judge.weights = weights_of(document.name)
                records = self.seen(document)
                label(records, each.events[document.name])
                found += records
        return found

    # ---------------------------------------------------------------- single sentences

    def of_marked_pairs(self, folder: Path) -> Iterator[Record]:
        """Yield candidates of sentences with one marked pair, as far as the mark says what they are."""
        marks = {row["id"]: row for row in _rows(folder / "sentences.jsonl")}
        for row in _rows(folder / "sentences.documents.jsonl"):
            mark = marks[row["id"]]
            pair = mark["source"], mark["target"]
            if None in pair or pair[0] == pair[1]:
                continue
            records = self.seen(Document(row["id"], row["date"], row["text"]))
            triggers = set()
            for record in records:
                if _is_marked(record, pair) and ONE_NAME.get(record.coded.type, record.coded.type) == mark["type"]:
                    record.label = Label.RIGHT
                    triggers.add(record.trigger)
            for record in records:
                both = set(pair) <= record.coded.source | record.coded.target
                if record.label is Label.RIGHT:
                    yield record
                elif both or record.trigger in triggers:
                    record.label = Label.MISPLACED
                    yield record

    def of_cases(self, folder: Path) -> Iterator[Record]:
        """Yield candidates of sentences of which all events are given."""
        for path in sorted(folder.glob("*.jsonl")):
            for number, row in enumerate(_rows(path)):
                document = Document(f"{path.stem} {number}", row["date"], row["text"])
                events = [_expected(document, event) for event in row["expected"]]
                for record in self.seen(document):
                    right = any(_matches(event, record) for event in events)
                    record.label = Label.RIGHT if right else Label.MISPLACED
                    yield record

    def of_told(self) -> Iterator[Record]:
        """Yield candidates of the sentences of the tests of modality, of which all events are given."""
        for number, row in enumerate(read_table(TOLD)):
            document = Document(f"told {number}", row["published"], row["sentence"])
            expected = [found for cell in row["expected"].split(";") if (found := EXPECTED.fullmatch(cell.strip()))]
            events = [_expected(document, _event(found)) for found in expected]
            for record in self.seen(document):
                right = any(_matches(event, record) and not _denied(event, record) for event in events)
                record.label = Label.RIGHT if right else Label.MISPLACED
                yield record

    def of_examples(self) -> Iterator[Record]:
        """Yield candidates of the examples of the lexicon's rows, whose acts the rules find."""
        for table in ("verbs", "event_nouns"):
            for number, row in enumerate(read_table(DATA / f"{table}.tsv")):
                found = EXAMPLE.fullmatch(row["example"])
                if found is None:
                    continue
                pair = set(found["pair"].split())
                records = self.seen(Document(f"{table} {number}", EXAMPLE_DAY, found["sentence"]))
                strict = [record for record in records if record.strict]
                for record in records:
                    right = record.coded.source | record.coded.target <= pair and any(
                        _same(record, other) for other in strict
                    )
                    record.label = Label.RIGHT if right else Label.MISPLACED
                    yield record


def label(records: list[Record], events: list[Annotated]) -> None:
    """Write on the candidates of one document what they are, sentence by sentence: what is found is found."""
    found: set[int] = set()
    by_sentence: defaultdict[int, list[Record]] = defaultdict(list)
    for record in records:
        by_sentence[record.start].append(record)
    for _, here in sorted(by_sentence.items()):
        for record in here:
            _label(record, events, found)
        for record in sorted(here, key=lambda each: -each.score):
            new = [number for number in record.fits if number not in found]
            if record.taken and new:
                found.add(next((number for number in new if events[number].core), new[0]))


def _label(record: Record, events: list[Annotated], found: set[int]) -> None:
    fitting = [number for number, event in enumerate(events) if _matches(event, record)]
    here = [number for number in fitting if evidence_overlap(events[number], record.coded) >= SAME_SENTENCE]
    record.fits = tuple(number for number in here if not _denied(events[number], record))
    record.fits_elsewhere = tuple(number for number in fitting if number not in here)
    new = [number for number in record.fits if number not in found]
    if any(events[number].core for number in new):
        record.label = Label.CORE
    elif new:
        record.label = Label.OPTIONAL
    elif record.fits:
        record.label = Label.REPEAT
    elif fitting and not here:
        record.label = Label.REPEAT if found.issuperset(fitting) else Label.UNCLEAR
    else:
        record.label = Label.WRONG


def _denied(event: Annotated, record: Record) -> bool:
    """Would the candidate tell as a fact what the text denies?"""
    return event.modality == "denied" and record.coded.modality not in NOT_FACTS and event.type != "REJECT"


def _matches(event: Annotated, record: Record) -> bool:
    if fits(event, record.coded):
        return True
    turned = replace(record.coded, source=record.coded.target, target=record.coded.source)
    return record.mutual and fits(event, turned)


def _same(record: Record, other: Record) -> bool:
    first, second = record.coded, other.coded
    forward = first.source & second.source and first.target & second.target
    back = record.mutual and first.source & second.target and first.target & second.source
    return first.type == second.type and bool(forward or back)


def _is_marked(record: Record, pair: tuple[str, str]) -> bool:
    source, target = record.coded.source, record.coded.target
    forward = pair[0] in source and pair[1] in target
    return forward or (record.mutual and pair[0] in target and pair[1] in source)


def _event(found: re.Match[str]) -> dict[str, Any]:
    sides = {side: re.split("[+,]", found[side]) for side in ("source", "target")}
    return {**sides, "type": found["type"], "modality": found["modality"], "symmetric": found["sign"] == "="}


def _expected(document: Document, event: dict[str, Any]) -> Annotated:
    return Annotated(
        document.name,
        codes(event["source"]),
        codes(event["target"]),
        event["type"],
        event.get("modality", ""),
        document.body,
        symmetric=event.get("symmetric", event["type"] in TOGETHER),
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
