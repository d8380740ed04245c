"""Papers become bytes here. Every function takes the data of `papers` and returns one whole file."""

from anjia.documents.render.certificates import render_certificate, render_certificates
from anjia.documents.render.consents import render_consent_sheet, render_consent_slips, render_family_cards
from anjia.documents.render.excel import render_roster_xlsx
from anjia.documents.render.forms import render_forms
from anjia.documents.render.grid_forms import render_grid_form
from anjia.documents.render.letters import render_letter
from anjia.documents.render.minutes import render_minutes
from anjia.documents.render.name_cards import render_name_cards
from anjia.documents.render.naming_decision import render_naming_decision
from anjia.documents.render.official_letters import render_official_letter
from anjia.documents.render.posters import render_notice_poster
from anjia.documents.render.roster import render_roster
from anjia.documents.render.scoring_sheets import render_scoring_sheets
from anjia.documents.render.typesetting import check_fonts
from anjia.documents.render.word.form import render_forms_docx
from anjia.documents.render.word.grid_form import render_grid_form_docx
from anjia.documents.render.word.letter import render_letter_docx
from anjia.documents.render.word.naming_decision import render_naming_decision_docx
from anjia.documents.render.word.official_letter import render_official_letter_docx
from anjia.documents.render.word.roster import render_roster_docx

__all__ = [
    "check_fonts",
    "render_certificate",
    "render_certificates",
    "render_consent_sheet",
    "render_consent_slips",
    "render_family_cards",
    "render_forms",
    "render_forms_docx",
    "render_grid_form",
    "render_grid_form_docx",
    "render_letter",
    "render_letter_docx",
    "render_minutes",
    "render_name_cards",
    "render_naming_decision",
    "render_naming_decision_docx",
    "render_notice_poster",
    "render_official_letter",
    "render_official_letter_docx",
    "render_roster",
    "render_roster_docx",
    "render_roster_xlsx",
    "render_scoring_sheets",
]
