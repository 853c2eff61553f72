"""The SQLite file: the only room with SQL in it.

Nothing is re-exported, so that a reading command loads `store.reading` and not what writing needs
(sqlite-utils).
"""
