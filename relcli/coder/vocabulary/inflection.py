"""English inflections, generated from lemmas.

Irregular verbs come from the lexicon's table; everything else follows the spelling rules: final e dropped, y to ie,
consonants doubled after a short stressed vowel (known for one-syllable verbs; longer ones that double are
irregular rows).
"""

from __future__ import annotations

from typing import NamedTuple

VOWELS = frozenset("aeiou")


class VerbForms(NamedTuple):
    """The written forms of one verb; past and participle may have several spellings."""

    base: str
    third: str
    past: tuple[str, ...]
    participle: tuple[str, ...]
    gerund: str


def doubles(lemma: str) -> bool:
    """Does the last consonant double before -ed and -ing? (stop: stopped; but open: opened)"""
    if len(lemma) < 3 or lemma[-1] in VOWELS or lemma[-1] in "wxyh" or lemma[-2] not in VOWELS:
        return False
    syllables = sum(
        1 for at, letter in enumerate(lemma) if letter in VOWELS and (at == 0 or lemma[at - 1] not in VOWELS)
    )
    return syllables == 1 and lemma[-3] not in VOWELS


def third_person(lemma: str) -> str:
    """Return the form of the third person singular; also the plural of a noun."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in {"go", "do", "veto", "echo", "torpedo"}:
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


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
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + lemma[-1] + "ing" if doubles(lemma) else lemma + "ing"


def verb_forms(lemma: str, irregular: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> VerbForms:
    """Return all forms of a verb; `irregular` maps a lemma to its pasts and participles."""
    past, participle = irregular.get(lemma, ((past_form(lemma),), (past_form(lemma),)))
    doubled = lemma + lemma[-1]
    gerund = doubled + "ing" if doubled + "ed" in past else gerund_form(lemma)  # expel, expelled: expelling
    return VerbForms(lemma, third_person(lemma), past, participle, gerund)


def plural(noun: str) -> str:
    """Return the plural of a noun or of the head (first noun before `of`/`to`, else last word) of a noun phrase."""
    words = noun.split(" ")
    head = next(
        (at - 1 for at, word in enumerate(words) if at and word in {"of", "to", "for", "general"}),
        len(words) - 1,
    )
    last = words[head]
    words[head] = last[:-3] + "men" if last.endswith("man") and last != "human" else third_person(last)
    return " ".join(words)
