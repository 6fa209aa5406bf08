"""Reading: from a text as people write it to blocks, sentences, figures and ranks, each with its lines in the source."""
