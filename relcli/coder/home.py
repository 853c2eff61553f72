"""Whose government speaks: the country behind "we", "I", "the President" and ministers named without a country.

Told by the text itself: a country that acts in the first-person document, and office holders who are named with their
title but without their country, as a press office names its own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.marks import Mark
    from relcli.coder.view import View
    from relcli.coder.vocabulary import Vocabulary

ACTING, NAMED_HOLDER, MENTIONED, LEAST = 3, 2, 1, 4
OUTWARD = frozenset({"in", "on", "against", "to", "with", "from", "by", "between"})
"""Prepositions before a country that is spoken of rather than speaking."""
OWN_NAME_KINDS = frozenset({"name", "metonym", "adjective", "demonym", "institution"})


def guess_home(views: list[View], all_marks: list[dict[int, Mark]], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the code of the publishing government's country as a tuple of one, or an empty tuple."""
    score: Counter[str] = Counter()
    first_person = False
    for view, marks in zip(views, all_marks, strict=True):
        quoted = view.sentence.quoted
        first_person = first_person or not quoted and any(word in {"we", "our"} for word in view.lowers)
        for at, mark in marks.items():
            if mark.alias and mark.alias.kind in OWN_NAME_KINDS:
                score[mark.alias.code] += _weight(view, mark, vocabulary)
            elif mark.holder and _named_without_country(view, at, marks):
                score[mark.holder.code] += NAMED_HOLDER
    if not score:
        return ()
    (best, points), *rest = score.most_common(2)
    if points < (ACTING if first_person else LEAST) or rest and rest[0][1] == points:
        return ()
    return (best,)


def _weight(view: View, mark: Mark, vocabulary: Vocabulary) -> int:
    if _acts(view, mark.end, vocabulary) and mark.alias and mark.alias.kind in {"name", "metonym"}:
        return ACTING
    before = view.lower(mark.start - 1)
    if before == "the":
        before = view.lower(mark.start - 2)
    return -MENTIONED if before in OUTWARD or view.lower(mark.end) == "regime" else MENTIONED


def _acts(view: View, at: int, vocabulary: Vocabulary) -> bool:
    """Does a verb follow directly ("Sri Lanka reaffirms", "the United States will")?"""
    lower = view.lower(at)
    return lower in vocabulary.frames.forms or lower in vocabulary.word("modal") or lower in vocabulary.word("be")


def _named_without_country(view: View, at: int, marks: dict[int, Mark]) -> bool:
    title = next((mark for mark in marks.values() if mark.end == at and mark.title), None)
    if title is None:
        return False
    before = next((mark for mark in marks.values() if mark.end in {title.start, title.start - 1}), None)
    return before is None or before.alias is None
