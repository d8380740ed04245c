"""Draw every life-cycle as a Mermaid diagram into docs/workflows/, or say which drawings are stale."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules

from anjia.kernel.permissions import grants
from anjia.kernel.workflow import Workflow, registry


class Command(BaseCommand):
    help = "Write docs/workflows/*.md; with --check only compare."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail where a drawing is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("workflow")
        folder = Path(settings.ROOT) / "docs" / "workflows"
        wanted = {folder / f"{name}.md": _page(workflow) for name, workflow in sorted(registry.items())}
        stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text() != text]
        stale += [path for path in sorted(folder.glob("*.md")) if path not in wanted]
        if options["check"]:
            if stale:
                names = ", ".join(path.name for path in stale)
                raise CommandError(f"Stale: {names}. Run ./run manage workflow_diagrams and commit docs/workflows/.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in stale:
            path.write_text(wanted[path]) if path in wanted else path.unlink()
            self.stdout.write(path.name)


def _page(workflow: Workflow) -> str:
    return "\n".join(_lines(workflow)) + "\n"


def _lines(workflow: Workflow) -> Iterator[str]:
    yield f"# {workflow.name}\n"
    yield "Drawn from the code by `./run manage workflow_diagrams`; do not edit.\n"
    yield "```mermaid\nstateDiagram-v2"
    yield from (f"    {state.value}: {state.label}" for state in workflow.states)
    reached = {transition.target for transition in workflow}
    yield from (f"    [*] --> {state.value}" for state in workflow.states if state.value not in reached)
    for transition in workflow:
        yield from (f"    {source} --> {transition.target}: {_label(transition)}" for source in transition.source)
    yield "```\n"
    yield "| 状态 state | 内部名称 | 对外名称 |\n|---|---|---|"
    yield from (f"| {s.value} | {s.label} | {workflow.public_name(s.value)} |" for s in workflow.states)
    yield "\n| 步骤 transition | 名称 | 权限 permission | 角色 roles |\n|---|---|---|---|"
    for transition in workflow:
        roles = ", ".join(sorted(grants.roles_with(transition.permission))) or "—"
        yield f"| {transition.name} | {transition.label} | {transition.permission} | {roles} |"


def _label(transition: Any) -> str:
    return str(transition.label or transition.name)
