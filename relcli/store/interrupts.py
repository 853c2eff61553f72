"""Interrupts that SQLite would swallow.

An interrupt can arrive while SQLite calls a function of ours. SQLite then reports only that "user-defined function
raised exception". So whoever handles signals remembers the interrupt here before it is raised, and whoever sees such
an error raises the interrupt instead.
"""

from __future__ import annotations

from typing import TypeVar

Interrupt = TypeVar("Interrupt", bound=KeyboardInterrupt)

_IN_A_FUNCTION = "user-defined function raised exception"
_last: list[KeyboardInterrupt] = []


def remembered(interrupt: Interrupt) -> Interrupt:
    """Remember an interrupt that is about to be raised, and return it."""
    _last[:] = [interrupt]
    return interrupt


def forget() -> None:
    """Forget the interrupt of an earlier command of the same process."""
    _last.clear()


def swallowed_by(error: BaseException) -> KeyboardInterrupt | None:
    """Return the interrupt that became an error of SQLite; None if the error has another cause."""
    return _last.pop() if _last and _IN_A_FUNCTION in str(error) else None
