"""English inflections, generated from lemmas.

Irregular verbs come from the lexicon's table; everything else follows the spelling rules: final e dropped, y to ie,
consonants doubled after a short stressed vowel (known for one-syllable verbs; longer ones that double are
irregular rows).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from relcli.lexicon import Lexicon
    from relcli.lexicon.words import Words

VOWELS = frozenset("aeiou")
_HISSES = re.compile(r"(?:[sxz]|[cs]h)$")
_KEEPS_E = re.compile(r"[eoy]e$")


class VerbForms(NamedTuple):
    """The written forms of one verb; past and participle may have several spellings."""

    base: str
    third: str
    past: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: str


class Inflection:
    """Inflects verbs and nouns, with the exceptions of one lexicon."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        """Take irregular verbs, words in -o with -es, and what may follow the head of a noun phrase."""
        self._irregular = {
            row["lemma"]: (split_list(row["past"]), split_list(row["participle"])) for row in lexicon.rows("irregular")
        }
        self._in_es = words.of("plural-in-es")
        self._after_head = words.of("after-head-noun")

    @property
    def irregular_verbs(self) -> frozenset[str]:
        """The lemmas of irregular verbs."""
        return frozenset(self._irregular)

    def verb_forms(self, lemma: str) -> VerbForms:
        """Return all forms of a verb."""
        past, participle = self._irregular.get(lemma, ((past_form(lemma),), (past_form(lemma),)))
        doubled = lemma + lemma[-1]
        gerund = doubled + "ing" if doubled + "ed" in past else gerund_form(lemma)  # expel, expelled: expelling
        return VerbForms(lemma, self.third_person(lemma), past, participle, gerund)

    def third_person(self, lemma: str) -> str:
        """Return the form of the third person singular; also the plural of a noun."""
        if lemma in self._in_es or _HISSES.search(lemma):
            return lemma + "es"
        if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
            return lemma[:-1] + "ies"
        return lemma + "s"

    def plural(self, noun: str) -> str:
        """Return the plural of a noun or of the head (the noun before `of` or `to`, else last word) of a phrase."""
        words = noun.split(" ")
        head = next((at - 1 for at, word in enumerate(words) if at and word in self._after_head), len(words) - 1)
        last = words[head]
        words[head] = last[:-3] + "men" if last.endswith("man") and last != "human" else self.third_person(last)
        return " ".join(words)


def doubles(lemma: str) -> bool:
    """Does the last consonant double before -ed and -ing? (stop: stopped; but open: opened)"""
    if len(lemma) < 3 or lemma[-1] in VOWELS or lemma[-1] in "wxyh" or lemma[-2] not in VOWELS:
        return False
    syllables = sum(
        1 for at, letter in enumerate(lemma) if letter in VOWELS and (at == 0 or lemma[at - 1] not in VOWELS)
    )
    return syllables == 1 and lemma[-3] not in VOWELS


def past_form(lemma: str) -> str:
    """Return the regular past."""
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ied"
    return lemma + lemma[-1] + "ed" if doubles(lemma) else lemma + "ed"


def gerund_form(lemma: str) -> str:
    """Return the -ing form."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not _KEEPS_E.search(lemma):
        return lemma[:-1] + "ing"
    return lemma + lemma[-1] + "ing" if doubles(lemma) else lemma + "ing"
