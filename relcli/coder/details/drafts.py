"""From acts to drafts: each act of a sentence with its date, place, people, sectors, speaker and own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relcli.coder.annotations import Draft
from relcli.coder.dates.phrases import DateFinder
from relcli.coder.details.act_dates import date_of_act, is_old, phrases_of
from relcli.coder.details.attribution import Attribution
from relcli.coder.details.forums import ForumFinder
from relcli.coder.details.own_words import own_words
from relcli.coder.details.participants import find_participants
from relcli.coder.details.person_names import PersonNames
from relcli.coder.details.places import find_place
from relcli.coder.details.sectors import find_sectors
from relcli.coder.kinds import DatePrecision, Modality

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Dated, Said
    from relcli.coder.dates.phrases import DatePhrase
    from relcli.coder.text.reading import Dateline
    from relcli.coder.vocabulary.vocabulary import Vocabulary
    from relcli.coding import Document


class DetailFinder:
    """Makes drafts with one vocabulary; holds no state of any document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare what is the same for all documents."""
        self.vocabulary = vocabulary
        self.forums = ForumFinder(vocabulary)
        self.dates = DateFinder(vocabulary.words)


class Drafting:
    """Makes the drafts of one document, sentence by sentence: a date may refer to the one before it."""

    def __init__(self, document: Document, dateline: Dateline | None, details: DetailFinder) -> None:
        """Work on one document."""
        self.document = document
        self.dateline = dateline
        self.details = details
        self.previous: tuple[date, date] | None = None  # the last day that an act was dated to
        # Of the sentence in hand, by what its date phrases depend on: most of its acts ask for the same ones.
        self.phrases: dict[tuple[bool, tuple[date, date] | None], list[DatePhrase]] = {}

    def drafts(self, sentence: AnnotatedSentence, index: int) -> list[Draft]:
        """Return a draft for each act of a sentence."""
        if not sentence.acts:
            return []
        body = self.document.body
        self.phrases = {}
        attribution = Attribution(sentence, self.details.vocabulary, body)
        setting = self.details.forums.find(body[sentence.start : sentence.end])
        return [self._draft(sentence, index, act, attribution.find(act), setting) for act in sentence.acts]

    def _draft(self, sentence: AnnotatedSentence, index: int, act: Act, said: Said, setting: str) -> Draft:
        body, vocabulary = self.document.body, self.details.vocabulary
        dated = self._date(sentence, act)
        if act.modality is Modality.OCCURRED and is_old(dated, self.document.date):
            act.modality = Modality.HISTORICAL
        sectors = find_sectors(sentence, act.region, vocabulary)
        people, countries, level = find_participants(act, said, PersonNames(sentence, vocabulary, body))
        return Draft(
            act=act,
            sentence=sentence,
            sentence_index=index,
            sectors=tuple(dict.fromkeys(term.sector for term in sectors)),
            sector_terms=tuple(dict.fromkeys(sentence.text(term.start, term.end, body) for term in sectors)),
            people=people,
            people_countries=countries,
            level=level,
            dated=dated,
            place=find_place(sentence, act, vocabulary, body, self.dateline),
            setting=setting,
            attribution=said.words,
            own_words=own_words(sentence, act, vocabulary, body),
        )

    def _date(self, sentence: AnnotatedSentence, act: Act) -> Dated | None:
        key = act.future, self.previous
        if key not in self.phrases:
            self.phrases[key] = phrases_of(sentence, self.document, self.details.dates, *key)
        phrases = self.phrases[key]
        dated = date_of_act(act, sentence, phrases, self.details.vocabulary)
        if dated is not None and dated.stated and dated.precision is DatePrecision.DAY:
            self.previous = date.fromisoformat(dated.first), date.fromisoformat(dated.last)
        return dated
