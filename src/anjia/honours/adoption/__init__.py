"""A list of earlier years' titles, from its file to checked rows; `preview_of` says what 确认 would do."""

from anjia.honours.adoption.columns import TITLES
from anjia.honours.adoption.findings import Finding
from anjia.honours.adoption.preview import AdoptedRow, Preview, UnknownGroup, content_of, preview_of, workbook_of

__all__ = ["TITLES", "AdoptedRow", "Finding", "Preview", "UnknownGroup", "content_of", "preview_of", "workbook_of"]
