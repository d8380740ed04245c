"""What a family, or who is close to it, says before the scoring: recusals, alternative indicators."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from anjia.evaluations.actions import choose_alternatives, declare_recusal, end_recusal
from anjia.evaluations.api.candidacies import candidacies
from anjia.evaluations.api.schemas import AlternativeOut, AlternativesIn, AlternativesOut, RecusalIn, RecusalOut
from anjia.evaluations.enums import Verb
from anjia.evaluations.models import Candidacy
from anjia.evaluations.permissions import deciders
from anjia.evaluations.queries.raters import shown_recusals
from anjia.web.api.operations import ApiRouter
from anjia.web.api.reading import IfMatch, etag, require_match

router = ApiRouter()


def recusals_of(request: HttpRequest, candidacy: Candidacy) -> list[RecusalOut]:
    registers = request.user.may(Verb.REGISTER, candidacy.region.path)
    return [RecusalOut.of(recusal) for recusal in shown_recusals(candidacy, request.user, registers=registers)]


@router.get("/candidacies/{pk}/recusals", permission=Verb.VIEW, answer=list[RecusalOut])
def recusal_list(request: HttpRequest, pk: UUID) -> list[RecusalOut]:
    """Who is not counted for a family; its own wishes are told to who registers them alone."""
    return recusals_of(request, get_object_or_404(candidacies(request.user), pk=pk))


@router.post("/candidacies/{pk}/recusals", permission=Verb.VIEW, answer=list[RecusalOut])
def recusal_declare(request: HttpRequest, pk: UUID, body: RecusalIn) -> list[RecusalOut]:
    """Take a person out for one family: oneself, or at the family's word. Declared twice, it is one."""
    candidacy = get_object_or_404(candidacies(request.user), pk=pk)
    person = get_object_or_404(deciders(candidacy.region.path), pk=body.person)
    declare_recusal(candidacy, person, kind=body.kind, by=request.user)
    return recusals_of(request, candidacy)


@router.delete("/candidacies/{pk}/recusals/{recusal}", permission=Verb.REGISTER, answer=None, status=204)
def recusal_end(request: HttpRequest, pk: UUID, recusal: UUID) -> None:
    """Take one back that was recorded by mistake, before the family is scored."""
    candidacy = get_object_or_404(candidacies(request.user), pk=pk)
    shown = shown_recusals(candidacy, request.user, registers=True)
    end_recusal(get_object_or_404(shown.select_related("candidacy__region"), pk=recusal), by=request.user)


def _alternatives(candidacy: Candidacy, response: HttpResponse) -> AlternativesOut:
    response["ETag"] = etag(candidacy.version)
    criteria = candidacy.cycle.standard_version.criteria.exclude(alternative="").order_by("order")
    chosen = candidacy.alternatives.split(",")
    return AlternativesOut(
        candidacy=candidacy.pk, offered=[AlternativeOut.of(c, is_chosen=c.code in chosen) for c in criteria]
    )


@router.get("/candidacies/{pk}/alternatives", permission=Verb.REGISTER, answer=AlternativesOut)
def alternatives_get(request: HttpRequest, response: HttpResponse, pk: UUID) -> AlternativesOut:
    """For which criteria the family may choose the alternative indicator, and did; its ETag goes with a choice."""
    return _alternatives(get_object_or_404(candidacies(request.user), pk=pk), response)


@router.put("/candidacies/{pk}/alternatives", permission=Verb.REGISTER, answer=AlternativesOut)
def alternatives_choose(
    request: HttpRequest, response: HttpResponse, pk: UUID, body: AlternativesIn, if_match: IfMatch
) -> AlternativesOut:
    """What the family chose; no reason is asked. What is left out is not chosen."""
    candidacy = get_object_or_404(candidacies(request.user), pk=pk)
    version = require_match(candidacy, if_match)
    changed = choose_alternatives(candidacy, codes=body.codes, version=version, by=request.user)
    return _alternatives(changed, response)
