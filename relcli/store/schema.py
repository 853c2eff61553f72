"""The tables of schema version 1, in plain SQL because sqlite-utils makes neither STRICT tables WITHOUT
ROWID nor views.

Source rows (batch, document, mention) are written once and never changed; everything else is derived from
them and can be built again. Days are ISO texts, '' where there is none; lists are texts joined by ';' in
one order, so that the file is pleasant to read in any SQLite tool. The covering tables hold (what is
asked for, date, event_id) and so give the newest fifty events of a country, a sector, a type, a pair
without touching the others.
"""

from __future__ import annotations

SOURCE_TABLES = """
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command TEXT NOT NULL,
    started TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0
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
    body TEXT NOT NULL
) STRICT;
CREATE INDEX document_date ON document(date, id);
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
    UNIQUE (document_id, number, telling, batch_id)
) STRICT;
CREATE INDEX mention_batch ON mention(batch_id);
"""

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
    first_seen TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_date ON event(date, id);
CREATE INDEX event_part_of ON event(part_of) WHERE part_of IS NOT NULL;
CREATE INDEX event_span ON event(date_end, date) WHERE date_end > date;

CREATE TABLE event_mention (
    mention_id INTEGER PRIMARY KEY REFERENCES mention(id),
    event_id INTEGER NOT NULL REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED,
    block TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL
) STRICT;
CREATE INDEX event_mention_event ON event_mention(event_id);
CREATE INDEX event_mention_block ON event_mention(block, first_day, last_day);

CREATE TABLE event_redirect (
    old_id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL
) STRICT;

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

VIEWS = """
CREATE VIEW mention_evidence AS
SELECT mention.id AS id,
       substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset) AS evidence
FROM mention JOIN document ON document.id = mention.document_id;

CREATE VIEW event_list AS
SELECT event.id, event.date, event.date_end, event.date_precision, event.date_basis,
       event.source, event.target, event.mutual, event.type, event.mode, event.quad_class, event.intensity,
       event.modality, event.sectors, event.place, event.host, event.setting, event.part_of,
       event.people, event.people_countries, event.level, event.attribution, event.headline, event.evidence,
       document.name AS document, document.outlet, document.url, document.date AS published,
       event.mentions, event.outlets, event.first_seen
FROM event
JOIN mention ON mention.id = event.best_mention_id
JOIN document ON document.id = mention.document_id;

CREATE VIEW document_list AS
SELECT document.id, document.date, document.name, document.title, document.outlet, document.url,
       document.characters,
       (SELECT count(DISTINCT event_mention.event_id)
        FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
        WHERE mention.document_id = document.id) AS events,
       (SELECT count(*) FROM mention WHERE mention.document_id = document.id) AS mentions,
       substr(batch.started, 1, 10) AS imported
FROM document JOIN batch ON batch.id = document.batch_id;
"""

SEARCH_TABLES = """
CREATE VIRTUAL TABLE document_search USING fts5(
    title, body, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE mention_search USING fts5(
    evidence, content='mention_evidence', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
"""
"""Full text without a second copy of the texts: both tables look them up where they are stored."""
