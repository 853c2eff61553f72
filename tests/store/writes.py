"""Random changes of a database, of every kind, in a small world where reports often are of the same event.

The documents are fixed; what a coder finds in them is drawn again for each recode. So events gain and lose mentions,
merge by themselves and fall apart, while people edit, reject, merge, split, add, import, undo and redo.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coding import CodedEvent, Document
from relcli.errors import RelcliError
from relcli.query.filters import Filters
from relcli.store.decide.edits import edit_events, merge_events, reject_events, split_event
from relcli.store.decide.manual_events import add_event
from relcli.store.decide.recode import compare, recode, stored_documents
from relcli.store.decide.undo import redo, undo
from relcli.store.read.events import get_mentions, list_events
from relcli.store.write.batches import Batch, list_batches
from relcli.store.write.documents import import_documents
from tests.store.fakes import FakeCoder

if TYPE_CHECKING:
    import random

    from sqlite_utils import Database

    from relcli.model import Event
    from relcli.store.write.batches import BatchKind

PARTIES = (("KEN", "UGA"), ("BRA", "PER"), ("UGA", "KEN"))
KINDS = ("CONSULT", "AGREE", "ACCUSE")
DAYS = ("2024-03-04", "2024-03-05", "2024-03-06")
SENTENCES = (
    "The two presidents met at the border bridge in the morning.",
    "Officials of both countries spoke about the railway at length.",
    "The minister complained loudly about the fishing boats.",
)


class Desk:
    """A database and the changes that chance makes in it."""

    def __init__(self, database: Database, chance: random.Random) -> None:
        self.database = database
        self.chance = chance
        self._documents = 0
        self._moments = 0

    def now(self) -> str:
        """Return the next moment."""
        self._moments += 1
        return f"2024-05-01T10:{self._moments // 60:02}:{self._moments % 60:02}"

    def batch(self, kind: BatchKind) -> Batch:
        """Return the batch of a change."""
        return Batch(kind, kind, self.now(), "amira")

    def document(self) -> Document:
        """Return a new document of some of the sentences."""
        self._documents += 1
        said = self.chance.sample(SENTENCES, self.chance.randint(1, 3))
        body = " ".join([*said, f"Report {self._documents}."])
        return Document(name=f"{self._documents}.txt", date=self.chance.choice(DAYS), body=body, outlet="Post")

    def coded(self, document: Document) -> tuple[CodedEvent, ...]:
        """Return what a coder might find: an act in some of the sentences, at times as part of a meeting."""
        found: list[CodedEvent] = []
        for sentence in (part for part in SENTENCES if part in document.body):
            if self.chance.random() < 0.25:
                continue
            start = document.body.index(sentence)
            found.append(self._act(len(found) + 1, start, start + len(sentence), document.date))
        meeting = next((act for act in found if act.type == "CONSULT"), None)
        if meeting and self.chance.random() < 0.6:
            found = [act if act is meeting else replace(act, part_of=meeting.number) for act in found]
        return tuple(found)

    def _act(self, number: int, start: int, end: int, published: str) -> CodedEvent:
        source, target = self.chance.choice(PARTIES)
        kind = self.chance.choice(KINDS)
        stated = self.chance.random() < 0.7
        day = self.chance.choice(DAYS) if stated else published
        return CodedEvent(
            number=number, start=start, end=end, source=(source,), target=(target,), type=kind,
            mutual=kind == "CONSULT", modality="occurred", date=day, date_end=day,
            date_basis="stated" if stated else "published", headline=f"{source} {kind} {target}",
        )  # fmt: skip

    def events(self) -> list[Event]:
        """Return the events that are listed."""
        return list(list_events(self.database.conn, Filters(), sort=("id",)))

    def change(self) -> str:
        """Make a change of some kind, if that is possible; return which."""
        kinds = ("import", "edit", "reject", "restore", "merge", "split", "recode", "add", "undo", "redo")
        kind = self.chance.choices(kinds, (4, 3, 2, 1, 4, 3, 4, 1, 4, 2))[0]
        try:
            getattr(self, kind.replace("import", "import_some"))()
        except RelcliError as error:
            return f"{kind}: {error}"
        return kind

    def import_some(self) -> None:
        """Import one to three documents."""
        documents = [self.document() for _ in range(self.chance.randint(1, 3))]
        coder = FakeCoder({document: self.coded(document) for document in documents})
        import_documents(self.database, [documents], coder, self.batch("import"))

    def edit(self) -> None:
        """Edit one or two events."""
        edits = self.chance.choice(({"place": "Gulu"}, {"place": ""}, {"date": DAYS[0], "date_end": DAYS[2]}))
        edit_events(self.database.conn, self.some(self.chance.randint(1, 2)), edits, self.batch("edit"))

    def reject(self) -> None:
        """Reject an event."""
        reject_events(self.database.conn, self.some(1), self.batch("reject"))

    def restore(self) -> None:
        """Bring an event back that was rejected, if there is one."""
        rejected = [row[0] for row in self.database.conn.execute("SELECT id FROM event WHERE rejected = 1")]
        if rejected:
            reject_events(self.database.conn, [self.chance.choice(rejected)], self.batch("restore"), restore=True)

    def merge(self) -> None:
        """Merge two or three events."""
        merge_events(self.database.conn, self.some(self.chance.randint(2, 3)), self.batch("merge"))

    def split(self) -> None:
        """Take some mentions out of an event that has several."""
        several = [event.id for event in self.events() if event.mentions > 1]
        if several:
            event_id = self.chance.choice(several)
            mentions = [mention.id for mention in get_mentions(self.database.conn, event_id)]
            apart = self.chance.sample(mentions, self.chance.randint(1, len(mentions) - 1))
            split_event(self.database.conn, event_id, apart, self.batch("split"))

    def recode(self) -> None:
        """Code some documents again, with other results."""
        connection = self.database.conn
        changed = []
        for number, document in stored_documents(connection):
            if self.chance.random() < 0.6:
                changed.append(compare(connection, number, document, list(self.coded(document))))
        recode(connection, [each for each in changed if each.changes], FakeCoder({}), self.batch("recode"))

    def add(self) -> None:
        """Add an event by hand."""
        act = self._act(1, 0, 0, DAYS[1])
        document = Document(name="note", date=DAYS[1], body=self.chance.choice(SENTENCES))
        add_event(self.database, act, document, document.body, self.batch("add"))

    def undo(self) -> None:
        """Undo a change, mostly the newest."""
        standing = self.standing()
        if standing:
            newest = self.chance.random() < 0.5
            undo(self.database.conn, standing[0] if newest else self.chance.choice(standing), self.now())

    def undo_one(self, batch_id: int) -> None:
        """Undo this change."""
        undo(self.database.conn, batch_id, self.now())

    def redo(self) -> None:
        """Redo the change that was undone last."""
        redo(self.database.conn)

    def redo_one(self) -> int:
        """Redo the change that was undone last; return which it was."""
        return redo(self.database.conn).batch.id

    def standing(self) -> list[int]:
        """Return the batches in force but for the first, the newest first."""
        return [batch.id for batch in list_batches(self.database.conn) if not batch.undone and batch.id > 1]

    def some(self, count: int) -> list[int]:
        """Return some numbers of events that are listed."""
        numbers = [event.id for event in self.events()]
        if len(numbers) < count:
            raise RelcliError("too few events")
        return self.chance.sample(numbers, count)

    def undo_all(self) -> list[str]:
        """Undo everything but the first batch, in any order that is accepted; return what was refused."""
        refused = []
        while standing := self.standing():
            batch_id = self.chance.choice(standing)
            try:
                undo(self.database.conn, batch_id, self.now())
            except RelcliError as error:
                refused.append(str(error))
                if len(refused) > 10_000:
                    raise
        return refused
