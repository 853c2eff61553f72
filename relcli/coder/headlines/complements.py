"""What follows the verb in a headline: where its clause ends, and what of it is never kept.

The clause ends before the next statement ("..., and signed", ", who", ", expressing"); brackets and words that only
count from the day of the report ("today") are left out, pronouns of the object get names.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.headlines.names import possessive
from relcli.coder.headlines.references import References
from relcli.coder.headlines.words import Word, put_in, words_of, written
from relcli.coder.kinds import ActRule, FormShape, ReferenceKind, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Clause
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

ENDS = frozenset({".", ";", "?", "!", "—", "--", "…", "..", "..."})
QUOTES = frozenset({'"', "“", "”", "«", "»"})
DASHES = frozenset({"—", "--", "\u2013", "-"})
OPENED = {"(": ")"}
LONGEST_BRACKET = 14
LONGEST_CLAUSE = 100  # tokens: no headline has room for more
LONGEST_SPEAKER = 9  # tokens from the comma to "reported"
MOST_BEFORE = 4  # tokens between a conjunction and the name of a subject
MOST_QUOTES = 2  # signs of quotation in a line
APOSTROPHES = frozenset({"'", "\u2019"})
LONGEST_DAY = 2  # digits
BOTH_WORDS = 2  # "both sides", not "both" alone
REACH = 5  # words after the verb among which a pronoun is its object: "to open it up"


class Complements:
    """Reads what follows the verbs of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, names: Names) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.names = names
        self.references = References(sentence, vocabulary, names)

    # ---------------------------------------------------------------- where the clause ends

    def end(self, start: int) -> int:
        """Return where the clause ends whose verb ends at a token."""
        lowers = self.sentence.lowers
        stop, close = min(len(lowers), start + LONGEST_CLAUSE), -1
        for at in range(start, stop):
            if at > close and self._is_end(at, start):
                close = self._closing_dash(at)
                if close < 0:
                    stop = at
                    break
        stop = next((at for at in range(start + 1, stop) if self._begins_again(at)), stop)
        for clause in self.sentence.clauses_from(start, stop):
            stop = min(stop, self._before(clause, start, stop))
        return self._without_commas(start, stop)

    def _begins_again(self, at: int) -> bool:
        """Does a comma end the clause: ", but", ", citing the", ", and the talks ended"?"""
        lowers, word = self.sentence.lowers, self.vocabulary.word
        if lowers[at] != "," or at + 2 >= len(lowers):
            return False
        first, second = lowers[at + 1], lowers[at + 2]
        if first == "but":
            return True
        if first not in word("coordinator"):
            return first.endswith("ing") and (second in word("determiner") or second == "that")
        return any(
            clause.group.shape is VerbShape.FINITE
            and not clause.relative
            and "," not in lowers[at + 1 : clause.group.start]
            and clause.subject_origin is not SubjectOrigin.SHARED
            for clause in self.sentence.clauses_from(at + 3, at + LONGEST_SPEAKER + 1)
        )

    def _closing_dash(self, at: int) -> int:
        """Return the second of the two dashes that enclose an insertion, -1 if there is none."""
        lowers = self.sentence.lowers
        if lowers[at] not in DASHES:
            return -1
        for later in range(at + 2, min(len(lowers), at + LONGEST_BRACKET)):
            if lowers[later] in ENDS and lowers[later] not in DASHES:
                return -1
            if lowers[later] == lowers[at] and self._is_end(later, at):
                return later
        return -1

    def _is_end(self, at: int, start: int) -> bool:
        lower = self.sentence.lowers[at]
        if lower in ENDS:
            return True
        if lower in {":", "\u2013", "-"}:  # a dash between blanks, not a hyphen
            tokens = self.sentence.tokens
            if lower != ":" and self.sentence.actor_at(at - 1) and self.sentence.actor_at(at + 1):
                return False  # "the U.S. – Africa Summit"
            return lower == ":" or (at > start and tokens[at - 1].end < tokens[at].start)
        return False

    def _before(self, clause: Clause, start: int, stop: int) -> int:
        """Return where the clause in hand ends if a later one is no part of it, else `stop`."""
        group, lowers = clause.group, self.sentence.lowers
        at = self._link(group.start, start)
        link = lowers[at] if at >= start else ""
        coordinators = self.vocabulary.word("coordinator")
        alone = group.shape is VerbShape.FINITE and group.be_at < 0 and not group.modal and not group.perfect
        participle = alone and FormShape.PARTICIPLE in group.forms
        if link in coordinators and participle and self._joins_adjectives(at, group.end):
            return stop
        if group.shape is VerbShape.FINITE and clause.subject_origin is SubjectOrigin.SHARED and not clause.relative:
            if link == "," and self._is_content_open(start, at):
                return stop
            compound = lowers[group.start - 1] == "-"  # "Russia-backed or Russia-installed"
            return at if (link in coordinators or link == ",") and not compound else stop
        if group.shape is VerbShape.GERUND:
            if self.sentence.lower(group.end) in coordinators | {","}:  # a member of a list
                return stop
            return at if link == "," and at > start else self._absolute(clause, start, stop)
        if group.shape is not VerbShape.FINITE:
            return stop
        if link == "," and at > start:
            return stop if self._is_content_open(start, at) else at  # "who was invited in May, will join"
        said = self._before_speaker(clause, start)
        if said is not None:
            return said
        opener = group.start - 1 if clause.relative else self._before_subject(clause, start)
        if opener < start:
            return stop
        lower = lowers[opener]
        if lower in coordinators or lower == ",":
            return opener
        return opener if lowers[opener - 1] == "," and opener - 1 >= start and lower != "that" else stop

    def _joins_adjectives(self, at: int, end: int) -> bool:
        """Does a conjunction join two adjectives, the second taken for a verb: "an active and engaged partner"?"""
        at -= self.sentence.lower(at - 1) == ","  # "inclusive, sustainable, and shared growth"
        before, follower = self.sentence.lower(at - 1), self.sentence.lower(end)
        noun = follower.isalpha() and follower not in self.vocabulary.function_words
        noun = noun and not self.sentence.capitalised(end)
        endings = (*self.vocabulary.adjective_endings, *self.vocabulary.word("act-headline-adjective-ending"))
        adjective = before.endswith(endings) and not self.sentence.capitalised(at - 1)
        known = before in self.vocabulary.frames.noun_classes or before.endswith("ing")
        return noun and adjective and not known

    def _is_content_open(self, start: int, at: int) -> bool:
        """Does a "that" before a token still wait for its verb: "said that both, as friends, will"?"""
        if "that" not in self.sentence.lowers[start:at]:
            return False
        return not any(clause.group.shape is VerbShape.FINITE for clause in self.sentence.clauses_from(start, at))

    def _before_subject(self, clause: Clause, start: int) -> int:
        """Return the token before the subject of a later clause: its conjunction, or the word before its name."""
        subject = clause.subject
        if clause.subject_origin is not SubjectOrigin.OWN or subject is None or not start < subject.start:
            return clause.left - 1
        if subject.start >= clause.group.start:
            return clause.left - 1
        at = subject.start - 1
        floor = max(start, clause.left - 1, subject.start - MOST_BEFORE)
        alone = self.sentence.lower(subject.start) in self.vocabulary.pronouns  # "an open and honest dialogue we have"
        while at > floor and not alone and self._may_precede(at):
            at -= 1
        links = self.vocabulary.word("coordinator") | {","}
        return at if self.sentence.lowers[at] in links else clause.left - 1

    def _may_precede(self, at: int) -> bool:
        """May a word stand between a conjunction and the name of a subject: "and two senior Afghan officers"?"""
        lower, word = self.sentence.lowers[at], self.vocabulary.word
        if lower in word("coordinator") or lower == ",":
            return False
        return lower in word("determiner") or lower not in self.vocabulary.function_words

    def _before_speaker(self, clause: Clause, start: int) -> int | None:
        """Return the comma before ", the agency reported"."""
        group = clause.group
        if clause.relative or not any(form.lemma in self.vocabulary.reporting for form in group.readings):
            return None
        for at in range(group.start - 1, max(start, group.start - LONGEST_SPEAKER), -1):
            if self.sentence.lowers[at] == ",":
                return at if at > start else None
            if self.sentence.lowers[at] in self.vocabulary.word("coordinator"):
                return None
        return None

    def _link(self, at: int, floor: int) -> int:
        """Return the token before a verb, past its adverbs."""
        adverbs = self.vocabulary.word("adverb")
        at -= 1
        while at > floor and (self.sentence.lowers[at] in adverbs or self.sentence.lowers[at].endswith("ly")):
            at -= 1
        return at

    def _absolute(self, clause: Clause, start: int, stop: int) -> int:
        """`, with both sides reaffirming` begins something new."""
        if clause.subject_origin is not SubjectOrigin.ABSOLUTE or clause.subject is None:
            return stop
        for at in range(clause.subject.start, start, -1):
            if self.sentence.lowers[at] == "with":
                return at
        return stop

    def _without_commas(self, start: int, stop: int) -> int:
        coordinators = self.vocabulary.word("coordinator")
        while stop > start and (
            self.sentence.lowers[stop - 1] in coordinators or self.sentence.lowers[stop - 1] == ","
        ):
            stop -= 1
        return stop

    # ---------------------------------------------------------------- what is kept of it

    def words(self, act: Act, subject: Subject, start: int, end: int) -> list[Word]:
        """Return the words of [start, end) that are kept, names in place of pronouns."""
        words = self._without_brackets(words_of(self.sentence, start, end))
        words = [word for word in words if word.lower not in QUOTES or self._is_balanced(words)]
        if len(words) > MOST_QUOTES and words[-1].lower in QUOTES and words[-2].lower == ",":
            words = [*words[:-2], words[-1]._replace(at=words[-3].at + 1, joined=True)]
        words = self.without_days(words)
        words = self._up_to_speaker(self._without_address(words), act, subject)
        words = self.references.named(words, act, subject)
        several = subject.several and act.mutual and self.names.of_code(act.source.codes[0]) in written(subject.words)
        words = self._dated(words)
        return self._named(words if several else self._with_both(words, act), act)

    def _dated(self, words: list[Word]) -> list[Word]:
        """Write "on May 3, 2024" for "in May 3, 2024", "three sailors" for "three other sailors"."""
        months = self.vocabulary.words.values("month")
        kept = list(words)
        for index, (lead, month, day) in enumerate(zip(words, words[1:], words[2:], strict=False)):
            if lead.lower == "in" and month.lower in months and day.text.isdigit() and len(day.text) <= LONGEST_DAY:
                kept[index] = lead._replace(text="on", lower="on")
        numbers = self.vocabulary.word("coordination-numeral")
        return [
            word
            for before, word in zip([*words[:1], *kept], kept, strict=False)
            if not (word.lower == "other" and before.lower in numbers)  # "wounded three other sailors"
        ]

    def _without_address(self, words: list[Word]) -> list[Word]:
        """Leave out ", Mr. President," in which the speaker addresses somebody."""
        addressing, titles = self.vocabulary.word("act-headline-address"), self.vocabulary.titles
        for index, word in enumerate(words[:-2]):
            if word.lower != "," or words[index + 1].lower not in addressing:
                continue
            found = titles.longest([each.lower for each in words], index + 2)
            end = found[0] if found else 0
            if found and (end == len(words) or words[end].lower == ","):
                return [*words[:index], *self._without_address(words[end + 1 :])]
        return words

    def _is_balanced(self, words: list[Word]) -> bool:
        many = sum(word.lower in QUOTES for word in words)
        return many == MOST_QUOTES

    def _without_brackets(self, words: list[Word]) -> list[Word]:
        kept: list[Word] = []
        closing = ""
        for word in words:
            if closing:
                closing = "" if word.lower == closing else closing
            elif word.lower in OPENED:
                closing = OPENED[word.lower]
            elif word.lower in DASHES and self._closing_dash(word.at) >= 0 and self._is_end(word.at, word.at - 1):
                closing = word.lower
            elif word.lower not in {")", "[", "]"}:  # what is in square brackets is a word of the clause
                kept.append(word)
        return kept

    def without_days(self, words: list[Word]) -> list[Word]:
        """Leave out "today", "earlier this month", "on Monday": they count from a day that the line does not show."""
        word_of, skip = self.vocabulary.word, 0
        kept: list[Word] = []
        for index, word in enumerate(words):
            if skip:
                skip -= 1
                continue
            skip = self._days_at(words, index)
            if skip:
                while kept and (kept[-1].lower in word_of("act-headline-day-lead")):
                    kept.pop()
                after = words[index + skip].lower if index + skip < len(words) else ""
                if kept and kept[-1].lower == "," and (after == "," or not after):
                    kept.pop()
                skip -= 1
                continue
            kept.append(word)
        return kept

    def _days_at(self, words: list[Word], index: int) -> int:
        """Return how many words from an index on only name a day."""
        word_of = self.vocabulary.word
        before = words[index - 1].lower if index else ""
        lowers = [word.lower for word in words[index : index + 4]] + ["", "", "", ""]
        if lowers[0] in word_of("act-headline-day") or lowers[0] in {"also"}:
            part = lowers[1] in word_of("act-headline-part-of-day")
            return 0 if lowers[1] == "'s" else 1 + part
        if lowers[0] in word_of("act-headline-deictic") and lowers[1] in word_of("act-headline-part-of-day"):
            governed = before in word_of("preposition") or before in word_of("article")
            return 0 if lowers[2] in {"'s", "'"} or governed else 2
        weekdays, months = self.vocabulary.words.values("weekday"), self.vocabulary.words.values("month")
        if lowers[0] in weekdays and lowers[1] == "," and lowers[2] in months:
            return 2
        if lowers[0] == "on" and lowers[1] in weekdays:
            after = lowers[2]
            if after == "," and lowers[3] in months:  # "on Sunday, April 28" is "on April 28"
                return 0
            part = after in word_of("act-headline-part-of-day")
            end = lowers[3] if part else after
            plain = not end or end == "," or end in self.vocabulary.function_words
            return (3 if part else 2) if plain else 0
        if lowers[0] in weekdays and before not in word_of("preposition") and before not in word_of("determiner"):
            part = lowers[1] in word_of("act-headline-part-of-day")
            length = 2 if part else 1
            later = words[index + length] if index + length < len(words) else None
            named = index > 0 and words[index - 1].text[:1].isupper()
            own = later is not None and (later.text[:1].isupper() or later.lower in {"'s", "'"})
            return 0 if own or (named and later is not None and later.text.isalpha()) else length
        return 0

    def _up_to_speaker(self, words: list[Word], act: Act, subject: Subject) -> list[Word]:
        """End before "I" and "my"; the "our" of a government is "its", beside a person "the United States'"."""
        speaker, shared = self.vocabulary.word("act-headline-speaker"), self.vocabulary.word("act-headline-shared")
        kept: list[Word] = []
        for index, word in enumerate(words):
            if word.lower == "you" and index and self._is_verb(words, index + 1):  # "for everything you do"
                return kept
            with_one = bool(kept) and kept[-1].lower in self.vocabulary.word("preposition")
            if word.lower == "you" and with_one and act.mutual and subject.several:  # "you and I have talked with you"
                kept.pop()
                continue
            if word.lower == "you":
                name = self.names.of_codes(act.target.codes)
                word = Word(name, name.lower(), word.at)
            inside_name = word.text[:1].isupper() and index > 0 and words[index - 1].text[:1].isupper()
            acronym = word.text.isupper() and len(word.text) > 1  # "US"
            if word.lower in speaker and not acronym and not inside_name:  # not "the United We Stand Summit"
                return kept
            if word.lower in self.vocabulary.word("act-headline-own"):
                following = words[index + 1].lower if index + 1 < len(words) else ""
                own = "the" if following in shared else self._owner(act, subject)
                if own not in self.vocabulary.word("determiner") and own.rstrip("'s") in written(
                    kept
                ):  # "America's commitment to America's friends"
                    own = "its"
                if own != "the" and not subject.several and following in self.vocabulary.word("act-headline-own-pair"):
                    own = "the two"  # "our countries"
                word = Word(own, own, word.at)
            kept.append(word)
        return kept

    def _is_verb(self, words: list[Word], index: int) -> bool:
        """Is the word at an index a finite verb of the sentence?"""
        if index < len(words) and words[index].lower in self.vocabulary.auxiliaries:
            return True
        at = words[index].at if index < len(words) else -1
        clauses = self.sentence.clauses_from(at, at + 1) if at >= 0 else []
        return any(clause.group.shape is VerbShape.FINITE for clause in clauses)

    def _with_both(self, words: list[Word], act: Act) -> list[Word]:
        """Put the names of both parties in place of "both sides", "the two countries"."""
        codes = (*act.source.codes, *act.target.codes)
        first, last = (words[0].at, words[-1].at) if words else (0, -1)
        for actor in self.sentence.actors_from(max(first, 0), last + 1):
            two = self.sentence.lowers[actor.start]
            own = not actor.codes or set(actor.codes) == set(codes)
            own = own and (two in self.vocabulary.word("act-headline-pairing") or two == "two")
            if actor.reference is not ReferenceKind.BOTH or not own or actor.end - actor.start < BOTH_WORDS:
                continue
            start = actor.start - (self.sentence.lower(actor.start - 1) in self.vocabulary.word("determiner"))
            if self.sentence.lower(actor.end) == "of":  # "both sides of the aisle"
                continue
            if self.sentence.lower(start - 1) == ",":  # "with India, the two countries with the most cases"
                continue
            before = [word for word in words if word.at < start]
            after = [word for word in words if word.at >= actor.end]
            if len(before) + len(after) < len(words):
                name = self.names.of_codes(codes)
                if after and after[0].lower in APOSTROPHES and not name.endswith("s"):  # "the two countries' vision"
                    after[0] = after[0]._replace(text="'s", lower="'s")
                words = [*before, Word(name, name.lower(), actor.end - 1), *after]
        return words

    def _owner(self, act: Act, subject: Subject) -> str:
        if subject.several:
            return "their"
        states = self.names.of_codes(act.source.codes)
        named = written(subject.words).lower().removeprefix("the ")
        return "its" if named == states.lower().removeprefix("the ") else possessive(states)

    def _named(self, words: list[Word], act: Act) -> list[Word]:
        """Put names in place of the pronoun right after the verb and of "your"; nothing is left if there is none."""
        if not words:
            return words
        target = self.names.of_actor(act.target)
        objects = self.vocabulary.word("target-pronoun") - {"this"}
        at = next((index for index, word in enumerate(words[:REACH]) if word.lower in objects), -1)
        follower = words[at + 1].lower if at + 1 < len(words) else ""
        word, place = self.vocabulary.word, words[at].at
        quoted = any(each.lower in QUOTES for each in words[:at])
        plain = not follower or follower == "," or follower in word("preposition") or follower in word("coordinator")
        elsewhere = act.target.start > place and act.target.end > act.target.start
        thing = words[at].lower in word("pronoun-it")
        if at >= 0 and not quoted and (plain or follower == "to") and target and (not elsewhere or not (at or thing)):
            if not act.target.person and words[at].lower in word("act-headline-person-object"):
                return []
            words = [*words[:at], *put_in(target), *words[at + 1 :]]
        owned = {"your"}
        polite = self.vocabulary.word("act-headline-honorific")
        if any(first.lower in owned and second.lower in polite for first, second in pairwise(words)):
            return []  # "your Excellency"
        if act.parties.rule is ActRule.INSIDE_THANKS:  # "thanked X for supporting its bid": the thanking side's
            owned |= word("act-headline-its")
        owner = possessive(self.names.of_codes(act.target.codes))
        return [each._replace(text=owner, lower=owner.lower()) if each.lower in owned else each for each in words]
