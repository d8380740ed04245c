"""Mediation 调解: a room of the walled services (domain A9-2, B6)."""
