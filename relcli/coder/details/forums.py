"""The forum at whose margin something was done ("on the sidelines of the SCO summit"), in the text's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.vocabulary.vocabulary import Vocabulary

_CAPITALISED = r"[A-Z0-9][\w\u2019'&+-]*"


class ForumFinder:
    """Finds forums with one vocabulary's words; its pattern is made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Make the pattern from the word lists."""

        def any_of(name: str) -> str:
            return f"(?:{'|'.join(sorted(map(re.escape, vocabulary.word(name)), key=len, reverse=True))})"

        name = rf"(?:{_CAPITALISED}|{any_of('forum-name-link')}|[\u2013-])"
        kinds = "|".join(_with_either_case(kind) for kind in sorted(vocabulary.word("forum-kind")))
        end = rf"(?= {any_of('forum-end')}\b| and [a-z]|[,.;:]|$)"
        article = any_of("forum-article")
        self._pattern = re.compile(
            rf"\b{any_of('forum-margin-preposition')} the {any_of('forum-margin')} of "
            rf"(?:{article} |this year[\u2019']s )?(?P<a>[^,.;:]{{3,80}}?){end}"
            rf"|\b{any_of('forum-opener')} (?:{article} )?(?P<b>{_CAPITALISED} (?:{name} ){{0,8}}(?:{kinds})\b"
            r"(?: of (?:[A-Z][\w]+ ?)+)?)"
        )

    def find(self, sentence: str) -> str:
        """Return the forum that a sentence names, or an empty string."""
        match = self._pattern.search(sentence)
        if match is None:
            return ""
        found = str(match.group("a") or match.group("b") or "").strip()
        return "" if "press conference" in found.lower() else found


def _with_either_case(phrase: str) -> str:
    """Return a pattern for a phrase whose words may each begin with a capital."""
    return " ".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in phrase.split())
