"""Places as people write them: a village's name, perhaps with its town's, and a group's."""

from django.db.models import QuerySet

from anjia.regions.models import Region
from anjia.regions.names import group_label, plain, village_stem
from anjia.regions.queries import valid_on


def villages_named(text: str) -> list[Region]:
    """The villages of today that a text may mean: by name or stem, narrowed where it begins with a town's name."""
    wanted = plain(text)
    if len(village_stem(wanted)) < 2:
        return []
    alike = [village for village in _villages(wanted) if _means(village, wanted)]
    exact = [village for village in alike if plain(village.name) == wanted]
    return exact or alike


def _villages(wanted: str) -> QuerySet[Region]:
    # A stem of two characters at the end of what was written narrows the table before Python looks closer.
    ending = village_stem(wanted)[-2:]
    found = Region.objects.filter(valid_on(), level=Region.Level.VILLAGE, name__contains=ending)
    return found.select_related("parent").order_by("path")


def _means(village: Region, wanted: str) -> bool:
    stem, name = village_stem(village.name), plain(village.name)
    if wanted in (name, stem) or village_stem(wanted) == stem:
        return True
    town = plain(village.parent.name) if village.parent else ""
    return any(wanted == f"{prefix}{rest}" for prefix in _short(town) for rest in (name, stem, _short_name(name)))


def _short(town: str) -> tuple[str, ...]:
    """贺家土街道 is also written 贺家土."""
    for ending in ("街道", "镇", "乡"):
        if town.endswith(ending) and len(town) > len(ending) + 1:
            return town, town[: -len(ending)]
    return (town,)


def _short_name(name: str) -> str:
    """来园社区居委会 is also written 来园社区."""
    return next((name.replace(long, short) for long, short in _ENDINGS if name.endswith(long)), name)


_ENDINGS = (("社区居民委员会", "社区"), ("社区居委会", "社区"), ("村民委员会", "村"), ("村委会", "村"))


def groups_named(village: str, group: str) -> list[Region]:
    """The groups of today that two texts may mean; several where villages share the name."""
    label = group_label(group)
    if not label:
        return []
    villages = [found.pk for found in villages_named(village)]
    groups = Region.objects.filter(valid_on(), parent__in=villages, level=Region.Level.GROUP, name=label)
    return list(groups.select_related("parent__parent").order_by("path"))
