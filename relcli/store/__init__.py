"""The SQLite file: the only room with SQL in it.

`connection`, `schema`, `migrations` and `maintenance` are about the file; `rows` and `mentions` stand between its rows
and the classes of `model` and `coding`; `parties`, `decision_log` and `checksums` are what several
of the rooms below share.

    query/     Filters -> conditions and the table that leads
    summary/   counts of events: the rollup that is kept, and summaries of any selection   uses query
    read/      events, documents, saved views, completion                                  uses query, summary
    write/     documents, mentions, events, batches                                        uses query, summary
    decide/    what people decide, recoding, undoing                                       uses read, write
    check/     is the database sound: one small function for each kind of damage           uses all above
    repair/    what is whole in a damaged file, in a new one                               uses all above
    transfer/  everything into one text file, and a new database from it                   uses write, summary

Nothing is re-exported, so that a command that reads loads no module that only writing needs (sqlite-utils).
"""
