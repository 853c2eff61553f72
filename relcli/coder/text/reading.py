"""A document's body as lines, sentences and tokens: the first stage of the coder.

News bodies are full of things that are no sentences: datelines, headlines in the middle, captions, lists, the
agency's tail. Nothing is thrown away here: every character that is not blank lies in exactly one sentence,
and the `kind` of a sentence says what it is. A line is a paragraph, and a line break always ends a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.coder.text.datelines import Dateline, DatelineFinder
from relcli.coder.text.lines import BULLET, INNER_BULLET, LineJudge, LineKind, is_headline
from relcli.coder.text.pieces import piece_ends
from relcli.coder.text.sentences import Sentence, SentenceSplitter
from relcli.coder.text.tokens import Token, Tokenizer

if TYPE_CHECKING:
    from relcli.lexicon.words import Words

__all__ = ["Dateline", "LineKind", "Sentence", "Text", "TextReader", "Token"]


@dataclass(frozen=True, slots=True)
class Text:
    """A body read: sentences in order, the dateline and the headline if any, and the lines' [start, end).

    The headline is also the first of the sentences.
    """

    sentences: tuple[Sentence, ...]
    dateline: Dateline | None
    paragraphs: tuple[tuple[int, int], ...]
    headline: Sentence | None


_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_QUOTES = re.compile(r"[“”\"]|(?<!\w)\u2018(?=\w)|(?<=[,.?!])\u2019")
_OPENERS = '“"\u2018'
_READ_AGAIN = frozenset({LineKind.BODY, LineKind.BULLET})  # a later sentence of the line may be another kind
_LEAD_LINES = 6  # how far down, under headline and byline, a dateline is looked for


@dataclass(slots=True)
class _Line:
    """A line that is not blank, while its kind is not yet certain."""

    start: int
    end: int
    kind: LineKind
    points: list[int]  # where its sentences begin, after the first
    tokens_from: int  # after the dateline or the mark of a list item


class TextReader:
    """Reads bodies, with the word lists of one lexicon; it keeps no state of any body."""

    def __init__(self, words: Words) -> None:
        """Make ready what splits texts and judges lines."""
        self.tokenizer = Tokenizer(words)
        self._splitter = SentenceSplitter(words)
        self._judge = LineJudge(words)
        self._datelines = DatelineFinder(words)
        self._coordinators = words.of("coordinator")

    def read(self, body: str) -> Text:
        """Split a body into lines, sentences and tokens; what is not blank lies in exactly one sentence."""
        lines = [self._read_line(body, match.start(), match.end()) for match in _LINE.finditer(body)]
        found = [line for line in lines if line is not None]
        dateline = self._find_kinds(body, found)
        sentences: list[Sentence] = []
        for paragraph, line in enumerate(found):
            self._add_sentences(sentences, body, line, paragraph)
        headline = sentences[0] if sentences and sentences[0].kind is LineKind.HEADLINE else None
        paragraphs = tuple((line.start, line.end) for line in found)
        return Text(tuple(sentences), dateline, paragraphs, headline)

    def _read_line(self, body: str, start: int, end: int) -> _Line | None:
        line = body[start:end]
        trimmed = line.strip()
        if not trimmed:
            return None
        start += len(line) - len(line.lstrip())
        end = start + len(trimmed)
        kind = self._judge.kind_of_line(trimmed)
        begin = start
        if kind is LineKind.BULLET and (mark := BULLET.match(trimmed)):
            begin += mark.end()
        return _Line(start, end, kind, self._splitter.points(body, begin, end), begin)

    def _find_kinds(self, body: str, lines: list[_Line]) -> Dateline | None:
        """Find the headline, the dateline and the inserted headlines; return the dateline."""
        dateline = None
        for index, line in enumerate(lines):
            if line.kind is not LineKind.BODY:
                continue
            if dateline is None and index < _LEAD_LINES:
                dateline = self._take_dateline(body, lines, index)
                if dateline is not None:
                    continue
            if line.points:
                continue
            trimmed = body[line.start : line.end]
            if index == 0 and is_headline(trimmed) and any(later.kind is LineKind.BODY for later in lines[1:]):
                line.kind = LineKind.HEADLINE
            elif index > 0 and self._judge.is_inserted(trimmed):
                line.kind = LineKind.INSERTED
        return dateline

    def _take_dateline(self, body: str, lines: list[_Line], index: int) -> Dateline | None:
        """Look for the dateline at the head of a line, and take it off the line's tokens.

        A first line without a full stop is a headline, and "Geneva: ministers meet" one with a place in front,
        unless an agency or a day shows that the report begins here.
        """
        line = lines[index]
        dateline = self._datelines.find(body, line.start, line.end)
        if dateline is None:
            return None
        bare = not (dateline.agency or dateline.day_text)
        if bare and not line.points and is_headline(body[line.start : line.end]) and len(lines) > index + 1:
            if dateline.end < line.end:
                return None
        line.points = self._splitter.points(body, dateline.end, line.end)
        line.tokens_from = dateline.end
        if dateline.end >= line.end:
            line.kind = LineKind.TAIL  # the dateline has a line of its own
            line.tokens_from = line.start
        return dateline

    def _add_sentences(self, sentences: list[Sentence], body: str, line: _Line, paragraph: int) -> None:
        starts = [line.start, *line.points]
        marks = _quotation_marks(body, line.start, line.end)
        for start, stop in zip(starts, [*line.points, line.end], strict=True):
            end = start + len(body[start:stop].rstrip())
            kind = line.kind
            begin = max(start, line.tokens_from)
            if start != line.start and kind in _READ_AGAIN:
                kind = self._judge.kind_of_sentence(body[start:end], kind)
                if mark := INNER_BULLET.match(body, start, end):
                    kind, begin = LineKind.BULLET, mark.end()
            tokens = self.tokenizer.tokens(body, begin, end)
            first = 0
            for last in piece_ends(tokens, self._coordinators):
                stop = end if last == len(tokens) else tokens[last - 1].end
                quoted = bool(marks) and _is_quoted(marks, start, stop)
                sentences.append(Sentence(start, stop, tuple(tokens[first:last]), kind, paragraph, quoted))
                if last < len(tokens):
                    first, start = last, tokens[last].start


def _quotation_marks(body: str, start: int, end: int) -> list[tuple[int, bool]]:
    """Return the quotation marks of a line and whether each opens; straight ones open and close by turns."""
    marks: list[tuple[int, bool]] = []
    if not any(body.find(sign, start, end) >= 0 for sign in _OPENERS):
        return marks
    straight_open = False
    for match in _QUOTES.finditer(body, start, end):
        sign = match[0]
        if sign == '"':
            straight_open = not straight_open
        marks.append((match.start(), straight_open if sign == '"' else sign in _OPENERS))
    return marks


def _is_quoted(marks: list[tuple[int, bool]], start: int, end: int) -> bool:
    first = bisect_left(marks, (start, False))
    if first and marks[first - 1][1]:
        return True
    inside = marks[first : bisect_left(marks, (end, False))]
    if not inside or inside[0][0] != start or not inside[0][1]:
        return False
    closing = next((position for position, opens in inside if not opens), end)
    return closing >= end - 2  # the closing mark may stand before the full stop
