"""Everything in one text file, and back: how a database moves to another machine, or into another decade.

    tables       which tables are carried, which are derived, and what their columns hold
    lines        one row <-> one line of JSON; header and footer; what is wrong with a line
    files        compression, and files that appear only when they are whole
    exporting    a database -> lines
    restoring    lines -> a new database, equal to the one they came from
    deriving     the tables that are made from the others

The format is described for people in docs/transfer.md. Rows are read and written by the names that the schema has for
them, so a new column needs nothing here, and a new table needs its name in `tables`. Only what cannot be derived is
carried: the file stays readable, and what is derived cannot disagree with it.
"""
