"""Rows out of the database: events, documents, saved views, values for completion."""
