"""The pages of the walled services."""
