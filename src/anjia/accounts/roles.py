"""The roles, as people explain them to each other. What each may do is granted by the slices."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.regions.models import Region

Level = Region.Level


class Role:
    """A role held in one region, at one of `levels`."""

    key = ""
    label: str | Promise = ""
    description: str | Promise = ""
    levels: tuple[str, ...] = ()
    can_export = False
    # Scores, reviews, gives an opinion on or approves families: never in one place with those whom people ask for help.
    judges_families = False

    @classmethod
    def needs_second_factor(cls, level: str) -> bool:
        """Who can export, and whoever looks over a whole district or city, proves twice who they are (domain B11)."""
        return cls.can_export or level in {Level.COUNTY, Level.CITY}


class GroupLeader(Role):
    key = "group_leader"
    judges_families = True
    label = _("村（居）民小组长")
    description = _("召集本组户长会议，点名、计票，把推举结果报到村（社区）。")
    levels = (Level.GROUP,)


class VillageOfficer(Role):
    key = "village_officer"
    judges_families = True
    label = _("村（社区）妇联干部")
    description = _("导入名册、登记同意书、录入评分、张榜公示，办理本村日常事项。")
    levels = (Level.VILLAGE,)
    can_export = True


class VillagePanelMember(Role):
    key = "village_panel_member"
    judges_families = True
    label = _("村（社区）评选考评小组成员")
    description = _("核查各组推举的家庭，给出村（社区）意见。")
    levels = (Level.VILLAGE,)


class FederationExecMember(Role):
    key = "federation_exec_member"
    judges_families = True
    label = _("妇联执委")
    description = _("在户长会议上参加评分，协助小组长。")
    levels = (Level.VILLAGE,)


class ResidentRepresentative(Role):
    key = "resident_representative"
    judges_families = True
    label = _("村（居）民代表")
    description = _("在户长会议上参加评分，代表居民监督。")
    levels = (Level.VILLAGE,)


class TownFederation(Role):
    key = "town_federation"
    judges_families = True
    label = _("乡镇（街道）妇联")
    description = _("签署妇联意见，调查公示期内的异议，管理本乡镇村组人员的账号。")
    levels = (Level.TOWN,)
    can_export = True


class TownLeadingGroup(Role):
    key = "town_leading_group"
    judges_families = True
    label = _("乡镇（街道）领导小组")
    description = _("开会审批，形成命名决定。")
    levels = (Level.TOWN,)
    can_export = True


class DistrictOffice(Role):
    key = "district_office"
    label = _("区县领导小组办公室")
    description = _("制定年度创建方案，分解指标，汇总上报，管理乡镇人员的账号。")
    levels = (Level.COUNTY,)
    can_export = True


class CityOffice(Role):
    key = "city_office"
    label = _("市领导小组办公室")
    description = _("查看全市进度与结果。")
    levels = (Level.CITY,)
    can_export = True


class Inspector(Role):
    key = "inspector"
    label = _("督查人员")
    description = _("只读查看所在地区的工作进度与程序，不办理任何事项。")
    levels = tuple(Level)


class Auditor(Role):
    key = "auditor"
    label = _("审计人员")
    description = _("只读查看操作记录，核对记录是否完整。")
    levels = tuple(Level)
    can_export = True


class WalledRole(Role):
    """A role behind the wall of the services: twice proven who one is, at every level (domain B11)."""

    levels: tuple[str, ...] = (Level.TOWN, Level.COUNTY)

    @classmethod
    def needs_second_factor(cls, level: str) -> bool:
        return True


class CaseWorker(WalledRole):
    key = "case_worker"
    label = _("权益服务工作人员")
    description = _("办理信访、调解、求助等事项，只看得到自己参与的案件。在同一个地方不能同时评议家庭。")


class CaseSupervisor(WalledRole):
    """Also held for a whole city: somebody above looks after a case that a district's only supervisor leads."""

    levels = (*WalledRole.levels, Level.CITY)
    key = "case_supervisor"
    label = _("权益服务督导")
    description = _("把收到的事分给工作人员，批准延期，复查，督促期限。在同一个地方不能同时评议家庭。")


class Administrator(Role):
    key = "administrator"
    label = _("系统管理员")
    description = _("管理账号、行政区划和节假日，不参与评选，也看不到家庭的评分。")
    levels = (Level.CITY,)
    can_export = True


ALL: tuple[type[Role], ...] = (
    GroupLeader, VillageOfficer, VillagePanelMember, FederationExecMember, ResidentRepresentative,
    TownFederation, TownLeadingGroup, DistrictOffice, CityOffice, Inspector, Auditor, Administrator,
    CaseWorker, CaseSupervisor,
)  # fmt: skip
BY_KEY: dict[str, type[Role]] = {role.key: role for role in ALL}
CHOICES = [(role.key, role.label) for role in ALL]
