"""What schema version 2 adds to version 1: event files with their own values, decisions of people, saved
views, and the rollup that summaries are read from.

A decision never changes a mention. `decision` and `decision_pin` are a log; what holds now is what the
newest batch that was not undone says, so undoing is marking a batch and working out again what it touched.
"""

from __future__ import annotations

NEW_COLUMNS = """
ALTER TABLE batch ADD COLUMN kind TEXT NOT NULL DEFAULT 'import';
ALTER TABLE batch ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN undone TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN producer TEXT NOT NULL DEFAULT '';
ALTER TABLE mention ADD COLUMN replaces INTEGER REFERENCES mention(id);
ALTER TABLE mention ADD COLUMN retired_by INTEGER REFERENCES batch(id);
ALTER TABLE mention ADD COLUMN retired_event INTEGER;
ALTER TABLE event ADD COLUMN producer TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event_mention ADD COLUMN pin INTEGER;
DROP INDEX event_date;
CREATE INDEX event_date ON event(date) WHERE rejected = 0;
CREATE INDEX event_best_mention ON event(best_mention_id);
CREATE INDEX event_across ON event(date_end, date) WHERE substr(date_end, 1, 7) > substr(date, 1, 7);
CREATE INDEX event_producer ON event(producer, date) WHERE rejected = 0 AND producer <> '';
DROP INDEX document_date;
CREATE INDEX document_date ON document(date);
CREATE INDEX mention_retired ON mention(retired_by) WHERE retired_by IS NOT NULL;
CREATE INDEX mention_replaces ON mention(replaces) WHERE replaces IS NOT NULL;
CREATE INDEX event_redirect_event ON event_redirect(event_id);
"""
"""`document.producer`, `event.producer`: '' for documents coded here, else the event file's producer or 'hand'.
`mention.retired_by`: the recode that put it away, `retired_event`: the event it was in then, `replaces`: the coding
it took the place of.
`event_mention.pin`: the event that a person put the mention to. A rejected event keeps its row (`show` tells
who rejected it) but is in no covering table. `event_across` has the few events that go on into another month,
which a period has to look for before its beginning; without `event_best_mention` every mention that is deleted
would be looked for in all events. An index by date holds the row's id behind it, as every index does: named in the
index once more, it would not be searched by."""

SOURCE_TABLES = """
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
"""`decision.kind`: edit (of `field` from `previous` to `value`), reject, restore, add, merge (`value` goes into
`event_id`), split (`value` comes out of it). `decision_pin` says to which event a decision put each mention, and
where it was before; the newest that was not undone is `event_mention.pin`."""

DERIVED_TABLES = """
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
    PRIMARY KEY (country, key, year, until, value)
) STRICT, WITHOUT ROWID;
"""
"""Counts of one country ('' = all) and year by one key (type, sector, month, ...): see `store.rollup`."""

VIEWS = """
DROP VIEW event_list;
CREATE VIEW event_list AS
SELECT event.id, event.date, event.date_end, event.date_precision, event.date_basis,
       event.source, event.target, event.mutual, event.type, event.mode, event.quad_class, event.intensity,
       event.modality, event.sectors, event.place, event.host, event.setting, event.part_of,
       event.people, event.people_countries, event.level, event.attribution, event.headline, event.evidence,
       document.name AS document, document.outlet, document.url, document.date AS published,
       event.mentions, event.outlets, event.first_seen, event.producer,
       mention_source.source_id, mention_source.code AS source_code, mention_source.goldstein,
       mention_source.quad_class AS source_quad_class, mention_source.place_country
FROM event
JOIN mention ON mention.id = event.best_mention_id
JOIN document ON document.id = mention.document_id
LEFT JOIN mention_source ON mention_source.mention_id = mention.id
WHERE event.rejected = 0;

DROP VIEW document_list;
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
DROP VIEW mention_evidence;
CREATE VIEW mention_evidence AS
SELECT mention.id AS id,
       substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset) AS evidence
FROM mention JOIN document ON document.id = mention.document_id
WHERE document.characters > 0;

CREATE VIEW document_text AS
SELECT id, title, body FROM document WHERE characters > 0;

DROP TABLE document_search;
CREATE VIRTUAL TABLE document_search USING fts5(
    title, body, content='document_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO document_search (document_search) VALUES ('rebuild');
"""
"""The reports that event files name have no text, so full text does not know them."""
