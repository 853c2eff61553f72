"""The tables of a new database, in plain SQL because sqlite-utils makes neither STRICT tables WITHOUT ROWID nor
views.

Source rows (batch, document, mention, decision) are written once and never changed; everything else is derived
from them and can be built again. Days are ISO texts, '' where there is none; lists are texts joined by ';', so that
the file is pleasant to read in any SQLite tool. The covering tables hold (what is asked for, date, event_id) and so
give the newest fifty events of a country, a sector, a type, a pair without touching the others.

`document.producer`, `event.producer`: '' for documents coded here, else the event file's producer or 'hand'.
`event_key`: the lasting key of every event number ever given out, the same in every database an event comes to;
`mention_export`: the record of an export that a mention comes from. `moved`: which mentions and numbers a batch led to
other events, so that undoing it gives the old numbers back. `undone_change`: what the newest undoing took away, until
the next batch, for `redo`.
`mention.confidence`, `event.confidence`: NULL where no coder said how sure it is; new in version 5.
`mention.retired_by`: the recode that put it away; `retired_event`: the event it was in then; `replaces`: the coding
it took the place of. A decision never changes a mention. `decision` and `decision_pin` are a log: what holds now is
what the newest batch that was not undone says, so undoing is marking a batch and deriving again what it touched.
"""

from __future__ import annotations

SOURCE_TABLES = """
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    started TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'import',
    author TEXT NOT NULL DEFAULT '',
    undone TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    content_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    date TEXT NOT NULL,
    date_precision TEXT NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    characters INTEGER NOT NULL,
    body TEXT NOT NULL,
    producer TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX document_date ON document(date);
CREATE INDEX document_batch ON document(batch_id);

CREATE TABLE mention (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    document_id INTEGER NOT NULL REFERENCES document(id),
    number INTEGER NOT NULL,
    telling INTEGER NOT NULL,
    part_of INTEGER,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    date TEXT NOT NULL,
    date_end TEXT NOT NULL,
    date_precision TEXT NOT NULL,
    date_basis TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    mutual INTEGER NOT NULL,
    type TEXT NOT NULL,
    mode TEXT NOT NULL,
    quad_class TEXT NOT NULL,
    intensity REAL,
    modality TEXT NOT NULL,
    sectors TEXT NOT NULL,
    place TEXT NOT NULL,
    host TEXT NOT NULL,
    setting TEXT NOT NULL,
    people TEXT NOT NULL,
    people_countries TEXT NOT NULL,
    level TEXT NOT NULL,
    attribution TEXT NOT NULL,
    headline TEXT NOT NULL,
    coder TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    trace TEXT NOT NULL,
    replaces INTEGER REFERENCES mention(id),
    retired_by INTEGER REFERENCES batch(id),
    retired_event INTEGER,
    confidence REAL,
    UNIQUE (document_id, number, telling, batch_id)
) STRICT;
CREATE INDEX mention_batch ON mention(batch_id);
CREATE INDEX mention_retired ON mention(retired_by) WHERE retired_by IS NOT NULL;
CREATE INDEX mention_replaces ON mention(replaces) WHERE replaces IS NOT NULL;

CREATE TABLE mention_source (
    mention_id INTEGER PRIMARY KEY REFERENCES mention(id),
    producer TEXT NOT NULL,
    source_id TEXT NOT NULL,
    digest INTEGER NOT NULL,
    code TEXT NOT NULL,
    goldstein REAL,
    quad_class TEXT NOT NULL,
    place_country TEXT NOT NULL,
    UNIQUE (producer, source_id, digest)
) STRICT;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    kind TEXT NOT NULL,
    event_id INTEGER NOT NULL,
    field TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL DEFAULT '',
    previous TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX decision_event ON decision(event_id);
CREATE INDEX decision_batch ON decision(batch_id);

CREATE TABLE decision_pin (
    mention_id INTEGER NOT NULL REFERENCES mention(id),
    decision_id INTEGER NOT NULL REFERENCES decision(id),
    event_id INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    PRIMARY KEY (mention_id, decision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_pin_decision ON decision_pin(decision_id);

CREATE TABLE saved_view (
    name TEXT PRIMARY KEY,
    options TEXT NOT NULL,
    saved TEXT NOT NULL,
    author TEXT NOT NULL
) STRICT;
"""
"""`decision.kind` is a DecisionKind; `edit` is of `field` from `previous` to `value`, `merge` puts `value` into
`event_id`, `split` takes `value` out of it. `decision_pin` says to which event a decision put each mention, and where
it was before; the newest that was not undone is `event_mention.pin`. `moved.what` is 'mention' (by its id) or 'number'
(a number that was merged into another event): from `previous` to `event_id`, NULL = in no event, leading nowhere."""

