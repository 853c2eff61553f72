"""Fuzzers: they feed the program what nobody would write by hand, and say what it should have refused or survived.

`python -m bench.fuzz` runs all of them side by side, `python -m bench.fuzz.NAME` one of them. `harness` is what they
share: time, seeds, limits, and making a failure small.
"""
