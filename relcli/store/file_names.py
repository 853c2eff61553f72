"""Giving a complete file its name: never that of a file that is there, and not before it is on the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def rename_to_new(part: Path, target: Path) -> None:
    """Rename a file unless there is one of the new name, at whatever moment it appears (FileExistsError)."""
    try:
        os.link(part, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without hard links: the name is taken first
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(part, target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    else:
        part.unlink()


def synchronize(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk before anything else."""
    if path.is_dir() and os.name == "nt":
        return  # folders cannot be opened there
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        if path.is_dir():
            with suppress(OSError):  # some network file systems refuse
                os.fsync(descriptor)
        else:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