LASTING_TABLES = """
CREATE TABLE database_identity (
    id TEXT NOT NULL
) STRICT;

CREATE TABLE event_key (
    event_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE mention_export (
    mention_id INTEGER PRIMARY KEY REFERENCES mention(id),
    database TEXT NOT NULL,
    key TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    first_seen TEXT NOT NULL
) STRICT;
CREATE INDEX mention_export_key ON mention_export(key);

CREATE TABLE moved (
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    what TEXT NOT NULL,
    id INTEGER NOT NULL,
    previous INTEGER,
    event_id INTEGER,
    PRIMARY KEY (batch_id, what, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX moved_id ON moved(what, id);

CREATE TABLE undone_change (
    made INTEGER NOT NULL,
    part INTEGER NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    changes BLOB NOT NULL,
    PRIMARY KEY (made, part)
) STRICT;
"""
"""What makes events the same wherever they go, and changes undoable with the same numbers; new in version 3."""

DERIVED_TABLES = """
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    date TEXT NOT NULL DEFAULT '',
    date_end TEXT NOT NULL DEFAULT '',
    date_precision TEXT NOT NULL DEFAULT '',
    date_basis TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    mutual INTEGER NOT NULL DEFAULT 0,
    type TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT '',
    quad_class TEXT NOT NULL DEFAULT '',
    intensity REAL,
    modality TEXT NOT NULL DEFAULT '',
    sectors TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    host TEXT NOT NULL DEFAULT '',
    setting TEXT NOT NULL DEFAULT '',
    part_of INTEGER,
    people TEXT NOT NULL DEFAULT '',
    people_countries TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '',
    attribution TEXT NOT NULL DEFAULT '',
    headline TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    best_mention_id INTEGER REFERENCES mention(id),
    mentions INTEGER NOT NULL DEFAULT 0,
    outlets INTEGER NOT NULL DEFAULT 0,
    first_seen TEXT NOT NULL DEFAULT '',
    producer TEXT NOT NULL DEFAULT '',
    rejected INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0,
    confidence REAL
) STRICT;
CREATE INDEX event_date ON event(date) WHERE rejected = 0;
CREATE INDEX event_best_mention ON event(best_mention_id);
CREATE INDEX event_part_of ON event(part_of) WHERE part_of IS NOT NULL;
CREATE INDEX event_span ON event(date_end, date) WHERE date_end > date;
CREATE INDEX event_across ON event(date_end, date) WHERE substr(date_end, 1, 7) > substr(date, 1, 7);
CREATE INDEX event_producer ON event(producer, date) WHERE rejected = 0 AND producer <> '';

CREATE TABLE event_mention (
    mention_id INTEGER PRIMARY KEY REFERENCES mention(id),
    event_id INTEGER NOT NULL REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
    block TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    pin INTEGER
) STRICT;
CREATE INDEX event_mention_event ON event_mention(event_id);
CREATE INDEX event_mention_block ON event_mention(block, first_day, last_day);

CREATE TABLE event_redirect (
    old_id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL
) STRICT;
CREATE INDEX event_redirect_event ON event_redirect(event_id);

CREATE TABLE event_country (
    country TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (country, date, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_actor (
    role TEXT NOT NULL, actor TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (role, actor, date, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_sector (
    sector TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (sector, date, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_country_sector (
    country TEXT NOT NULL, sector TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (country, sector, date, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_type (
    type TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (type, date, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_dyad (
    first TEXT NOT NULL, second TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (first, second, date, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_person (
    person TEXT NOT NULL, date TEXT NOT NULL, event_id INTEGER NOT NULL,
    PRIMARY KEY (person, date, event_id)
) STRICT, WITHOUT ROWID;
"""
"""A rejected event keeps its row (`show` says who rejected it) but is in no covering table. `event_across` has the few
events that go on into another month, which a period has to look for before its beginning; without `event_best_mention`
every mention that is deleted would be looked for in all events. An index by date ends in the row's id, as every index
does; with the id named in it once more, SQLite would not search by it."""

