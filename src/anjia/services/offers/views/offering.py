"""Offers as staff write, open and end them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.regions.queries import full_names_of, names_of
from anjia.services.offers.actions import change_offer, close_offer, draft_offer, open_offer
from anjia.services.offers.enums import OfferState, Verb
from anjia.services.offers.forms import OfferForm
from anjia.services.offers.models import WORDS, ServiceOffer
from anjia.services.offers.papers import poster
from anjia.services.offers.queries import visible_to
from anjia.services.screens import WalledFormScreen
from anjia.web.gate import opens
from anjia.web.screens import DetailScreen, NoteForm, ObjectMixin, Screen

MOST = 200
DAYS = ("begins_on", "ends_on")


class ListView(Screen):
    """Drafts, what is open, what is over; for who hands out posters, what is open."""

    permission = Verb.VIEW
    template_name = "offers/list.html"
    heading = _("服务邀请")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = [OfferState.DRAFT, OfferState.OPEN, OfferState.CLOSED]
        rows = list(visible_to(self.user).order_by("-ends_on", "pk")[:MOST])
        places = names_of({row.region_path for row in rows})
        for row in rows:
            row.place_name = places.get(row.region_path, "")
        groups = [(state.label, [row for row in rows if row.state == state]) for state in order]
        return super().get_context_data(
            groups=[group for group in groups if group[1]],
            may_draft=bool(self.user.scopes(Verb.DRAFT)),
            back_url=reverse("services:home") if opens(self.user, "services:home") else "",
            **kwargs,
        )


class OfferMixin(ObjectMixin):
    """One offer that the user may see."""

    context_name = "offer"

    def get_queryset(self) -> QuerySet[ServiceOffer]:
        return visible_to(self.user)


class OfferView(OfferMixin, DetailScreen):
    """One offer, and what can be done with it now."""

    permission = Verb.VIEW
    template_name = "offers/offer.html"

    def get_heading(self) -> str:
        return self.object.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offer, user = self.object, self.user
        return super().get_context_data(
            place_name=full_names_of([offer.region_path]).get(offer.region_path, ""),
            may={verb.name.lower(): user.may(verb, offer.region_path) for verb in Verb},
            wrote_it=offer.drafted_by_id == user.pk,
            back_url=reverse("offers:list"),
            **kwargs,
        )


class DraftView(WalledFormScreen):
    """A draft, which somebody else opens."""

    permission = Verb.DRAFT
    heading = _("写一份服务邀请")
    submit_label = _("保存草稿")
    success_message = _("草稿已保存，等另一位督导核对、发布。")
    form_class: ClassVar[Any] = OfferForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scopes": self.user.scopes(Verb.DRAFT)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("offers:list"), **kwargs)

    def perform(self, form: OfferForm) -> str:
        made = draft_offer(form.cleaned_data["region"], form.said(), by=self.user)
        return reverse("offers:offer", args=[made.pk])


class OfferFormScreen(OfferMixin, WalledFormScreen):
    """A form about one offer, which leads back to it."""

    abstract = True
    form_class: ClassVar[Any] = NoteForm

    def back_url(self) -> str:
        return reverse("offers:offer", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back_url(), **kwargs)


class ChangeView(OfferFormScreen):
    """A draft, changed."""

    permission = Verb.DRAFT
    heading = _("改草稿")
    submit_label = _("保存草稿")
    form_class = OfferForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scopes": (), "fixed": True}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in (*WORDS, *DAYS, "capacity")}

    def perform(self, form: OfferForm) -> str:
        change_offer(self.object, form.said(), by=self.user)
        return self.back_url()


class CheckScreen(OfferFormScreen):
    """A check page: every word of it, then one button."""

    abstract = True
    template_name = "web/transition.html"
    shown: ClassVar[tuple[str, ...]] = (*WORDS, *DAYS)
    effect: ClassVar[Any] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fields = [(self.object._meta.get_field(name).verbose_name, getattr(self.object, name)) for name in self.shown]
        answers = [{"label": label, "value": value} for label, value in fields]
        return {**super().get_context_data(**kwargs), "answers": answers, "effect": self.effect}


class OpenView(CheckScreen):
    """A second person reads it, and shows it to everybody."""

    permission = Verb.OPEN
    heading = _("核对并发布")
    submit_label = _("发布")
    success_message = _("已发布，任何人都看得到。")
    effect = _("请逐句核对：没有人名，没有身份、经历和病情，任何人读了都不难堪。发布后任何人都能看到、报名。")

    def perform(self, form: NoteForm) -> str:
        open_offer(self.object, by=self.user)
        return self.back_url()


class CloseView(CheckScreen):
    """Ended before its last day, or a draft that nobody wants."""

    permission = Verb.CLOSE
    heading = _("结束这项服务")
    submit_label = _("结束")
    success_message = _("已结束。")
    shown = ("title", "body")
    effect = _("公开页面上不再列出，不能再报名；已经报名的照常答复。结束后不能恢复，要再办就写一份新的。")

    def perform(self, form: NoteForm) -> str:
        close_offer(self.object, by=self.user)
        return self.back_url()


class PosterView(OfferMixin, Screen):
    """For a wall. Only of what is open."""

    permission = Verb.VIEW

    def get_queryset(self) -> QuerySet[ServiceOffer]:
        return visible_to(self.user).filter(state=OfferState.OPEN)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(poster(self.object), content_type="application/pdf")
