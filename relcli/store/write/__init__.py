"""Rows into the database: documents, mentions, events, batches."""
