"""Where a line may not end because something has begun: a relative clause, a verb that needs a second complement."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.kinds import FormShape, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.headlines.words import Word
    from relcli.coder.vocabulary.vocabulary import Vocabulary

ANY_VERB = "*"
"""Among the words that complete a verb: a verb without "to" ("helps farmers sell")."""
LONGEST_MEMBER = 4  # words from "and" to the noun of a member whose clause is left out
BEYOND = 4  # words from the end of a line to the verb whose subject stands at it
LONGEST_SHARED = 6  # words of one of two nouns that share what says of whom they are
BEFORE_TO = 8  # words before "to" among which "and for" begins
REACH = 12  # words after a verb among which its second complement may be
SENTENCE_ENDS = frozenset({"", ".", ";", "!", "?"})
NATURAL_ENDS = SENTENCE_ENDS | {",", "—", "--", "”", '"', ")"}


class Tails:
    """Judges the ends of the lines of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.openers = vocabulary.word("subordinator") | vocabulary.word("relative")
        self.completed = vocabulary.words.values("act-headline-completed")

    def is_natural(self, words: list[Word]) -> bool:
        """Does the sentence, too, pause after the words?"""
        return bool(words) and self._after(words) in NATURAL_ENDS

    def ends_sentence(self, words: list[Word]) -> bool:
        """Does the sentence end with the words?"""
        return bool(words) and self._after(words) in SENTENCE_ENDS

    def _after(self, words: list[Word]) -> str:
        """Return what follows the words in the sentence, past a day that is left out: "on Monday"."""
        at = words[-1].at + 1
        led = self.sentence.lower(at) in self.vocabulary.word("preposition")
        day = led and self.sentence.lower(at + 1) in self.vocabulary.words.values("weekday")
        return self.sentence.lower(at + 2 if day else at)

    def begun(self, words: list[Word]) -> set[int]:
        """Return the places inside what is begun: before the word at each of these indexes no line may end."""
        inside, whole = self._in_relatives(words), self.vocabulary.word("act-headline-needing-whole")
        for index, word in enumerate(words):
            if word.lower in whole and word.text[:1].islower():  # "making the pact a model"
                close = next((at for at in range(index, len(words)) if words[at].lower == ","), len(words))
                inside.update(range(index + 1, close + (close == len(words) and not self.is_natural(words))))
            lemmas = {word.lower, *(form.lemma for form in self.vocabulary.frames.forms.get(word.lower, ()))}
            for lemma in lemmas:
                wanted = self.completed.get(lemma)
                if wanted and word.text[:1].islower():
                    inside.update(self._until_completed(words, index, wanted))
        return inside

    def _until_completed(self, words: list[Word], verb: int, wanted: str) -> range:
        """Return the places between a verb and the word that completes it: "turn the truce" and "into a peace"."""
        for later in range(verb + 1, min(len(words), verb + REACH)):
            lower = words[later].lower
            if lower == wanted or (wanted == ANY_VERB and self._is_base(lower)):
                more = 2 if wanted == "to" else wanted in self.vocabulary.word("preposition")
                return range(verb + 1, later + 1 + more)
        return range(0)

    def _is_base(self, lower: str) -> bool:
        readings = self.vocabulary.frames.forms.get(lower, ())
        noun = lower in self.vocabulary.frames.noun_classes
        return not noun and any(form.shape is FormShape.BASE for form in readings)

    def _in_relatives(self, words: list[Word]) -> set[int]:
        """Return the places inside relative clauses, those without a relative word included: "steps they take"."""
        places = {word.at: index for index, word in enumerate(words) if word.at >= 0}
        inside: set[int] = set()
        for clause in self.sentence.clauses_from(min(places, default=0), max(places, default=-1) + 1):
            verb = places.get(clause.group.verb)
            start = self._relative_start(clause, places)
            if verb is None or start < 1:
                continue
            end = next((at for at in range(verb, len(words)) if words[at].lower == ","), len(words))
            inside.update(range(start + 1, end))
        return inside

    def _relative_start(self, clause: Clause, places: dict[int, int]) -> int:
        """Return the index at which a relative clause begins, -1 if the clause is none."""
        if clause.group.shape is not VerbShape.FINITE:
            return -1
        if clause.relative:
            return places.get(clause.group.start - 1, -1)
        subject = clause.subject
        if subject is None or clause.subject_origin is not SubjectOrigin.OWN or subject.end > clause.group.start:
            return -1
        before = self.sentence.lower(subject.start - 1)
        known = before in self.vocabulary.function_words or before in self.vocabulary.frames.forms
        if not before.isalpha() or known or before in self.vocabulary.word("adverb"):
            return -1
        return places.get(subject.start, -1)

    def without_open_clause(self, words: list[Word]) -> list[Word]:
        """Leave out a clause at the end whose verb is not there any more: "as the talks" of "as the talks we hold"."""
        after = words[-1].at if words else -1
        for clause in self.sentence.clauses_from(after + 1, after + REACH):
            if clause.group.shape is not VerbShape.FINITE or clause.subject_origin is SubjectOrigin.SHARED:
                continue
            opened = self._before_own_subject(clause, words)
            if opened:
                return words[:opened]
            openers = [index for index, word in enumerate(words) if word.lower in self.openers]
            if openers and 0 < words[openers[-1]].at == clause.left - 1:
                return words[: openers[-1]]
            break
        return words

    def _before_own_subject(self, clause: Clause, words: list[Word]) -> int:
        """Return where "and two guards", "saying the guards" begins if its verb follows the words, else 0."""
        subject, own = clause.subject, clause.subject_origin is SubjectOrigin.OWN
        if subject is None or not own or not words or clause.group.start > words[-1].at + BEYOND:
            return 0
        at = next((index for index, word in enumerate(words) if word.at == subject.start), 0)
        for index in range(at - 1, max(0, at - LONGEST_MEMBER), -1):
            lower = words[index].lower
            readings = self.vocabulary.frames.forms.get(lower, ())
            reporting = any(form.lemma in self.vocabulary.reporting for form in readings)
            if lower in self.vocabulary.word("coordinator") or (reporting and lower.endswith("ing")):
                return index
        start = at - (at > 0 and words[at - 1].lower in self.vocabulary.word("article"))
        before = words[start - 1] if start > 1 else None
        noun = before is not None and before.text[:1].islower() and before.lower.isalpha()
        if noun and before is not None and before.lower not in self.vocabulary.function_words:
            return start if words[start].text[:1].isupper() or words[start].lower == "the" else 0
        return 0

    def leaves_open(self, words: list[Word], at: int) -> bool:
        """`The need of all guards`, `any attempt by Mali`: does a "to" that is cut off say what for?"""
        word = self.vocabulary.word
        if words[at].lower != "to":
            return False
        joints = word("coordinator") | {","}
        near = list(pairwise(words[max(0, at - BEFORE_TO) : at]))
        if any(first.lower in joints and second.lower == "for" for first, second in near):
            return True  # "and for all regional actors to"
        for link, noun in pairwise(reversed(words[max(0, at - REACH) : at])):
            if noun.lower in word("act-headline-wanting-infinitive"):
                return link.lower in word("act-headline-open-link")
            if noun.lower in word("coordinator") or noun.lower == ",":
                return False
        return False

    def shares_description(self, words: list[Word], at: int) -> bool:
        """`The close friendship and values between Chad and Mali`: does what is cut off say which thing is meant?"""
        word = self.vocabulary.word
        for each in reversed(words[max(0, at - LONGEST_SHARED) : at]):
            if each.lower == "the":
                break
            if each.text[:1].isupper() or each.lower in word("preposition"):
                return False
        else:
            return False
        after = [each.lower for each in words[at + 1 : at + 1 + LONGEST_SHARED]]
        after = after[: after.index(",")] if "," in after else after
        return not word("act-headline-describing").isdisjoint(after[1:])

    def without_bare_member(self, words: list[Word], longest: int = LONGEST_MEMBER) -> list[Word]:
        """Leave out ", and the work" at the end of "our friendship and the work we do"."""
        coordinators, determiners = self.vocabulary.word("coordinator"), self.vocabulary.word("determiner")
        determiners = determiners - self.vocabulary.word("possessive-determiner")
        if not words or words[-1].text[:1].isupper():
            return words
        for index in range(len(words) - 1, max(0, len(words) - longest - 1), -1):
            if words[index].lower in coordinators and index + 1 < len(words) and words[index + 1].lower in determiners:
                kept = words[:index]
                return kept[:-1] if kept[-1].lower == "," else kept
        return words
