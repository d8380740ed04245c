"""A whole life of a case of every kind, by and about somebody of the programme: a canary in each of its fields.

A new kind has no life here, and every test that walks `all_kinds()` fails until it has one (A2-12).
"""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in
from anjia.programmes.factories import open_cycle
from anjia.services.actions import (
    add_member,
    assign_case,
    close_case,
    hold_joint,
    keep_paper,
    plan_joint,
    record_answer,
    refer_out,
    set_task,
    take_in,
    tell_more,
    write_note,
)
from anjia.services.care import actions as tending
from anjia.services.care.factories import assessed, care_case, funded, running_pair, volunteer_in
from anjia.services.care.queries import visit_ahead
from anjia.services.counselling import actions as hours
from anjia.services.counselling.queries import counselling_of
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.legal_aid import actions as aid
from anjia.services.legal_aid.queries import application_of
from anjia.services.mediation import actions as talks
from anjia.services.mediation.queries import mediation_of
from anjia.services.offers import actions as inviting
from anjia.services.offers.factories import asked, opened, referred
from anjia.services.offers.queries import request_of
from anjia.services.petitions import actions as petitions
from anjia.services.petitions.queries import petition_of
from anjia.services.protection import actions as safety
from anjia.services.protection.queries import protection_of
from anjia.services.reintegration import actions as anew
from anjia.services.reintegration.queries import reintegration_of
from anjia.services.surveys import actions as asking
from anjia.web.once import new_token

NAME, PHONE, OTHER = "金丝雀丽娟", "13877776666", "白头鹎丽娟"
# Known to those who keep the roster, and to nobody else.
VOLUNTEER = "戴胜妈妈"
ROLES = ("village_officer", "town_federation", "district_office", "administrator", "case_worker", "case_supervisor")


def staffed(world):
    """A family of that village in mid-evaluation, and everybody there who will be asked for."""
    cycle = open_cycle(world)
    candidacy = candidacy_in(CandidacyState.REVIEWED, group=world.group, cycle=cycle)
    for role in ROLES:
        getattr(world, role)
    world.third = persona("case_supervisor", world.county)
    return candidacy


def begun(world, kind, topic="land", **further):
    """Taken down at a desk and given out, with everything any kind gathers on its way."""
    said = told(name=NAME, phone=PHONE, topic=topic, summary=f"{NAME}说的事", further=further)
    case = take_in(kind, world.village, said, source=Source.VISIT, token=new_token(), by=world.village_officer)
    assign_case(case, world.case_worker, by=world.case_supervisor)
    talked_of(world, case)
    return case


def talked_of(world, case):
    """Notes to and fro, a task, a paper, other bodies at one table and one that was written to."""
    by, today = world.case_worker, timezone.localdate()
    write_note(case, f"{NAME}来电", number=case.number, by=by)
    write_note(case, f"{NAME}您好", number=case.number, side="to", by=by)
    tell_more(case, f"{NAME}补充")
    set_task(case, f"给{NAME}回电", due_on=today, by=by)
    keep_paper(case, f"{NAME} {PHONE}".encode(), kind="reply", name=NAME, by=by)
    session = plan_joint(case, planned_on=today, place=NAME, bodies=NAME, about=NAME, given="signed", by=by)
    hold_joint(session, held_on=today, outcome=NAME, by=by)
    record_answer(refer_out(case, NAME, words=NAME, given="signed", by=by), "decline", answer=NAME, by=by)


def petition(world):
    """From a visit to the end of recheck, by and about somebody of the programme."""
    by, chief = world.case_worker, world.case_supervisor
    case = begun(world, "petition", concerned=NAME)
    petition = petitions.accept_petition(petitions.register_petition(petition_of(case), by=by), by=by)
    petition = petitions.ask_review(petitions.reply_petition(petition, outcome="unsupported", words=NAME, by=by))
    petition = petitions.ask_recheck(petitions.answer_review(petition, outcome="upheld", words=NAME, by=chief))
    add_member(case, world.third, duty="reviewer", by=chief)
    petitions.answer_recheck(petition, outcome="upheld", words=NAME, by=world.third)
    return case


def mediation(world):
    """From a visit to an agreement that the court confirmed and that is kept, with somebody of the programme."""
    by, day = world.case_worker, timezone.localdate()
    case = begun(world, "mediation", other_side=NAME)
    agreed = {"channel": "admin", "dispute": "neighbour", "mediators": NAME, "both_willing": True}
    mediation = talks.begin_talks(mediation_of(case), **agreed, by=by)
    talks.hold_session(mediation, held_on=day, place=NAME, words=NAME, by=by)
    words = dict.fromkeys(("facts", "terms", "performance"), NAME)
    mediation = talks.make_agreement(mediation, form="written", effective_on=day, **words, by=by)
    mediation = talks.confirm_agreement(talks.ask_court(mediation, both_ask=True, by=by), by=by)
    talks.follow_up(mediation.agreement, on=day, kept="kept", words=NAME, by=by)
    return case


def legal_aid(world):
    """Refused, objected to, granted, a lawyer, a second one, done, looked at, closed."""
    by, chief = world.case_worker, world.case_supervisor
    case = begun(world, "legal_aid", group="woman")
    application = aid.papers_came(aid.ask_papers(application_of(case), lacking=NAME, by=by), by=by)
    application = aid.object_to(aid.refuse_aid(application, refusal="scope", reasons=NAME, by=chief))
    application = aid.answer_objection(application, ruling="changed", words=NAME, by=by)
    lawyer = {"lawyer": NAME, "firm": NAME, "phone": PHONE}
    application = aid.assign_lawyer(application, **lawyer, by=by)
    aid.replace_lawyer(application, change="client", **lawyer, by=by)
    application = aid.deliver(application, result="won", words=NAME, by=by)
    aid.review_quality(application, mark="good", words=NAME, by=chief)
    close_case(case, by=by)
    return case


