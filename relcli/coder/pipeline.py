"""The rule coder: Document -> coded events. Rules over tokens, and a judge whose weights are a table of the lexicon.

Each stage writes one attribute of a sentence. What one sentence leaves for the next (who "he" is, which two sides meet)
is kept in a Memory that lives as long as the document is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.actors import find_actors
from relcli.coder.actors.marks import find_marks
from relcli.coder.actors.publisher import find_topic, guess_home, home_of_source, seat_of
from relcli.coder.actors.seats import move_to_organisations
from relcli.coder.actors.surnames import drop_namesakes
from relcli.coder.acts.noun_acts import find_noun_acts
from relcli.coder.acts.verb_acts import find_verb_acts
from relcli.coder.annotations import UNREAD_KINDS, AnnotatedSentence
from relcli.coder.clauses.clauses import find_clauses
from relcli.coder.details.drafts import DetailFinder, Drafting
from relcli.coder.discourse.occasions import Discourse
from relcli.coder.discourse.records import finish_events
from relcli.coder.discourse.retellings import merge_drafts
from relcli.coder.explanation import Analysis, note_sentences
from relcli.coder.judging.judge import Judge
from relcli.coder.judging.whole_text import whole_text
from relcli.coder.memory import Memory
from relcli.coder.text.reading import TextReader

if TYPE_CHECKING:
    from relcli.coder.annotations import Draft
    from relcli.coder.judging.weights import Weights
    from relcli.coder.text.sentences import Sentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary
    from relcli.coding import CodedEvent, Document


class RuleCoder:
    """Codes documents with one vocabulary; holds no state between documents."""

    name = "rules 1"

    def __init__(self, vocabulary: Vocabulary, weights: Weights) -> None:
        """Take a compiled lexicon and the weights of the judge."""
        self.vocabulary = vocabulary
        self.lexicon_version = vocabulary.version
        self.reader = TextReader(vocabulary.words)
        self.details = DetailFinder(vocabulary)
        self.judge = Judge(weights, vocabulary)

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events of a document in the order of their sentences, numbered from 1."""
        return _Reading(document, self).events()

    def analyse(self, document: Document) -> Analysis:
        """Return the events of a document together with what was seen in every sentence."""
        reading = _Reading(document, self, noting=True)
        events = reading.events()
        return Analysis(document, note_sentences(reading.sentences, events), tuple(events), reading.memory.home)


class _Reading:
    """One document being read."""

    def __init__(self, document: Document, coder: RuleCoder, *, noting: bool = False) -> None:
        self.document = document
        self.coder = coder
        self.noting = noting  # of every sentence, why the judge decided as it did
        self.vocabulary = coder.vocabulary
        text = coder.reader.read(document.body)
        self.sentences = [annotate(sentence) for sentence in text.sentences]
        self.memory = Memory(document.date)
        self.discourse = Discourse(self.memory, self.vocabulary)
        self.dateline = text.dateline
        self.drafting = Drafting(document, text.dateline, coder.details)

    def events(self) -> list[CodedEvent]:
        """Read the document sentence by sentence and return its events."""
        for sentence in self.sentences:
            sentence.marks = find_marks(sentence, self.vocabulary, self.memory.day)
        drop_namesakes(self.sentences, self.vocabulary)
        move_to_organisations(self.sentences, self.vocabulary)
        self._look_over()
        drafts: list[Draft] = []
        for index, sentence in enumerate(self.sentences):
            if sentence.kind not in UNREAD_KINDS:
                drafts.extend(self._read(index, sentence))
        events = merge_drafts(drafts, self.vocabulary)
        return finish_events(events, drafts, self.document, self.vocabulary, self.coder.name)

    def _look_over(self) -> None:
        """Learn from the document as a whole who publishes it and what it is about."""
        document, memory, vocabulary = self.document, self.memory, self.vocabulary
        memory.home = home_of_source(document.outlet, document.url, vocabulary)
        memory.home = memory.home or guess_home(self.sentences, self.dateline, vocabulary)
        memory.seat = seat_of(self.dateline, vocabulary, memory.day)
        memory.topic = find_topic(self.sentences, memory.home, vocabulary)
        memory.whole = whole_text(self.sentences, vocabulary)
        memory.set_reach(len(self.sentences))

    def _read(self, index: int, sentence: AnnotatedSentence) -> list[Draft]:
        """Take a sentence through its stages and return the drafts of its acts."""
        vocabulary, memory = self.vocabulary, self.memory
        memory.index = index
        self.discourse.before(sentence)
        sentence.actors = find_actors(sentence, vocabulary, memory, self.document.body)
        if not sentence.actors:
            return []
        if not memory.may_have_acts(sentence.actors):
            memory.note_without_acts(sentence.actors)
            return []
        sentence.clauses = find_clauses(sentence, vocabulary)
        find_verb_acts(sentence, vocabulary, memory)
        find_noun_acts(sentence, vocabulary, memory.home)
        self.coder.judge.judge(sentence, memory, noting=self.noting)
        drafts = self.drafting.drafts(sentence, index)
        self.discourse.after(sentence, drafts)
        return drafts


def annotate(sentence: Sentence) -> AnnotatedSentence:
    """Return a sentence with its tokens, nothing found in it yet."""
    lowers = [token.lower for token in sentence.tokens]
    return AnnotatedSentence(
        start=sentence.start,
        end=sentence.end,
        kind=sentence.kind,
        quoted=sentence.quoted,
        tokens=sentence.tokens,
        lowers=lowers,
        capitals=[token.text[0].isupper() for token in sentence.tokens],
        words=frozenset(lowers),
    )
