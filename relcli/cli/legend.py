"""What the signs and colours of a screen mean: rows for the help of the commands that show them."""

from relcli.reports.wording import GLYPHS

HEADING = "Signs"
Rows = tuple[tuple[str, str], ...]

COLOURS: Rows = (("green, red", "Cooperation, conflict; bold from 7 and -7 on, no colour from -1 to 1."),)
"""For what is coloured by its intensity."""

EVENT_SIGNS: Rows = (
    ("≤2024-03-30", "On that day or before it: the report does not say when."),
    ("~2024-03-25", "In the week that begins on that day."),
    ("↔, →", "Both sides act; one acts upon the other."),
    (" ".join(GLYPHS.values()), f"{', '.join(GLYPHS).capitalize()}."),
    *COLOURS,
)
"""For what shows events."""

FOUND_SIGNS: Rows = (
    ("bold", "The words searched for; between * where nothing is bold."),
    ("…", "Text is left out."),
)
"""For what shows passages that were searched for."""
