"""Makes a database of any size whose events are as uneven as real ones, or an event file like GDELT's.

    python bench/synthetic.py FILE --events 1000000 [--seed 1]
    python bench/synthetic.py --gdelt-file FILE --rows 100000 [--bilateral 0.22] [--seed 1]

Seven events in ten come from event files, the others from documents with occasions and their acts. The
rows are written into the real schema, but past the importer: it would take hours for what is only needed
to measure questions. At the end foreign keys are checked, and the rollup is counted from the events.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from gdelt import write_gdelt_file
from soundness import make_sound
from world import INTENSITIES, QUADS, World

from relcli.model import QUAD_CLASSES
from relcli.store.connection import open_for_writing
from relcli.store.rows import CODING_COLUMNS, EVENT_COLUMNS
from relcli.store.summary.rollup import rebuild
from relcli.store.write.events import Facets, covering_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

AT_ONCE = 20_000
"""Events that are written together."""

FROM_EVENT_FILES = 0.7
CACHE_KIB = 3_000_000

_NOW = "2026-01-01T00:00:00+00:00"
_COLUMNS = {
    "document": (
        "id", "batch_id", "content_hash", "name", "date", "date_precision", "title", "outlet", "url", "characters",
        "body", "producer",
    ),
    "document_search": ("rowid", "title", "body"),
    "mention": ("id", "batch_id", "document_id", "telling", *CODING_COLUMNS),
    "mention_search": ("rowid", "evidence"),
    "mention_source": (
        "mention_id", "producer", "source_id", "digest", "code", "goldstein", "quad_class", "place_country",
    ),
    "event": (*EVENT_COLUMNS, "best_mention_id", "producer"),
    "event_key": ("event_id", "key"),
    "event_mention": ("mention_id", "event_id", "block", "first_day", "last_day"),
}  # fmt: skip
_TRACE = (
    '{"rule": "verb", "row": "verbs.tsv:hold {talks}", "trigger": [31, 41], "source_from": "subject", '
    '"target_from": "object with", "date_rule": "weekday before publication", "sector_terms": ["gas pipeline"]}'
)
_MODALITIES = (("occurred", "agreed", "pledged", "proposed", "denied", "historical"), (60, 78, 86, 94, 96, 100))
_PRODUCER = "gdelt2"


class Act(NamedTuple):
    """What a mention and its event say alike; columns as they are stored."""

    date: str
    date_end: str
    date_precision: str
    date_basis: str
    source: str
    target: str
    mutual: int
    type: str
    mode: str
    quad_class: str
    intensity: float
    modality: str
    sectors: str
    place: str
    host: str
    setting: str


class Filler:
    """Writes events with everything that belongs to them."""

    def __init__(self, connection: sqlite3.Connection, world: World) -> None:
        self.connection = connection
        self.world = world
        self.events = 0
        self._documents = 0
        self._mentions = 0
        self._is_report = False  # the last document, which has no text then
        self._document_of: dict[int, int] = {}  # of the mentions that wait
        self._waiting: dict[str, list[Sequence[Any]]] = {table: [] for table in _COLUMNS}
        self._covering: dict[str, list[tuple[str | int, ...]]] = {}

    def add_reported(self, day: str, parties: tuple[str, str]) -> None:
        """Add an event as event files have them: no sectors, no people, sometimes several reports."""
        chance = self.world.chance
        act = self._act(day, parties, (), modality="occurred")
        mentions = 1 if chance.random() < 0.8 else chance.randint(2, 4)
        for _ in range(mentions):
            if not self._is_report or chance.random() < 0.5:
                self._add_document(day, "", _PRODUCER)
            self._mentions += 1
            self._add_mention(act, (1, None, 0, 0), ("", "", "", ""), "")
            source = (self._mentions, _PRODUCER, str(400_000_000 + self._mentions), self._mentions)
            self._waiting["mention_source"].append((*source, "042", 1.9, "verbal-cooperation", parties[0]))
        self._add_event(act, None, ("", "", "", ""), "", range(self._mentions - mentions + 1, self._mentions + 1))

    def add_story(self, day: str, parties: tuple[str, str]) -> None:
        """Add a meeting with its acts, told by one to three documents."""
        world = self.world
        people = (f"Minister of {parties[0]};Envoy of {parties[1]}", ";".join(parties), "minister", "")
        acts = [self._act(day, parties, (), kind="CONSULT")]
        for _ in range(world.chance.randint(0, 6)):
            acts.append(self._act(day, parties, world.sectors(world.chance.randint(1, 3), parties)))
        sentences = [world.sentence(world.chance.randint(15, 32)) for _ in acts]
        told = world.chance.choices((1, 2, 3), (70, 20, 10))[0]
        held: list[list[int]] = [[] for _ in acts]
        for _ in range(told):
            body, spans = _body(sentences, world)
            self._add_document(day, body, "")
            for number, (act, (start, end)) in enumerate(zip(acts, spans, strict=True), 1):
                self._mentions += 1
                held[number - 1].append(self._mentions)
                place = (number, 1 if number > 1 else None, start, end)
                self._add_mention(act, place, people, body[start:end])
        first = self.events + 1
        for number, (act, sentence) in enumerate(zip(acts, sentences, strict=True)):
            part_of = first if number else None
            self._add_event(act, part_of, people, sentence, held[number])

    def flush(self) -> None:
        """Write what waits."""
        for table, rows in self._waiting.items():
            columns = _COLUMNS[table]
            insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            self.connection.executemany(insert, rows)
            rows.clear()
        self._document_of.clear()
        for table, keys in self._covering.items():
            if keys:
                self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(keys[0]))})", keys)
            keys.clear()

    def _act(
        self, day: str, parties: tuple[str, str], sectors: tuple[str, ...], *, kind: str = "", modality: str = ""
    ) -> Act:
        """Return an act of two parties on a day or around it."""
        world = self.world
        kind = kind or world.types(1)[0]
        last, precision = _lasting(day, world.chance.random() if not modality else 1.0)
        modality = modality or world.drawn(*_MODALITIES, 1)[0]
        return Act(
            last[0], last[1], precision, "stated", parties[0], parties[1], int(kind in ("CONSULT", "AGREE")), kind, "",
            QUAD_CLASSES[QUADS[kind]], INTENSITIES[kind], modality, ";".join(sectors),
            f"Capital of {parties[1]}" if world.chance.random() < 0.5 else "", "", "",
        )  # fmt: skip

    def _add_document(self, day: str, body: str, producer: str) -> None:
        """Add a document; the mentions that follow are its."""
        self._documents += 1
        self._is_report = not body
        number = self._documents
        outlet = f"Outlet {self.world.chance.randrange(60)}"
        url = f"https://outlet{number % 97}.example/{day}/{number}"
        title = self.world.sentence(9) if body else ""
        row = (number, 1, f"synthetic {number:012}", url if producer else f"{number}.txt", day, "day", title, outlet)
        self._waiting["document"].append((*row, url, len(body), body, producer))
        if body:
            self._waiting["document_search"].append((number, title, body))

    def _add_mention(
        self, act: Act, place: tuple[int, int | None, int, int], people: tuple[str, ...], evidence: str
    ) -> None:
        """Add a mention in the last document; `place` is its number, that of its occasion, and its offsets."""
        coder = ("rules 2", "0123456789abcdef", _TRACE, 1.0) if evidence else (_PRODUCER, "", "", None)
        number = place if evidence else (self._mentions, *place[1:])
        row = (self._mentions, 1, self._documents, 0, *number, *act, *people, _headline(act), *coder)
        self._waiting["mention"].append(row)
        self._document_of[self._mentions] = self._documents
        if evidence:
            self._waiting["mention_search"].append((self._mentions, evidence))

    def _add_event(
        self, act: Act, part_of: int | None, people: tuple[str, ...], evidence: str, mentions: Sequence[int]
    ) -> None:
        """Add an event with its mentions, the best one first."""
        self.events += 1
        row = (self.events, *act, part_of, *people, _headline(act), evidence, len(mentions), len(mentions))
        producer = "" if evidence else _PRODUCER
        documents = len({self._document_of[mention] for mention in mentions})
        self._waiting["event"].append((*row, _NOW[:10], documents, 1.0 if evidence else None, mentions[0], producer))
        self._waiting["event_key"].append((self.events, str(UUID(int=self.world.chance.getrandbits(128)))))
        block = f"{act.source}+{act.target} {act.type} {producer or 'done'}"
        for mention_id in mentions:
            self._waiting["event_mention"].append((mention_id, self.events, block, act.date, act.date_end))
        names = tuple(people[0].split(";")) if people[0] else ()
        sectors = tuple(act.sectors.split(";")) if act.sectors else ()
        sides = (act.source,), (act.target,)
        facets = Facets(self.events, act.date, *sides, bool(act.mutual), act.type, sectors, names)
        for table, keys in covering_rows(facets).items():
            self._covering.setdefault(table, []).extend(keys)


def _lasting(day: str, chance: float) -> tuple[tuple[str, str], str]:
    """Return first and last day and their precision: most events are of one day."""
    if chance < 0.06:
        return (f"{day[:8]}01", f"{day[:8]}28"), "month"
    if chance < 0.10:
        return (day, (date.fromisoformat(day) + timedelta(days=1 + int(chance * 1000) % 5)).isoformat()), "day"
    return (day, day), "before" if chance < 0.13 else "day"


def _headline(act: Act) -> str:
    return f"{act.source} and {act.target}: {act.type.lower()} {act.sectors or act.place}"[:100]


def _body(sentences: Sequence[str], world: World) -> tuple[str, list[tuple[int, int]]]:
    """Return a text with the sentences among others, and where they stand."""
    body, spans = "", []
    for sentence in sentences:
        body += world.sentence(20) + " "
        spans.append((len(body), len(body) + len(sentence)))
        body += sentence + "\n"
    return body + world.sentence(25), spans


def fill(connection: sqlite3.Connection, events: int, seed: int) -> None:
    """Fill an empty database with at least that many events."""
    world = World(seed)
    filler = Filler(connection, world)
    connection.execute("INSERT INTO batch (command, started) VALUES ('bench/synthetic.py', ?)", (_NOW,))
    while filler.events < events:
        for parties in world.pairs(AT_ONCE):
            day = world.day(min(1, max(0, filler.events / events - abs(world.chance.gauss(0, 0.0005)))) * 0.999999)
            # A story has four events and a half on average.
            if world.chance.random() < FROM_EVENT_FILES / (FROM_EVENT_FILES + (1 - FROM_EVENT_FILES) / 4):
                filler.add_reported(day, parties)
            else:
                filler.add_story(day, parties)
            if filler.events >= events:
                break
        filler.flush()


def make_database(path: Path, events: int, seed: int) -> None:
    """Make a database of synthetic events."""
    database = open_for_writing(path)
    connection = database.conn
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", f"cache_size = -{CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    begun = time.perf_counter()
    connection.execute("BEGIN")
    fill(connection, events, seed)
    make_sound(connection)
    written = time.perf_counter()
    rebuild(connection)
    connection.execute("COMMIT")
    counted = time.perf_counter()
    wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
    if wrong:
        raise SystemExit(f"foreign keys lead nowhere: {wrong[:5]}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    size = path.stat().st_size
    print(f"{path}: {events:,} events, {size / 1e6:,.0f} MB, {size / events:,.0f} bytes an event")
    print(f"written in {written - begun:.0f} s, rollup rebuilt in {counted - written:.1f} s")


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description="Make a synthetic database or event file.")
    parser.add_argument("database", type=Path, nargs="?")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--gdelt-file", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--bilateral", type=float, default=0.22, help="share of rows with two countries")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.gdelt_file:
        write_gdelt_file(options.gdelt_file, options.rows, options.bilateral, options.seed)
    if options.database:
        if options.database.exists():
            raise SystemExit(f"{options.database} is there already")
        make_database(options.database, options.events, options.seed)


if __name__ == "__main__":
    main()
