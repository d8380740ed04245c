"""Taking a backup back: looked at first, put in place whole, compared table by table."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from anjia.kernel import audit
from anjia.kernel.backups.archive import FILES, FORMAT, Manifest, Unfit, is_whole, read_manifest, read_member, unpack
from anjia.kernel.backups.digests import differing
from anjia.kernel.backups.making import dumps_of
from anjia.kernel.backups.sealing import NotOpened, is_sealed, open_file
from anjia.kernel.backups.sides import SECRETS, Side, adopt_keys, audit_key, backup_key, fingerprint, side_named
from anjia.kernel.permissions import SYSTEM

DEMO_MARK = "demo-data"


@dataclass(frozen=True)
class Restored:
    """What was put back, and where that stands which stood there before (None where nothing did)."""

    side: Side
    manifest: Manifest
    aside: Path | None
    fault: str


def restore_backup(source: Path, *, passphrase: str = "", overwrite: bool = False) -> Restored:
    """Raises Unfit, in words, before anything is changed: no backup, another house's, changed, too new, in use."""
    if not source.is_file():
        raise Unfit(_("没有这个文件：%(path)s") % {"path": source})
    with _plain(source, passphrase) as (archive, is_closed):
        manifest = _read(archive)
        side = _side(manifest)
        secrets = read_member(archive, SECRETS) if is_closed else side.secrets.read_bytes()
        _check_signature(archive, manifest, side, audit_key(secrets))
        _check_fits(manifest, side)
        _check_place(side, overwrite=overwrite)
        return _put_back(archive, manifest, side, secrets if is_closed else b"")


@contextmanager
def _plain(source: Path, passphrase: str) -> Iterator[tuple[Path, bool]]:
    """The archive as a tar, and whether it was sealed as a whole."""
    if not is_sealed(source):
        yield source, False
        return
    if not passphrase:
        raise Unfit(_("这个备份用口令封存：请给出做备份时的口令。"))
    # Not beside the file, which may lie on a stick, nor in the main folder: it may be the walled side's.
    with tempfile.TemporaryDirectory(prefix=".opening-", dir=_made(Path(settings.SERVICES_DATA))) as folder:
        opened = Path(folder) / "plain.tar"
        try:
            open_file(source, opened, passphrase)
        except NotOpened as error:
            raise Unfit(_("打不开：口令不对，或文件已被改动、损坏。没有恢复任何内容。")) from error
        yield opened, True


def _read(archive: Path) -> Manifest:
    try:
        return read_manifest(archive)
    except Unfit as error:
        raise Unfit(_("这不是安家的备份，或文件已损坏、不完整。没有恢复任何内容。")) from error


def _side(manifest: Manifest) -> Side:
    try:
        return side_named(manifest.side)
    except KeyError as error:
        raise Unfit(_("备份属于“%(side)s”，这里没有。") % {"side": manifest.side}) from error


def _check_signature(archive: Path, manifest: Manifest, side: Side, secret: bytes) -> None:
    if manifest.keys != fingerprint(secret):
        told = {"theirs": manifest.keys, "ours": fingerprint(secret), "file": SECRETS, "folder": side.folder}
        raise Unfit(
            _(
                "这个备份是用另一套密钥做的（%(theirs)s，这里是 %(ours)s）：不是这个系统的备份，或者密钥丢了。"
                "请把当时的 %(file)s 放回 %(folder)s，或用带密钥的备份（.sealed）。"
            )
            % told
        )
    if not is_whole(archive, backup_key(secret)):
        raise Unfit(_("备份文件被改动过或已损坏，签名对不上。没有恢复任何内容，请换另一份备份。"))


def _check_fits(manifest: Manifest, side: Side) -> None:
    if manifest.format != FORMAT or _unknown(manifest):
        raise Unfit(
            _("备份出自更新的版本，这个版本读不懂：请先升级。不认识的：%(names)s")
            % {"names": "、".join(_unknown(manifest)) or manifest.format}
        )
    here = connections[side.alias].vendor
    if manifest.vendor != here:
        raise Unfit(
            _("备份出自 %(theirs)s，这里用的是 %(ours)s，不能互换。") % {"theirs": manifest.vendor, "ours": here}
        )


def _unknown(manifest: Manifest) -> list[str]:
    """Migrations that this version has never heard of, nor replaced by others."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for migration in loader.disk_migrations.values() for app, name in migration.replaces}
    return [name for name in manifest.migrations if name not in known]


def _check_place(side: Side, *, overwrite: bool) -> None:
    dumps = dumps_of(side)
    if dumps.stands(side.alias) and not overwrite:
        raise Unfit(
            _("%(folder)s 里已有数据，没有改动。确实要用备份代替的，请加上 --overwrite；原有的会移到一旁，不会删除。")
            % {"folder": side.folder}
        )
    if dumps.in_use(side.alias):
        raise Unfit(_("系统正在运行。请先停下（Ctrl-C），再恢复。"))


def _put_back(archive: Path, manifest: Manifest, side: Side, secrets: bytes) -> Restored:
    aside = side.folder / f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}"
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=_made(side.folder)) as name:
        folder = Path(name)
        unpack(archive, [member for member in manifest.files if member != SECRETS], folder)
        dump = next(folder / member for member in manifest.files if not member.startswith(FILES) and member != SECRETS)
        found = dumps_of(side).put_back(side.alias, dump, manifest, aside)
        if wrong := differing(found, manifest.tables):
            raise Unfit(_("恢复出来的和备份时不一样，已放弃：%(names)s") % {"names": "、".join(wrong)})
        _swap_files(side, folder / "files", aside)
    if secrets and (not side.secrets.exists() or side.secrets.read_bytes() != secrets):
        _set_aside(side.secrets, aside)
        adopt_keys(side, secrets)
    if side.name == "main":
        _mark_demo(side, manifest)
    verdict = audit.verify(side.alias)
    after = {"made_at": manifest.made_at, "head": manifest.head}
    audit.record("kernel.restore", None, by=SYSTEM, after=after, using=side.alias)
    return Restored(side, manifest, aside if aside.exists() else None, verdict.fault)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _swap_files(side: Side, fresh: Path, aside: Path) -> None:
    _set_aside(side.files, aside)
    if fresh.exists():
        shutil.move(fresh, side.files)


def _set_aside(path: Path, aside: Path) -> None:
    if path.exists():
        shutil.move(path, _made(aside) / path.name)


def _mark_demo(side: Side, manifest: Manifest) -> None:
    """Whether the sign-in page may show accounts goes with the data; what was brought up to date is looked at anew."""
    mark = side.folder / DEMO_MARK
    mark.touch() if manifest.is_demo else mark.unlink(missing_ok=True)
