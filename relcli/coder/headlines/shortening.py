"""Makes a headline fit: what is too long loses insertions, then titles, then the tail of a list or of its adjuncts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.headlines.checks import LONGEST
from relcli.coder.headlines.words import Word, put_in, written
from relcli.coder.kinds import SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.headlines.checks import Checks
    from relcli.coder.vocabulary.vocabulary import Vocabulary

CLAUSE, PHRASE, LISTED, JOINED = 45, 25, 30, 0
"""How good a place to end is, in characters: before a new clause, a prepositional phrase, a list's comma, an "and"."""
PURPOSE = 1
"""Before "to"."""
UNSAFE = frozenset({LISTED, JOINED, PURPOSE})
"""Places at which a noun or an object may still be to come."""
LONGEST_INSERTION = 16  # words between two commas
LONGEST_MEMBER = 12  # words of a member of a list
REACH = 2  # tokens between a subject and its verb
FEWEST_AFTER = 3  # words that may be left alone after an insertion
FEWEST_MORE = 2  # members of a list that are only counted


class Cut(NamedTuple):
    """A place where a complement may end: before the word at an index, and how good a place it is."""

    at: int
    value: int
    more: int = 0  # members of a list that are left out


class Shortener:
    """Shortens the lines of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, checks: Checks) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.checks = checks
        self.openers = vocabulary.word("subordinator") | vocabulary.word("relative")

    def fit(
        self,
        heads: list[list[Word]],
        complement: list[Word],
        without_titles: Callable[[list[Word]], list[Word]],
    ) -> list[Word] | None:
        """Return subject and verb with as much of the complement as there is room for, or None if nothing fits.

        The first of the heads has everything, the last no titles.
        """
        plain = self.without_insertions(complement)
        bare = without_titles(plain)
        head, short = heads[0], heads[-1]
        for before, after in ((head, complement), (head, plain), (head, bare), (short, bare)):
            if self._is_complete(after) and len(written([*before, *after])) <= LONGEST:
                return [*before, *self._ending_its_list(after)]
        return self._cut(short, bare)

    def _ending_its_list(self, words: list[Word]) -> list[Word]:
        """Write "A, B" as "A and B" where the sentence goes on with ", and C"."""
        coordinators = self.vocabulary.word("coordinator")
        last, at = max((index for index, word in enumerate(words) if word.lower == ","), default=-1), words[-1].at
        goes_on = self.sentence.lower(at + 1) == "," and self.sentence.lower(at + 2) in coordinators
        if last >= 0 and words[last + 1].lower in self.vocabulary.word("preposition"):
            return words
        if at < 0 or not goes_on or not 0 < len(words) - last <= LONGEST_MEMBER or last < 0:
            return words
        if any(word.lower in coordinators or word.lower in self.openers for word in words[last:]):
            return words
        return [*words[:last], *put_in("and"), *words[last + 1 :]]

    def _is_complete(self, words: list[Word]) -> bool:
        return self.checks.ends_well(words) and len(words) not in self._inside_clauses(words)

    def without_insertions(self, words: list[Word]) -> list[Word]:
        """Leave out what commas enclose: ", who visited Kyiv in May,", ", in a statement,"."""
        openers = self.vocabulary.word("act-headline-insertion")
        commas = [index for index, word in enumerate(words) if word.lower == ","]
        left_out: set[int] = set()
        coordinators = self.vocabulary.word("coordinator")
        for index, comma in enumerate(commas):
            if comma in left_out or comma + 1 >= len(words) or words[comma + 1].lower not in openers:
                continue
            close = commas[index + 1] if index + 1 < len(commas) else len(words)
            listed = any(word.lower in coordinators for word in words[close + 1 :])
            if listed or len(words) - close <= FEWEST_AFTER:
                close = len(words)
            if close - comma <= LONGEST_INSERTION or close == len(words):
                left_out.update(range(comma, min(close + 1, len(words))))
        return [word for index, word in enumerate(words) if index not in left_out]

    # ---------------------------------------------------------------- the tail

    def _cut(self, head: list[Word], words: list[Word]) -> list[Word] | None:
        best: list[Word] | None = None
        best_value = -1
        for cut in self._cuts(words):
            kept = [*words[: cut.at]]
            if cut.value == JOINED and not self.checks.may_be_noun(kept[-1]):
                continue
            if cut.at < len(words) and self.checks.is_cut_short(kept):
                continue
            if not self.checks.ends_well(kept, in_list=cut.value in UNSAFE):
                continue
            if cut.more >= FEWEST_MORE:
                kept = [*kept, *put_in(f"and {cut.more} more")]
            else:
                kept = self._closed(kept, words)
            line = [*head, *kept]
            length = len(written(line))
            if length <= LONGEST and length + cut.value > best_value:
                best, best_value = line, length + cut.value
        return best

    def _cuts(self, words: list[Word]) -> list[Cut]:
        forbidden = self._inside_clauses(words)
        prepositions, coordinators = self.vocabulary.word("preposition"), self.vocabulary.word("coordinator")
        cuts = [Cut(len(words), CLAUSE)] if len(words) not in forbidden else []
        for index in range(1, len(words)):
            lower = words[index].lower
            compound = (
                words[index - 1].lower == "-" or words[index + 1 : index + 2] == [] or words[index + 1].lower == "-"
            )
            if index in forbidden or (compound and lower != ","):
                continue
            if lower == ",":
                cuts.append(self._at_comma(words, index))
            elif lower == "as" and "as" in (word.lower for word in words[max(0, index - 3) : index]):
                continue
            elif lower == "that":
                cuts.append(Cut(index, PURPOSE))
            elif lower in self.openers:
                cuts.append(Cut(index, CLAUSE))
            elif lower in coordinators:
                cuts.append(Cut(index, JOINED, 0))
            elif lower == "to":
                cuts.append(Cut(index, PURPOSE))
            elif lower in prepositions and lower != "of" and not self._is_in_name(words, index):
                cuts.append(Cut(index, PHRASE))
        return cuts

    def _is_in_name(self, words: list[Word], index: int) -> bool:
        """`Agency for International Development` is one name."""
        after = words[index + 1].text[:1] if index + 1 < len(words) else ""
        return words[index].lower == "for" and words[index - 1].text[:1].isupper() and after.isupper()

    def _at_comma(self, words: list[Word], index: int) -> Cut:
        """Return the cut at a comma: in a list, with how many of its members follow."""
        coordinators, more, length = self.vocabulary.word("coordinator"), 1, 0
        if words[index + 1 : index + 2] and words[index + 1].lower in self.openers:
            return Cut(index, CLAUSE)
        for word in words[index + 1 :]:
            length += 1
            if word.lower in coordinators:
                return Cut(index, LISTED, more + (0 if length == 1 else 1))
            if word.lower == ",":
                more += 1
                length = 0
            elif word.lower in self.openers or length > LONGEST_MEMBER:
                break
        return Cut(index, CLAUSE)

    def _closed(self, kept: list[Word], words: list[Word]) -> list[Word]:
        """Write "trade, energy" as "trade and energy" where the rest of a list is left out."""
        coordinators = self.vocabulary.word("coordinator")
        last = max((index for index, word in enumerate(kept) if word.lower == ","), default=-1)
        after = [word.lower for word in words[len(kept) : len(kept) + 2]]
        goes_on = len(after) > 1 and after[0] == "," and after[1] in coordinators
        if last < 0 or (not goes_on and any(word.lower in coordinators for word in kept[last:])):
            return kept
        if self._at_comma(words, last).value != LISTED:
            return kept
        return [*kept[:last], *put_in("and"), *kept[last + 1 :]]

    def _inside_clauses(self, words: list[Word]) -> set[int]:
        """Return where no line may end: between the opening of a clause and its verb."""
        places = {word.at: index for index, word in enumerate(words) if word.at >= 0}
        inside: set[int] = set()
        for clause in self._clauses(words):
            verb = places.get(clause.group.verb)
            if verb is None or clause.group.shape is not VerbShape.FINITE:
                continue
            start = places.get(self._opening(clause), verb)
            inside.update(range(start, verb + 2))
        self._add_open_content(words, inside)
        return inside

    def _clauses(self, words: list[Word]) -> list[Clause]:
        """Return the clauses of the stretch that words are from."""
        places = [word.at for word in words if word.at >= 0]
        return self.sentence.clauses_from(min(places), max(places) + 1) if places else []

    def _add_open_content(self, words: list[Word], inside: set[int]) -> None:
        """Add the places between a "that" and its verb; "that, if it comes to war, Iran will" has its verb later."""
        finite = {clause.group.verb for clause in self._clauses(words) if clause.group.shape is VerbShape.FINITE}
        self._add_reported(words, inside)
        for index, word in enumerate(words):
            follower = words[index + 1].lower if index + 1 < len(words) else ""
            conditioned = follower in self.vocabulary.word("subordinator")
            if word.lower != "that" and not (word.lower == "so" and conditioned):
                continue
            verbs = [later for later in range(index + 1, len(words)) if words[later].at in finite]
            wanted = 1 if conditioned else 0
            if len(verbs) > wanted:
                inside.update(range(index + 1, verbs[wanted] + 2))
            elif index <= 1 or conditioned:
                inside.update(range(index + 1, len(words) + 1))

    def _add_reported(self, words: list[Word], inside: set[int]) -> None:
        """Add the places between "saying" and the verb of what is said."""
        places = {word.at: index for index, word in enumerate(words) if word.at >= 0}
        for clause, following in pairwise(self._clauses(words)):
            said = any(form.lemma in self.vocabulary.reporting for form in clause.group.readings)
            content = following.group.shape is VerbShape.FINITE and not following.relative
            if said and content and following.subject_origin is not SubjectOrigin.SHARED:
                first, last = places.get(clause.group.verb), places.get(following.group.verb)
                if first is not None and last is not None and "," not in [word.lower for word in words[first:last]]:
                    inside.update(range(first + 1, last + 2))

    def _opening(self, clause: Clause) -> int:
        """Return the token at which a later clause begins: its relative word, its first word or its subject."""
        if clause.relative:
            return clause.group.start - 1
        if self.sentence.lower(clause.left - 1) in self.vocabulary.clause_links:
            return clause.left
        subject = clause.subject
        adjacent = subject is not None and clause.group.start - REACH <= subject.end <= clause.group.start
        return subject.start if subject is not None and adjacent else clause.group.start
