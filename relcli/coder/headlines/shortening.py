"""Makes a headline fit: what is too long loses insertions, then titles, then the tail of a list or of its adjuncts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.headlines.checks import LONGEST
from relcli.coder.headlines.tails import Tails
from relcli.coder.headlines.words import Word, put_in, written
from relcli.coder.kinds import SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.headlines.checks import Checks
    from relcli.coder.vocabulary.vocabulary import Vocabulary

CLAUSE, PHRASE, LISTED, JOINED = 45, 25, 15, 0
"""How good a place to end is, in characters: before a new clause, a prepositional phrase, a list's comma, an "and"."""
PURPOSE, NAMED = 1, 15
"""Before "to"; before "and" after a name."""
UNSAFE = frozenset({LISTED, JOINED, PURPOSE})
"""Places at which a noun or an object may still be to come."""
LONGEST_INSERTION = 16  # words between two commas
LONGEST_PLAIN = 12  # words of a member before an "and" without a comma
LONGEST_MEMBER = 18  # words of a member of a list
REACH = 2  # tokens between a subject and its verb
FEWEST_AFTER = 3  # words that may be left alone after an insertion
WORST = -10 * LONGEST
ADJECTIVE_AND_SIGN = 2  # words
BARE = 3  # words: "and no place" of "and no place in our policy"
FEWEST_BEFORE = 4  # words in front of "to address these issues" that stand without it


class Cut(NamedTuple):
    """A place where a complement may end: before the word at an index, and how good a place it is."""

    at: int
    value: int


