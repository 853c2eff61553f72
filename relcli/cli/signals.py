"""Termination requested by others: SIGTERM (kill, a service manager, a shutdown) and SIGHUP (the terminal is gone).

Both end a command as Ctrl-C does: what is half done is taken back, temporary files go, processes of `--jobs` end, and
one line says what was kept. The exit code is 128 and the number of the signal, as shells have it. Ctrl-C itself
(SIGINT) is handled here only to be remembered, for the case that it arrives inside SQLite.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from relcli.errors import ExitCode
from relcli.store.interrupts import forget, remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {ExitCode.INTERRUPTED: "interrupted", ExitCode.TERMINATED: "terminated", ExitCode.HUNG_UP: "hung up"}
ENDING = {
    number: code
    for name, code in (("SIGTERM", ExitCode.TERMINATED), ("SIGHUP", ExitCode.HUNG_UP))
    if (number := getattr(signal, name, None)) is not None
}
"""The signals, where the system has them, and the exit codes they lead to."""


class Ended(KeyboardInterrupt):
    """A termination signal: handled wherever an interrupt is."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__()
        self.code = code


@contextmanager
def ending_orderly() -> Iterator[None]:
    """Have these signals raise Ended in the `with` block. One that is ignored, as under `nohup`, stays ignored; a
    second one does not disturb the clean-up after the first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    forget()
    changed: dict[Any, Any] = {}
    for number in ENDING:
        if signal.getsignal(number) == signal.SIG_DFL:
            changed[number] = signal.signal(number, _end)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        changed[signal.SIGINT] = signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        for number, before in changed.items():
            signal.signal(number, before)


def _end(number: int, frame: object) -> None:
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise remembered(Ended(ENDING[number]))


def _interrupt(number: int, frame: object) -> None:
    raise remembered(KeyboardInterrupt())


def code_of(interrupt: KeyboardInterrupt) -> ExitCode:
    """Return the exit code after an interrupt or a termination signal."""
    return interrupt.code if isinstance(interrupt, Ended) else ExitCode.INTERRUPTED


def line_of(interrupt: KeyboardInterrupt) -> str:
    """Return the line to print; '' for Ctrl-C with nothing worth reporting."""
    notes = getattr(interrupt, "__notes__", [])
    code = code_of(interrupt)
    if not notes and code == ExitCode.INTERRUPTED:
        return ""
    return "; ".join((_WORDS[code], *notes[-1:]))
