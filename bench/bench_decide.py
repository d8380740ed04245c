"""Three acts on 10,000 families, each against one UPDATE and one INSERT … SELECT of as many rows (quality 2)."""

from bench.decide.approve import approve
from bench.decide.name import name
from bench.decide.publish import publish
from bench.frame import Context, Row


def run(context: Context) -> list[Row]:
    return [*approve(context), *publish(context), *name(context)]
