"""Real shells on a pseudo-terminal: keys go in, and what the line has become is asked of the shell itself."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from typing import TYPE_CHECKING

from .processes import PATIENCE

if TYPE_CHECKING:
    from .processes import Workplace

READY = "READY>"
COMMANDS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
SETTINGS = {
    "bash": "PS1='READY''>'; bind 'set bell-style none'; bind 'set enable-bracketed-paste off' 2>/dev/null",
    "zsh": "PS1='READY''>'; bindkey -e; unsetopt beep prompt_sp; unset zle_bracketed_paste;"
    " autoload -U compinit; compinit -u -D",
}


class Shell:
    """An interactive shell that has loaded the completion of relcli."""

    def __init__(self, name: str, workplace: Workplace, script: str = "relcli completion {}") -> None:
        self._text = ""  # what the shell wrote and nobody has asked for
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            COMMANDS[name],
            cwd=workplace.folder,
            env={**workplace.variables, "TERM": "dumb" if name == "bash" else "vt100", "HISTFILE": ""},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._enter(SETTINGS[name])
        self._enter(f'eval "$({script.format(name)})"')
        self._enter("shown() { printf '<%s>' \"$@\"; echo; echo END''; }")

    def typed(self, keys: str) -> str:
        """Type keys, a tab after them; return the words of the line as the shell then has them, as <word><word>."""
        os.write(self._ours, f"{keys}\t".encode())
        os.write(self._ours, b"\x01shown \x05\r")  # to the beginning of the line, to its end, enter
        text = self._until("END")
        self._until(READY)
        return next(line.rstrip() for line in reversed(text.replace("\r", "\n").split("\n")) if line.startswith("<"))

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def _enter(self, line: str) -> None:
        os.write(self._ours, f"{line}\r".encode())
        self._until(READY)

    def _until(self, mark: str) -> str:
        """Return what the shell writes up to a mark."""
        end = time.monotonic() + PATIENCE
        while mark not in self._text:
            ready, _, _ = select.select([self._ours], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"no {mark} in {self._text!r}"
            self._text += os.read(self._ours, 65536).decode(errors="replace")
        text, _, self._text = self._text.partition(mark)
        return text
