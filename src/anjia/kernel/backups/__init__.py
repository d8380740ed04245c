"""Backups of the two sides of the wall, each in a file of its own (architecture 1; quality check 24; ADR 0016)."""
