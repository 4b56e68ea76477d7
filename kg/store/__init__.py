"""Hold triples: one small protocol, and its implementations."""
