"""The order of the house, read from the import contract, so that it is written down once."""

import tomllib

from django.conf import settings


def layers() -> list[set[str]]:
    """The slices from top to bottom; those on one level stand in one set."""
    config = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())
    contract = next(c for c in config["tool"]["importlinter"]["contracts"] if c["id"] == "order")
    return [{name.strip(" ()") for name in layer.replace("|", ":").split(":")} for layer in contract["layers"]]


def depth_of(slice_name: str) -> int:
    """0 is the roof."""
    return next(depth for depth, names in enumerate(layers()) if slice_name in names)
