"""A family of four may have six relatives: residents are what a story's size is held against (V A7-2)."""

import doctest

import pytest
from django.urls import reverse

from anjia.households.models import Household
from anjia.programmes.factories import open_cycle
from anjia.stories import consistency
from anjia.stories.consistency import other_sizes
from anjia.stories.factories import started

TWO_SONS_ONE_DAUGHTER = "四口之家：夫妻俩和小儿子、儿媳同住；2女1子，3个孩子都成了家。"


@pytest.mark.parametrize(
    ("text", "residents", "other"),
    [
        (TWO_SONS_ONE_DAUGHTER, 4, []),
        (TWO_SONS_ONE_DAUGHTER, 6, [4]),
        ("一户两口之家", 2, []),
        ("一家12口人", 3, [12]),
        ("100余亩、3个孩子", 4, []),
    ],
)
def test_residents_not_relatives(text, residents, other):
    assert other_sizes([text], residents) == other
    assert doctest.testmod(consistency).failed == 0


@pytest.mark.django_db
def test_the_page_asks_to_look_again_and_blocks_nothing(client, world):
    story = started(world, open_cycle(world))
    client.force_login(world.village_officer)
    for size, asked in ((4, False), (3, True)):
        Household.objects.filter(pk=story.household_id).update(household_size=size)
        page = client.get(reverse("stories:detail", args=[story.pk])).content.decode()
        assert ("请核对人数" in page) == asked
