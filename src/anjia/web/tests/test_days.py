"""A day is written as the reader's language writes it."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override


def written(value, pattern):
    return Template("{% load ui %}{{ value|day:pattern }}").render(Context({"value": value, "pattern": pattern}))


@pytest.mark.parametrize(
    ("value", "pattern", "chinese", "english"),
    [
        (date(2026, 11, 6), "n月j日", "11月6日", "Nov. 6"),
        (date(2026, 11, 6), "Y年n月j日 l", "2026年11月6日 星期五", "Friday, Nov. 6, 2026"),
        (datetime(2026, 11, 5, 17, 5, tzinfo=UTC), "n月j日 H:i", "11月6日 01:05", "Nov. 6, 01:05"),
        (None, "n月j日", "", ""),
    ],
)
def test_each_language_has_its_days(value, pattern, chinese, english):
    with override("zh-hans"):
        assert written(value, pattern) == chinese
    with override("en"):
        assert written(value, pattern) == english
