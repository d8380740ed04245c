from django.urls import path

from anjia.services.counselling.views import places, steps

app_name = "counselling"

urlpatterns = [
    path("services/cases/<uuid:pk>/talk/<str:act>/", steps.ActView.as_view(), name="act"),
    path("help/progress/talk/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("services/talk/hours/<uuid:pk>/", steps.BecameView.as_view(), name="became"),
    path("services/talk/", places.RoomsView.as_view(), name="rooms"),
    path("services/talk/rooms/new/", places.NewRoomView.as_view(), name="new_room"),
    path("services/talk/rooms/<uuid:pk>/", places.RoomView.as_view(), name="room"),
    path("services/talk/duty/", places.DutyView.as_view(), name="duty"),
    path("services/talk/contacts/new/", places.NewContactView.as_view(), name="new_contact"),
    path("services/talk/contacts/<uuid:pk>/remove/", places.RemoveContactView.as_view(), name="remove_contact"),
    path("services/talk/groups/new/", places.GroupView.as_view(), name="group"),
]