class Shortener:
    """Shortens the lines of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, checks: Checks) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.checks = checks
        self.tails = Tails(sentence, vocabulary)
        self.openers = vocabulary.word("subordinator") | vocabulary.word("relative")
        self.openings = vocabulary.word("act-headline-question") | (
            vocabulary.word("subordinator") - vocabulary.word("preposition")
        )

    def fit(
        self,
        heads: list[list[Word]],
        complement: list[Word],
        without_titles: Callable[[list[Word]], list[Word]],
        room: int = LONGEST,
    ) -> list[Word] | None:
        """Return subject and verb with as much of the complement as there is room for, or None if nothing fits.

        The first of the heads has everything, the last no titles.
        """
        complement = self._without_loose_end(complement)
        if not complement:
            return None
        plain = self.without_insertions(complement)
        bare = without_titles(plain)
        head, short = heads[0], heads[-1]
        for before, after in ((head, complement), (head, plain), (head, bare), (short, bare)):
            if self._is_complete(after) and len(written([*before, *after])) <= room:
                return [*before, *self._ending_its_list(after)]
        return self._cut(short, bare, room)

    def before(self, words: list[Word], word: Word) -> list[Word]:
        """Return the words up to the last good end before one of them that must not be there, [] if there is none."""
        at = next((index for index, each in enumerate(words) if each is word or each.at == word.at >= 0), 0)
        if words[0].lower == "to" and len(words) > 1 and words[1].text[:1].isupper():
            return []  # "extends to Japan and its people the deepest thanks"
        first, wanting = words[0].lower, self.vocabulary.word("act-headline-wanting-infinitive")
        governed = first in self.vocabulary.word("preposition")  # "calls upon Peru to solve these"
        governed = governed and first != "to" and first != "with"  # "met with Chad's minister to discuss these"
        for cut in reversed(self._cuts(words)):
            if cut.at > at or cut.at == len(words) or not self._is_good_end(cut, words):
                continue
            if cut.value == PURPOSE and words[cut.at - 1].lower in wanting:
                continue
            if self._wants_more(words[: cut.at], words[cut.at].lower):
                continue
            if cut.value == PURPOSE and (cut.at < FEWEST_BEFORE or governed or words[cut.at].lower == "that"):
                break
            kept, value = self._kept(cut, words)
            return kept if value >= 0 else []
        return []

    def _without_lone_adverb(self, words: list[Word]) -> list[Word]:
        """Leave out "and always" of "today and always"."""
        joined = len(words) > BARE and words[-2].lower in self.vocabulary.word("coordinator")
        loose = self.vocabulary.word("act-headline-loose") | self.vocabulary.word("act-headline-particle")
        return words[:-2] if joined and words[-1].lower in loose else words

    def _wants_more(self, words: list[Word], follower: str) -> bool:
        """Does a verb or a noun at the end want what is cut off: "committed to building", "in response"?"""
        last, before = words[-1].lower, words[-2].lower if len(words) > 1 else ""
        near = words[-BARE:]
        known = before == "the"  # "to ensure the success" of "the success of"
        if follower in self.vocabulary.word("preposition") and follower != "to":
            known = "the" in [word.lower for word in near]
        known = known and all(word.text[:1].islower() for word in near) and last not in self.vocabulary.word("adverb")
        known = known and last not in self.vocabulary.word("act-headline-particle")
        wanting = last in self.vocabulary.word("act-headline-wanting")
        return known or wanting or (before == "to" and last.endswith("ing"))

    def _without_loose_end(self, words: list[Word]) -> list[Word]:
        """Leave out what only leads on, where the sentence does not pause: "to our partners as" of "as we pursue"."""
        if self.tails.is_natural(words):
            last = words[-1].lower in self.vocabulary.word("act-headline-last")
            return words[:-1] if last else self._without_lone_adverb(words)
        kept = self.checks.without_dangling(self.tails.without_open_clause(self.checks.without_dangling(words)))
        if len(kept) < len(words) or self.sentence.lower(words[-1].at + 1) in self.vocabulary.pronouns:
            kept = self.tails.without_bare_member(kept)
        adverbs = self.vocabulary.word("adverb")
        joints = self.vocabulary.word("coordinator") | {","}
        loose = adverbs | self.vocabulary.word("act-headline-particle") | self.vocabulary.word("act-headline-loose")
        while len(kept) > 1 and kept[-1].lower in loose:
            if kept[-2].lower not in joints:
                break
            kept = self.checks.without_dangling(kept[:-1])  # "to provide support and, together"
        return [] if all(word.lower in adverbs or word.lower.endswith("ly") for word in kept) else kept

    def _ending_its_list(self, words: list[Word]) -> list[Word]:
        """Write "A, B" as "A and B" where the sentence goes on with ", and C"."""
        coordinators = self.vocabulary.word("coordinator")
        last, at = max((index for index, word in enumerate(words) if word.lower == ","), default=-1), words[-1].at
        goes_on = self.sentence.lower(at + 1) == "," and self.sentence.lower(at + 2) in coordinators
        dated = last >= 0 and words[last + 1].lower.isdigit()  # "on March 25, 2024"
        if (
            dated
            or self._explains(words, last)
            or (last >= 0 and words[last + 1].lower in self.vocabulary.word("preposition"))
        ):
            return words
        if at < 0 or not goes_on or not 0 < len(words) - last <= LONGEST_MEMBER or last < 0:
            return words
        if any(word.lower in self.openers for word in words[last:]):
            return words
        if words[last + 1].lower in self.vocabulary.word("act-headline-dangling"):
            return words[:last] if self.checks.ends_well(words[:last]) else words
        apposed = words[last + 1].lower in self.vocabulary.word("article") and words[last - 1].text[:1].isupper()
        if words[last + 1].lower in coordinators or (apposed and words[last + 1].lower != "the"):
            return words
        joint = next((index for index in range(last, len(words)) if words[index].lower in coordinators), 0)
        inside = any(word.lower in self.vocabulary.word("preposition") for word in words[last:joint])
        if joint and not inside:
            return words
        if joint:  # "A, B in X and Y" of "A, B in X and Y, and C"
            return words[:last] if self.checks.ends_well(words[:last]) else words
        return [*words[:last], *put_in("and"), *words[last + 1 :]]

    def _explains(self, words: list[Word], comma: int) -> bool:
        """Does a comma stand before what explains a name, as in "in Gulu, Uganda" and "the envoy, Ms. Rojas"?"""
        if not 0 < comma < len(words) - 1:
            return False
        follower = self.sentence.lower(words[comma].at + 1)  # "Ms." may have been left out
        indefinite = self.vocabulary.word("possessive-determiner") | (self.vocabulary.word("article") - {"the"})
        superlative = follower == "the" and self.sentence.lower(words[comma].at + 2).endswith("est")
        if words[comma - 1].text[:1].isupper() and (follower in indefinite or superlative):
            return True  # "the Assessment, its first report"
        opened = next((at for at in range(comma - 1, 0, -1) if words[at - 1].lower == "that"), 0)
        if opened and words[opened].lower in self.vocabulary.word("preposition"):
            return True  # "that under his leadership, spending"
        if follower in self.vocabulary.word("act-headline-honorific"):
            return True
        start = comma - 1
        while start > 0 and words[start].text[:1].isupper():
            start -= 1
        placed = comma > 1 and words[start].lower in self.vocabulary.word("place-preposition")  # "in Rio Grande, Peru"
        return placed and words[comma - 1].text[:1].isupper() and words[comma + 1].text[:1].isupper()

    def _is_complete(self, words: list[Word]) -> bool:
        if not words or (not self.tails.is_natural(words) and self.checks.is_cut_short(words)):
            return False
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
            year = close + 1 < len(words) and words[close + 1].lower.isdigit()
            close += year  # "on May 3, 2024"
            if close - comma <= LONGEST_INSERTION or close == len(words):
                left_out.update(range(comma, min(close + 1, len(words))))
        return [word for index, word in enumerate(words) if index not in left_out]

    # ---------------------------------------------------------------- the tail

    def _cut(self, head: list[Word], words: list[Word], room: int) -> list[Word] | None:
        best: list[Word] | None = None
        best_value = WORST
        for cut in self._cuts(words):
            if not self._is_good_end(cut, words):
                continue
            kept, value = self._kept(cut, words)
            line = [*head, *kept]
            length = len(written(line))
            if kept and length <= room and length + value > best_value:
                best, best_value = line, length + value
        return best

    def _is_good_end(self, cut: Cut, words: list[Word]) -> bool:
        """May a line end at a place: is no phrase, no list and no name broken off there?"""
        kept, in_list = words[: cut.at], cut.value in UNSAFE
        if cut.value in (LISTED, JOINED) and self._is_inside_phrase(words, cut.at):
            return False
        if cut.at < len(words) and self._has_bare_member(kept):
            return False
        if cut.value == JOINED and (
            not self.checks.may_be_noun(kept[-1]) or self.tails.shares_description(words, cut.at)
        ):
            return False
        if cut.at < len(words) and self.tails.leaves_open(words, cut.at):
            return False
        natural = cut.at == len(words) and self.tails.is_natural(words)
        return (natural or not self.checks.is_cut_short(kept)) and self.checks.ends_well(kept, in_list=in_list)

    def _kept(self, cut: Cut, words: list[Word]) -> tuple[list[Word], int]:
        """Return the words up to a cut, with "and" before the last member of a list, and how good the place is."""
        kept, wanting = words[: cut.at], self.vocabulary.word("act-headline-wanting-infinitive")
        if cut.at == len(words):
            return kept, cut.value
        value = NAMED if cut.value == JOINED and kept[-1].text[:1].isupper() else cut.value
        if words[cut.at].lower == "to" and kept[-1].lower in wanting:  # "her efforts" of "her efforts to help"
            value -= LONGEST
        closed = self._closed(kept, words)
        if closed != kept and (self.checks.is_cut_short(closed) or not self.checks.ends_well(closed, in_list=True)):
            return [], value
        return closed, value

    def _has_bare_member(self, kept: list[Word]) -> bool:
        """Does a line end in a member whose rest is cut off: ", and no place", "in Gaza and progress"?"""
        if len(self.tails.without_bare_member(kept, BARE)) < len(kept):
            return True
        joined = len(kept) >= BARE and kept[-2].lower in self.vocabulary.word("coordinator")
        return joined and kept[-1].text[:1].islower() and kept[-BARE].text[:1].isupper()

    def _is_inside_phrase(self, words: list[Word], at: int) -> bool:
        """Would a cut part adjectives from the noun that they share, or the two halves of a name?"""
        before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else None
        linked = at > ADJECTIVE_AND_SIGN and words[at - 2].lower in self.vocabulary.word(
            "act-headline-name-link"
        )  # "Plan for Animal"
        linked = linked and words[at - ADJECTIVE_AND_SIGN - 1].text[:1].isupper()
        name = at > 1 and (words[at - 2].text[:1].isupper() or words[at - 2].lower == "'s" or linked)
        name = name and before.text[:1].isupper() and after is not None and after.text[:1].isupper()
        known = self.sentence.actor_at(before.at) if before.at >= 0 else None
        if words[at].lower != "," and name and known is None:
            return True
        last = max((index for index in range(at) if words[index].lower == ","), default=-1)
        single = last > 0 and at - last <= ADJECTIVE_AND_SIGN
        return self._shares_noun(words, at) or (single and not self.checks.ends_well(words[:last], in_list=True))

    def _shares_noun(self, words: list[Word], at: int) -> bool:
        """Is the next member of a list only an adjective, so that all share a noun: "security, economic and"?"""
        following = words[at + 1 : at + 3]
        if len(following) < ADJECTIVE_AND_SIGN or not following[0].text[:1].islower():
            return False
        ends = following[1].lower == "," or following[1].lower in self.vocabulary.word("coordinator")
        return ends and following[0].lower.endswith(self.vocabulary.adjective_endings)

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
                cuts.append(Cut(index, JOINED))
            elif lower == "to":
                cuts.append(Cut(index, PURPOSE))
            elif lower in prepositions and lower != "of" and lower != "than" and not self._is_in_name(words, index):
                cuts.append(Cut(index, PHRASE))
        return cuts

    def _is_in_name(self, words: list[Word], index: int) -> bool:
        """`Agency for International Development` is one name."""
        after = words[index + 1].text[:1] if index + 1 < len(words) else ""
        return words[index].lower == "for" and words[index - 1].text[:1].isupper() and after.isupper()

    def _at_comma(self, words: list[Word], index: int) -> Cut:
        """Return the cut at a comma: in a list, or before a new clause."""
        coordinators, length = self.vocabulary.word("coordinator"), 0
        if words[index + 1 : index + 2] and words[index + 1].lower in self.openers:
            return Cut(index, CLAUSE)
        endings, describes = self.vocabulary.adjective_endings, False
        inner = ""  # "free from violence and discrimination" is one member
        for word in words[index + 1 :]:
            length += 1
            if length == 1:
                describes = word.lower in self.vocabulary.frames.forms or word.lower.endswith(endings)
                describes = describes and word.text[:1].islower()
            elif length > ADJECTIVE_AND_SIGN:
                describes = False
            before = words[index + length - 1].lower if length > 1 else ""
            describes = describes or (before.endswith(tuple(self.vocabulary.word("act-headline-participle-ending"))))
            if 1 < length <= BARE + 1 and describes and word.lower in self.vocabulary.word("preposition"):
                inner = word.lower
            far = length > LONGEST_PLAIN and words[index + length - 1].lower != ","
            if word.lower in coordinators and (far or (inner and length > 1)):
                break
            if word.lower in coordinators:
                return Cut(index, LISTED)
            if word.lower == ",":
                length, inner = 0, ""
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
        lead = words[last + 1].lower if last + 1 < len(words) else ""
        if lead.isdigit() or self._explains(kept, last):  # "on March 25, 2024"
            return kept
        if lead in self.vocabulary.word("act-headline-dangling"):  # ", based on trust"
            return kept[:last]
        led = lead in self.vocabulary.word("preposition") and lead not in [
            word.lower for word in words[len(kept) : len(kept) + BARE]
        ]
        if led or self._at_comma(words, last).value != LISTED:
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
            inside.update(range(start + clause.relative, verb + 2))
        self._add_open_content(words, inside)
        return inside | self.tails.begun(words)

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
            linking = word.lower in self.openings
            linking = linking and index > 0 and word.lower != "that" and self._opens_subject(words, index)
            if linking:
                conditioned = False
            elif word.lower != "that" and not (word.lower == "so" and conditioned):
                continue
            first = index + 1 + (index > 0 and word.lower == "that" and self._is_reporting(words[index - 1]))
            verbs = [later for later in range(first, len(words)) if words[later].at in finite]
            wanted = 1 if conditioned else 0
            if len(verbs) > wanted:
                inside.update(range(index + 1, verbs[wanted] + 2))
            elif index <= 1 or conditioned or linking or self._opens_content(words, index):
                whole = self.tails.ends_sentence(words)  # "that Chad first change its law", "if the people so wish"
                inside.update(range(index + 1, len(words) + (not whole)))

    def _is_reporting(self, word: Word) -> bool:
        """Is a word a verb of saying, so that "that" after it has a subject: "agreed that continued tests"?"""
        readings = self.vocabulary.frames.forms.get(word.lower, ())
        return any(form.lemma in self.vocabulary.reporting for form in readings)

    def _opens_subject(self, words: list[Word], index: int) -> bool:
        """Does a subject follow a conjunction: "because the United States", not "while charting"?"""
        following = words[index + 1] if index + 1 < len(words) else None
        if following is None:
            return False
        if following.lower in self.vocabulary.pronouns:  # "over what he sees as a slight" has its verb
            return words[index].lower not in self.vocabulary.word("act-headline-question")
        return following.text[:1].isupper() or following.lower in self.vocabulary.word("determiner")

    def _opens_content(self, words: list[Word], index: int) -> bool:
        """Does "that" stand between a verb and a subject: "to ensure that the outcomes"?"""
        before, follower = words[index - 1].lower, words[index + 1].lower if index + 1 < len(words) else ""
        frames = self.vocabulary.frames
        verb = before in frames.forms and before not in frames.noun_classes
        return verb and follower in self.vocabulary.word("determiner")

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
