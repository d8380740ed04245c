from django.urls import path

from anjia.programmes.views.bodies import (
    LeadingGroupList,
    LeadingGroupName,
    PanelList,
    PanelName,
    PilotChoose,
    PilotList,
)
from anjia.programmes.views.cloning import CycleClone
from anjia.programmes.views.consultation import (
    CommentAdd,
    CommentAnswer,
    ConsultationClose,
    ConsultationOpen,
    StandardConsultation,
    VersionAdopt,
    VersionWithdraw,
)
from anjia.programmes.views.credits import CreditHome, CreditOffer, CreditRecord
from anjia.programmes.views.cycles import (
    CycleAuthorise,
    CycleChange,
    CycleDetail,
    CycleList,
    CyclePlan,
    CycleStages,
)
from anjia.programmes.views.opening import CycleClose, CycleOpen
from anjia.programmes.views.rehearsals import RehearsalDetail, RehearsalDiscard, RehearsalList, RehearsalStart
from anjia.programmes.views.standards import StandardDetail, StandardList, StandardLoad, StandardPaper, StandardPlain
from anjia.programmes.views.targets import TargetAllocate, TargetTotal, TargetView
from anjia.programmes.views.versions import (
    CriterionRemove,
    CriterionWrite,
    PlainWrite,
    VersionCompare,
    VersionCopy,
    VersionDetail,
    VersionList,
)

app_name = "programmes"

urlpatterns = [
    path("cycles/", CycleList.as_view(), name="cycle_list"),
    path("cycles/new/", CyclePlan.as_view(), name="cycle_plan"),
    path("cycles/<uuid:pk>/", CycleDetail.as_view(), name="cycle_detail"),
    path("cycles/<uuid:pk>/change/", CycleChange.as_view(), name="cycle_change"),
    path("cycles/<uuid:pk>/stages/", CycleStages.as_view(), name="cycle_stages"),
    path("cycles/<uuid:pk>/authorisation/", CycleAuthorise.as_view(), name="cycle_authorise"),
    path("cycles/<uuid:pk>/open/", CycleOpen.as_view(), name="cycle_open"),
    path("cycles/<uuid:pk>/clone/", CycleClone.as_view(), name="cycle_clone"),
    path("cycles/<uuid:pk>/close/", CycleClose.as_view(), name="cycle_close"),
    path("cycles/<uuid:pk>/targets/", TargetView.as_view(), name="target_table"),
    path("cycles/<uuid:pk>/targets/total/", TargetTotal.as_view(), name="target_total"),
    path("cycles/<uuid:pk>/targets/<uuid:region>/", TargetAllocate.as_view(), name="target_allocate"),
    path("cycles/<uuid:pk>/groups/", LeadingGroupList.as_view(), name="leading_group_list"),
    path("cycles/<uuid:pk>/groups/<uuid:region>/", LeadingGroupName.as_view(), name="leading_group_name"),
    path("cycles/<uuid:pk>/panels/", PanelList.as_view(), name="panel_list"),
    path("cycles/<uuid:pk>/panels/<uuid:region>/", PanelName.as_view(), name="panel_name"),
    path("cycles/<uuid:pk>/pilots/", PilotList.as_view(), name="pilot_list"),
    path("cycles/<uuid:pk>/pilots/<uuid:region>/", PilotChoose.as_view(), name="pilot_choose"),
    path("credits/", CreditHome.as_view(), name="credit_home"),
    path("credits/<uuid:region>/", CreditHome.as_view(), name="credit_village"),
    path("credits/<uuid:region>/<slug:code>/", CreditRecord.as_view(), name="credit_record"),
    path("credits/<uuid:region>/<slug:code>/offer/", CreditOffer.as_view(), name="credit_offer"),
    path("rehearsals/", RehearsalList.as_view(), name="rehearsal_list"),
    path("rehearsals/start/", RehearsalStart.as_view(), name="rehearsal_start"),
    path("rehearsals/<uuid:pk>/", RehearsalDetail.as_view(), name="rehearsal_detail"),
    path("rehearsals/<uuid:pk>/discard/", RehearsalDiscard.as_view(), name="rehearsal_discard"),
    path("standards/", StandardList.as_view(), name="standard_list"),
    path("standards/load/", StandardLoad.as_view(), name="standard_load"),
    path("standards/versions/", VersionList.as_view(), name="version_list"),
    path("standards/versions/<uuid:pk>/", VersionDetail.as_view(), name="version_detail"),
    path("standards/versions/<uuid:pk>/copy/", VersionCopy.as_view(), name="version_copy"),
    path("standards/versions/<uuid:pk>/compare/", VersionCompare.as_view(), name="version_compare"),
    path("standards/versions/<uuid:pk>/plain/", PlainWrite.as_view(), name="plain_write"),
    path("standards/versions/<uuid:pk>/criteria/", CriterionWrite.as_view(), name="criterion_add"),
    path("standards/versions/<uuid:pk>/criteria/<uuid:criterion>/", CriterionWrite.as_view(), name="criterion_write"),
    path(
        "standards/versions/<uuid:pk>/criteria/<uuid:criterion>/remove/",
        CriterionRemove.as_view(),
        name="criterion_remove",
    ),
    path("standards/versions/<uuid:pk>/consult/", ConsultationOpen.as_view(), name="consultation_open"),
    path("standards/versions/<uuid:pk>/revise/", ConsultationClose.as_view(), name="consultation_close"),
    path("standards/versions/<uuid:pk>/comments/", CommentAdd.as_view(), name="comment_add"),
    path("standards/versions/<uuid:pk>/comments/<uuid:comment>/", CommentAnswer.as_view(), name="comment_answer"),
    path("standards/versions/<uuid:pk>/adopt/", VersionAdopt.as_view(), name="version_adopt"),
    path("standards/versions/<uuid:pk>/withdraw/", VersionWithdraw.as_view(), name="version_withdraw"),
    path("standards/consultation/<uuid:pk>/", StandardConsultation.as_view(), name="standard_consultation"),
    path("standards/<slug:code>/", StandardDetail.as_view(), name="standard_detail"),
    path("standards/<slug:code>/plain/", StandardPlain.as_view(), name="standard_plain"),
    path("standards/<slug:code>/print/", StandardPaper.as_view(), name="standard_paper"),
]