ROLLUP_TABLE = """
CREATE TABLE rollup (
    country TEXT NOT NULL,
    key TEXT NOT NULL,
    year TEXT NOT NULL,
    until TEXT NOT NULL,
    value TEXT NOT NULL,
    events INTEGER NOT NULL,
    occasions INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    rated INTEGER NOT NULL,
    intensity REAL NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (country, key, year, until, value)
) STRICT, WITHOUT ROWID;
"""
"""Counts of one country ('' = all) and year by one key (type, sector, month ...), see `summary.rollup`; `documents` are
new in version 4."""

CHECKSUM_TABLE = """
CREATE TABLE checksum (
    table_name TEXT NOT NULL,
    key ANY NOT NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (table_name, key)
) STRICT, WITHOUT ROWID;
"""
"""The checksum of each source row, see `checksums`: `key` is the row's number, or the columns of its key joined by the
character 31."""

VIEWS = """
CREATE VIEW mention_evidence AS
SELECT mention.id AS id,
       substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset) AS evidence
FROM mention JOIN document ON document.id = mention.document_id
WHERE document.characters > 0;

CREATE VIEW document_text AS
SELECT id, title, body FROM document WHERE characters > 0;

CREATE VIEW event_list AS
SELECT event.id, event.date, event.date_end, event.date_precision, event.date_basis,
       event.source, event.target, event.mutual, event.type, event.mode, event.quad_class, event.intensity,
       event.modality, event.sectors, event.place, event.host, event.setting, event.part_of,
       event.people, event.people_countries, event.level, event.attribution, event.headline, event.evidence,
       document.name AS document, document.outlet, document.url, document.date AS published,
       event.mentions, event.outlets, event.first_seen, event.documents,
       event_key.key, (SELECT id FROM database_identity) AS database, event.producer,
       mention_source.source_id, mention_source.code AS source_code, mention_source.goldstein,
       mention_source.quad_class AS source_quad_class, mention_source.place_country, event.confidence
FROM event
JOIN event_key ON event_key.event_id = event.id
JOIN mention ON mention.id = event.best_mention_id
JOIN document ON document.id = mention.document_id
LEFT JOIN mention_source ON mention_source.mention_id = mention.id
WHERE event.rejected = 0;

CREATE VIEW document_list AS
SELECT document.id, document.date, document.name, document.title, document.outlet, document.url,
       document.characters,
       (SELECT count(DISTINCT event.id)
        FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
        JOIN event ON event.id = event_mention.event_id AND event.rejected = 0
        WHERE mention.document_id = document.id) AS events,
       (SELECT count(*) FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
        WHERE mention.document_id = document.id) AS mentions,
       substr(batch.started, 1, 10) AS imported, document.producer
FROM document JOIN batch ON batch.id = document.batch_id;
"""

SEARCH_TABLES = """
CREATE VIRTUAL TABLE document_search USING fts5(
    title, body, content='document_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE mention_search USING fts5(
    evidence, content='mention_evidence', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
"""
"""Full text without a second copy of the texts: both tables look them up where they are stored. The reports that event
files name have no text, so full text does not know them."""
