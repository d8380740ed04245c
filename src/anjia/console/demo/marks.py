"""Files in the data folder that tell of the demonstration, for processes that share nothing else.

`./run` marks a folder that holds demo data by the first; the second silences processes that began before its end.
"""

from pathlib import Path

from django.conf import settings

MARK, OVER = "demo-data", "demo-over"


def is_over() -> bool:
    """Whether the demonstration was thrown away while this process ran."""
    return (Path(settings.DATA) / OVER).exists()


def note_over() -> None:
    """Called once the demo data are gone."""
    (Path(settings.DATA) / MARK).unlink(missing_ok=True)
    (Path(settings.DATA) / OVER).touch()


def note_begun() -> None:
    """Called before demo data are laid out."""
    (Path(settings.DATA) / OVER).unlink(missing_ok=True)
