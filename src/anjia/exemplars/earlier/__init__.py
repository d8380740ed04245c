"""A list of plaques that hang already, from its file to checked rows; `preview_of` says what 确认 would do."""

from anjia.exemplars.earlier.columns import PLAQUES
from anjia.exemplars.earlier.preview import PlaquePreview, PlaqueRow, preview_of

__all__ = ["PLAQUES", "PlaquePreview", "PlaqueRow", "preview_of"]
