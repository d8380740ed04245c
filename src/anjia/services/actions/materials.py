"""What is brought to a case: somebody's papers and photographs, a signed sheet, another body's letter.

Looked at by content like every upload, then sealed on this side. The name of a file tells too much and is not kept;
whoever adds it says in words what it is.
"""

from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import acceptable
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.services import blobs
from anjia.services.actions.records import keep_paper
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty, Material, StrikeReason, Verb
from anjia.services.models import Case, CaseFile
from anjia.services.permissions import require_member, require_note_keeper

MOST = 60


@walled
def add_material(case: Case, data: bytes, *, kind: str, name: str, by_code: bool = False, by: Actor) -> CaseFile:
    """Keep what was brought. `by_code`: the person may fetch it back with the code.

    Raises NotPermitted (as for notes), Refused (no such kind, no name, not acceptable), Conflict (closed, too many).
    """
    require_note_keeper(case, by)
    if kind not in Material.values or not name.strip():
        raise Refused(_("请选择是什么材料，并写明名称。"))
    if case.closed_on:
        raise Conflict(_("这件事已办结，不能再添材料。"), who=_("需要继续办的，请先恢复办理。"))
    if case.files.filter(kind__in=Material.values).count() >= MOST:
        raise Conflict(_("一件事最多存 %(n)d 份材料。") % {"n": MOST}, who=_("请把照片合并成一份再上传。"))
    media_type, kept = acceptable(data)
    made = keep_paper(case, kept, kind=kind, name=name.strip(), by=by, by_code=by_code, media_type=media_type)
    note(Verb.KEEP_RECORD, case, by=by, material=str(made.pk), kind=kind)
    return made


@walled
def drop_material(made: CaseFile, *, reason: str, by: Actor) -> None:
    """Take out what does not belong here; its bytes go with it. By whoever added it, or the supervisor.

    Raises NotPermitted, Refused (no reason, or a paper that was set here).
    """
    require_member(made.case, by, *(() if made.made_by_id == by.pk else (Duty.SUPERVISOR,)), verb=Verb.KEEP_RECORD)
    require_note_keeper(made.case, by)
    if made.kind not in Material.values:
        raise Refused(_("系统出具的文书不能取下。"), who=_("内容有误的，请重新出具。"))
    if reason not in StrikeReason.values:
        raise Refused(_("请从列表里选择原因。"))
    CaseFile.objects.filter(pk=made.pk).delete()
    note(Verb.KEEP_RECORD, made.case, by=by, dropped=str(made.pk), why=reason)
    blobs.erase(made.digest)
