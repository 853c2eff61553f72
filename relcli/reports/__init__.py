"""Reports: rows in, something to read out. Pure functions over iterables; no database, no terminal, no clock."""
