"""Where output goes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO


@contextmanager
def replaced_file(path: Path) -> Iterator[TextIO]:
    """Open a file beside `path` that replaces it at the end; after an error `path` is as it was.

    Anything that is not a regular file (a device, a named pipe) is written to directly.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "w", encoding="utf-8", newline="", errors="backslashreplace") as stream:
            yield stream
        return
    beside = f"{target}.{os.getpid()}.tmp"
    try:
        with _made(beside, target) as stream:
            yield stream
        if os.path.exists(target):
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
        os.replace(beside, target)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


def _made(beside: str, target: str) -> TextIO:
    """Open the file that is to replace the target; an error names the target, the only one the user knows."""
    try:
        return open(beside, "x", encoding="utf-8", newline="", errors="backslashreplace")
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from error
