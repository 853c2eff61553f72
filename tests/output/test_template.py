"""Records as lines of one's own form."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.errors import UsageError
from relcli.output.layout import Layout
from relcli.output.template import TemplateWriter, filled, parsed
from relcli.output.width import width_of

FIELDS = ("id", "date", "headline", "sectors")
RECORD = {"id": 42, "date": "≤2024-03-30", "headline": "Pakistan thanks Russia", "sectors": ("energy", "trade")}


def line(template: str, record: dict[str, object] = RECORD, layout: Layout | None = None) -> str:
    """Return a record as a template writes it."""
    stream = io.StringIO()
    made = parsed(template, FIELDS)
    writer = TemplateWriter(stream, layout or Layout(), made)
    writer.row([record[name] for name in made.fields])  # type: ignore[misc]
    return stream.getvalue()


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{date} {headline}", "≤2024-03-30 Pakistan thanks Russia\n"),
        ("#{id}: {sectors}", "#42: energy, trade\n"),
        ("{id}{id}", "4242\n"),
        ("{ id }", "42\n"),
        ("{{{id}}}", "{42}\n"),
        ("{{id}} is {id}", "{id} is 42\n"),
        (r"{id}\t{date}\n", "42\t≤2024-03-30\n\n"),
        (r"\\n{id}", "\\n42\n"),
        (r"\x1b{id}\e", "\\x1b42\\e\n"),
        ("[bold]{id}[/bold] :smile:", "[bold]42[/bold] :smile:\n"),
        ("%s {id} $HOME", "%s 42 $HOME\n"),
    ],
)
def test_fields_stand_in_braces_among_text(template: str, expected: str) -> None:
    assert line(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{id:5}|", "   42|\n"),
        ("{id:<5}|", "42   |\n"),
        ("{id:^6}|", "  42  |\n"),
        ("{date:13}|", "≤2024-03-30  |\n"),
        ("{date:>13}|", "  ≤2024-03-30|\n"),
        ("{date:2}|", "≤2024-03-30|\n"),
    ],
)
def test_a_width_fills_numbers_at_the_left_and_text_at_the_right(template: str, expected: str) -> None:
    assert line(template) == expected


@given(st.text(), st.integers(1, 60), st.sampled_from("<>^"))
def test_widths_are_columns_of_a_terminal(text: str, width: int, align: str) -> None:
    shown = filled(text, width, align)
    assert text in shown
    assert width_of(shown) == max(width, width_of(text))


def test_wide_characters_take_two_columns() -> None:
    assert line("{headline:6}|", RECORD | {"headline": "漢字"}) == "漢字  |\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{headlin}", "unknown field 'headlin'; did you mean headline?"),
        ("{headline.__class__}", "unknown field 'headline.__class__'; "),
        ("{headline[0]}", "unknown field 'headline[0]'; "),
        ("{id.real.imag}", "unknown field 'id.real.imag'; "),
        ("{0}", "unknown field '0'; fields are id, date, headline, sectors"),
        ("{}", "{} names no field; name fields in braces"),
        ("{date!r}", "{date!r} has a conversion; write {date}"),
        ("{date:%Y}", "'%Y' is no width; {date:12}, {date:>12} or {date:^12}"),
        ("{date:{id}}", "'{id}' is no width; "),
        ("{date:*^9}", "'*^9' is no width; "),
        ("{id:9999}", "'9999' is no width; "),
        ("{id:0}", "'0' is no width; "),
        ("{id", "the braces of '{id' do not match; write {{ and }} for braces"),
        ("id}", "the braces of 'id}' do not match; "),
        ("id", "it shows no field; name fields in braces"),
    ],
)
def test_what_is_no_template_is_one_clear_line(template: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(template, FIELDS)
    assert f"--template: {message}" in str(caught.value)


@given(st.text(alphabet="{}id date:!.[]0<>^\\nt9"))
def test_anything_is_a_template_or_a_usage_error(template: str) -> None:
    try:
        made = parsed(template, FIELDS)
    except UsageError:
        return
    assert set(made.fields) <= set(FIELDS)


def test_a_record_stays_one_line_and_sends_no_commands() -> None:
    record = RECORD | {"headline": "one\ntwo\r\x1b[2J"}
    for layout in (Layout(), Layout(terminal=True, width=80)):
        assert line("{headline}", record, layout) == "one two \\x1b[2J\n"


def test_a_terminal_gets_no_commands_from_the_template_either() -> None:
    assert line("\x1b[31m{id}\t|", layout=Layout(terminal=True)) == "\\x1b[31m42\t|\n"
    assert line("\x1b[31m{id}\t|") == "\x1b[31m42\t|\n"


def test_signs_have_their_form_in_ascii() -> None:
    assert line("{date}", layout=Layout(ascii_only=True)) == "<=2024-03-30\n"
