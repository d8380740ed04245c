"""Likely duplicates: a list of pairs, and two rows side by side with their differences."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.actions import keep_apart, merge_households
from anjia.households.enums import Verb
from anjia.households.forms.changes import MergeForm
from anjia.households.models import Household
from anjia.households.queries import search, visible_to
from anjia.households.queries.duplicates import likely_pairs, pair_of
from anjia.households.standing import held_among
from anjia.households.views.households import FamilyMixin, mask_phone
from anjia.kernel import dependents
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, absent

COLUMNS = (
    Column(
        "head",
        _("户主姓名"),
        "head_name",
        href=lambda row: reverse("households:pair", args=[row.pk, row.twin]),
        is_personal=True,
        is_essential=True,
    ),
    Column("one", _("一处"), lambda row: f"{row.region.parent.name} {row.region.name}"),
    Column("other", _("另一处"), lambda row: f"{row.twin_row.region.parent.name} {row.twin_row.region.name}"),
    Column("why", _("相同的"), lambda row: row.alike),
)


class DuplicateListView(ListScreen):
    """Pairs nobody has answered about, in the place one looks at."""

    permission = Verb.SETTLE_DUPLICATES
    template_name = "households/duplicates.html"
    heading = _("可能重复的登记")
    default_order = ("head_name", "pk")
    columns = COLUMNS
    other_keys = frozenset({"place"})
    no_export = "pairs are settled here; a list of them is of no use anywhere else"

    def get_queryset(self) -> QuerySet[Household]:
        place = current_place(self.request)
        pairs = likely_pairs(self.user, place.path if place else "")
        return pairs.select_related("region__parent").defer("phone", "search_tokens")

    def prepare(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Each row with the one it looks like: one query for the page."""
        twins = Household.objects.filter(pk__in=[row.twin for row in rows]).select_related("region__parent")
        found = {twin.pk: twin for twin in twins.defer("phone", "search_tokens")}
        for row in rows:
            row.twin_row = found[row.twin]
            row.alike = _alike(row, row.twin_row)
        return rows


def _alike(one: Household, other: Household) -> list[str]:
    same = [_now("姓名和出生年月")] if one.head_name == other.head_name and one.head_birth else []
    return same + ([_now("联系电话")] if one.phone_index and one.phone_index == other.phone_index else [])


class PairView(FormScreen):
    """Two rows side by side: one family, and which row stays; or two families."""

    permission = Verb.SETTLE_DUPLICATES
    template_name = "households/pair.html"
    heading = _("是不是同一户")
    submit_label = _("确定")
    success_message = _("已记下。")
    form_class = MergeForm

    @cached_property
    def pair(self) -> tuple[Household, Household]:
        found = pair_of(self.user, self.kwargs["pk"], self.kwargs["other"])
        if found is None:
            raise absent()
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        one, other = self.pair
        return {**super().get_form_kwargs(), "one": one, "other": other}

    def get_initial(self) -> dict[str, Any]:
        return {"versions": ",".join(str(household.version) for household in self.pair)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ids = [household.pk for household in self.pair]
        hanging = [
            {"label": found.label, "first": ids[0] in found.ids, "second": ids[1] in found.ids}
            for found in dependents.of("households.household", ids)
        ]
        return super().get_context_data(
            lines=lines_of(*self.pair),
            hanging=hanging,
            held=[found.label for found in held_among(ids, head=True)],
            back_url=reverse("households:duplicates"),
            **kwargs,
        )

    def perform(self, form: MergeForm) -> str:
        data, (one, other) = form.cleaned_data, self.pair
        if data["decision"] == "apart":
            keep_apart(one, other, by=self.user)
            return reverse("households:duplicates")
        versions = [int(version) for version in data["versions"].split(",") if version.isdigit()]
        first, second = versions if len(versions) == 2 else (0, 0)
        rows = [(one, first), (other, second)]
        (keep, version), (gone, gone_version) = rows if data["decision"] == "first" else rows[::-1]
        merge_households(
            keep, gone, effective_on=data["effective_on"], version=version, gone_version=gone_version,
            kinship=data.get("kinship", ""), by=self.user,
        )  # fmt: skip
        return reverse("households:duplicates")


def lines_of(one: Household, other: Household) -> list[dict[str, Any]]:
    """What the two rows say, line by line, and whether they differ. Numbers stay masked."""
    readers: tuple[tuple[Any, Any], ...] = (
        (_("户主姓名"), lambda h: h.head_name),
        (_("出生年月"), lambda h: h.head_birth),
        (_("小组"), lambda h: f"{h.region.parent.parent.name} {h.region.parent.name} {h.region.name}"),
        (_("家庭住址"), lambda h: h.address),
        (_("联系电话"), lambda h: mask_phone(h.phone)),
        (_("家庭人数"), lambda h: h.household_size),
        (_("家庭成员"), lambda h: "、".join(h.members.values_list("name", flat=True))),
        (_("登记日期"), lambda h: h.created_at.date()),
    )
    pairs = [(label, read(one), read(other)) for label, read in readers]
    return [{"label": label, "first": a or "—", "second": b or "—", "differs": a != b} for label, a, b in pairs]


class FindOtherView(FamilyMixin, DetailScreen):
    """Look for the other row of a family that is registered twice."""

    permission = verb = Verb.SETTLE_DUPLICATES
    template_name = "households/find_other.html"
    heading = _("合并重复登记")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()
        found = search(visible_to(self.user, self.verb), asked).exclude(pk=self.object.pk) if asked else []
        rows = list(found.select_related("region__parent").order_by("region__path", "pk")[:20]) if asked else []
        return super().get_context_data(q=asked, found=rows, **kwargs)
