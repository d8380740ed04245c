"""Changing a row without losing what somebody else wrote meanwhile (quality 3, check 20)."""

from typing import Any

from django.db import router, transaction
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict
from anjia.kernel.permissions import Actor


def change(
    obj: Any, *, by: Actor, verb: str, version: int, note: str = "", region_path: str = "", **values: Any
) -> Any:
    """Write `values` if the row still has `version`; records before and after. Returns the fresh object.

    Raises Conflict where the row was changed since that version was read.
    """
    with transaction.atomic(using=router.db_for_write(obj._meta.model)):
        return _change(obj, values, version, by=by, verb=verb, note=note, region_path=region_path)


def _change(
    obj: Any, values: dict[str, Any], version: int, *, by: Actor, verb: str, note: str, region_path: str
) -> Any:
    before = {name: _shown(getattr(obj, name)) for name in values}
    rows = type(obj)._default_manager.filter(pk=obj.pk, version=version)
    if not rows.exists():
        raise Conflict(_("您打开之后，这条记录已被别人修改。请核对现在的内容，再决定是否覆盖。"))
    for name, value in values.items():
        setattr(obj, name, value)
    obj.version = version + 1
    if not rows.update(**{name: getattr(obj, name) for name in values}, version=obj.version):
        raise Conflict(_("您打开之后，这条记录已被别人修改。请核对现在的内容，再决定是否覆盖。"))
    after = {name: _shown(value) for name, value in values.items()}
    audit.record(verb, obj, by=by, before=before, after=after, note=note, region_path=region_path)
    obj.refresh_from_db()
    return obj


def _shown(value: Any) -> Any:
    return str(value.pk) if hasattr(value, "pk") else value
