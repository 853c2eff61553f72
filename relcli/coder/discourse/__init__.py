"""How sentences relate to one another: occasions, retellings, the records of a document."""
