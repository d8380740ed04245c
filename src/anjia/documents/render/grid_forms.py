"""Forms whose boxes touch, as PDF."""

from anjia.documents.papers import GridForm
from anjia.documents.render.typesetting import cleaned, typeset

WIDTH = 174.0
"""What the grid has of the paper's width, in mm; Word sets the same."""


def render_grid_form(form: GridForm) -> bytes:
    """The form as PDF, A4 upright."""
    return typeset("grid_form.typ", cleaned(form))
