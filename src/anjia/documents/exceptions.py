"""What can be wrong with a document that is neither the user's fault nor a rule."""


class FileDamaged(Exception):
    """The bytes on disk are missing, or are not those that were stored."""


class FontsMissing(Exception):
    """The fonts that documents are set in are not installed."""
