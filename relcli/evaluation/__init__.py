"""How good is the coder? Annotated documents against coded ones: matching, figures, misses. Pure functions.

annotations (what was annotated, what was coded) -> agreement (do two of them mean the same?) -> matching -> figures, misses.
"""
