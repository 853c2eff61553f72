"""Phrases of date -> days: what `last Tuesday` is, seen from the day of publication."""
