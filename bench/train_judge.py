"""Train the judge: from annotated documents to the weights in relcli/lexicon/data/weights.tsv.

    python bench/train_judge.py --shared ../shared
    python bench/train_judge.py --shared ../shared --dry-run

SHARED has annotated sets as folders with `documents/` and `gold.jsonl`: newswire/train, newswire/tune and gold. What is
there besides helps a little: gold/sentences.jsonl (marked pairs), cases/coder/*.jsonl (sentences with all their
events), and the examples of the lexicon's own rows. Needs scikit-learn (`pip install -e '.[train]'`).

The documents are dealt into folds. What a document is judged by was learned from the other folds alone, so that all
figures printed are held out; they are matched as `relcli evaluate` does. See bench/README.md.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from judge_records import AnnotatedSet, Label, Record, Recorder, read_sets
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from relcli.coder.judging import weights as head
from relcli.coder.judging.judge import Judge
from relcli.coder.judging.weights import FILE, Weights
from relcli.evaluation.annotations import coded_as
from relcli.evaluation.matching import REPEAT, match, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.memory import Memory
    from relcli.evaluation.annotations import Coded

NOTE = "# The judge's weights, made by bench/train_judge.py: what a candidate shows, and how much that speaks for it."
THRESHOLDS = (0.3, 0.45, 0.6, 0.8, 1.0)
STRICT_THRESHOLDS = (-1.0, -0.5, 0.0, 0.6)
USUAL_STRICT = -1.0
NEWSWIRE = ("train", "tune")
SECOND = 1.0  # what a second act of the same sides in a sentence needs more
OFFICIAL = 0.5  # what a candidate needs more where a government publishes
MEANT = 0.7  # what an act of the rules needs more elsewhere if one of its sides is not named
OFFICIAL_STRICT = 1.0  # what an act of the rules needs less there
ROUND = 2  # decimals of a weight
LEAST = 0.01  # smaller weights are left out
SURE = 0.5  # the score of candidates that are not to be given up early
GIVEN_UP = 0.05  # the share of them that may be given up all the same
STRENGTHS = {
    Label.CORE: 1.0,
    Label.OPTIONAL: 0.3,
    Label.REPEAT: 0.7,
    Label.UNCLEAR: 0.1,
    Label.WRONG: 1.0,
    Label.RIGHT: 0.4,
    Label.MISPLACED: 0.4,
}
"""How much a candidate counts in training."""
POSITIVE = frozenset({Label.CORE, Label.OPTIONAL, Label.UNCLEAR, Label.RIGHT})
LEXICAL = (
    "word",
    "row",
    "second word",
    "source after",
    "source before",
    "target after",
    "target before",
    "between the sides",
)


def main() -> None:
    """Train, print the held-out figures, write the table."""
    options = parsed(sys.argv[1:])
    recorder = Recorder(Weights.of_rules_alone())
    sets = read_sets(options.shared, recorder.coder.reader)
    extra = [] if options.no_extra else more_records(recorder, options.shared)
    training = Training(sets, recorder, options)
    records: list[Record] = []
    for number in range(options.rounds):
        records = training.learn(extra)
        counts = ", ".join(f"{many} {label}" for label, many in Counter(r.label for r in records).most_common())
        print(f"round {number + 1}: {len(records):,} candidates: {counts}", flush=True)
    show_coverage(sets, records, listed=options.misses)
    print("\nheld out: precision, recall, F1 (repeats) at the thresholds of proposed acts and of the rules' acts")
    thresholds = Thresholds(*options.thresholds) if options.thresholds else choose(training, options)
    coded = training.coded(thresholds)
    slope, offset = training.calibration(coded)
    print()
    show("chosen", training.figures(coded))
    show_calibration(*training.outcomes(coded), slope, offset)
    table = Model([*records, *extra], training.names, options).table(thresholds, slope, offset)
    print(f"\n{len(table):,} rows; thresholds {thresholds.proposed} and {thresholds.strict}")
    if not options.dry_run:
        options.output.write_text(written(table), encoding="utf-8")


def more_records(recorder: Recorder, shared: Path) -> list[Record]:
    """Return candidates of single sentences: marked pairs, cases of classes, tests of modality, examples of rows."""
    marked = recorder.of_marked_pairs(shared / "gold")
    cases = recorder.of_cases(shared / "cases" / "coder")
    return [*marked, *cases, *recorder.of_told(), *recorder.of_examples()]


class Thresholds(NamedTuple):
    """The least scores of proposed acts and of those of the rules."""

    proposed: float
    strict: float


RULES_ONLY = Thresholds(math.inf, -math.inf)


class Figures(NamedTuple):
    """Held-out figures of one set, as numbers of events."""

    right: int
    counted: int
    core: int
    repeats: int

    @property
    def precision(self) -> float:
        """Right ones among those that count."""
        return self.right / self.counted if self.counted else 1.0

    @property
    def recall(self) -> float:
        """Found ones among the core events."""
        return self.right / self.core

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Judged(NamedTuple):
    """An event and its score."""

    coded: Coded
    score: float


class RawWeights(Weights):
    """Weights that give the score itself for the confidence."""

    def confidence(self, score: float) -> float:
        """Return the score."""
        return score


class ScoringJudge(Judge):
    """A judge that remembers the scores of the acts it takes."""

    def __init__(self, judge: Judge) -> None:
        super().__init__(judge.weights, judge.vocabulary)
        self.scores: dict[tuple[int, str, frozenset[str]], float] = {}

    def judge(self, sentence: AnnotatedSentence, memory: Memory, *, noting: bool = False) -> None:
        """Judge, and remember the scores."""
        super().judge(sentence, memory, noting=noting)
        for act in sentence.acts:
            key = sentence.start, act.type, frozenset(act.codes)
            self.scores[key] = max(act.confidence, self.scores.get(key, -math.inf))


class Model:
    """Weights that were learned from records."""

    def __init__(self, records: Sequence[Record], names: Sequence[str], options: argparse.Namespace) -> None:
        """Learn from records."""
        kept = chosen_features(records, names, options)
        strengths = [STRENGTHS[record.label] for record in records]
        rows = matrix(records, kept)
        fitted = LogisticRegression(C=options.regularisation, solver="liblinear", tol=1e-3, random_state=options.seed)
        fitted.fit(rows, [record.label in POSITIVE for record in records], sample_weight=strengths)
        coefficients = fitted.coef_[0]
        self.intercept = float(fitted.intercept_[0])
        self.weights = {
            names[number]: round(float(coefficients[column]), ROUND)
            for number, column in kept.items()
            if abs(coefficients[column]) >= LEAST
        }
        right = [
            record
            for record in records
            if record.label is Label.CORE and not record.strict and self._sum(record, names, 4) + self.intercept > SURE
        ]
        self.least_trigger, self.least_sides = (
            float(np.quantile([self._sum(record, names, parts) for record in right], GIVEN_UP)) for parts in (1, -1)
        )

    def _sum(self, record: Record, names: Sequence[str], parts: int) -> float:
        """Return the sum of the weights of the first parts of a candidate."""
        end = sum(record.lengths[:parts])
        return sum(self.weights.get(names[number], 0.0) for number in record.features[:end])

    def table(self, thresholds: Thresholds, slope: float = 1.0, offset: float = 0.0) -> dict[str, float]:
        """Return the table that the judge reads."""
        return {
            head.INTERCEPT: round(self.intercept, ROUND),
            head.THRESHOLD: thresholds.proposed,
            head.STRICT_THRESHOLD: thresholds.strict,
            head.SECOND: SECOND,
            head.OFFICIAL: OFFICIAL,
            head.OFFICIAL_STRICT: OFFICIAL_STRICT,
            head.MEANT: MEANT,
            head.SLOPE: round(slope, ROUND),
            head.OFFSET: round(offset, ROUND),
            head.LEAST_TRIGGER: round(self.least_trigger, ROUND),
            head.LEAST_SIDES: round(self.least_sides, ROUND),
            **dict(sorted(self.weights.items())),
        }


def chosen_features(records: Sequence[Record], names: Sequence[str], options: argparse.Namespace) -> dict[int, int]:
    """Return the columns of the features that are frequent enough in the documents."""
    counts = Counter(number for record in records if record.fits is not None for number in set(record.features))
    often = [number for number, count in counts.items() if count >= options.least_count]
    if options.no_lexical:
        often = [number for number in often if not names[number].startswith(LEXICAL)]
    return {number: column for column, number in enumerate(sorted(often))}


def matrix(records: Sequence[Record], kept: dict[int, int]) -> csr_matrix:
    """Return records as rows of zeros and ones."""
    columns: list[int] = []
    ends = [0]
    for record in records:
        columns += sorted({kept[number] for number in record.features if number in kept})
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(records), len(kept)))


class Training:
    """The sets, dealt into folds, and what was learned without each of them."""

    def __init__(self, sets: list[AnnotatedSet], recorder: Recorder, options: argparse.Namespace) -> None:
        """Deal the documents into folds by chance."""
        self.sets = sets
        self.recorder = recorder
        self.options = options
        names = sorted(document.name for each in sets for document in each.documents)
        random.Random(options.seed).shuffle(names)
        self.fold = {name: place % options.folds for place, name in enumerate(names)}
        self.models: list[Model] = []

    @property
    def names(self) -> list[str]:
        """The features by their numbers."""
        return list(self.recorder.names.numbers)

    def learn(self, extra: list[Record]) -> list[Record]:
        """Record all documents with what was learned so far, and learn from them, each fold from the others."""
        weights = [Weights(model.table(Thresholds(self.options.working, -1.5))) for model in self.models]
        weights = weights or [Weights.of_rules_alone()] * self.options.folds
        records = self.recorder.of_sets(self.sets, lambda name: weights[self.fold[name]])
        names = self.names
        self.models = [
            Model([*(r for r in records if self.fold[r.document] != fold), *extra], names, self.options)
            for fold in range(self.options.folds)
        ]
        return records

    def coded(self, thresholds: Thresholds) -> dict[str, list[Judged]]:
        """Return the events of all documents by set, each document judged by what was learned without it."""
        found: dict[str, list[Judged]] = defaultdict(list)
        judge = ScoringJudge(self.recorder.judge)
        coder = self.recorder.coder
        coder.judge = judge
        weights = [RawWeights(model.table(thresholds)) for model in self.models]
        for each in self.sets:
            for document in each.documents:
                judge.weights = weights[self.fold[document.name]]
                judge.scores = {}
                events = coder.code(document)
                for event, coded in zip(events, coded_as(document, events), strict=True):
                    key = event.start, event.type, frozenset((*event.source, *event.target))
                    found[each.name].append(Judged(coded, judge.scores[key]))
        coder.judge = self.recorder.judge
        return found

    def figures(self, coded: dict[str, list[Judged]]) -> dict[str, Figures]:
        """Return the figures of each set."""
        found = {}
        for each in self.sets:
            matching = match(each.gold, [judged.coded for judged in coded[each.name]])
            right, counted = len(matching.core_pairs), len(coded[each.name]) - len(matching.optional_pairs)
            repeats = sum(spurious.why == REPEAT for spurious in matching.spurious)
            found[each.name] = Figures(right, counted, each.core, repeats)
        return found

    def calibration(self, coded: dict[str, list[Judged]]) -> tuple[float, float]:
        """Return slope and offset that turn the scores of events into how often such events are right."""
        scores, right = self.outcomes(coded)
        fitted = LogisticRegression(C=1e6).fit(np.array(scores).reshape(-1, 1), right)
        return float(fitted.coef_[0][0]), float(fitted.intercept_[0])

    def outcomes(self, coded: dict[str, list[Judged]]) -> tuple[list[float], list[bool]]:
        """Return the scores of all events, and which of them match an annotated one, core or optional."""
        scores: list[float] = []
        right: list[bool] = []
        for each in self.sets:
            pairs = match(each.gold, [judged.coded for judged in coded[each.name]]).pairs
            matched = {id(pair.coded) for pair in pairs}
            scores += [judged.score for judged in coded[each.name]]
            right += [id(judged.coded) in matched for judged in coded[each.name]]
        return scores, right


# -------------------------------------------------------------------- figures


def show_coverage(sets: list[AnnotatedSet], records: Iterable[Record], *, listed: bool) -> None:
    """Print how many core events have a candidate at all, and those that have none if they are to be listed."""
    proposed: defaultdict[str, set[int]] = defaultdict(set)
    for record in records:
        proposed[record.document].update(record.fits)
    for each in sets:
        missed = [
            event
            for name, events in each.events.items()
            for number, event in enumerate(events)
            if event.core and number not in proposed[name]
        ]
        print(f"  {each.name}: {each.core - len(missed)} of {each.core} core events have a candidate")
        for event in missed if listed else ():
            print(f"    {event.document}: {sides_of(event)} {event.type}: {' '.join(event.evidence.split())}")


def show(title: str, figures: dict[str, Figures]) -> None:
    """Print one line of figures: each set, and the newswire sets together."""
    cells = [
        f"{name} {each.precision:.3f} {each.recall:.3f} {each.f1:.3f} ({each.repeats:3})"
        for name, each in {**figures, "newswire": together(figures)}.items()
    ]
    print(f"{title:<14}" + "  ".join(cells), flush=True)


def choose(training: Training, options: argparse.Namespace) -> Thresholds:
    """Print the figures for all thresholds, and return those that find most at the wanted precision."""
    show("rules alone", training.figures(training.coded(RULES_ONLY)))
    chosen = _best(training, [Thresholds(proposed, USUAL_STRICT) for proposed in THRESHOLDS], options)
    return _best(training, [Thresholds(chosen.proposed, strict) for strict in STRICT_THRESHOLDS], options)


def _best(training: Training, grid: list[Thresholds], options: argparse.Namespace) -> Thresholds:
    """Print the figures for some thresholds; return those that find most at the wanted precision, else those of the
    best F1."""
    ranked = []
    for thresholds in grid:
        figures = training.figures(training.coded(thresholds))
        show(f"{thresholds.proposed:5.2f} {thresholds.strict:5.2f}", figures)
        news = together(figures)
        enough = news.precision >= options.precision and figures["press"].precision >= options.press_precision
        ranked.append((enough, news.recall if enough else news.f1, thresholds))
    return max(ranked)[-1]


def together(figures: dict[str, Figures]) -> Figures:
    """Return the figures of the newswire sets as of one set."""
    return Figures(*(sum(numbers) for numbers in zip(*(figures[name] for name in NEWSWIRE), strict=True)))


def show_calibration(scores: list[float], right: list[bool], slope: float, offset: float) -> None:
    """Print for each tenth of the confidence how many events have it, and how many of them are right."""
    tenths: defaultdict[int, list[bool]] = defaultdict(list)
    for score, is_right in zip(scores, right, strict=True):
        tenths[min(9, int(10 / (1 + math.exp(-slope * score - offset))))].append(is_right)
    print("\nconfidence  events  right")
    for tenth, outcomes in sorted(tenths.items()):
        print(f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f} {len(outcomes):8} {sum(outcomes) / len(outcomes):6.2f}")


def written(table: dict[str, float]) -> str:
    """Return the table as text."""
    lines = [f"{name}\t{weight:g}" for name, weight in table.items()]
    return "\n".join((NOTE, "feature\tweight", *lines, ""))


def parsed(words: list[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description="Train the judge of the coder.")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the annotated sets")
    parser.add_argument("-o", "--output", type=Path, default=FILE, help="the table to write (default: the shipped one)")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    parser.add_argument("--misses", action="store_true", help="list the core events that have no candidate")
    parser.add_argument("--precision", type=float, default=0.72, help="the precision wanted on newswire, held out")
    parser.add_argument("--press-precision", type=float, default=0.93, help="the precision wanted on press releases")
    parser.add_argument("--thresholds", type=float, nargs=2, help="of proposed acts and of the rules': try no others")
    parser.add_argument("--folds", type=int, default=5, help="parts into which the documents are dealt")
    parser.add_argument("--rounds", type=int, default=2, help="how often is learned from one's own decisions")
    parser.add_argument("--seed", type=int, default=0, help="the same seed deals the same folds")
    parser.add_argument("--working", type=float, default=0.5, help="the threshold while learning")
    parser.add_argument("--least-count", type=int, default=60, help="candidates that a feature must have")
    parser.add_argument("--regularisation", type=float, default=0.01, help="C of the logistic regression")
    parser.add_argument("--no-lexical", action="store_true", help="leave out the features of single words")
    parser.add_argument("--no-extra", action="store_true", help="learn from the annotated documents alone")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
