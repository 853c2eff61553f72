"""The query expression: `country:russia sector:energy ^type:consult date:2024Q3 "gas pipeline"`.

A term is `key:value` or a bare word or phrase of the text; `^` before it excludes, `@name` names a saved view. Keys are
the options' names. Terms side by side are one question, in which the values of a key add up; AND, OR, NOT (in capitals)
and parentheses join whole questions, in this order:

    choice    = every {"OR" every}
    every     = question {"AND" question}
    question  = part {part}
    part      = {"NOT" | "^"} ("(" choice ")" | term)

Columns count from 1, so that an error can point at its place. docs/query.md describes the language for users.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import UsageError
from relcli.escaping import is_text, written_out
from relcli.query.scanning import after_blanks, column, term_at
from relcli.query.terms import GROUP, MOST_NESTED, Term, group, negated

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTES = str.maketrans("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '""')
_JOINING = re.compile(r"(?:AND|OR|NOT)(?![^\s()])|[()]|\^(?=\()")
_EXAMPLES = {
    "AND": "country:usa AND country:china",
    "OR": "sector:energy OR sector:trade",
    "NOT": "NOT type:consult",
}


class _Piece(NamedTuple):
    """A term, or a sign that joins terms: AND, OR, NOT, a parenthesis; '' is the end."""

    sign: str
    place: int
    term: Term | None = None


def parse(text: str, *, raw: bool = False) -> list[Term]:
    """Return the terms of an expression in the order typed; what AND, OR and parentheses join is a GROUP.

    With `raw`, what is neither `key:value` nor `@name` is full-text syntax and taken as it is, AND, OR and parentheses
    too. Raises UsageError with the column for unknown keys, missing values, quotation marks and parentheses that are
    never closed, words that join nothing, and for what is no text.
    """
    if not is_text(text):
        raise UsageError(f"{written_out(text)!r} is not UTF-8", hint="type it in UTF-8")
    text = text.translate(_QUOTES)
    pieces = [*_pieces(text, raw=raw)]
    if all(piece.term is not None for piece in pieces):  # nearly always
        return [piece.term for piece in pieces if piece.term is not None]
    reader = _Reader(pieces, len(text))
    alternatives = reader.choice()
    if reader.piece.sign:
        raise _unbalanced(reader.piece.place, "was never opened", "open it with (")
    return alternatives[0] if len(alternatives) == 1 else [group(alternatives)]


def _pieces(text: str, *, raw: bool) -> Iterator[_Piece]:
    """Yield the terms and the signs that join them."""
    place = after_blanks(text, 0)
    while place < len(text):
        joining = None if raw else _JOINING.match(text, place)
        if joining:
            yield _Piece("NOT" if joining[0] == "^" else joining[0], place)
            place = joining.end()
        else:
            term, end = term_at(text, place, raw=raw)
            yield _Piece("term", place, term)
            place = end
        place = after_blanks(text, place)


class _Reader:
    """Goes through the pieces of an expression, one method for each line of its grammar."""

    def __init__(self, pieces: list[_Piece], end: int) -> None:
        self._ahead = iter(pieces)
        self._end = _Piece("", end)
        self._nested = 0
        self.piece = next(self._ahead, self._end)

    def choice(self) -> list[list[Term]]:
        """Return the questions that OR joins."""
        alternatives = [self._every()]
        while self.piece.sign == "OR":
            self._step_over_joint()
            alternatives.append(self._every())
        return alternatives

    def _every(self) -> list[Term]:
        """Return the question that joins those around AND: each stays a question of its own."""
        questions = [self._question()]
        while self.piece.sign == "AND":
            self._step_over_joint()
            questions.append(self._question())
        if len(questions) == 1:
            return questions[0]
        return [_as_one(question) for question in questions]

    def _question(self) -> list[Term]:
        """Return the terms up to the next AND, OR, closing parenthesis or the end."""
        if self.piece.sign in ("AND", "OR"):
            raise _joins_nothing(self.piece, "before")
        terms = []
        while self.piece.sign not in ("AND", "OR", ")", ""):
            terms.append(self._part())
        return terms

    def _part(self) -> Term:
        """Return a term or what is in parentheses, excluded by each NOT before it."""
        times = 0
        while self.piece.sign == "NOT":
            self._step_over_joint()
            times += 1
        if self.piece.term is not None:
            part = self.piece.term
            self._step()
        else:
            part = self._in_parentheses()
        for _ in range(times % 2 or 2 * bool(times)):
            part = negated(part)
        return part

    def _in_parentheses(self) -> Term:
        """Return what is between two parentheses."""
        opening = self.piece
        self._step()
        self._nested += 1
        if self._nested > MOST_NESTED:
            what = f"more than {MOST_NESTED} parentheses are open"
            raise UsageError(what, where=column(opening.place), hint="leave out those that are not needed")
        if self.piece.sign == ")":
            raise _unbalanced(opening.place, "holds nothing", "put a term into it", what="the pair of parentheses")
        inner = self.choice()
        if self.piece.sign != ")":
            raise _unbalanced(opening.place, "is never closed", "close it with )")
        self._step()
        self._nested -= 1
        return group(inner)

    def _step(self) -> None:
        self.piece = next(self._ahead, self._end)

    def _step_over_joint(self) -> None:
        """Go on behind AND, OR or NOT; UsageError where no term follows."""
        joint = self.piece
        self._step()
        if self.piece.sign in ("AND", "OR", ")", ""):
            raise _joins_nothing(joint, "after")


def _as_one(question: list[Term]) -> Term:
    """Return a question as a single term, to which the values of others are not added."""
    if len(question) == 1 and (question[0].key == GROUP or question[0].excluded):
        return question[0]
    return group([question])


def _joins_nothing(joint: _Piece, side: str) -> UsageError:
    """Return the error for AND, OR or NOT without a term on one side."""
    hint = f'write {_EXAMPLES[joint.sign]}, or "{joint.sign}" for the word itself'
    return UsageError(f"{joint.sign} needs a term {side} it", where=column(joint.place), hint=hint)


def _unbalanced(place: int, fault: str, remedy: str, *, what: str = "the parenthesis") -> UsageError:
    """Return the error for parentheses that do not match."""
    hint = f"{remedy}, or put words with parentheses into quotation marks"
    return UsageError(f"{what} {fault}", where=column(place), hint=hint)
