"""The closed word classes that date phrases are made of, and the cheap test that most sentences fail.

Months, weekdays, numerals and the like are grammar, not facts: they never grow, so they stand here and not in
the lexicon. Everything is lower case; patterns are matched without regard to case and the forms look at
capitals where they matter (May, March, Sun).
"""

from __future__ import annotations

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
"""Month names and their abbreviations (without the stop) to 1..12."""

WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES)}
"""Full weekday names to 0 (Monday) .. 6."""

WEEKDAY_ABBREVIATIONS = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}

_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_PHRASES = {"a": 1, "an": 1, "half a dozen": 6, "a dozen": 12}
_PHRASES |= dict.fromkeys(("couple", "a couple", "couple of", "a couple of"), 2)
NUMBERS = {word: number for number, word in enumerate(_SMALL, 1)} | _TENS | _PHRASES
"""Number words to their value."""

VAGUE_NUMBERS = {"few": 3, "a few": 3, "several": 5, "some": 3, "many": 5, "recent": 3}
"""Words for "more than two": the value is only used as the length of a span, never for a day."""

_UNIT_NAMES = ("hour", "day", "week", "fortnight", "month", "year", "decade")
UNITS = {name + ending: name for name in _UNIT_NAMES for ending in ("", "s")} | {
    "weekend": "weekend",
    "century": "century",
    "centuries": "century",
}

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Northern seasons to their first month (three calendar months each)."""

DAY_PARTS = ("morning", "afternoon", "evening", "night", "noon", "midnight")
DAY_WORDS = {"today", "yesterday", "tomorrow", "tonight", "overnight", *DAY_PARTS}

FUNCTION_WORDS = frozenset(
    """
    a about above across after again against ahead along also although among amid an and any are around as
    at be because been before behind below between both but by can could despite did do does due during
    each either even ever following for from had has have he her here his how however i if in including
    inside into is it its later like may might more most must near nor not now of off on once one only
    onto or our out outside over per shall she should since so some such than that the their them then
    there these they this those though through throughout to together toward towards under unless until up
    upon was we were what when where whereas whether which while who whom whose will with within without
    would yet you
    """.split()
)
"""Words behind a date that are not its noun: they end "on the 24th", "anniversary" does not."""

COUNTED_NOUNS = frozenset(
    {
        "people",
        "men",
        "women",
        "children",
        "percent",
        "troops",
        "hundred",
        "thousand",
        "million",
        "billion",
        "km",
        "tons",
    }
)
"""Nouns that make the number before them a count and no year, beside plurals in -s."""

ACT_NOUNS = (
    "accord|agreement|alliance|armistice|attack|ceasefire|charter|communique|contract|convention|"
    "coup|deal|decision|declaration|document|election|law|letter|meeting|memorandum|mou|pact|plan|"
    "protocol|raid|resolution|revolution|summit|statement|strike|talks|treaty|truce|understanding|"
    "visit|war"
)
"""Nouns whose own date may follow a participle: "the agreement signed in 2015"."""

PARTICIPLES = (
    "adopted|agreed|announced|concluded|dated|drafted|finali[sz]ed|held|imposed|inked|issued|"
    "launched|made|negotiated|passed|published|ratified|reached|released|signed|staged|struck|"
    "unveiled"
)

MONTH_KIND, WEEKDAY_KIND, DAY_KIND, UNIT_KIND = 1, 2, 4, 8
NUMBER_KIND, YEAR_KIND, ORDINAL_KIND, DISTANCE_KIND = 16, 32, 64, 128

TRIGGERS: dict[str, int] = (
    dict.fromkeys(("ago", "earlier", "later", "hence", "now", "today", "before", "after"), DISTANCE_KIND)
    | dict.fromkeys(MONTHS, MONTH_KIND)
    | dict.fromkeys((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS), WEEKDAY_KIND)
    | dict.fromkeys((*UNITS, *SEASONS), UNIT_KIND)
    | dict.fromkeys(DAY_WORDS, DAY_KIND)
    | {"today": DAY_KIND | DISTANCE_KIND}  # also in "two weeks from today"
    | dict.fromkeys(DAY_PARTS, DAY_KIND | UNIT_KIND)  # "that evening" is read like "that week"
)
"""Words without which a sentence has no date, and the kind of form each may belong to."""
