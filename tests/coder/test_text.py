"""The text stage: sentences, tokens, datelines and kinds of lines."""

# News is full of curly quotes and dashes.

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relcli.coder.text.reading import TextReader
from relcli.lexicon import load_lexicon
from relcli.lexicon.tables import DATA
from relcli.lexicon.words import Words

WORDS = Words(load_lexicon())
read_text = TextReader(WORDS).read

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").split("\n")[1:]
    if line and not line.startswith("#")
]


def sentences_of(body: str) -> list[str]:
    return [body[sentence.start : sentence.end] for sentence in read_text(body).sentences]


def words_of(body: str) -> list[str]:
    return [token.text for sentence in read_text(body).sentences for token in sentence.tokens]


def lowers_of(body: str) -> list[str]:
    return [token.lower for sentence in read_text(body).sentences for token in sentence.tokens]


def kinds_of(body: str) -> list[str]:
    return [sentence.kind for sentence in read_text(body).sentences]


@pytest.mark.parametrize(("name", "cell"), CASES, ids=[case[0] for case in CASES])
def test_sentences(name: str, cell: str) -> None:
    wanted = [part.strip() for part in re.split(r" \| |\|\|", cell)]
    body = cell.replace(" | ", " ").replace("||", "")
    found = read_text(body)
    assert [body[sentence.start : sentence.end] for sentence in found.sentences] == wanted


def test_there_are_enough_cases_and_no_name_twice() -> None:
    names = [name for name, _ in CASES]
    assert len(names) >= 120
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("body", "tokens"),
    [
        ("Pakistan-Russia ties", "Pakistan|-|Russia|ties"),
        ("people-to-people", "people|-|to|-|people"),
        ("Iran's and Iran’s", "Iran|'s|and|Iran|’s"),
        ("the Palestinians' land", "the|Palestinians|'|land"),
        ("U.S. and U.N. aid", "U.S.|and|U.N.|aid"),
        ("U.S.-led", "U.S.|-|led"),
        ("the U.S.'s ships", "the|U.S.|'s|ships"),
        ("Gen. A. B. Khan", "Gen.|A.|B.|Khan"),
        ("plan B.", "plan|B|."),
        ("no. He", "no|.|He"),
        ("No. 2 fell", "No.|2|fell"),
        ("at 5 p.m. GMT", "at|5|p.m.|GMT"),
        ("$5,000.50 or 12,00,000", "$|5,000.50|or|12,00,000"),
        ("May 17,2019", "May|17|,|2019"),
        ("10.03.2024", "10.03.2024"),
        ("the 23rd of 1990s", "the|23rd|of|1990s"),
        ("can't won't didn't", "can|'t|wo|n't|did|n't"),
        ("cannot", "can|not"),
        ("I'm, we're, they've", "I|'m|,|we|'re|,|they|'ve"),
        ("Côte d’Ivoire", "Côte|d’Ivoire"),
        ("Hay'at Qur’an Xi'an O'Brien", "Hay'at|Qur’an|Xi'an|O'Brien"),
        ("“We agree,” he", "“|We|agree|,|”|he"),
        ("(Oslo)", "(|Oslo|)"),
        ("a -- b — c", "a|--|b|—|c"),
        ("wait... then", "wait|...|then"),
        ("see https://un.org/a?b=1, then", "see|https://un.org/a?b=1|,|then"),
        ("G7 and F-16s", "G7|and|F|-|16s"),
        ("Mr.Modi", "Mr.|Modi"),
    ],
)
def test_tokens(body: str, tokens: str) -> None:
    assert words_of(body) == tokens.split("|")


def test_lower_is_the_normal_form() -> None:
    assert lowers_of("He can't, won’t, shan't; Iran’s U.S. Côte d’Ivoire") == [
        "he", "can", "n't", ",", "will", "n't", ",", "shall", "n't", ";", "iran", "'s", "u.s.", "côte",
        "d'ivoire",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "place", "day", "agency", "first"),
    [
        ("ISLAMABAD: Prime Minister Sharif met him.", "ISLAMABAD", "", "", "Prime"),
        ("MOSCOW, Nov. 17 (Xinhua) -- Russia agreed.", "MOSCOW", "Nov. 17", "Xinhua", "Russia"),
        ("NEW DELHI, March 3 (Reuters) - India agreed.", "NEW DELHI", "March 3", "Reuters", "India"),
        ("(MENAFN) In Cairo they met.", "", "", "MENAFN", "In"),
        ("(APP):The minister left.", "", "", "APP", "The"),
        ("ISLAMABAD (APP):The minister left.", "ISLAMABAD", "", "APP", "The"),
        ("ISLAMABAD, Oct 16 (APP): They met.", "ISLAMABAD", "Oct 16", "APP", "They"),
        ("Washington - The envoy left.", "Washington", "", "", "The"),
        ("TOKYO Japan summoned the envoy.", "TOKYO", "", "", "Japan"),
        ("HANOI U.S. officials left.", "HANOI", "", "", "U.S."),
        ("MOSCOW, October 17. /TASS/. Russian troops left.", "MOSCOW", "October 17", "TASS", "Russian"),
        ("BAKU, Azerbaijan, October 17. President Aliyev met him.", "BAKU", "October 17", "", "President"),
        ("DUBAI, United Arab Emirates (AP) — Iran agreed.", "DUBAI", "", "AP", "Iran"),
        ("MOSCOW/KYIV, Feb 24 (Reuters) - Russia attacked.", "MOSCOW/KYIV", "Feb 24", "Reuters", "Russia"),
        ("GENEVA (17 October 2024) – Experts met.", "GENEVA", "17 October 2024", "", "Experts"),
        ("Damascus, SANA- The minister left.", "Damascus", "", "SANA", "The"),
        ("TEHRAN, Oct. 17 (MNA) – Iran agreed.", "TEHRAN", "Oct. 17", "MNA", "Iran"),
        ("Reuters - The envoy left.", "", "", "Reuters", "The"),
        ("UNITED NATIONS (AP) — The council met.", "UNITED NATIONS", "", "AP", "The"),
        ("WASHINGTON, D.C. – The envoy left.", "WASHINGTON", "", "", "The"),
    ],
)
def test_dateline(body: str, place: str, day: str, agency: str, first: str) -> None:
    text = read_text(body)
    assert text.dateline is not None
    assert (text.dateline.place, text.dateline.day_text, text.dateline.agency) == (place, day, agency)
    assert body[text.dateline.end :].startswith(first)
    assert text.sentences[0].tokens[0].text == first
    assert text.sentences[0].start == 0
    assert len(text.sentences) == 1


