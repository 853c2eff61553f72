"""Who owns a project file: one that somebody else could have written is not used until the user allows it.

relcli finds `relcli.toml` in whatever folder it runs in. In a shared folder another person may have put it there, to
have documents imported into a file of theirs. So it is used only if the user owns it and nobody else can replace
it; root, who can do anything anyway, may own the folder. git treats repositories in the same way.

Apart from `settings` because only a command that finds such a file needs it.
"""

from __future__ import annotations

import os
import shlex
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ROOT = 0


def why_foreign(path: str, variables: Mapping[str, str]) -> str:
    """Return why a file may not be what the user wrote, '' if it is the user's own, or the system has no owners."""
    if not hasattr(os, "geteuid"):
        return ""
    mine = {os.geteuid()}
    sudo = variables.get("SUDO_UID", "")
    if _ROOT in mine and sudo.isascii() and sudo.isdecimal():  # root by sudo trusts who typed it
        mine.add(int(sudo))
    folder, file, link = os.stat(os.path.dirname(path)), os.stat(path), os.lstat(path)
    if not {file.st_uid, link.st_uid} <= mine:
        return "belongs to another user"
    if folder.st_uid not in mine | {_ROOT}:
        return "is in a folder owned by another user"
    if folder.st_mode & stat.S_IWOTH and not folder.st_mode & stat.S_ISVTX:
        return "is in a folder that anyone can write to"
    return "is writable by anyone" if file.st_mode & stat.S_IWOTH else ""


def is_trusted(path: str, folders: Iterable[str]) -> bool:
    """Is a project's file in one of the folders that the user allowed?"""
    folder = os.path.realpath(os.path.dirname(path))
    return any(os.path.realpath(each) == folder for each in folders)


def notice(path: str, reason: str) -> str:
    """Return the line that says that a project's file is not used, and how to allow it."""
    return f"{path}: {reason}, so it is ignored; 'relcli config trust {shlex.quote(os.path.dirname(path))}' allows it"
