"""Stories as everybody reads them, set like a notice on a board."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.stories.models import FamilyStory, StoryPhoto
from anjia.stories.queries import published
from anjia.web.gate import PUBLIC
from anjia.web.screens import DetailScreen, ListScreen, Screen


class PublicStories(ListScreen):
    permission = PUBLIC
    template_name = "stories/public_list.html"
    heading = _("家庭事迹")
    default_order = ("-published_at", "pk")
    no_columns = "the board as everybody reads it: a line for each story"

    def get_queryset(self) -> QuerySet[FamilyStory]:
        return published()


class PublicStory(DetailScreen):
    permission = PUBLIC
    template_name = "stories/public_story.html"
    context_name = "story"

    def get_queryset(self) -> QuerySet[FamilyStory]:
        return published()

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(*args, **kwargs)
        # Taken down it is gone at once: nobody keeps a copy, no search machine an entry.
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
        return response


class PublicPhoto(Screen):
    """A picture of a story that is published now."""

    permission = PUBLIC
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = published().order_by().values("pk")
        photo = get_object_or_404(StoryPhoto.objects.filter(story__in=shown), pk=kwargs["pk"])
        stored = get_object_or_404(StoredFile, pk=photo.file_id)
        response = HttpResponse(read_file(stored), content_type=stored.media_type)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
        return response