@pytest.mark.parametrize(
    "body",
    [
        "Moscow-based firms agreed.",
        "Paris – which hosted them – agreed.",
        "Background: The treaty is old.",
        "NATO Secretary General Rutte spoke.",
        "European Union (EU) – the bloc – agreed.",
        "Pakistan Tehreek-e-Insaf (PTI) chairman Khan spoke.",
        "On Monday, October 17 - the day of the vote - he left.",
        "President Biden – The vote is near.",
        "India, Pakistan - The rivals met.",
        "Moscow, Russia and others agreed.",
        "TOKYO SAYS NO TO A TREATY.",
        "WHAT DIVIDES THE NATION: The vote is near.",
    ],
)
def test_no_dateline(body: str) -> None:
    assert read_text(body).dateline is None


def test_dateline_below_a_headline() -> None:
    text = read_text("Iran, Iraq sign pact\n\nBAGHDAD (AP) — Iran and Iraq signed a pact.")
    assert text.headline is not None
    assert text.dateline is not None
    assert text.dateline.place == "BAGHDAD"
    assert text.sentences[1].tokens[0].text == "Iran"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("Iran and Iraq sign pact\nThey met. It rained.", "headline body body"),
        ("Iran and Iraq signed a pact", "body"),
        ("They met.\nPM says Pakistan keen to expand trade\nThey left.", "body inserted body"),
        ("They met.\nStrengthening Economic Ties\nThey left.", "body inserted body"),
        (
            "They met.\nA Sri Lankan delegation met with Ambassador Greer on the 22nd of April\nOk.",
            "body body body",
        ),
        (
            "They met.\n• Japan will give aid\n- Fiji too.\n1. Mr. X – Ambassador of Y",
            "body bullet bullet bullet",
        ),
        ("They met.\nREAD MORE: Iran signs pact\nFollow us on X\n© 2024 Dawn", "body tail tail tail"),
        ("They met.\nAlso read | Iran signs\nContact: press@un.org\n(ANI)", "body tail tail tail"),
        ("They met. (ANI)", "body tail"),
        ("They met.\nCopyright law was the subject.\nCopyright 2024 Dawn", "body body tail"),
        ("They met. READ MORE", "body tail"),
        (
            "They met.\n(Photo: AFP)\nImage credit: UN\nXi in Bali. (File Photo)",
            "body caption caption caption caption",
        ),
        ("Also, reading is fun. Contact between them ended.", "body body"),
    ],
)
def test_kinds(body: str, kinds: str) -> None:
    assert kinds_of(body) == kinds.split()


def test_line_breaks_end_sentences() -> None:
    assert sentences_of("They met in\nOslo.\n\n\nThen left.") == ["They met in", "Oslo.", "Then left."]


def test_bullet_marks_are_no_tokens() -> None:
    assert words_of("• Japan agreed.") == ["Japan", "agreed", "."]


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("“We agree. We will sign,” he said.", [True, True]),
        ("“We agree,” he said. They left.", [False, False]),
        ('"We agree." He left.', [True, False]),
        ("He said: “We agree. We will sign.” They left.", [False, True, False]),
        ("‘We agree. We will sign,’ he said.", [True, True]),
        ("They left.", [False]),
    ],
)
def test_quoted(body: str, quoted: list[bool]) -> None:
    assert [sentence.quoted for sentence in read_text(body).sentences] == quoted


@pytest.mark.parametrize("body", ["", " ", "\n\n\t", "\u00a0"])
def test_nothing(body: str) -> None:
    assert read_text(body).sentences == ()


@pytest.mark.parametrize("table", ["abbreviations", "agencies", "datelines", "furniture", "starters"])
def test_word_lists_are_sorted_and_name_nothing_twice(table: str) -> None:
    lines = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert {len(row) for row in rows} == {len(rows[0])}
    names = [row[0] for row in rows[1:]]
    assert names == sorted(set(names))


def test_kinds_of_abbreviations() -> None:
    kinds = {"title", "rank", "month", "country", "latin", "other", "time", "number", "final"}
    assert set(WORDS.abbreviations.values()) == kinds
