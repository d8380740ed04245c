"""What the components ask of Python: kinds of widgets, error lines, sort links, figures."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, widgets
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

_KINDS: tuple[tuple[tuple[type, ...], str], ...] = (
    ((widgets.RadioSelect, widgets.CheckboxSelectMultiple), "choices"),
    ((widgets.CheckboxInput,), "checkbox"),
    ((widgets.FileInput,), "file"),
    ((widgets.Textarea,), "text"),
    ((widgets.Select,), "select"),
    ((widgets.DateTimeBaseInput,), "date"),
    ((widgets.NumberInput,), "number"),
)
MANY = 12


@register.filter
def widget_kind(field: BoundField) -> str:
    """The shape a field takes: hidden, choices, checkbox, file, text, select, date, number or line."""
    if field.is_hidden:
        return "hidden"
    widget = field.field.widget
    return next((kind for types, kind in _KINDS if isinstance(widget, types)), "line")


@register.filter
def described_by(field: BoundField, hint: Any) -> str:
    """The ids of a field's help and error, as the component writes them."""
    ids = []
    if hint:
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


@register.simple_tag
def control(field: BoundField, hint: Any = "", digits: bool = False) -> SafeString:
    """The control itself, tied to its help and its error; a long select becomes searchable."""
    attrs: dict[str, Any] = {}
    ids = described_by(field, hint)
    if ids:
        attrs["aria-describedby"] = ids
    if digits:
        attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "digits"}
    if widget_kind(field) == "select":
        attrs |= _select_attrs(field)
    return field.as_widget(attrs=attrs)


def _select_attrs(field: BoundField) -> dict[str, Any]:
    choices = getattr(field.field, "choices", ())
    many = len(list(choices)) > MANY
    return {"class": "form-select"} | ({"data-pick-one": True} if many else {})


@register.filter
def error_lines(form: BaseForm | None, forms: Iterable[BaseForm] = ()) -> list[dict[str, str]]:
    """`{text, label, target}` for every error of the forms; `target` is the id of the control to go to."""
    lines: list[dict[str, str]] = []
    for each in [form, *(forms or ())]:
        if each is None or not each.is_bound:
            continue
        lines += [{"text": str(text), "label": "", "target": ""} for text in each.non_field_errors()]
        for field in each:
            lines += [
                {"text": str(text), "label": str(field.label or ""), "target": focus_target(field)}
                for text in field.errors
            ]
    return lines


def focus_target(field: BoundField) -> str:
    return f"{field.auto_id}_0" if widget_kind(field) == "choices" else field.id_for_label


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, key: str) -> dict[str, str]:
    """`{url, direction}` of a column: the URL that sorts by it (or turns it round), and how it is sorted now."""
    query = context["request"].GET.copy()
    current = query.get("order", "")
    query.pop("page", None)
    query["order"] = f"-{key}" if current == key else key
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {"url": f"?{query.urlencode()}", "direction": direction}


@register.simple_tag(takes_context=True)
def kept_query(context: template.Context, *names: str) -> list[tuple[str, str]]:
    """Those parameters of the URL a filter form has to carry along."""
    query = context["request"].GET
    return [(name, query[name]) for name in names if query.get(name)]


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None


@register.filter
def plain_number(value: Any) -> str:
    """A figure for an attribute: no grouping, no needless zeros, never a comma; nothing stays nothing."""
    number = _number(value)
    if number is None:
        return ""
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else f"{number.normalize():f}"


@register.filter
def grouped(value: Any) -> str:
    """A figure for the eye: 1,127. Words stay as they are."""
    number = _number(value)
    if number is None or isinstance(value, str):
        return conditional_escape(value)
    return f"{number:,}"


@register.filter
def magnitude(value: int) -> int:
    return abs(value)


@register.filter
def moment(value: Any) -> str:
    """A date, or a time of the day as well, in the reader's language; words stay as they are."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M}"
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return conditional_escape(value)


# How other languages write what a template writes for Chinese readers.
DAYS = {
    "n月j日": "N j",
    "n月j日 H:i": "N j, H:i",
    "n月j日 l": "l, N j",
    "Y年n月j日": "N j, Y",
    "Y年n月j日 H:i": "N j, Y, H:i",
    "Y年n月j日 l": "l, N j, Y",
}


@register.filter(expects_localtime=True)
def day(value: date | None, pattern: str) -> str:
    """A day as the reader's language writes it; the pattern is the Chinese one."""
    if not value:
        return ""
    return date_format(value, pattern if (get_language() or "").startswith("zh") else DAYS[pattern])


@register.filter
def score_total(criteria: Iterable[dict[str, Any]]) -> str:
    """The sum of the scores of a scoring sheet."""
    total = sum((_number(item["score"]) or Decimal(0) for item in criteria), Decimal(0))
    return plain_number(total)
