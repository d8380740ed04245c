from anjia.notices.models.notice import Heartbeat, NoticeEntry, PublicNotice
from anjia.notices.models.objection import Objection

__all__ = ["Heartbeat", "NoticeEntry", "Objection", "PublicNotice"]
