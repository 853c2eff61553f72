"""`relcli add`: an event by hand, with its source."""

from typing import Annotated, Any, NamedTuple

from typer import Argument, Option

from relcli.cli.decisions import DecisionOptions
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, is_day, whole_number
from relcli.coding import CodedEvent, Document
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError
from relcli.model import from_text
from relcli.query.assignments import LONGEST_HEADLINE, completed, parse_assignments
from relcli.store.decide.manual_events import add_event

NEEDED = ("date", "type", "source")

Words = Annotated[
    list[str],
    Argument(metavar="FIELD=VALUE...", help="What happened, as for 'relcli edit'.", show_default=False),
]


def _where(*names: str, metavar: str, text: str, parser: Any = None) -> Any:
    return Option(
        *names, metavar=metavar, help=text, parser=parser, show_default=False, rich_help_panel="Evidence and source"
    )


class SourceOptions(NamedTuple):
    """The sentence that reports the event, and its source."""

    evidence: Annotated[
        str, _where("--evidence", metavar="TEXT", text="The sentence that says so; '-' reads it from a pipe.")
    ] = ""
    document: Annotated[
        int,
        _where(
            "--document",
            metavar="ID",
            text="Number of an imported document that contains the sentence.",
            parser=whole_number("--document"),
        ),
    ] = 0
    url: Annotated[str, _where("--url", metavar="URL", text="Address of the source.")] = ""
    outlet: Annotated[str, _where("--outlet", metavar="NAME", text="Who published it.")] = ""
    name: Annotated[str, _where("--name", metavar="NAME", text="Name of the source; otherwise its address.")] = ""
    published: Annotated[
        str, _where("--published", metavar="DATE", text="Day of publication; otherwise the last day of the event.")
    ] = ""

    def document_of(self, coded: CodedEvent, evidence: str) -> Document | int:
        """Return the source of the sentence: the number of a document, or a new document."""
        named = self.url or self.outlet or self.name
        if bool(self.document) == bool(named):
            raise UsageError(
                "an event needs one source", hint="give --document, or a new source with --url, --outlet, --name"
            )
        if self.document:
            return self.document
        published = self.published or coded.date_end
        if not is_day(published):
            raise UsageError(f"--published needs a day such as 2024-03-31, not '{published}'")
        return Document(self.name or self.url or self.outlet, published, evidence, outlet=self.outlet, url=self.url)


def add(
    environment: Environment,
    words: Words,
    source: SourceOptions,
    decision: DecisionOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """Add an event by hand, with the sentence that reports it and its source, and print its number.

    date, type and source are required; a meeting is mutual unless you say otherwise. If the event is known already,
    this becomes another report of it, and the fields you give override the coded ones.
    """
    evidence = environment.stdin.read().strip() if source.evidence == "-" else source.evidence.strip()
    if not evidence:
        raise UsageError("an event needs the sentence that reports it", hint="give it with --evidence")
    coded = _coded(words, environment.today, evidence)
    document = source.document_of(coded, evidence)
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        batch = decision.batch(environment, "add", words)
        number, new = add_event(opened, coded, document, evidence, batch)
    environment.stdout.write(f"{number}\n")
    decision.announce(environment, f"added #{number}" if new else f"known already: now another report of #{number}")
    return ExitCode.DONE


def _coded(words: list[str], today: str, evidence: str) -> CodedEvent:
    """Return the coding that was typed."""
    given = parse_assignments(words, today)
    missing = [name for name in NEEDED if not given.get(name)]
    if missing:
        raise UsageError(f"an event needs {', '.join(missing)}", hint=f"for instance {missing[0]}=...")
    if "part_of" in given:
        raise UsageError("part_of cannot be set here", hint="add the event first, then use 'relcli edit'")
    usual = {"modality": "occurred", "mutual": "true" if given["type"] == "CONSULT" else "false"}
    if not (given.get("target") or usual["mutual"] == "true"):
        raise UsageError("an event needs a target", hint="for instance target=russia")
    texts = {**usual, "headline": _first_words(evidence), **completed(given)}
    values: dict[str, Any] = {name: from_text(name, text) for name, text in texts.items()}
    empty: dict[str, Any] = {"source": (), "target": ()}
    return CodedEvent(number=1, start=0, end=len(evidence), **{**empty, **values})


def _first_words(evidence: str) -> str:
    """Return the sentence in one line; of one that is too long, what comes before the last comma or stop that fits."""
    line = " ".join(evidence.split())
    if len(line) <= LONGEST_HEADLINE:
        return line
    kept = line[:LONGEST_HEADLINE]
    end = max(kept.rfind(sign) for sign in (", ", "; ", ": ", ". "))
    return kept[:end] if end > 0 else kept.rpartition(" ")[0] or kept


COMMAND = command(
    examples="""
    relcli add date=2024-10-16 type=consult source=Pakistan target=Russia \\
        --evidence 'Sharif received Mishustin.' --outlet APP --name visit.html
    relcli add date=2024-03 type=sanction source=EU target=Russia \\
        --document 12 --evidence - < sentence.txt
    """
)(add)
