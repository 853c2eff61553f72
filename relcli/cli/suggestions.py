"""What an unknown command or option may have been meant for: another program's word for ours, as listed in
`synonyms.tsv`, or one that is spelt alike. Needed only for an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relcli.errors import LONGEST_COMPARED, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SYNONYMS = Path(__file__).parent / "synonyms.tsv"
PROGRAM = "relcli"


def synonyms(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the words of other programs for a `kind` of ours (command, option), with what they mean here."""
    lines = [line for line in SYNONYMS.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return {word: tuple(meaning.split(", ")) for known, word, meaning in rows if known == kind}


def command_hint(name: str, family: str, known: Iterable[str]) -> str:
    """Return what to type instead of an unknown command; `known` are those of a `family`, or all ('')."""
    known = list(known)
    listed = synonyms("command")
    meanings = listed.get(name.lower(), ())
    if family:
        meanings = tuple(
            each
            for each in known
            if each in meanings
            or name in listed.get(each, ())
            or (meanings and listed.get(each) == meanings)
            or f"{family} {each}" in meanings
        )
    elif not meanings and (":" in name or name.startswith("@")):
        return f"write {PROGRAM} list {name}"
    return _did_you_mean(meanings) if meanings else nearest(name, known, "commands are")


def option_hint(option: str, known: Collection[str]) -> str:
    """Return what to type instead of an option that a command with the `known` ones lacks, '' if nothing is near."""
    meanings = [
        each
        for each in synonyms("option").get(option.lower(), ())
        if each.split()[0] in known or each.startswith(PROGRAM)
    ]
    if meanings:
        return _did_you_mean(meanings)
    near = _spelt_alike(option, known)
    return _did_you_mean(near) if near else ""


def _spelt_alike(option: str, known: Iterable[str]) -> list[str]:
    """Return the known options nearest to one, only a very near one where there is any."""
    from difflib import get_close_matches

    typed = option.lstrip("-").lower()[:LONGEST_COMPARED]
    names = {each.lstrip("-"): each for each in known if each.startswith("--")}
    if not option.startswith("--") or not typed:
        return []
    begun = [name for name in names if len(typed) > 1 and name.startswith(typed)]
    near = get_close_matches(typed, names, n=3, cutoff=0.8) or begun or get_close_matches(typed, names, n=3, cutoff=0.6)
    return [names[each] for each in near[:3]]


def _did_you_mean(words: Iterable[str]) -> str:
    return f"did you mean {', '.join(words)}?"
