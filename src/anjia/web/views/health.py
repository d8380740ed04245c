"""Whether the server lives, and whether it can serve."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import View

from anjia.web.gate import PUBLIC


class LiveView(View):
    """The process answers."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"status": "live"})


class ReadyView(View):
    """The database answers and has every migration."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            missing = self._missing_migrations()
        except DatabaseError:
            return JsonResponse({"status": "database unavailable"}, status=503)
        if missing:
            return JsonResponse({"status": "migrations missing", "count": missing}, status=503)
        return JsonResponse({"status": "ready"})

    def _missing_migrations(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        known = cache.get("missing_migrations")
        if known is None:
            executor = MigrationExecutor(connection)
            known = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
            cache.set("missing_migrations", known, 60)
        return known
