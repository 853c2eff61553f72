"""Which pages belong to which table: trees of pages, walked from their roots, and pages that no root leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.store.repair.pages import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    TABLE_INTERIOR,
    TABLE_LEAF,
    BrokenError,
    Cell,
    PagedFile,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.store.repair.pages import Value

_SCHEMA_ROOT = 1
_TABLES = {TABLE_INTERIOR, TABLE_LEAF}


class Row(NamedTuple):
    """One record: the number of its row (0 in an index) and its values."""

    rowid: int
    values: list[Value]


class Trees:
    """All b-trees of a file."""

    def __init__(self, file: PagedFile) -> None:
        self._file = file
        self._in_trees: set[int] | None = None
        self.roots = self._roots()

    def _roots(self) -> dict[str, int]:
        """Return name -> first page of tables and indexes, as far as the schema can be read."""
        roots: dict[str, int] = {}
        for row in self._rows(_SCHEMA_ROOT, set()):
            if len(row.values) == 5 and isinstance(row.values[1], bytes) and isinstance(row.values[3], int):
                roots[row.values[1].decode(errors="replace")] = row.values[3]
        return roots

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the records of a table or an index that its root leads to."""
        if name in self.roots:
            yield from self._rows(self.roots[name], set())

    def stray_rows(self, *, of_table: bool) -> Iterator[Row]:
        """Yield the records of pages that are in no tree: of tables, or of indexes, which tables without row numbers
        are too.
        """
        if self._in_trees is None:
            self._in_trees = set()
            for root in (_SCHEMA_ROOT, *self.roots.values()):
                self._in_trees.update(self._pages(root, set()))
        wanted = {TABLE_LEAF} if of_table else {INDEX_LEAF, INDEX_INTERIOR}
        for number in range(1, self._file.count + 1):
            if number not in self._in_trees and self._file.kind(number) in wanted:
                yield from self._records(number)

    def _rows(self, root: int, visited: set[int]) -> Iterator[Row]:
        for number in self._pages(root, visited):
            if self._file.kind(number) != TABLE_INTERIOR:
                yield from self._records(number)

    def _records(self, number: int) -> Iterator[Row]:
        for cell in self._cells(number):
            if not cell.payload:
                continue
            try:
                yield Row(cell.rowid, values_of(cell.payload))
            except BrokenError:
                continue

    def _pages(self, root: int, visited: set[int]) -> Iterator[int]:
        """Yield the pages of a tree from left to right, each once; a page of another kind is passed over."""
        kinds = _TABLES if self._file.kind(root) in _TABLES else {INDEX_INTERIOR, INDEX_LEAF}
        ahead = [root]
        while ahead:
            number = ahead.pop()
            kind = self._file.kind(number)
            if number in visited or kind not in kinds:
                continue
            visited.add(number)
            yield number
            if kind in {TABLE_INTERIOR, INDEX_INTERIOR}:
                ahead += reversed([cell.child for cell in self._cells(number)])

    def _cells(self, number: int) -> list[Cell]:
        try:
            return list(self._file.cells(number))
        except (BrokenError, IndexError):
            return []
