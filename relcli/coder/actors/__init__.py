"""Who is named or meant: marks, names, titles, people, references."""
