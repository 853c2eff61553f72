"""How good is the coder? Compares coded events with annotated ones: matching, figures, misses. Pure functions.

`annotations` reads both kinds of events, `agreement` says whether two of them mean the same, `matching` pairs them,
`figures` counts, and `intervals` says how far the shares can be trusted. The page that lists what was missed is made by
`relcli.reports.misses`.
"""
