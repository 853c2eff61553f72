"""The codings that are kept for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcli.coder import load_coder
from relcli.coding import Document
from relcli.errors import RelcliError

from . import codings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "France signed a trade agreement with Poland on Monday. It was France that signed the trade agreement."


def kept(monkeypatch: pytest.MonkeyPatch, file: Path, *documents: Document) -> codings.KeptCoder:
    """Return a coder that answers with what the real one answers on documents."""
    monkeypatch.setenv(codings.RECORD_TO, str(file))
    recording = codings.loader(load_coder)(())
    for document in documents:
        recording.code(document)
        recording.analyse(document)
    return codings.KeptCoder(codings.merged(file.read_text("utf-8")), "")


def test_what_is_kept_is_what_the_coder_answered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    document = Document("a", "2024-05-08", TEXT, outlet="Le Monde")
    coder, keeper = load_coder(), kept(monkeypatch, tmp_path / "answers", document)
    assert (keeper.name, keeper.lexicon_version) == (coder.name, coder.lexicon_version)
    assert coder.code(document)
    assert keeper.code(document) == coder.code(document)
    assert keeper.analyse(document) == coder.analyse(document)


def test_a_document_that_is_not_kept_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keeper = kept(monkeypatch, tmp_path / "answers", Document("a", "2024-05-08", TEXT))
    with pytest.raises(RelcliError, match=r"python -m tests\.docs\.codings"):
        keeper.code(Document("a", "2024-05-09", TEXT))


def test_tables_of_the_user_make_another_coder(tmp_path: Path) -> None:
    assert codings.tables_key(()) == codings.tables_key((tmp_path,)) == ""
    (tmp_path / "actors.tsv").write_text("alias\tcode\tkind\n")
    assert codings.tables_key((tmp_path,)) != ""
