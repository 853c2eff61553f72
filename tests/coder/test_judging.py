"""The second look and the judge: what is proposed, how candidates are described and weighed, which of them win."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from relcli.coder import load_coder
from relcli.coder.judging.judge import Judge
from relcli.coder.judging.weights import HEAD, STRICT_THRESHOLD, THRESHOLD, Weights, read_weights
from relcli.coder.pipeline import RuleCoder
from relcli.coder.vocabulary.vocabulary import Vocabulary
from relcli.coding import Document
from relcli.errors import LexiconError
from relcli.lexicon import load_lexicon, loader
from relcli.lexicon.tables import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from relcli.coder.explanation import JudgedCandidate

DAY = "2024-05-16"
# No rule takes the infinitive for an act: it only completes "plans".
UNSEEN = "Norway told reporters of plans to deport Russian sailors."
ALWAYS = -100.0
NEVER = 100.0


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped lexicon, ready for the stages."""
    return Vocabulary(load_lexicon())


def weights(**changed: float) -> Weights:
    """Return weights that take every candidate of the rules, and the proposed ones of features that are given."""
    table = dict.fromkeys(HEAD, 0.0) | {STRICT_THRESHOLD: ALWAYS, "calibration slope": 1.0}
    table |= {"least of a trigger": ALWAYS, "least of a trigger and two sides": ALWAYS}
    return Weights(table | {THRESHOLD: 0.5} | {name.replace("_", " "): weight for name, weight in changed.items()})


def coded(text: str, by: Weights) -> list[str]:
    """Return the events of a text, judged by these weights, as "SOURCE>TARGET TYPE"."""
    events = RuleCoder(vocabulary(), by).code(Document("text", DAY, text))
    return [f"{'+'.join(event.source)}>{'+'.join(event.target)} {event.type}" for event in events]


def judged(text: str, by: Weights) -> list[JudgedCandidate]:
    """Return the judgements of all sentences of a text."""
    analysis = RuleCoder(vocabulary(), by).analyse(Document("text", DAY, text))
    return [candidate for sentence in analysis.sentences for candidate in sentence.judged]


def test_without_a_second_look_only_the_rules_count() -> None:
    assert coded(UNSEEN, Weights.of_rules_alone()) == []
    assert coded("Norway deported Russian sailors.", Weights.of_rules_alone()) == ["NOR>RUS COERCE"]


def test_a_silent_sentence_with_two_sides_gets_a_second_look() -> None:
    found = coded(UNSEEN, weights(**{"word: deport": 0.6, "order: source trigger target": 0.2}))
    assert found == ["NOR>RUS COERCE"]


@pytest.mark.parametrize(
    "text",
    [
        "Did Norway plan to deport Russian sailors?",
        "If Norway deports Russian sailors, the ministry will answer.",
        "Norway would have deported Russian sailors.",
    ],
)
def test_certain_grammar_proposes_no_deed(text: str) -> None:
    found = judged(text, weights(**{"word: deport": 5.0}))
    assert not [candidate for candidate in found if candidate.type == "COERCE" and candidate.taken]


def test_one_trigger_gives_one_act_and_the_better_side_wins() -> None:
    text = "Norway told reporters in Sweden of plans to deport Russian sailors."
    right = {"word: deport": 0.6, "target: right 1": 1.0, "source: left 2": 0.5}
    assert "NOR>RUS COERCE" in coded(text, weights(**right))
    other = {"word: deport": 0.6, "target: right 1": 1.0, "source: left 1": 0.5}
    assert "SWE>RUS COERCE" in coded(text, weights(**other))


def test_what_a_second_look_proposes_does_not_become_the_pair() -> None:
    planned = "Mali told reporters of plans to deport Togolese sailors."
    text = f"Kenya met Ghana on Tuesday. {planned} Both sides agreed to build a port."
    taken = weights(**{"word: deport": 5.0})
    assert "MLI>TGO COERCE" in coded(text, taken)
    assert coded(text, taken)[-1] in {"GHA>KEN AGREE", "KEN>GHA AGREE"}


def test_who_attends_the_talks_of_others_does_not_become_the_pair() -> None:
    text = "Kenya met Ghana. The ambassadors of Mali and Togo attended the talks. Both sides agreed to build a port."
    found = coded(text, weights())
    assert found[-1] in {"GHA>KEN AGREE", "KEN>GHA AGREE"}
    assert not [event for event in found if "MLI" in event]
    alone = coded("The ambassadors of Mali and Togo attended talks.", weights())
    assert alone == ["MLI>TGO CONSULT"]


