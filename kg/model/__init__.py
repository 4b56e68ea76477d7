"""Hold concepts, claims and sources as Python values."""
