from django.urls import path

from anjia.stories.views import parts, public, staff

app_name = "stories"

urlpatterns = [
    path("", public.PublicStories.as_view(), name="public_list"),
    path("read/<uuid:pk>/", public.PublicStory.as_view(), name="public_story"),
    path("photos/<uuid:pk>/", public.PublicPhoto.as_view(), name="public_photo"),
    path("desk/", staff.StoryList.as_view(), name="list"),
    path("desk/start/", staff.FamilyList.as_view(), name="families"),
    path("desk/start/<uuid:pk>/", staff.StoryStart.as_view(), name="start"),
    path("desk/<uuid:pk>/", staff.StoryDetail.as_view(), name="detail"),
    path("desk/<uuid:pk>/write/", staff.StoryWrite.as_view(), name="write"),
    path("desk/<uuid:pk>/persons/new/", staff.PersonAdd.as_view(), name="person_add"),
    path("desk/<uuid:pk>/photos/new/", staff.PhotoAdd.as_view(), name="photo_add"),
    path("desk/<uuid:pk>/submit/", staff.StorySubmit.as_view(), name="submit"),
    path("desk/<uuid:pk>/return/", staff.StoryReturn.as_view(), name="return"),
    path("desk/<uuid:pk>/publish/", staff.StoryPublish.as_view(), name="publish"),
    path("desk/<uuid:pk>/take-down/", staff.StoryTakeDown.as_view(), name="take_down"),
    path("desk/<uuid:pk>/revise/", staff.StoryRevise.as_view(), name="revise"),
    path("persons/<uuid:pk>/withdraw/", parts.PersonWithdraw.as_view(), name="person_withdraw"),
    path("photos/<uuid:pk>/remove/", parts.PhotoRemove.as_view(), name="photo_remove"),
    path("findings/<uuid:pk>/settle/", parts.FindingSettle.as_view(), name="finding_settle"),
]
