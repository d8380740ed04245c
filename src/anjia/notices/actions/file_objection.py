"""Anyone may object to an entry, named or not, on a closed ground (frame F6)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM
from anjia.notices.codes import code_for, hash_of
from anjia.notices.enums import ObjectionGround, Verb
from anjia.notices.guarding import guarded
from anjia.notices.messages import tell_objected
from anjia.notices.models import NoticeEntry, Objection
from anjia.notices.queries import is_open
from anjia.regions.working_days import add_working_days


@transaction.atomic
def file_objection(
    entry: NoticeEntry, *, ground: str, statement: str, token: str, objector_name: str = "", objector_contact: str = ""
) -> Objection:
    """Receive an objection; the code to follow it is `codes.code_for(token)`. Nobody's account is noted with it.

    Raises Refused where the days of the entry are over, the ground is none of the closed ones, or the text holds
    what is not stored here.
    """
    if not is_open(entry):
        raise Refused(_("这户家庭的公示期已经结束，不再接收异议。"), who=_("仍有疑问，可拨打 12338 咨询。"))
    if ground not in ObjectionGround.values:
        raise Refused(_("请从四项理由中选择一项。"))
    objection = Objection.objects.create(
        notice=entry.notice,
        entry_id=entry.pk,
        ground=ground,
        statement=guarded(statement),
        objector_name=objector_name.strip(),
        objector_contact=objector_contact.strip(),
        code_hash=hash_of(code_for(token)),
        received_at=timezone.now(),
        due_on=add_working_days(timezone.localdate(), entry.notice.cycle.answer_working_days),
    )
    told = {"ground": ground, "due_on": objection.due_on}
    audit.record(Verb.FILE_OBJECTION, objection, by=SYSTEM, after=told, region_path=entry.notice.region.path)
    tell_objected(objection)
    return objection
