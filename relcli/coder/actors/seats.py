"""Towns that stand for the organisation that sits there: "Brussels rejected the plan" in a story of the European Union.

Only where the text names the organisation and nothing else of the country of the town, and not where the town is a
place ("met in Brussels").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary


def move_to_organisations(sentences: list[AnnotatedSentence], vocabulary: Vocabulary) -> None:
    """Give the marks of such towns the code of their organisation."""
    for town, organisation in vocabulary.organisation_seats.items():
        found = list(_marks_of(town, sentences))
        if not found:
            continue
        state = next(mark.alias.code for _, mark in found if mark.alias)
        others = {code for sentence in sentences for mark in sentence.marks.values() for code in _codes(mark, town)}
        if organisation not in others or state in others:
            continue
        places = vocabulary.word("target-place-preposition") | vocabulary.word("seat-place-sign")
        for sentence, mark in found:
            if sentence.lower(mark.start - 1) not in places and mark.alias:
                sentence.marks[mark.start] = mark._replace(
                    alias=mark.alias._replace(code=organisation, kind=ActorKind.METONYM)
                )


def _marks_of(town: str, sentences: list[AnnotatedSentence]) -> Iterator[tuple[AnnotatedSentence, Mark]]:
    for sentence in sentences:
        if town in sentence.words:
            for mark in list(sentence.marks.values()):
                if mark.alias is not None and mark.alias.kind == ActorKind.CAPITAL and mark.alias.text.lower() == town:
                    yield sentence, mark


def _codes(mark: Mark, town: str) -> Iterator[str]:
    if mark.alias is not None and mark.alias.text.lower() != town:
        yield mark.alias.code
    elif mark.holder is not None:
        yield mark.holder.code
