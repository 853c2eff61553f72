"""Runs command lines as a person would: in a shell, through pipes, or on a pseudo-terminal of a given size."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import inside, scripted
from .inside import Outcome

PROJECT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


class Workplace:
    """A folder with a few news documents, a database of their events, an event file, and a command `relcli`."""

    def __init__(self, folder: Path, program: str = "relcli") -> None:
        """Make the folder; `program` is the module that the command runs."""
        self.folder = folder
        shutil.copytree(scripted.NEWS, folder / "news")
        shutil.copy(scripted.EVENTS, folder / "events.tab")
        scripted.build(folder / "news.db")
        commands = folder / ".bin"
        commands.mkdir()
        (commands / "relcli").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {program} "$@"\n')
        (commands / "relcli").chmod(0o755)
        self.variables = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.variables |= {
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            "HOME": str(folder / "home"),
            "RELCLI_DB": "news.db",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "PAGER": "cat",
        }

    def run(self, line: str, size: tuple[int, int] | None = None, keys: str = "") -> Outcome:
        """Run one line of shell; with `size` (columns, rows) on a pseudo-terminal, where `keys` are pressed."""
        return self._on_terminal(line, size, keys) if size else self._through_pipes(line)

    def call(self, line: str) -> Outcome:
        """Run one line, without a process where it is a command line of relcli that needs none."""
        words = inside.plain_words(line)
        return inside.call(words, self.folder, self.variables) if words else self.run(line)

    def _through_pipes(self, line: str) -> Outcome:
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Outcome(done.stdout.decode(), done.stderr.decode(), done.returncode)

    def _on_terminal(self, line: str, size: tuple[int, int], keys: str) -> Outcome:
        import fcntl
        import pty
        import struct
        import termios

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        process = subprocess.Popen(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.variables,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        os.write(ours, keys.encode())
        written = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            written += part
        os.close(ours)
        return Outcome(written.decode(errors="replace").replace("\r\n", "\n"), "", process.wait(timeout=120))
