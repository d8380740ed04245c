from django.urls import path

from anjia.services.offers.views import asking, offering, public, steps

app_name = "offers"

urlpatterns = [
    path("help/offers/", public.OffersView.as_view(), name="public"),
    path("help/offers/join/", public.JoinView.as_view(), name="join"),
    path("help/progress/offer/<str:act>/", steps.ClientActView.as_view(), name="client_act"),
    path("services/cases/<uuid:pk>/offer/<str:act>/", steps.ActView.as_view(), name="act"),
    path("services/offers/", offering.ListView.as_view(), name="list"),
    path("services/offers/new/", offering.DraftView.as_view(), name="draft"),
    path("services/offers/received/", asking.ReceiptView.as_view(), name="receipt"),
    path("services/offers/<uuid:pk>/", offering.OfferView.as_view(), name="offer"),
    path("services/offers/<uuid:pk>/change/", offering.ChangeView.as_view(), name="change"),
    path("services/offers/<uuid:pk>/open/", offering.OpenView.as_view(), name="open"),
    path("services/offers/<uuid:pk>/close/", offering.CloseView.as_view(), name="close"),
    path("services/offers/<uuid:pk>/poster/", offering.PosterView.as_view(), name="poster"),
    path("services/offers/<uuid:pk>/consent/", asking.ConsentPaperView.as_view(), name="consent"),
    path("services/offers/<uuid:pk>/take-down/", asking.TakeDownView.as_view(), name="take_down"),
    path("services/offers/<uuid:pk>/refer/", asking.ReferView.as_view(), name="refer"),
]
