"""What a district promises, and what a year of it came to."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.regions.models import Region
from anjia.services.enums import Verb as ServicesVerb
from anjia.services.legal_aid import actions, forms
from anjia.services.legal_aid.enums import Verb
from anjia.services.legal_aid.figures import aid_figures, closed_years
from anjia.services.legal_aid.models import AidMeasure
from anjia.services.legal_aid.queries import district_of, measures_visible_to
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin, Screen, absent


class MeasuresView(Screen):
    """The measures, in their order."""

    permission = Verb.VIEW_MEASURES
    template_name = "legal_aid/measures.html"
    heading = _("法律援助措施")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            measures=list(measures_visible_to(self.user)),
            may_keep=district_of(self.user, Verb.KEEP_MEASURES) is not None,
            may_view_figures=bool(self.user.scopes(ServicesVerb.VIEW_FIGURES)),
            back_url=reverse("services:home"),
            **kwargs,
        )


class MeasureScreen(WalledFormScreen):
    """A measure, written down by the supervisor of the district."""

    abstract = True
    permission = Verb.KEEP_MEASURES
    submit_label = _("保存")
    form_class = forms.MeasureForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("legal_aid:measures"), **kwargs)

    def keep(self, region: Region, form: forms.MeasureForm, measure: AidMeasure | None = None) -> str:
        actions.keep_measure(region, **form.cleaned_data, measure=measure, by=self.user)
        return reverse("legal_aid:measures")


class NewMeasureView(MeasureScreen):
    heading = _("写一项措施")

    def get_initial(self) -> dict[str, Any]:
        last = measures_visible_to(self.user).order_by("-place").first()
        return {"place": last.place + 1 if last else 1}

    def perform(self, form: forms.MeasureForm) -> str:
        district = district_of(self.user, Verb.KEEP_MEASURES)
        if district is None:
            raise absent()
        return self.keep(district, form)


class MeasureMixin(ObjectMixin):
    def get_queryset(self) -> QuerySet[AidMeasure]:
        return measures_visible_to(self.user)


class MeasureView(MeasureMixin, MeasureScreen):
    heading = _("改一项措施")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("place", "title", "words")}

    def perform(self, form: forms.MeasureForm) -> str:
        region = Region.objects.filter(path=self.object.region_path).get()
        return self.keep(region, form, self.object)


class RemoveMeasureView(MeasureMixin, WalledFormScreen):
    permission = Verb.KEEP_MEASURES
    template_name = "web/transition.html"
    heading = _("去掉这项措施")
    submit_label = _("去掉")
    form_class = NoteForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("措施"), "value": self.object.title}]
        context = super().get_context_data(back_url=reverse("legal_aid:measures"), **kwargs)
        return {**context, "answers": answers}

    def perform(self, form: NoteForm) -> str:
        actions.remove_measure(self.object, by=self.user)
        return reverse("legal_aid:measures")


class AidFiguresView(Screen):
    """A closed year beside the one before."""

    permission = ServicesVerb.VIEW_FIGURES
    template_name = "legal_aid/figures.html"
    heading = _("法律援助年度数字")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = closed_years()
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isdigit() and int(asked) in years else years[0]
        district = district_of(self.user, ServicesVerb.VIEW_FIGURES)
        told = aid_figures(self.user, district, year) if district else None
        return super().get_context_data(
            told=told, year=year, years=years, district=district, back_url=reverse("services:home"), **kwargs
        )
