"""Body -> sentences: tokens, sentence ends, datelines, kinds of lines."""
