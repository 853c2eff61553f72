"""The predicate of a headline: a finite verb, whatever form the sentence has, that agrees with its subject."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.headlines.words import Word, put_in, words_of
from relcli.coder.kinds import ActRule, FormShape, Modality, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Clause
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

STILL_OPEN = frozenset({Modality.PLEDGED, Modality.AGREED, Modality.PROPOSED})
SHAPES = {
    VerbShape.INFINITIVE: FormShape.BASE,
    VerbShape.GERUND: FormShape.GERUND,
    VerbShape.REDUCED: FormShape.PARTICIPLE,
}
SPOKEN = frozenset({"SUPPORT", "AGREE", "ACCUSE", "REQUEST", "REJECT", "CONSULT"})
"""Types that are done by speaking, and so at the meeting whose purpose they were."""
LONGEST_OBJECT = 12  # tokens between a verb and the infinitive of its purpose
REACH = 60  # tokens after a verb in which another one of the same subject may be
MOST_GOVERNORS = 4
LONG_LIST = 2  # commas


class Predicates:
    """Makes the verbs of one sentence finite."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary

    def of_act(self, act: Act, clause: Clause, subject: Subject) -> list[Word]:
        """Return the verb of an act with its auxiliaries."""
        if clause.group.shape is VerbShape.FINITE:
            return self.finite(clause, subject)
        chain = self.governors(act, clause)
        outer = chain[-1] if chain else clause
        if outer is not clause and outer.group.shape is VerbShape.FINITE:
            return [*self.finite(outer, subject), *words_of(self.sentence, outer.group.end, clause.group.end)]
        start = self.made(outer, subject, still_open=self.is_open(act, clause))
        return [*start, *words_of(self.sentence, outer.group.end, clause.group.end)] if chain else start

    def governors(self, act: Act, clause: Clause) -> list[Clause]:
        """Return the verbs on which an infinitive depends: "sought to", "is working day and night to"."""
        chain: list[Clause] = []
        while len(chain) < MOST_GOVERNORS:
            nominal = clause.group.shape is VerbShape.INFINITIVE or clause.group.shape is VerbShape.GERUND
            governor = clause.governor
            if not nominal or governor is None:
                break
            if governor.group.end != clause.group.start and not self._is_only_meant(act, clause, governor):
                break
            chain.append(governor)
            clause = governor
        return chain

    def _is_only_meant(self, act: Act, clause: Clause, governor: Clause) -> bool:
        """Is an infinitive apart from its verb only a purpose? What one met or called somebody for was done."""
        if clause.group.shape is not VerbShape.INFINITIVE or governor.group.end > clause.group.start:
            return False
        if act.parties.rule is ActRule.PURPOSE or clause.group.start - governor.group.end > LONGEST_OBJECT:
            return False
        met = any(other.clause is governor and other.type == "CONSULT" for other in self.sentence.acts)
        return not (met and act.type in SPOKEN)

    def is_open(self, act: Act, clause: Clause) -> bool:
        """Is an act still to be done for another reason than that its own verb says so ("promised")?"""
        if act.modality not in STILL_OPEN or clause.group.shape is VerbShape.REDUCED:
            return False
        lemmas = {form.lemma for form in clause.group.readings}
        frames = (frame for lemma in lemmas for frame in self.vocabulary.frames.frames.get(lemma, ()))
        return not any(frame.row == act.row.name and frame.modality == act.modality for frame in frames)

    # ---------------------------------------------------------------- finite as it stands

    def finite(self, clause: Clause, subject: Subject) -> list[Word]:
        """Return the words of a finite verb group, without idle adverbs, in agreement with a new subject."""
        group, sentence = clause.group, self.sentence
        idle = self.vocabulary.word("act-headline-idle")
        words = words_of(sentence, group.start, group.end)
        words = [
            word
            for word in words
            if word.at == group.verb or (word.lower not in idle and word.lower != "," and word.lower != ";")
        ]
        if not words:
            return words
        whole = self.vocabulary.words.values("act-headline-whole")
        if group.passive and group.be_at < 0 and group.is_bare:  # "was praised and criticised"
            return [*put_in(self.past_of_be(subject)), *words]
        first = words[0]
        lower = whole.get(first.lower, first.lower)
        if first.lower == "'s" and (group.perfect or FormShape.PARTICIPLE in group.forms) and not group.passive:
            lower = "has"
        if lower != first.lower:
            first = Word(lower, lower, first.at)
        modal = self._shared_modal(clause)
        if modal:
            return [*put_in(modal), first, *words[1:]]
        if subject.replaces:
            first = self._agreeing(first, clause, subject)
        return [first, *words[1:]]

    def _shared_modal(self, clause: Clause) -> str:
        """Return the "will" of "will go on hoping and keep working" for its second verb, '' if there is none."""
        group = clause.group
        if clause.subject_origin is not SubjectOrigin.SHARED or not group.is_bare or FormShape.BASE not in group.forms:
            return ""
        earlier = self.sentence.clauses_from(max(0, group.start - REACH), group.start)
        finite = [each for each in earlier if each.group.shape is VerbShape.FINITE and each.subject is clause.subject]
        return finite[-1].group.modal if finite and FormShape.PAST not in group.forms else ""

    def agreeing(self, words: list[Word], clause: Clause, subject: Subject) -> list[Word]:
        """Return words in which further verbs of a new subject agree with it: "welcomes and supports"."""
        if not subject.replaces or subject.several:
            return words
        shared = {
            other.group.verb: form.lemma
            for other in self.sentence.clauses_from(clause.group.end, clause.group.end + REACH)
            for form in other.group.readings
            if other.subject is clause.subject and other.subject_origin is SubjectOrigin.SHARED
            if form.shape is FormShape.BASE and other.group.is_bare and FormShape.PAST not in other.group.forms
        }
        third = self.vocabulary.inflection.verb_forms
        present = FormShape.PAST not in clause.group.forms and not clause.group.modal
        kept: list[Word] = []
        for index, word in enumerate(words):
            lemma = shared.get(word.at, "") or (self._joined_base(words, index) if present else "")
            kept.append(word._replace(text=third(lemma).third) if lemma else word)
        return kept

    def _joined_base(self, words: list[Word], index: int) -> str:
        """Return the verb at an index if it is joined by "and" and goes on with its object: "and send its best"."""
        word, link = self.vocabulary.word, index - 1
        if link > 0 and (words[link].lower in word("adverb") or words[link].lower.endswith("ly")):
            link -= 1
        if not 0 <= link < index < len(words) - 1 or words[link].lower not in word("coordinator"):
            return ""
        after, lower = words[index + 1].lower, words[index].lower
        goes_on = after in word("possessive-determiner") or after in word("article")
        noun = lower in self.vocabulary.frames.noun_classes
        goes_on = goes_on or (not noun and (after in word("preposition") or after in word("act-headline-particle")))
        if (not goes_on and link > 0) or self._has_bare_verb(words[:link]):
            return ""
        readings = self.vocabulary.frames.forms.get(lower, ())
        past = any(form.shape is FormShape.PAST for form in readings)
        return "" if past else next((form.lemma for form in readings if form.shape is FormShape.BASE), "")

    def with_adverbs_in_front(self, words: list[Word]) -> list[Word]:
        """Write "to immediately begin talks" for "to begin immediately talks", from which an insertion is left out."""
        frames, word = self.vocabulary.frames, self.vocabulary.word
        kept = list(words)
        for at in range(1, len(words) - 2):
            verb, adverb, follower = words[at : at + 3]
            if words[at - 1].lower != "to" or not adverb.lower.endswith("ly") or verb.lower not in frames.forms:
                continue
            noun = follower.lower.endswith("s") and follower.text[:1].islower()
            if follower.lower in word("determiner") or (noun and follower.lower not in word("preposition")):
                kept[at : at + 2] = [adverb._replace(joined=False), verb._replace(joined=False)]
        return kept

    def _has_bare_verb(self, words: list[Word]) -> bool:
        """Is there an infinitive that the next verb may be joined to: "to welcome and support the people"?"""
        function, modals = self.vocabulary.function_words, self.vocabulary.word("modal")
        after_to = [following for word, following in pairwise(words) if word.lower == "to"]
        bare = any(
            each.text[:1].islower() and each.lower not in function and not each.lower.endswith("ing")
            for each in after_to
        )
        return bare or any(word.lower in modals for word in words)

    def joined_gerunds(self, words: list[Word], clause: Clause, *, still_open: bool) -> list[Word]:
        """Make the verbs finite that are joined to one made finite: "hosted the talks and attending" is "attended"."""
        word, inner = self.vocabulary.word, False
        words = self._before_list(words)
        gerunds = {other.group.verb: other for other in self._gerunds(words)}
        kept: list[Word] = []
        for index, each in enumerate(words):
            other = gerunds.get(each.at)
            link = index - 1 - (index > 0 and words[index - 1].lower.endswith("ly"))
            joined = link >= 0 and (words[link].lower in word("coordinator") or words[link].lower == ",")
            if other is not None and joined and inner:  # "by sending ships and supporting": whose verb is it?
                return words[: link - (words[link - 1].lower == ",")]
            if other is not None and joined:
                lemma = self._lemma(other)
                text = (
                    lemma
                    if still_open or clause.group.negated
                    else self.vocabulary.inflection.verb_forms(lemma).past[0]
                )
                each = Word(text, text, each.at)
            after = words[index + 1].lower if index + 1 < len(words) else ""
            goes_on = after in word("act-headline-particle") or after in word("determiner")
            if other is None and joined and goes_on and self._looks_like_gerund(each):
                return words[: link - (words[link - 1].lower == ",")]
            gerund = any(form.shape is FormShape.GERUND for form in self.vocabulary.frames.forms.get(each.lower, ()))
            inner = inner or (gerund and not joined)
            kept.append(each)
        return kept

    def _before_list(self, words: list[Word]) -> list[Word]:
        """End before the second member of a long list: "improving roads, water and fish", of which not all improve."""
        commas = [index for index, word in enumerate(words) if word.lower == ","]
        return words[: commas[0]] if len(commas) >= LONG_LIST else words

    def _looks_like_gerund(self, word: Word) -> bool:
        nouns = self.vocabulary.word("act-headline-ing-noun") | self.vocabulary.frames.noun_classes.keys()
        return word.text[:1].islower() and word.lower.endswith("ing") and word.lower not in nouns

    def without_joined_infinitives(self, words: list[Word]) -> list[Word]:
        """End before the next verb of "to thank Chile for its help, and discuss quotas", which is not made finite."""
        coordinators = self.vocabulary.word("coordinator")
        for index in range(2, len(words)):
            if words[index - 1].lower in coordinators and self._is_bare_verb(words[index]):
                return words[: index - 1 - (words[index - 2].lower == ",")]
        return words

    def _is_bare_verb(self, word: Word) -> bool:
        shapes = {form.shape for form in self.vocabulary.frames.forms.get(word.lower, ())}
        known = word.lower in self.vocabulary.frames.noun_classes
        return FormShape.BASE in shapes and FormShape.PAST not in shapes and not known

    def _gerunds(self, words: list[Word]) -> list[Clause]:
        places = [word.at for word in words if word.at >= 0]
        found = self.sentence.clauses_from(min(places), max(places) + 1) if places else []
        return [clause for clause in found if clause.group.shape is VerbShape.GERUND]

    def _agreeing(self, first: Word, clause: Clause, subject: Subject) -> Word:
        values = self.vocabulary.words.values("act-headline-plural" if subject.several else "act-headline-singular")
        agreeing = values.get(first.lower, first.lower)
        group = clause.group
        base = next((form.lemma for form in group.readings if form.shape is FormShape.BASE), "")
        third = next((form.lemma for form in group.readings if form.shape is FormShape.THIRD), "")
        past = FormShape.PAST in group.forms
        if agreeing == first.lower and group.is_bare and not past and first.lower not in self.vocabulary.auxiliaries:
            if base and not subject.several:
                agreeing = self.vocabulary.inflection.verb_forms(base).third
            elif third and subject.several:
                agreeing = third
        return first if agreeing == first.lower else Word(agreeing, agreeing, first.at)

    # ---------------------------------------------------------------- made finite

    def made(self, clause: Clause, subject: Subject, *, still_open: bool = False) -> list[Word]:
        """Return an infinitive, a gerund or a participle as a finite verb: "supporting" as "supported"."""
        group, sentence = clause.group, self.sentence
        lemma = self._lemma(clause)
        adverbs = [
            word
            for word in words_of(sentence, group.start, group.verb)
            if word.lower.endswith("ly") and word.lower not in self.vocabulary.word("act-headline-idle")
        ]
        be = self.past_of_be(subject)
        main = sentence.tokens[group.verb].text
        if group.be_at >= 0 or group.shape is VerbShape.REDUCED:
            return [*put_in(be), *adverbs, Word(main, main.lower(), group.verb)]
        if still_open:
            return [*put_in(f"{'are' if subject.several else 'is'} to"), Word(lemma, lemma, group.verb)]
        if group.negated:
            return [*put_in("did not"), Word(lemma, lemma, group.verb)]
        past = self.past_of_be(subject) if lemma == "be" else self.vocabulary.inflection.verb_forms(lemma).past[0]
        return [*adverbs, Word(past, past, group.verb)]

    def past_of_be(self, subject: Subject) -> str:
        """Return "was" or "were"."""
        return "were" if subject.several else "was"

    def _lemma(self, clause: Clause) -> str:
        wanted = SHAPES.get(clause.group.shape)
        readings = clause.group.readings
        return next((form.lemma for form in readings if form.shape is wanted), readings[0].lemma)
