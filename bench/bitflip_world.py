"""A small database with something in every table, made by the functions that commands use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coding import CodedEvent, Document, ReportedEvent
from relcli.model import HAND
from relcli.store.connection import writing
from relcli.store.decide.edits import edit_events, merge_events, reject_events, split_event
from relcli.store.decide.manual_events import add_event
from relcli.store.decide.recode import compare, recode, stored_documents
from relcli.store.decide.undo import undo
from relcli.store.read.saved_views import SavedView, save_view
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from relcli.store.write.event_files import import_rows

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2024-11-01T10:00:00+00:00"
_PAIRS = (("PAK", "RUS"), ("IND", "BRA"), ("FRA", "DEU"), ("USA", "CHN"), ("EGY", "TUR"), ("KEN", "UGA"))
_ACTS = (("CONSULT", "visit", "occurred"), ("AGREE", "", "agreed"), ("SUPPORT", "praise", "occurred"))


class WorldCoder:
    """Codes three acts in every document: a meeting and what was done there. `version` 2 finds another place."""

    lexicon_version = "0123456789abcdef"

    def __init__(self, version: int = 1) -> None:
        self.name = f"world {version}"
        self.version = version

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the codings of a document that `_document` wrote."""
        source, target = document.title.split(" and ")[:2]
        events = []
        for number, (sentence, (kind, mode, modality)) in enumerate(
            zip(document.body.split("\n"), _ACTS, strict=True), 1
        ):
            start = document.body.index(sentence)
            place = f"Capital of {target}" if self.version == 1 or document.date < "2024-03" else "Geneva"
            events.append(
                CodedEvent(
                    number=number, source=(source,), target=(target,), mutual=kind != "SUPPORT", type=kind, mode=mode,
                    modality=modality, start=start, end=start + len(sentence), date=document.date,
                    date_end=document.date, date_basis="stated", place=place, sectors=("trade", "energy")[: number % 3],
                    quad_class="verbal-cooperation", intensity=2.5, part_of=1 if number > 1 else None,
                    people=("A. Minister", "B. Envoy"), people_countries=(source, target), level="minister",
                    headline=f"{source} and {target}: {kind.lower()}",
                )
            )  # fmt: skip
        return events


def _document(number: int) -> Document:
    """Return a document about a pair of countries; every third repeats what the one before told."""
    source, target = _PAIRS[number // 3 % len(_PAIRS)]
    day = f"2024-{number // 9 % 12 + 1:02}-{number // 3 % 27 + 1:02}"
    lines = (
        f"The ministers of {source} and {target} met on that day ({number}).",
        f"Both signed a treaty on trade, the {number}th of its kind, with annexes A to {chr(66 + number % 20)}.",
        f"{source} praised {target} for its steadfast friendship in hard times, report {number} says.",
    )
    title = f"{source} and {target} and the café №{number}"
    outlet = f"Outlet {number % 7}"
    return Document(f"{number}.txt", day, "\n".join(lines), "day", title, outlet, f"https://example.org/{number}")


def _row(number: int) -> ReportedEvent:
    source, target = _PAIRS[number % len(_PAIRS)]
    url = f"https://example.net/{number // 2}"
    return ReportedEvent(
        number, "gdelt2", str(9000 + number), f"2023-05-{number % 27 + 1:02}", "2023-05-30", "inferred", (source,),
        (target,), False, "SUPPORT", "", "verbal-cooperation", 3.0, "occurred", (), "Somewhere", target, "",
        f"{source} supports {target}", "", url, "example.net", url, "051", 3.4, "1",
    )  # fmt: skip


def make_database(path: Path, documents: int = 60, rows: int = 60) -> Path:
    """Make the database and return its path."""
    with writing(path) as database:
        connection = database.conn
        files = [[_document(number) for number in range(documents)]]
        import_documents(database, files, WorldCoder(), Batch("import", "import one", NOW, "ann"))
        list(import_rows(connection, map(_row, range(rows)), Batch("import", "import rows", NOW), day=NOW[:10]))
        edit_events(connection, [1, 5], {"place": "Rome"}, Batch("edit", "edit 1 5 place=Rome", NOW, "ann"))
        merge_events(connection, [2, 8], Batch("merge", "merge 2 8", NOW, "bob"))
        reject_events(connection, [11], Batch("reject", "reject 11", NOW, "bob"), why="told twice")
        mentions = "SELECT mention_id FROM event_mention WHERE event_id = ? ORDER BY mention_id"
        held = [row[0] for row in connection.execute(mentions, (2,))]
        split_event(connection, 2, held[:1], Batch("split", "split 2", NOW, "bob"))
        coded = WorldCoder().code(_document(50))[0]
        by_hand = Document("note", "2024-09-09", "Added by hand.", outlet="Desk", url="https://example.org/note")
        coded = replace(coded, coder=HAND, part_of=None)
        add_event(database, coded, by_hand, "Added by hand.", Batch("add", "add", NOW))
        again = WorldCoder(2)
        changed = [compare(connection, number, each, again.code(each)) for number, each in stored_documents(connection)]
        recode(connection, [each for each in changed if each.changes], again, Batch("recode", "recode", NOW))
        edit_events(connection, [7], {"headline": "Another"}, Batch("edit", "edit 7", NOW, "ann"))
        undo(connection, None, NOW)
        save_view(connection, SavedView("gas", "country:RUS --sector energy", NOW, "ann"))
    return path
