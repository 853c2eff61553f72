"""The page of `explain` on a terminal."""

from __future__ import annotations

from relcli.coder.explanation import ActorNote, Analysis, SentenceAnalysis, SilentTrigger
from relcli.coding import CodedEvent, Document, Trace
from relcli.output.layout import Layout
from relcli.output.page import Page
from relcli.output.plain_page import plain_lines
from relcli.reports.explanation_card import explanation_card

BODY = "Iran and Iraq met in Basra. They should stop fighting. The weather was fine."


def at(words: str) -> tuple[int, int]:
    """Return where some words of BODY begin and end."""
    return BODY.index(words), BODY.index(words) + len(words)


def analysis() -> Analysis:
    """Return what was found in BODY: an event, a silent trigger, nothing."""
    meeting = CodedEvent(
        number=1,
        source=("IRN",),
        target=("IRQ",),
        mutual=True,
        type="CONSULT",
        modality="occurred",
        start=0,
        end=27,
        date="2024-05-01",
        date_end="2024-05-01",
        intensity=2.5,
        place="Basra",
        headline="Iran and Iraq met",
        trace=Trace("verb", "verbs.tsv: meet", at("met"), source_from="subject", date_rule="publication"),
    )
    iran, they = ActorNote(*at("Iran"), ("IRN",), "name", "name Iran"), ActorNote(*at("They"), (), "pronoun", "")
    sentences = (
        SentenceAnalysis(*at("Iran and Iraq met in Basra."), "body", (iran,), (1,), (), ""),
        SentenceAnalysis(
            *at("They should stop fighting."),
            "body",
            (iran, they),
            (),
            (SilentTrigger(*at("stop"), "only demanded"),),
            "only demanded",
        ),
        SentenceAnalysis(*at("The weather was fine."), "caption", (), (), (), "no actor"),
    )
    document = Document(name="basra.txt", date="2024-05-02", body=BODY, title="Talks in Basra")
    return Analysis(document, sentences, (meeting,), ("IRN",))


def test_the_page_of_a_document_sentence_by_sentence() -> None:
    assert list(plain_lines(Page(explanation_card(analysis()), 110), Layout())) == [
        "Talks in Basra, basra.txt, 2024-05-02, published by IRN",
        "",
        " 1  Iran and Iraq met in Basra.",
        "    actors    Iran = IRN (name Iran)",
        "    event 1   IRN ↔ IRQ  ● consult  Iran and Iraq met",
        "              trigger       met (verb; verbs.tsv: meet)",
        "              source        IRN (subject)",
        "              target        IRQ (not found)",
        "              date          2024-05-01 (publication)",
        "              place         Basra",
        "",
        " 2  They should stop fighting.",
        "    actors    Iran = IRN (name Iran); They = no known actor (pronoun)",
        "    no event  stop: only demanded",
        "",
        " 3  (caption) The weather was fine.",
        "    no event  no actor",
    ]


def test_triggers_and_unknown_actors_stand_out_and_sentences_without_events_are_faint() -> None:
    lines = list(explanation_card(analysis()))
    marked = [(span.text, span.style) for line in lines for span in line.text]
    assert ("met", "match") in marked
    assert ("no known actor", "notice") in marked
    assert ("They should stop fighting.", "faint") in marked
    assert ("● consult", "cooperation") in marked
    assert ("Iran and Iraq met", "") in marked
