"""An empty place for a database, and a way to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcli.store.connection import writing
from relcli.store.write.batches import Batch
from relcli.store.write.documents import ImportResult, import_documents
from tests.store.fakes import NOW, Told, coder_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "relations.db"


@pytest.fixture
def fill(path: Path) -> Callable[..., ImportResult]:
    """Import documents made by hand, each a file of its own."""

    def import_told(*told: Told, now: str = NOW) -> ImportResult:
        with writing(path) as database:
            files = [[each.document] for each in told]
            return import_documents(database, files, coder_for(*told), Batch("import", "import", now))

    return import_told
