"""What the signs and colours of a screen mean: rows for the help of the commands that show them.

Commands name their legend, see `declaration.command`, for only help needs its words.
"""

from relcli.model import DOUBTFUL
from relcli.reports.wording import DOUBT, GLYPHS

HEADING = "Signs"
Rows = tuple[tuple[str, str], ...]

_COLOURS: Rows = (("green, red", "Cooperation, conflict; bold from 7 and -7 on, no colour from -1 to 1."),)

_EVENTS: Rows = (
    ("≤2024-03-30", "On that day or before it: the report does not say when."),
    ("~2024-03-25", "In the week that begins on that day."),
    ("↔, →", "Both sides act; one acts upon the other."),
    (" ".join(GLYPHS.values()), f"{', '.join(GLYPHS).capitalize()}."),
    (DOUBT, f"Doubtful: the coder's confidence is below {DOUBTFUL:g}."),
    *_COLOURS,
)

_PASSAGES: Rows = (
    ("colour", "The words searched for; between * where there are no colours."),
    ("…", "Text is left out."),
)

LEGENDS = {"events": _EVENTS, "means": _COLOURS, "passages": _PASSAGES}
"""For screens of events, of means of their intensity, and of passages that were searched for."""
