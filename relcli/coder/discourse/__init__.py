"""What sentences tell one another: occasions, retellings, the records of a document."""
