"""Models follow the order of the house and the rules of their kind of table (architecture 1 and 4)."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from anjia.kernel.schema import TableKind, description_of, unclassed_fields
from tests.architecture.order import depth_of


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if slice_of(model)]


def slice_of(model: type[models.Model]) -> str:
    """The slice a model lives in; empty for the models of packages."""
    module = model.__module__.split(".")
    return module[1] if module[0] == "anjia" else ""


def kind_of(model: type[models.Model]) -> TableKind | None:
    """A user is listed like any other; the models of packages have no kind."""
    return description_of(model).kind if slice_of(model) and not model._meta.auto_created else None


def relations(model: type[models.Model]) -> Iterator[tuple[models.Field, type[models.Model]]]:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.model is model:
            yield field, field.related_model


OWN = [model for model in own_models() if not model._meta.auto_created]
named = pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)


@named
def test_every_model_is_described_and_every_free_field_classed(model):
    description_of(model)

    assert unclassed_fields(model) == []


@named
def test_relations_follow_the_order_of_the_house(model):
    own = depth_of(slice_of(model))
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for field, target in relations(model)
        if slice_of(target) and slice_of(target) != slice_of(model) and depth_of(slice_of(target)) <= own
    ]

    assert upward == []


@named
def test_a_row_of_a_household_points_only_to_its_household_and_to_reference_tables(model):
    if kind_of(model) is not TableKind.HOUSEHOLD:
        return
    allowed = {TableKind.HOUSEHOLD, TableKind.REFERENCE}
    wrong = [field.name for field, target in relations(model) if kind_of(target) not in allowed]

    assert wrong == []


@named
def test_rows_of_a_household_are_tied_without_a_constraint_in_the_database(model):
    """`distribute` adds the composite ones; a plain one could not be kept when the tables are spread."""
    if kind_of(model) is not TableKind.HOUSEHOLD:
        return
    tied = [
        field.name
        for field, target in relations(model)
        if kind_of(target) is TableKind.HOUSEHOLD and getattr(field, "db_constraint", False)
    ]

    assert tied == []


@named
def test_reference_and_local_tables_never_point_to_a_row_of_a_household(model):
    if kind_of(model) is TableKind.HOUSEHOLD:
        return
    wrong = [field.name for field, target in relations(model) if kind_of(target) is TableKind.HOUSEHOLD]

    assert wrong == []


@named
def test_a_row_of_a_household_carries_its_household_in_every_unique_constraint(model):
    if kind_of(model) is not TableKind.HOUSEHOLD or model._meta.model_name == "household":
        return
    names = {field.name for field in model._meta.concrete_fields}
    unique = [set(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]

    assert "household" in names or "household_id" in names
    assert [fields for fields in unique if not fields & {"household", "household_id"}] == []
