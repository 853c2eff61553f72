"""A new file with all that is intact in a damaged one; the damaged file is only read.

`pages` reads the file page by page, past SQLite, which gives up where a page is broken; `salvage` makes rows of them
and leaves out what fails its checksum; `rebuild` writes them into a new database and derives everything else again.
"""

from __future__ import annotations

from relcli.store.repair.rebuild import repair
from relcli.store.repair.report import Report

__all__ = ["Report", "repair"]
