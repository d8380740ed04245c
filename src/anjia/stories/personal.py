"""What this slice holds of a family: all of it goes when the family asks (domain B10)."""

import uuid

from django.utils.translation import gettext_lazy as _

from anjia.households.personal import Holding, hold
from anjia.kernel.permissions import Actor
from anjia.stories.actions.persons import forget_photos

STORY = {"state": _("状态"), "headline": _("标题"), "shown_as": _("公开时的称呼"), "published_at": _("发布时间")}
PERSON = {
    "name": _("姓名"), "guardian": _("监护人"), "witness": _("见证人"), "agreed_on": _("同意日期"),
    "withdrawn_at": _("撤回时间"),
}  # fmt: skip


def erase_photos(household_id: uuid.UUID, by: Actor) -> int:
    return forget_photos([household_id], by=by)


hold(Holding("stories.storyfinding", _("发布前查出的字句"), {"excerpt": _("字句")}, deletes=True))
hold(Holding("stories.storyphoto", _("事迹照片"), {"caption": _("图片说明")}, erase=erase_photos))
hold(Holding("stories.storyperson", _("事迹中的人"), PERSON, deletes=True))
hold(Holding("stories.storysection", _("家庭事迹的正文"), {"theme": _("段落"), "text": _("正文")}, deletes=True))
hold(Holding("stories.familystory", _("家庭事迹"), STORY, deletes=True))
