"""How good is the coder? Annotated documents against coded ones: matching, figures, misses. Pure functions.

annotations (what was annotated, what was coded) -> agreement (do two mean the same?) -> matching -> figures. The page
that lists what was missed is laid out in `relcli.reports.misses`.
"""