def counselling(world):
    """Begun, an hour, a danger, reached again, over it, finished, closed."""
    by, chief, today = world.case_worker, world.case_supervisor, timezone.localdate()
    room = hours.keep_room(world.county, name="引航心理咨询室", by=chief)
    hours.set_duty(world.county, day=today, person=world.third, by=chief)
    hours.count_group(world.county, held_on=today, institution="某小学", theme="说出来", persons=30, by=by)
    case = begun(world, "counselling")
    counselling = hours.begin_course(counselling_of(case), is_told=True, by=by)
    at = timezone.now() + timedelta(hours=1)
    hour = hours.book_hour(counselling, way="room", room=room, starts_at=at, by=by)
    hours.say_what_became(hour, kept="cancelled", by=by)
    hours.raise_crisis(counselling, words=NAME, called="public_security", by=by)
    hours.contact_again(counselling, by=world.third)
    counselling = hours.settle_crisis(counselling_of(case), words=NAME, by=by)
    hours.finish_course(counselling, by=by)
    close_case(case, by=by)
    return case


def protection(world):
    """Reached, reported, planned, warned, an order with a breach and an extension, closed."""
    by, today = world.case_worker, timezone.localdate()
    case = begun(world, "protection", topic="violence", danger=NAME)
    protection = safety.begin_help(protection_of(case), by=by)
    protection = safety.say_whether_to_report(protection, is_owed=True, by=by)
    safety.report_to_police(protection, on=today, to=NAME, by=by)
    safety.save_plan(protection, places=NAME, people=PHONE, is_printed=True, by=by)
    safety.record_warning(protection, issued_on=today, issued_by=NAME, words=NAME, by=by)
    order = safety.ask_order(protection, court=NAME, by=by)
    safety.accept_order(order, at=timezone.now(), by=by)
    safety.grant_order(order, issued_on=today, months=1, measures=["no_contact"], by=by)
    safety.record_served(order, bureau_on=today, village_on=today, by=by)
    safety.record_breach(order, by=by)
    close_case(case, by=by)
    return case


def reintegration(world):
    """Agreed, visited, placed, ended by the person."""
    by, today = world.case_worker, timezone.localdate()
    case = begun(world, "reintegration", wishes=NAME)
    row = reintegration_of(case)
    anew.draft_agreement(row, by=by)
    row = anew.sign_agreement(row, on=today, ends_on=today + timedelta(days=90), visit_days=30, by=by)
    anew.record_visit(row, on=today, words=NAME, by=by)
    anew.record_placement(row, placement="land", on=today, words=NAME, by=by)
    anew.withdraw_reintegration(row)
    return case


def care(world):
    """A child asked for, paired, visited, a visit missed and seen to, and the end of it."""
    by, chief = world.case_worker, world.case_supervisor
    case = care_case(world.village, by, chief, name=NAME, phone=PHONE, guardian=NAME, summary=f"{NAME}的事")
    talked_of(world, case)
    volunteer = volunteer_in(world.village, by, chief, name=VOLUNTEER)
    pair = running_pair(assessed(case, by), volunteer, by)
    today = pair.started_on
    tending.note_contact(pair.care, held_on=today, way="not_reached", by=by)
    tending.note_safety(pair.care, asked=True, made_on=today, hazards=["gas"], words=NAME, by=by)
    project = funded(world.county, chief, donor=NAME)
    tending.grant_aid(
        tending.propose_aid(pair.care, project, amount=Decimal(90), words=NAME, given="signed", by=by), by=chief
    )
    tending.make_visit(visit_ahead(pair.care), made_on=today, found="harm", words=NAME, by=by)
    tending.miss_overdue(today + timedelta(days=40))
    tending.answer_missed(visit_ahead(pair.care), words=NAME, next_on=today, by=chief)
    close_case(case, by=by)
    return case


def offer(world):
    """Asked for, arranged, helped; and somebody an agency sent with their signature, who left again."""
    by, chief = world.case_worker, world.case_supervisor
    made = opened(world.county, by, chief)
    case = asked(made, name=NAME, phone=PHONE, summary=f"{NAME}说的事")
    sent = referred(made, by, agency=NAME, scan=f"%PDF-1.4\n{NAME}\n%%EOF".encode())
    for one in (case, sent):
        assign_case(one, by, by=chief)
    talked_of(world, case)
    inviting.arrange(request_of(case), words=f"{NAME}周二来", by=by)
    close_case(case, by=by)
    inviting.leave(request_of(sent))
    return case


def survey(world):
    """No case, and no kind of one: made, opened, answered on line and on paper, a batch taken back, over."""
    by, chief, today = world.case_worker, world.case_supervisor, timezone.localdate()
    made = asking.make_survey(world.county, title="秋季问卷", asked="pupils", with_ready=True, by=chief)
    made = asking.open_survey(made, opens_on=today, closes_on=today, guardians_told=True, by=chief)
    (code,) = asking.make_codes(made, town=world.town, most=9, by=by)
    sheet = (1,) * made.questions.count()
    asking.answer_survey(code.code, sheet)
    asking.take_back_batch(asking.type_sheets(made, world.town, [sheet] * 5, by=by), by=by)
    asking.close_survey(made, by=chief)


LIVES = {
    "petition": petition,
    "mediation": mediation,
    "legal_aid": legal_aid,
    "counselling": counselling,
    "protection": protection,
    "reintegration": reintegration,
    "care": care,
    "offer": offer,
}
# What a kind asks for beyond the rest.
FURTHER = {"mediation": {"other_side": NAME}, "legal_aid": {"group": "woman"}, "protection": {"topic": "violence"}}
