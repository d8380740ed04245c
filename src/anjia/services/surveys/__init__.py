"""Nameless surveys: what is asked is answered by many and kept as sums alone (domain A9-6)."""
