"""Acts: verbs and event nouns with their source and target."""
