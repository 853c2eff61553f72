"""Writing documents, mentions, events and batches."""
