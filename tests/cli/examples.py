"""A place where the examples of every command's help can be run: the files, numbers and views they speak of."""

from __future__ import annotations

import inspect
import json
import shutil
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from relcli.coding import CodedEvent, Document
from relcli.completing.build_tables import calls
from relcli.lexicon.tables import DATA
from relcli.store.connection import writing
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents

from ..readers.event_rows import gdelt2
from . import scripted
from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = 60
TOLD_AGAIN = (41, 57)
"""Documents that tell the event of document 7 once more."""
BEFORE = {
    "view remove": "relcli view save gas sector:energy -q",
    "undo": "\n".join(f"relcli edit 7 place=Place{n} -q" for n in range(1, 12)),
    "redo": "relcli edit 7 place=Lima -q\nrelcli undo -q",
    "merge 7 12": "relcli edit 12 date=2024-08-02 -q",
    "restore": "relcli export --all relations.jsonl.gz -q\nmv news.db before.db",
    "database repair saved.db --db damaged.db --dry-run": "cp news.db damaged.db",
    "lexicon check drafts/persons.tsv": "mkdir drafts; head -1 {tables}/persons.tsv > drafts/persons.tsv",
    "config trust": "mkdir -p shared/desk; echo 'limit = 9' | tee relcli.toml > shared/desk/relcli.toml",
    "evaluate newswire/ press/": "for f in newswire press; do mkdir $f; cp -r gold.jsonl documents $f; done",
    "evaluate gold.jsonl old.jsonl gold.jsonl new.jsonl": "relcli code documents/ | tee old.jsonl > new.jsonl",
    "config unset": "relcli config set limit 100 -q",
    "completion fish > ~/.config/fish/completions/relcli.fish": "mkdir -p ~/.config/fish/completions",
}
"""Lines that have to have been run before the examples of a command, or before one of them."""
STAND_INS = {"pdftotext": 'cat "$1"', "gpg": "cat", "nano": 'touch "$1"', "less": "cat"}
"""Programs that examples call and that may be missing here: what does for them."""
TEXT = "France signed a trade agreement with Poland on Monday. Kenya thanked Norway for its help."


class Example(NamedTuple):
    """One command line of a command's help, lines that go on joined."""

    call: str
    line: str


def examples() -> Iterator[Example]:
    """Yield the examples of all commands."""
    for call, declared in calls():
        text = inspect.cleandoc(declared.examples).replace("\\\n", " ")
        yield from (Example(call, " ".join(line.split())) for line in text.splitlines())


class ReportCoder:
    """Finds one event in each report: that of its own day, or that of report 7."""

    name = "reports 1"
    lexicon_version = "none"

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the event of a report."""
        number = int(document.name)
        told = 7 if number in TOLD_AGAIN else number
        day = f"2024-{told % 9 + 1:02}-{told // 9 + 1:02}"
        return [
            CodedEvent(
                number=1, start=0, end=len(document.body), date=day, date_end=day, date_precision="day",
                date_basis="stated", source=("FRA",), target=("POL",), mutual=False, type="SANCTION",
                quad_class="material-conflict", intensity=-7.0, modality="occurred", sectors=("energy",),
                headline=f"step {told}",
            )
        ]  # fmt: skip


def reports() -> Iterator[Document]:
    """Yield the documents of the database."""
    for number in range(1, REPORTS + 1):
        told = 7 if number in TOLD_AGAIN else number
        yield Document(str(number), "2024-10-01", f"Report {number}: France took step {told} towards Poland.")


def prepare(folder: Path) -> None:
    """Put there all that examples speak of."""
    with writing(folder / "news.db") as database:
        import_documents(database, [reports()], ReportCoder(), Batch("import", "import", "2024-10-02T09:00:00"))
    shutil.copytree(scripted.NEWS, folder / "articles")
    (folder / "article.txt").write_text(f"date 2024-05-08\n{TEXT}")
    (folder / "release.txt").write_text(TEXT)
    (folder / "report.pdf").write_text(TEXT)
    (folder / "sentence.txt").write_text("Report 12: France took step 12 towards Poland.")
    (folder / "archive.jsonl").write_text(json.dumps({"id": "a", "date": "2024-05-08", "text": TEXT}) + "\n")
    (folder / "documents").mkdir()
    (folder / "documents" / "a.txt").write_text(f"date 2024-05-08\n{TEXT}")
    event = {"source": ["FRA"], "target": ["POL"], "type": "SUPPORT", "sectors": ["trade"], "symmetric": True}
    event |= {"event_date": "2024-05-06", "place": None, "people": [], "modality": "agreed"}
    gold = {"file": "a.txt", "events": [{**event, "evidence": TEXT.split(". ")[0] + "."}], "optional": []}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    with zipfile.ZipFile(folder / "20241031120000.export.CSV.zip", "w") as archive:
        archive.writestr("20241031120000.export.CSV", gdelt2() + "\n")
    import gzip

    with gzip.open(folder / "events.2018.tab.gz", "wt", encoding="utf-8") as stream:
        stream.write("".join(scripted.EVENTS.read_text("utf-8").splitlines(keepends=True)[:3]))


def place(folder: Path, prepared: Path) -> Workplace:
    """Return a workplace in a folder with a copy of what was prepared."""
    workplace = Workplace(folder)
    (folder / "news.db").unlink()
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    for program, stand_in in STAND_INS.items():
        script = folder / ".bin" / program
        script.write_text(f"#!/bin/sh\nexec {stand_in}\n")
        script.chmod(0o755)
    workplace.variables["EDITOR"] = "true"
    return workplace


def before(example: Example) -> list[str]:
    """Return the lines that have to be run before an example."""
    by_line = BEFORE.get(example.line.removeprefix("relcli "))
    return (by_line or BEFORE.get(example.call, "")).replace("{tables}", f"'{DATA}'").splitlines()
