"""Said is not done: what negation, modal verbs, conditions and the frame make of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.clauses import Clause
    from relcli.coder.frames import Frame
    from relcli.coder.view import View

FUTURE_MODALS = frozenset({"will", "shall", "'ll", "wo"})
DOUBTFUL_MODALS = frozenset({"may", "might", "could", "can"})
DUTY_MODALS = frozenset({"should", "must", "ought"})
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
FORCEFUL = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
KEEPS_UNDER_NEGATION = frozenset({"REJECT"})


def future_type(event_type: str) -> str:
    """Return the type of an act still to come: cooperation in the future is AGREE, force in the future THREATEN.

    PLOVER manual (2021): cooperation told in the future tense is AGREE; its conventions are in docs/coding.md.
    """
    if event_type in COOPERATIVE:
        return "AGREE"
    return "THREATEN" if event_type in FORCEFUL else event_type


def settle_modality(clause: Clause, frame: Frame, view: View, reported: bool) -> str:
    """Return the modality of an act, or "!reason" if the clause tells no act at all."""
    group = clause.group
    if clause.conditional:
        return "!a condition, not an act"
    modality = frame.modality
    if group.modal in DOUBTFUL_MODALS:
        return "!only possible (“" + group.modal + "”)"
    if group.modal in DUTY_MODALS:
        return "!only demanded (“" + group.modal + "”)"
    if group.modal == "would":
        if group.perfect or not reported:
            return "!hypothetical (“would”)"
        modality = _future(modality)
    elif group.modal in FUTURE_MODALS:
        modality = _future(modality)
    if group.negated or view.lower(group.end) == "no":
        return _negated(modality, frame, group.modal)
    if group.perfect == "had" and modality == "occurred" and not reported:
        return "historical"
    return modality


def _future(modality: str) -> str:
    return "pledged" if modality in {"occurred", "agreed"} else modality


def _negated(modality: str, frame: Frame, modal: str) -> str:
    if frame.type in KEEPS_UNDER_NEGATION or frame.type == "THREATEN":
        return "!negated"
    if modality in {"proposed"} or frame.type in {"REQUEST", "ACCUSE"}:
        return "!negated"
    return "denied"
