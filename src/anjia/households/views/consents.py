"""Proofs of consent: who still lacks one, sheets, slips and their codes, witnessed 代办."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from anjia.households.actions import issue_slip_codes, prove_by_codes, prove_by_sheet, prove_by_witness
from anjia.households.actions.consent_texts import current_wording
from anjia.households.enums import ConsentKind, Verb
from anjia.households.forms.consents import CodesForm, SheetForm, SlipsForm, WitnessForm
from anjia.households.models import Household
from anjia.households.queries.proofs import count_lacking, lacking, near
from anjia.households.views.households import FamilyFormScreen
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import SEGMENT
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import names_of
from anjia.web.addresses import address_of
from anjia.web.columns import Column
from anjia.web.screens import FormScreen, ListScreen, Screen

MOST = 500


def unproven(request: HttpRequest) -> QuerySet[Household]:
    """Families of the place one looks at whose 是 has no proof yet; by name in one's own villages only."""
    place = current_place(request)
    families = lacking(request.user, place.path if place is not None else "")
    return families.select_related("region", "region__parent").order_by("region__path", "head_name", "pk")


class ProofCountsView(Screen):
    """How many families lack a proof, by the places below: what town and district see (frame F5)."""

    permission = Verb.VIEW
    template_name = "households/proof_counts.html"
    heading = _("缺签字凭证的户数")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        return super().get_context_data(rows=self._rows(place) if place else [], **kwargs)

    def _rows(self, place: Region) -> list[dict[str, Any]]:
        below = Level(place.level).below or Level.GROUP
        counts = count_lacking(self.user, place.path, length=below.depth * SEGMENT)
        names = names_of(counts)
        return [{"name": names.get(path, ""), "count": counts[path]} for path in sorted(counts)]


COLUMNS = (
    Column(
        "name",
        _("户主姓名"),
        "head_name",
        href=lambda family: reverse("households:detail", args=[family.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column("group", _("小组"), "region.name", note=lambda family: family.region.parent.name),
)


class ConsentListView(ListScreen):
    """Who still lacks a proof."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/consents.html"
    heading = _("待补同意凭证")
    default_order = ("region__path", "head_name", "pk")
    columns = COLUMNS
    other_keys = frozenset({"place"})
    no_export = "who lacks a proof is something to do here, never a list that goes elsewhere (frame F5)"
    acts_label = _("办理")

    def get_queryset(self) -> QuerySet[Household]:
        return unproven(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_village = bool(near(self.user.scopes(Verb.RECORD_CONSENT)))
        return super().get_context_data(in_village=in_village, **kwargs)


class SheetView(FormScreen):
    """One scanned signature sheet, filed to its many families."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/sheet.html"
    form_class = SheetForm
    heading = _("归入签字表")
    submit_label = _("归入")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "families": unproven(self.request)}

    def perform(self, form: SheetForm) -> str:
        told = form.cleaned_data
        chosen = [*told["participate"], *told["publish"]]
        prove_by_sheet(
            told["scan"].read(),
            name=told["scan"].name,
            region=_place_of(chosen),
            participate=[household.pk for household in told["participate"]],
            publish=[household.pk for household in told["publish"]],
            by=self.user,
        )
        return reverse("households:consents")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        families = unproven(self.request)[:MOST]
        return super().get_context_data(families=families, back_url=reverse("households:consents"), **kwargs)


def _place_of(households: list[Household]) -> Region:
    """The group of the families, or the village when they are of several groups."""
    groups = {household.region for household in households}
    villages = {household.region.parent for household in households}
    if len(villages) > 1:
        raise Refused(_("一张签字表只能归入同一个村（社区）的家庭。"))
    return groups.pop() if len(groups) == 1 else villages.pop()


class SlipsView(FormScreen):
    """Consent slips with a code each, shown once for printing."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/slips_choose.html"
    form_class = SlipsForm
    heading = _("打印同意书")
    submit_label = _("生成同意书")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "families": unproven(self.request)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        families = list(form.cleaned_data["families"][:MOST])
        codes = issue_slip_codes(families, by=self.user)
        slips = [(household, _spaced(codes[household.pk])) for household in families if household.pk in codes]
        addresses = {"family_url": address_of("family"), "pressed_url": address_of("pressed")}
        context = self.get_context_data(form=form, slips=slips, text=_text(), **addresses)
        return self.response_class(
            request=request, template="households/slips.html", context=context, using=self.template_engine
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        families = unproven(self.request)[:MOST]
        return super().get_context_data(families=families, back_url=reverse("households:consents"), **kwargs)


def _spaced(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def _text() -> str:
    return current_wording(ConsentKind.PARTICIPATE)


class CodesView(FormScreen):
    """Codes from returned slips."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/codes.html"
    form_class = CodesForm
    heading = _("录入确认码")
    submit_label = _("录入")

    def perform(self, form: CodesForm) -> str:
        proven, unknown = prove_by_codes(form.cleaned_data["codes"], by=self.user)
        if not proven:
            raise Refused(_("没有一个确认码对得上本地区待补凭证的家庭。请核对；重新打印过的，以最后一次的码为准。"))
        told = ngettext("%(n)d 户的同意已有凭证。", "%(n)d 户的同意已有凭证。", len(proven)) % {"n": len(proven)}
        messages.success(self.request, told)
        if unknown:
            listed = "、".join(unknown)
            messages.warning(self.request, _now("对不上的确认码：%(codes)s") % {"codes": listed})
        return reverse("households:consents")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("households:consents"), **kwargs)


class WitnessView(FamilyFormScreen):
    """代办 with a named witness."""

    permission = verb = Verb.RECORD_CONSENT
    form_class = WitnessForm
    template_name = "households/witness.html"
    heading = _("见证代办")
    submit_label = _("登记同意")

    def perform(self, form: WitnessForm) -> str:
        told = form.cleaned_data
        prove_by_witness(
            self.object,
            kinds=told["kinds"],
            witness=told["witness"],
            second_witness=told["second_witness"],
            signed_on=told["signed_on"],
            by=self.user,
        )
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=_text(), **kwargs)
