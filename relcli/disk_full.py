"""No room to write: on the disk, in a quota, in the size that a file may have. One error for all who write files."""

from __future__ import annotations

import errno

from relcli.errors import RelcliError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_HINT = "make room and run the same command again"


def is_disk_full(error: OSError) -> bool:
    """Does the operating system say that there is no room?"""
    return error.errno in _NO_ROOM


def disk_full(error: OSError, where: str, done: str, hint: str = _HINT) -> RelcliError:
    """Return the error for a file that there is no room for; `done` says what became of it."""
    return no_room(where, "" if error.errno == errno.ENOSPC else error.strerror or str(error), done, hint)


def no_room(where: str, reason: str, done: str, hint: str = _HINT) -> RelcliError:
    """Return the error for a file that there is no room for; `reason` is what the system says unless the disk is
    simply full."""
    limits = "a quota or the maximum file size may have been reached"
    what = f"cannot be written ({reason}; {limits})" if reason else "disk full"
    return RelcliError(f"{what}, {done}" if done else what, where=where, hint=hint)
