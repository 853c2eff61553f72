"""Counts of events: the rollup that is kept, and summaries of any selection."""
