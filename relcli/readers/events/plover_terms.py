"""PLOVER's types, modes and contexts as files write them, and acts with several actors on either side.

The rules are those of the PLOVER manual (draft of September 2021); contexts.tsv and type_synonyms.tsv have its names.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.lexicon.tables import DATA, read_table
from relcli.model import TYPES
from relcli.readers.events.event_codes import Act, Parties, parties_of, plover_act, plover_values
from relcli.readers.events.event_file import RowError, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.readers.events.event_codes import Side

_AUXILIARY_MODES = {"historical": "historical", "negation": "denied", "future": "pledged", "hypothetical": "proposed"}
"""PLOVER's auxiliary modes, and the modality each one means."""


@cache
def _older_names() -> dict[str, str]:
    return {row["word"].upper(): row["meaning"] for row in read_table(DATA / "type_synonyms.tsv")}


@cache
def _context_sectors() -> dict[str, str]:
    return {row["context"]: row["sector"] for row in read_table(DATA / "contexts.tsv")}


def sectors_of(contexts: Iterable[str]) -> Side:
    """Return the sectors of PLOVER contexts, each once; contexts that have no sector are left out."""
    known = _context_sectors()
    names = (name.strip().lower().replace(" ", "_") for name in contexts)
    return tuple(dict.fromkeys(known[name] for name in names if name in known))


def act_of(name: str, modes: Iterable[str], contexts: Iterable[str], tally: Tally) -> Act:
    """Return the act of a type (in any case), its modes and contexts.

    The first mode that belongs to the type is used; others give a warning. Auxiliary modes decide the modality.

    Raises:
        RowError: the type is unknown, or an older one that corresponds to two of today's.
    """
    upper = name.strip().upper()
    act_type = upper if upper in TYPES else _older_names().get(upper, "")
    if act_type not in TYPES:
        means = f", which may be {act_type.replace(';', ' or ')}" if act_type else ""
        raise RowError(f"{'ambiguous' if means else 'unknown'} event type {name!r}{means}")
    chosen, modality = "", ""
    for mode in (mode.strip().lower().replace("_", "-") for mode in modes):
        if mode in _AUXILIARY_MODES:
            modality = _AUXILIARY_MODES[mode]
        elif mode and not chosen and (act_type, mode) in plover_values():
            chosen = mode
        elif mode:
            tally.warn(f"mode {mode!r} of {act_type} left out")
    act = plover_act(act_type, chosen, sectors_of(contexts))
    return act._replace(modality=modality) if modality else act


def act_parties(act: Act, actors: Side, recipients: Side) -> Parties | None:
    """Return who did it to whom; None if there are not two different actors.

    Several actors without a recipient do it to each other; whoever is on both sides counts as an actor.
    """
    others = tuple(code for code in recipients if code not in actors)
    if not recipients and len(actors) > 1:
        first, *rest = sorted(actors)
        return Parties((first,), tuple(rest), True, "")
    return parties_of(act, actors, others) if actors and others else None
