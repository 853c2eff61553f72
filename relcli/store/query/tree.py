"""The branches of a question's tree: conditions joined by *and*, *or*, *not*. The leaves are in `nodes`.

These are plain classes and no dataclasses: each of those costs half a millisecond at every start of a
listing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sql:
    """A condition with its bound parameters."""

    def __init__(self, text: str, parameters: tuple[str | int, ...] = ()) -> None:
        self.text = text
        self.parameters = parameters


class Node:
    """One condition on events."""

    def sql(self) -> Sql:
        """Return the condition on the columns of `event`."""
        raise NotImplementedError


class _Branch(Node):
    """Several conditions."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self.nodes = nodes


class And(_Branch):
    """All of several conditions; none at all is fulfilled."""

    def sql(self) -> Sql:
        """See Node."""
        return _joined(self.nodes, " AND ", "1")


class Or(_Branch):
    """Any of several conditions; none at all is not fulfilled."""

    def sql(self) -> Sql:
        """See Node."""
        return _joined(self.nodes, " OR ", "0")


class Not(Node):
    """The opposite of a condition."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def sql(self) -> Sql:
        """See Node."""
        inner = self.node.sql()
        return Sql(f"NOT ({inner.text})", inner.parameters)


def _joined(nodes: Sequence[Node], word: str, empty: str) -> Sql:
    """Return several conditions joined by AND or OR."""
    parts = [node.sql() for node in nodes]
    text = word.join(f"({part.text})" for part in parts) or empty
    return Sql(text, tuple(parameter for part in parts for parameter in part.parameters))
