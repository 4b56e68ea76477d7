"""Pool studies: the treatment network of an outcome, and network meta-analysis of it."""
