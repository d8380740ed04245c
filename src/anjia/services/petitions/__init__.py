"""Petitions (信访工作条例; domain A9-1, B5): the first room behind the wall."""
