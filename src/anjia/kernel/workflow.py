"""Life-cycles as data, and the only two functions that assign a state.

A change is one conditional `UPDATE … WHERE state = source … RETURNING id`: never read-then-write, so two people
who press the same button cannot both win, on SQLite, PostgreSQL or Citus. The audit events are written in the
same transaction, one per object.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, router, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.scope import under_any

Label = str | Promise


@dataclass(frozen=True)
class Transition:
    """One arrow: from any of `source` to `target`, for those who hold `permission`."""

    name: str
    source: Sequence[str]
    target: str
    permission: str
    label: Label = ""
    workflow: "Workflow | None" = field(default=None, compare=False, repr=False)

    @property
    def owner(self) -> "Workflow":
        """The life-cycle this arrow belongs to; ValueError for one that was never put into any."""
        if self.workflow is None:
            raise ValueError(f"{self.name}: belongs to no workflow")
        return self.workflow


class Workflow:
    """A life-cycle: its states (a TextChoices), its transitions, and what the public may read of each state."""

    def __init__(
        self,
        name: str,
        *,
        states: type[models.TextChoices],
        transitions: Sequence[Transition],
        public_names: Mapping[str, Label] | None = None,
        state_field: str = "state",
    ):
        self.name, self.states, self.state_field = name, states, state_field
        self.public_names = dict(public_names or {})
        self._transitions: dict[str, Transition] = {}
        for t in transitions:
            if t.name in self._transitions:
                raise ValueError(f"{name}: transition {t.name} stands twice")
            bound = Transition(t.name, tuple(t.source), t.target, t.permission, t.label, self)
            self._transitions[t.name] = bound
        registry[name] = self

    def __getitem__(self, name: str) -> Transition:
        return self._transitions[name]

    def __iter__(self) -> Iterator[Transition]:
        return iter(self._transitions.values())

    def from_state(self, state: str) -> list[Transition]:
        """The transitions that leave a state."""
        return [t for t in self if state in t.source]

    def public_name(self, state: str) -> Label:
        """What outsiders read; the internal label where nothing else was said."""
        return self.public_names.get(state) or self.states(state).label


registry: dict[str, Workflow] = {}


def advance(
    obj: Any, transition: Transition, *, by: Actor, note: str = "", set: Mapping[str, Any] | None = None
) -> Any:
    """Move one object; `set` writes further columns in the same statement. Returns the object, up to date.

    Raises NotPermitted without the verb at the object's place, Conflict where its state is no source any more.
    """
    require(by, transition.permission, path_of(obj))
    moved = _move(type(obj)._default_manager.filter(pk=obj.pk), transition, by=by, note=note, set=set)
    obj.refresh_from_db()
    if not moved:
        raise _conflict(obj, transition)
    return obj


def advance_many(
    queryset: models.QuerySet[Any],
    transition: Transition,
    *,
    by: Actor,
    note: str = "",
    set: Mapping[str, Any] | None = None,
) -> list[uuid.UUID]:
    """Move every object of the queryset that is in a source state; returns their ids.

    Raises NotPermitted where any of them lies outside the actor's scope for the verb (nothing is moved then).
    """
    with transaction.atomic(using=router.db_for_write(queryset.model)):
        _require_all(queryset, transition, by)
        return _move(queryset, transition, by=by, note=note, set=set)


def path_of(obj: Any) -> str:
    """The region path an object belongs to, by its model's `scope_path` lookup."""
    value = obj
    for part in type(obj).scope_path.split("__"):
        value = getattr(value, part)
    return str(value)


def _require_all(queryset: models.QuerySet[Any], transition: Transition, by: Actor) -> None:
    if by is SYSTEM:
        return
    inside = under_any(queryset.model.scope_path, by.scopes(transition.permission))
    if queryset.exclude(inside).exists():
        raise NotPermitted(_("所选事项中有不属于您办理范围的，一项也没有改动。"), who=_("请只选择本地区的事项。"))


def _move(
    queryset: models.QuerySet[Any],
    transition: Transition,
    *,
    by: Actor,
    note: str,
    set: Mapping[str, Any] | None,
) -> list[uuid.UUID]:
    state_field, model = transition.owner.state_field, queryset.model
    alias = router.db_for_write(model)
    moved: list[uuid.UUID] = []
    with transaction.atomic(using=alias):
        for source in transition.source:
            rows = _update_returning(queryset, state_field, source, transition.target, set or {})
            before, after = {state_field: source}, {state_field: transition.target}
            entries = [(pk, path, before, after) for pk, path in rows]
            if entries:
                label = model._meta.label_lower
                audit.record_many(transition.permission, label, entries, by=by, note=note, using=alias)
            moved += [pk for pk, _path in rows]
    return moved


def _update_returning(
    queryset: models.QuerySet[Any], state_field: str, source: str, target: str, extra: Mapping[str, Any]
) -> list[tuple[uuid.UUID, str]]:
    model = queryset.model
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    values = {state_field: target, "updated_at": timezone.now(), **extra}
    assignments, params = [f"{quote('version')} = {quote('version')} + 1"], []
    for name, value in values.items():
        f = model._meta.get_field(name)
        assignments.append(f"{quote(f.column)} = %s")
        params.append(f.get_db_prep_save(value, connection))
    state_column, key = quote(model._meta.get_field(state_field).column), quote(model._meta.pk.column)
    hop = model._meta.get_field(model.scope_path.split("__")[0])
    chosen = queryset.order_by().filter(**{state_field: source}).values("pk")
    try:
        chosen_sql, chosen_params = chosen.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    sql = (
        f"UPDATE {quote(model._meta.db_table)} SET {', '.join(assignments)} "
        f"WHERE {state_column} = %s AND {key} IN ({chosen_sql}) RETURNING {key}, {quote(hop.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, source, *chosen_params])
        return _with_paths(model, cursor.fetchall())


def _with_paths(model: Any, rows: list[tuple[Any, Any]]) -> list[tuple[uuid.UUID, str]]:
    """Pairs of id and region path, from pairs of id and the first hop of `scope_path`: one query for its places."""
    first, _, rest = model.scope_path.partition("__")
    if not rest:
        return [(_uuid(pk), value) for pk, value in rows]
    related = model._meta.get_field(first).related_model
    hops = list({hop for _pk, hop in rows})
    paths: dict[uuid.UUID, str] = {}
    for start in range(0, len(hops), 900):
        part = related._default_manager.filter(pk__in=hops[start : start + 900]).order_by()
        paths.update(part.values_list("pk", rest))
    return [(_uuid(pk), paths.get(_uuid(hop), "")) for pk, hop in rows]


def _uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def _conflict(obj: Any, transition: Transition) -> Conflict:
    state = getattr(obj, transition.owner.state_field)
    return Conflict(
        _("“%(object)s”现在是“%(state)s”，不能再“%(step)s”。可能已有人先办理，请刷新后查看。")
        % {"object": obj, "state": transition.owner.states(state).label, "step": transition.label}
    )
