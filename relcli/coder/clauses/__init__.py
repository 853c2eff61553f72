"""Verb groups and their clauses: subject, modality, factuality."""
