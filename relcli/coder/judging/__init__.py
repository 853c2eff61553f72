"""The judge: which of all candidates, those of the rules and the proposed ones, become acts, and how sure that is."""
