"""Long answers on a terminal, a screenful at a time, by the user's pager.

What is written is kept here until it is more than a screenful, so that a short answer starts no pager; from then on it
goes straight to the pager, which shows the beginning while the rest is still being made.
"""

from __future__ import annotations

import re
import signal
from contextlib import contextmanager
from os.path import basename
from typing import TYPE_CHECKING, Any, cast

from relcli.cli.signals import Ended
from relcli.output.width import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper
    from subprocess import Popen
    from typing import TextIO

    from relcli.environment import Environment

USUAL = ("less", "more")
"""The pagers to look for where the user names no other."""
OPTIONS_OF_LESS = "FRX"
"""Ends by itself if all fits, passes colours on, leaves the text on the screen: for those who set no LESS."""
_NOTES = 2
"""Lines at the end of a screen that are not filled: the next prompt, and a note such as how many were shown."""
_COLOURS = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x1b]*\x1b\\\\")
"""Sequences that take no room: colours, and the beginnings and ends of links (OSC 8)."""
_LINKS = re.compile("\x1b\\]8;[^\x1b]*\x1b\\\\")
FOLLOWS_LINKS = "less"
"""The pager that passes links on with -R; others would show their addresses as rubbish."""


class PagerLeftError(Exception):
    """The user has seen enough and left the pager."""


class Paged:
    """A stream that becomes a pager's input once more than a screenful has been written to it."""

    def __init__(self, environment: Environment, command: list[str]) -> None:
        self._environment = environment
        self._command = command
        self._width = environment.width
        self._room = environment.height - _NOTES
        self._kept: list[str] = []
        self._lines = 0
        self._process: Popen[bytes] | None = None
        self._stream: TextIO | TextIOWrapper | None = None
        self._interrupted = False
        self._handler: Any = None

    @property
    def encoding(self) -> str:
        """The encoding of the terminal, which the pager gets too."""
        return self._environment.stdout.encoding or "utf-8"

    def write(self, text: str) -> int:
        """Write, keep until there is more than a screenful; PagerLeftError if the pager was left."""
        if self._stream is None:
            self._kept.append(text)
            self._lines += lines_taken(text, self._width)
            if self._lines > self._room:
                self._stream = self._start()
                self._pass_on("".join(self._kept))
                self._stream.flush()
        else:
            self._pass_on(text)
        return len(text)

    def flush(self) -> None:
        """Do nothing: the pager gets what there is as it comes."""

    def forget(self) -> None:
        """Drop what was kept: it was interrupted."""
        self._kept = []

    def close(self) -> None:
        """Give what was kept to the terminal, or wait until the pager is left."""
        if self._stream is None:
            self._environment.stdout.write("".join(self._kept))
        if self._process is None:
            return
        try:
            if self._stream is not None:
                self._stream.close()
        except BrokenPipeError:
            pass
        try:
            self._process.wait()
        except KeyboardInterrupt:  # a termination signal: Ctrl-C is the pager's business
            self.end()
            raise
        finally:
            signal.signal(signal.SIGINT, self._handler)

    def end(self) -> None:
        """End the pager without waiting for the user to quit it."""
        if self._process is not None:
            self._process.terminate()

    def _pass_on(self, text: str) -> None:
        assert self._stream is not None
        if self._interrupted:
            raise KeyboardInterrupt
        if self._process is not None and basename(self._command[0]) != FOLLOWS_LINKS and "\x1b]8;" in text:
            text = _LINKS.sub("", text)
        try:
            self._stream.write(text)
        except BrokenPipeError:
            if self._process is None:
                raise
            raise PagerLeftError from None

    def _interrupt(self, *_: object) -> None:
        self._interrupted = True

    def _start(self) -> TextIO | TextIOWrapper:
        """Start the pager and return its input; say so where it cannot be started, and return the terminal."""
        from io import TextIOWrapper
        from subprocess import PIPE, Popen

        stdout = self._environment.stdout
        stdout.flush()
        # Ctrl-C is the pager's business while it has the terminal; here it only ends the writing.
        self._handler = signal.signal(signal.SIGINT, self._interrupt)
        try:
            self._process = Popen(self._command, stdin=PIPE, env=_variables(self._environment))
        except OSError as error:
            signal.signal(signal.SIGINT, self._handler)
            self._environment.info(f"pager {self._command[0]}: {error.strerror}; --no-pager does without")
            return stdout
        assert self._process.stdin is not None
        return TextIOWrapper(
            self._process.stdin, self.encoding, errors="backslashreplace", newline="\n", write_through=True
        )


@contextmanager
def paged(environment: Environment) -> Iterator[TextIO]:
    """Yield a stream to write a long answer to; the terminal itself where no pager is wanted or available.

    What the body of the `with` has left to write is dropped silently when the user leaves the pager.
    """
    command = pager_command(environment)
    if not command:
        yield environment.stdout
        return
    stream = Paged(environment, command)
    try:
        yield cast("TextIO", stream)
    except PagerLeftError:
        pass
    except KeyboardInterrupt as interrupt:
        stream.forget()
        if isinstance(interrupt, Ended):
            stream.end()
        raise
    finally:
        stream.close()


def pager_command(environment: Environment) -> list[str]:
    """Return the words of the pager's command: RELCLI_PAGER, else PAGER, else `less` or `more`; nothing where none is
    wanted ('' or `cat`), or the terminal can show none."""
    if environment.variables.get("TERM", "") in {"", "dumb"} and environment.platform != "win32":
        return []
    named = _named(environment)
    try:
        from shlex import split

        words = split(named)
    except ValueError:  # a quotation mark that is never closed
        words = [named]
    if words in ([], ["cat"]):
        return []
    # Whatever else the user has set in LESS: colours are to be colours.
    return [words[0], "-R", *words[1:]] if basename(words[0]) == "less" else words


def passes_links(environment: Environment) -> bool:
    """Do links reach the terminal, by the pager or without one?"""
    command = pager_command(environment)
    return not command or basename(command[0]) == FOLLOWS_LINKS


def _named(environment: Environment) -> str:
    """Return the pager that the user has named, else the first usual one that is installed."""
    setting = environment.settings.look_up("pager")
    if environment.variables.get("RELCLI_PAGER") == "":  # empty means none, as for PAGER
        return ""
    if not setting.is_default:
        return str(setting.value or "")
    if "PAGER" in environment.variables:
        return environment.variables["PAGER"]
    from shutil import which

    return next((name for name in USUAL if which(name, path=environment.variables.get("PATH"))), "")


def lines_taken(text: str, width: int) -> int:
    """Return the lines that whole lines of text take on a terminal, long ones broken by it."""
    plain = _COLOURS.sub("", text) if "\x1b" in text else text
    return sum(max(1, -(-width_of(line) // width)) for line in plain.removesuffix("\n").split("\n"))


def _variables(environment: Environment) -> dict[str, str]:
    """Return the variables of the pager's process: what `less` needs to show colours and our characters, unless the
    user decided otherwise."""
    variables = {"LESS": OPTIONS_OF_LESS, "LV": "-c"}
    if (environment.stdout.encoding or "").lower().replace("-", "") == "utf8":
        variables["LESSCHARSET"] = "utf-8"
    return {**variables, **environment.variables}
