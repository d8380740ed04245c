"""The four base screens. A screen fetches a scoped object, binds a form, calls one action and redirects."""

from anjia.web.screens.base import DetailScreen, ObjectMixin, Screen, absent
from anjia.web.screens.forms import FormScreen, NoteForm, ObjectFormScreen, TransitionScreen
from anjia.web.screens.lists import PAGE_SIZES, ListScreen

__all__ = [
    "PAGE_SIZES",
    "DetailScreen",
    "FormScreen",
    "ListScreen",
    "NoteForm",
    "ObjectFormScreen",
    "ObjectMixin",
    "Screen",
    "TransitionScreen",
    "absent",
]