def test_words_of_judgement_in_what_is_said_are_proposed() -> None:
    said = {"fit: said": 5.0, "source speaks": 1.0, "target: right 1": 0.5}
    assert "NOR>RUS ACCUSE" in coded("Norway said the answer of Russia was insufficient.", weights(**said))
    assert coded("The answer of Russia to Norway was insufficient.", weights(**said)) == []
    assert coded("Norway said the answer of Russia was long.", weights(**said)) == []


def test_what_the_text_is_about_is_seen() -> None:
    told = "Norway told reporters of plans to deport Russian sailors."
    match = "The striker scored a goal in the second half of the match. The coach praised the players. "
    by = weights(**{"word: deport": 0.6, "about: sport in 0.5 of the text, type: COERCE": -0.5})
    assert coded(told, by) == ["NOR>RUS COERCE"]
    assert coded(match + told, by) == []


def test_why_the_rules_refused_a_verb_is_seen() -> None:
    refused = [name for name in weights_names(UNSEEN) if name.startswith("refused: ")]
    assert refused


def weights_names(text: str) -> list[str]:
    """Return all features that a coder asks the weights of while it reads a text."""
    asked: list[str] = []

    class Asking(Weights):
        def weigh(self, features: list[str]) -> float:
            asked.extend(features)
            return super().weigh(features)

    RuleCoder(vocabulary(), Asking(weights().table)).code(Document("text", DAY, text))
    return asked


def test_an_act_of_the_rules_is_dropped_below_its_own_threshold() -> None:
    text = "Norway condemned Russia."
    doubted = weights(**{"fit: strict": -3.0})
    assert coded(text, doubted) == ["NOR>RUS ACCUSE"]
    doubted.strict_threshold = -2.0
    assert coded(text, doubted) == []


def test_a_list_without_end_is_left_to_the_rules() -> None:
    told = {"word: deport": 5.0}
    assert coded(UNSEEN, weights(**told)) != []
    assert coded(UNSEEN.replace("sailors", "sailors " + "and more " * 130), weights(**told)) == []


def test_confidence_follows_the_calibration() -> None:
    by = weights()
    assert by.confidence(0.0) == 0.5
    assert by.confidence(2.0) == 0.88
    assert weights(calibration_offset=2.0).confidence(0.0) == 0.88
    assert by.confidence(-50.0) == 0.0


def test_what_is_told_again_is_known_by_the_act_before() -> None:
    text = "Norway condemned Russia over the raids. At home Norway accused Russia of hacking two banks."
    assert coded(text, weights()) == ["NOR>RUS ACCUSE", "NOR>RUS ACCUSE"]
    once = weights(**{"told before: in the text": -5.0})
    once.strict_threshold = -1.0
    assert coded(text, once) == ["NOR>RUS ACCUSE"]


def test_reasons_are_those_that_weighed_most() -> None:
    by = weights(**{"word: deport": 0.6, "order: source trigger target": 0.2, "fit: other": -0.1})
    best = next(candidate for candidate in judged(UNSEEN, by) if candidate.taken)
    assert (best.source, best.target, best.type) == (("NOR",), ("RUS",), "COERCE")
    assert best.reasons.startswith("for it: word: deport (+0.6); order: source trigger target (+0.2)")
    refused = [candidate for candidate in judged(UNSEEN, weights()) if not candidate.taken]
    assert refused
    assert all(candidate.confidence <= 0.62 for candidate in refused)


def test_weights_are_read_from_the_table_of_the_lexicon() -> None:
    shipped = read_weights(load_lexicon().rows("weights"))
    assert len(shipped.table) > 1000
    assert shipped.strict_threshold <= shipped.threshold
    assert load_coder().judge.weights.table == shipped.table


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([{"feature": "intercept", "weight": "much"}], "is no weight of a feature: 'intercept much'"),
        ([{"feature": "intercept"}], "is no weight of a feature: 'intercept'"),
        ([{"feature": "fit: strict", "weight": "1"}], "has no 'intercept'"),
    ],
)
def test_a_table_that_cannot_be_used_is_reported(rows: list[dict[str, str]], fault: str) -> None:
    with pytest.raises(LexiconError, match=fault) as error:
        read_weights(rows)
    assert "weights.tsv" in str(error.value)


def test_a_missing_table_of_weights_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in DATA.glob("*.tsv"):
        if path.stem != "weights":
            (tmp_path / path.name).symlink_to(path)
    monkeypatch.setattr(loader, "DATA", tmp_path)
    loader.load_lexicon.cache_clear()
    with pytest.raises(LexiconError, match=r"weights\.tsv.*cannot be read"):
        loader.load_lexicon()
    monkeypatch.undo()
    loader.load_lexicon.cache_clear()


def test_the_judge_keeps_no_state_between_documents() -> None:
    coder = load_coder()
    assert isinstance(coder.judge, Judge)
    text = Document("text", DAY, "Norway condemned Russia. Norway denounced Russia.")
    assert coder.code(text) == coder.code(text)
