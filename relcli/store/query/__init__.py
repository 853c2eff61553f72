"""Filters -> one SELECT: conditions and the table that leads."""
