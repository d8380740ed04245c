"""Each model says what kind of table it is (architecture 4) and how private each field is (quality 3, check 30)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from django.db import models


class TableKind(StrEnum):
    """How a table is laid out when the database is distributed."""

    HOUSEHOLD = "household"
    REFERENCE = "reference"
    LOCAL = "local"


class Privacy(StrEnum):
    """How far a field's value may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Description:
    """A model's table kind and the privacy of its named fields; a field that is not named is internal."""

    kind: TableKind
    privacy: dict[str, Privacy] = field(default_factory=dict)

    def of(self, name: str) -> Privacy:
        return self.privacy.get(name, Privacy.INTERNAL)


ModelType = TypeVar("ModelType", bound=type[models.Model])
described_models: dict[type[models.Model], Description] = {}


def described(
    *,
    kind: TableKind,
    public: tuple[str, ...] = (),
    internal: tuple[str, ...] = (),
    personal: tuple[str, ...] = (),
    sensitive: tuple[str, ...] = (),
) -> Callable[[ModelType], ModelType]:
    """Class decorator for models. Raises ValueError for a field that does not exist or is named twice."""
    named = [(Privacy.PUBLIC, public), (Privacy.INTERNAL, internal)]
    named += [(Privacy.PERSONAL, personal), (Privacy.SENSITIVE, sensitive)]

    def decorate(model: ModelType) -> ModelType:
        known = {f.name for f in [*model._meta.local_fields, *model._meta.local_many_to_many]}
        privacy: dict[str, Privacy] = {}
        for privacy_class, names in named:
            for name in names:
                if name not in known or name in privacy:
                    raise ValueError(f"{model.__name__}.{name}: unknown, or classed twice")
                privacy[name] = privacy_class
        described_models[model] = Description(kind, privacy)
        return model

    return decorate


def description_of(model: type[models.Model]) -> Description:
    """The description of a model; KeyError where it has none."""
    return described_models[model]


# Values of these types hold what people typed: each such field must be named in a class by hand.
FREE_TYPES = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)


def unclassed_fields(model: type[models.Model]) -> list[str]:
    """Names of the free fields that a model has not classed (choices and timestamps do not count)."""
    privacy = description_of(model).privacy
    return [
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, FREE_TYPES)
        and not isinstance(f, models.DateTimeField)
        and not f.choices
        and f.name not in privacy
    ]
