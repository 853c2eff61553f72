"""What stands for a standard stream that was closed before the program began."""

from __future__ import annotations

from relcli.errors import RelcliError


class ClosedOutput:
    """A closed standard stream: writing to it is an error, not a loss."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Refuse to write."""
        raise RelcliError("standard output is closed")

    def flush(self) -> None:
        """Do nothing: nothing was written."""

    def isatty(self) -> bool:
        """Return False."""
        return False
