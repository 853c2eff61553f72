"""Reading events, documents, saved views and values for completion."""
