"""The forms of the walled services."""
