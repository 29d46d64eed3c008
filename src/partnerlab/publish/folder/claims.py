"""Who makes which reports of a folder at this moment, and what each has made so far.

Each batch has a journal in `<out>/.partnerlab/`: in its first line the files that it makes, then a line for each that
is made. It holds the journal for as long as it lives (`locks`), so that after a kill nobody waits for it and nothing
that it finished is lost: the next to come joins what it made in `manifest.json`. Batches with other files go on side by
side, on one machine or on several that share the folder (`locks` says what a network's file system needs).
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Lock

from partnerlab.errors import UnwritableFile, VanishedFolder
from partnerlab.publish.folder import manifest
from partnerlab.publish.folder.locks import alone, held
from partnerlab.publish.folder.manifest import Entry, Facts, Manifest
from partnerlab.publish.folder.whole import sweep
from partnerlab.wording import LANGUAGES

FOLDER = ".partnerlab"
_LOCK, _ENDING = "lock", ".journal"
_STALE = "index-is-older"
"""A file that stands there while the manifest says more than the index."""
_PAUSE = 0.2
"""How often, in seconds, a batch that waits looks whether it may begin."""


@dataclass
class Claim:
    """A batch's right to make some files of a folder; `manifest` is what stood there when it got it."""

    manifest: Manifest
    _out: Path
    _descriptor: int
    _lock: Lock = field(default_factory=Lock)

    def made(self, entry: Entry) -> None:
        """Note that a file was made: in one whole line, so that nothing of it is lost if the process is killed.

        Raises:
            VanishedFolder: if somebody has taken the folder away, so that nothing more can be noted in it.
        """
        if not os.fstat(self._descriptor).st_nlink:
            raise VanishedFolder(self._out.as_posix())
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with self._lock:
            _append(self._descriptor, line)


def _append(descriptor: int, line: str) -> None:
    rest = line.encode("utf-8", "surrogatepass")
    while rest:
        rest = rest[os.write(descriptor, rest) :]


@contextmanager
def claimed(
    out: Path,
    files: Iterable[str | Path],
    *,
    waiting: Callable[[Sequence[str]], None] = lambda _names: None,
) -> Iterator[Claim]:
    """The right to make these files (below `out`), for as long as it lasts.

    While a living batch makes one of them it is waited for; `waiting` hears once which ones those are.

    Raises:
        UnwritableFile: if nothing can be written into the folder.
    """
    wanted = sorted({Path(file).as_posix() for file in files})
    told = False
    while True:
        descriptor, shared = _tried(out, wanted)
        if descriptor is not None:
            break
        if not told:
            waiting(shared)
            told = True
        time.sleep(_PAUSE)
    try:
        yield Claim(manifest.read(out), out, descriptor)
    finally:
        os.close(descriptor)


def _tried(out: Path, wanted: Sequence[str]) -> tuple[int | None, list[str]]:
    """The journal of a new batch, held; or those of its files that a living one makes."""
    with _inside(out) as folder:
        living = _parted(folder)[1]
        shared = sorted({file for journal in living for file in _files(journal)} & set(wanted))
        if shared:
            return None, shared
        _join(out, folder)
        _sweep(out, wanted)
        if not living:
            _sweep_shared(out)
        number = 1 + max((int(path.stem) for path in _journals(folder)), default=0)
        descriptor = held(folder / f"{number}{_ENDING}")
        if descriptor is None:
            raise UnwritableFile((folder / f"{number}{_ENDING}").as_posix(), "lock")
        _append(descriptor, json.dumps({"files": wanted}, ensure_ascii=False) + "\n")
        return descriptor, []


def joined(
    out: Path,
    then: Callable[[Manifest], None] | None = None,
    *,
    facts: tuple[str, Facts] | None = None,
) -> Manifest:
    """The manifest, with what batches that are no more have made; what living ones have made so far is in it too.

    `then` is called with the manifest of the files that are there, before the journals are taken away and while no
    other process is here: what it writes (the index) agrees with the manifest, whoever comes last. `facts` are what is
    known of the data, by their short name.

    Raises:
        UnwritableFile: if nothing can be written into the folder.
    """
    with _inside(out) as folder:
        known = _join(out, folder, facts=facts)
        there = known.there(out)
        _write(out, folder, known, there)
        if then is not None:
            then(there)
            (folder / _STALE).unlink(missing_ok=True)
        return there


def unfinished(out: Path) -> bool:
    """Whether a batch that is no more has left something to be joined, or an index that is older than the manifest."""
    folder = out / FOLDER
    if (folder / _STALE).exists():
        return True
    if not any(True for _ in _journals(folder)):
        return False
    with _inside(out):
        return bool(_parted(folder)[0])


@contextmanager
def _inside(out: Path) -> Iterator[Path]:
    folder = out / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        with alone(folder / _LOCK):
            yield folder
    except OSError as error:
        raise UnwritableFile(folder.as_posix(), error.strerror or str(error)) from None


def _journals(folder: Path) -> Iterator[Path]:
    found = [path for path in folder.glob(f"*{_ENDING}") if path.stem.isdecimal()]
    yield from sorted(found, key=lambda path: int(path.stem))


def _parted(folder: Path) -> tuple[list[Path], list[Path]]:
    """The journals of batches that are no more, and of living ones."""
    dead, living = [], []
    for path in _journals(folder):
        descriptor = held(path)
        if descriptor is None:
            living.append(path)
        else:
            os.close(descriptor)
            dead.append(path)
    return dead, living


def _join(out: Path, folder: Path, *, facts: tuple[str, Facts] | None = None) -> Manifest:
    """Write into the manifest what all have made so far; take away what batches that are no more have left."""
    dead, living = _parted(folder)
    made = [entry for path in [*dead, *living] for entry in _made(path)]
    known = manifest.read(out)
    after = replace(known, damaged=False)
    after = after.with_made(made) if facts is None else after.with_made(made).with_facts(*facts)
    _write(out, folder, known, after)
    for path in dead:
        _sweep(out, _files(path))
        path.unlink(missing_ok=True)
    return after


def _write(out: Path, folder: Path, before: Manifest, after: Manifest) -> None:
    if after.entries != before.entries or before.damaged:
        (folder / _STALE).touch()
    if after != before:
        manifest.write(out, after)


def _lines(journal: Path) -> list[object]:
    """The whole lines; a kill may have left half of the last one."""
    lines = []
    for line in journal.read_bytes().splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines


def _files(journal: Path) -> list[str]:
    first = next(iter(_lines(journal)), None)
    files = first.get("files") if isinstance(first, dict) else None
    return [file for file in files if isinstance(file, str)] if isinstance(files, list) else []


def _made(journal: Path) -> list[Entry]:
    return [entry for line in _lines(journal)[1:] if (entry := manifest.as_entry(line)) is not None]


def _sweep(out: Path, files: Iterable[str]) -> None:
    names: dict[Path, set[str]] = {}
    for file in files:
        path = out / file
        names.setdefault(path.parent, set()).add(path.name)
    for folder, of in names.items():
        sweep(folder, of)


def _sweep_shared(out: Path) -> None:
    """Sweep what every batch writes; a name that is not known beside a file of its own is somebody else's."""
    indexes = {"index.html", *(f"index.{language}.html" for language in LANGUAGES)}
    sweep(out, {*indexes, manifest.MANIFEST, *(path.name for path in out.iterdir())})
    for folder in (out / "assets", *(out / "assets").rglob("*")):
        sweep(folder)
