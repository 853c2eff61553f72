"""The country that a government's statement is about: meant by "the regime", "these abuses", and by acts that name
nobody.

Only for first-person statements of a known government, and only if one other country stands out: a statement on
Cuba that
condemns "the mass detentions" condemns Cuba's.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Mark

LEAST_MENTIONS = 3
LEAST_SHARE = 0.6
LONGEST_STATEMENT = 40  # sentences: longer texts are speeches and briefings on many things
SPEAKING = frozenset({"we", "i", "our"})
TOPIC_KINDS = frozenset({"name", "adjective", "demonym", "capital", "metonym", "institution", "group"})


def find_topic(sentences: list[AnnotatedSentence], all_marks: list[dict[int, Mark]], home: tuple[str, ...]) -> str:
    """Return the code of the country a first-person statement is about, or an empty string."""
    if not home or len(sentences) > LONGEST_STATEMENT:
        return ""
    speaking = any(not sentence.quoted and SPEAKING.intersection(sentence.lowers) for sentence in sentences)
    if not speaking:
        return ""
    counts: Counter[str] = Counter()
    for marks in all_marks:
        for mark in marks.values():
            if mark.alias and mark.alias.kind in TOPIC_KINDS and mark.alias.code not in home:
                counts[mark.alias.code] += 1
    if not counts:
        return ""
    code, mentions = counts.most_common(1)[0]
    return code if mentions >= LEAST_MENTIONS and mentions >= LEAST_SHARE * counts.total() else ""
