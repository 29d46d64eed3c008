"""`manifest.json`: what stands in a folder of reports, what each file was made from and what had changed then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from partnerlab.errors import PartnerlabError
from partnerlab.publish.folder.inputs import KINDS, Inputs, of_file
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.plan import Report, notebooks
from partnerlab.wording import LANGUAGES

MANIFEST = "manifest.json"
KEPT_FACTS = 20
"""The facts of so many states of the data are kept, the latest ones."""


@dataclass(frozen=True)
class Entry:
    """A file of the reports folder: of which notebook and parameters it is, and what it was made from.

    `inputs` are digests for each of `inputs.KINDS`, `sha256` is that of the file, `seconds` is how long it took to
    make. `edition` is the edition in which its bytes last changed, and `why` what had changed then. `headline` is the
    sentence at the top of a page, `synthetic` whether that rests on made-up figures.
    """

    file: str
    notebook: str
    parameters: Mapping[str, object]
    inputs: Mapping[str, str]
    sha256: str
    versions: Mapping[str, str]
    seconds: float
    headline: str = ""
    edition: str = ""
    why: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True)
class Facts:
    """What must be known of records before it is told that nothing has changed: their years, their errors."""

    years: tuple[int, ...]
    errors: int = 0
    accepted: int = 0

    @property
    def found(self) -> tuple[int, int]:
        """How many errors the records hold, and how many findings were accepted."""
        return self.errors, self.accepted


@dataclass(frozen=True)
class Manifest:
    """All entries by their files, what is known of the data by their short names, and the latest edition.

    `damaged` says that there is a manifest of which something could not be read.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    edition: str = ""
    damaged: bool = False

    def up_to_date(self, out: Path, file: str, inputs: Mapping[str, str]) -> bool:
        """Whether the file was made from the same things, and has still the bytes that were written."""
        return not self.why(file, inputs, out=out)

    def why(self, file: str, inputs: Mapping[str, str], *, out: Path | None = None) -> tuple[str, ...]:
        """What has changed since the file was made: `new`, or some of `inputs.KINDS`, or `damaged`; else nothing.

        With the folder `out` it is looked whether the file still has the bytes that were written.
        """
        entry = self.entries.get(file)
        if entry is None or not entry.inputs:  # it is not known what the page was made from
            return ("new",)
        changed = tuple(kind for kind in KINDS if entry.inputs.get(kind) != inputs.get(kind))
        if changed or out is None or _sha256(out / file) == entry.sha256:
            return changed
        return ("damaged",)

    def with_made(self, made: Iterable[Entry]) -> Manifest:
        """The manifest after these files were made: one with the same bytes as before keeps its older edition."""
        entries, edition = dict(self.entries), self.edition
        for one in made:
            before = entries.get(one.file)
            if before is not None and before.sha256 == one.sha256:
                entries[one.file] = replace(one, edition=before.edition, why=before.why)
            else:
                entries[one.file] = replace(one, why=self.why(one.file, one.inputs) or ("damaged",))
                edition = one.edition
        return replace(self, entries=dict(sorted(entries.items())), edition=edition)

    def with_facts(self, records: str, facts: Facts) -> Manifest:
        """The manifest that knows this of the data, by their short name; nothing is kept of a database."""
        if not records:
            return self
        kept = {**{name: known for name, known in self.facts.items() if name != records}, records: facts}
        return replace(self, facts=dict(list(kept.items())[-KEPT_FACTS:]))

    def there(self, out: Path) -> Manifest:
        """The manifest of the files that are there."""
        return replace(self, entries={file: one for file, one in self.entries.items() if (out / file).is_file()})


def entry(
    out: Path,
    file: Path,
    report: Report,
    inputs: Inputs,
    *,
    seconds: float,
    headline: str = "",
    synthetic: bool = False,
) -> Entry:
    """The entry of a file that was just written; `file` is its path below `out`."""
    return Entry(
        file=file.as_posix(),
        notebook=report.notebook,
        parameters=report.named(),
        inputs=inputs.of(report),
        sha256=_sha256(out / file),
        versions=inputs.versions,
        seconds=round(seconds, 1),
        headline=headline,
        synthetic=synthetic,
        edition=inputs.edition,
    )


def read(out: Path) -> Manifest:
    """The manifest of a folder; `damaged` where something of it cannot be read.

    Where there is none, or nothing of it can be read, the pages that are there are known by their places. Such an
    entry, or one of an older form, has no digests: its file stays in the index, and is made again when it is asked for.
    """
    try:
        found = json.loads((out / MANIFEST).read_bytes())
        reports, facts = found["reports"], found.get("facts", {})
        edition = str(found.get("edition", ""))
        listed = list(reports)
    except (FileNotFoundError, NotADirectoryError):
        return Manifest(_by_place(out))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(_by_place(out), damaged=True)
    entries = [as_entry(one) for one in listed]
    known = {name: _as_facts(one) for name, one in facts.items()} if isinstance(facts, dict) else {}
    return Manifest(
        {one.file: one for one in entries if one is not None},
        {name: one for name, one in known.items() if one is not None},
        edition,
        damaged=None in entries or None in known.values(),
    )


def _by_place(out: Path) -> dict[str, Entry]:
    """An entry for each page that stands where a page of a known notebook would."""
    names = notebooks()
    found = sorted(path for path in out.glob("[12][0-9][0-9][0-9]/*/*.html") if path.stem in names)
    entries = [
        Entry(path.relative_to(out).as_posix(), path.stem, _place(path), inputs={}, sha256="", versions={}, seconds=0)
        for path in found
        if path.parent.name in LANGUAGES
    ]
    return {one.file: one for one in entries}


def _place(path: Path) -> dict[str, object]:
    return {"year": int(path.parent.parent.name), "language": path.parent.name, "data": ""}


def write(out: Path, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all; one that says the same leaves the file untouched.

    Raises:
        UnwritableFile: if it cannot be written there.
    """
    content = {
        "edition": manifest.edition,
        "facts": {name: asdict(known) for name, known in manifest.facts.items()},
        "reports": [asdict(one) for one in manifest.entries.values()],
    }
    text = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
    try:
        if (out / MANIFEST).read_bytes() == text:
            return
    except OSError:
        pass
    write_whole(out / MANIFEST, text)


def as_entry(found: Any) -> Entry | None:
    """An entry as it is read from JSON; None if it is none."""
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in ("file", "notebook")):
        return None
    if not isinstance(found.get("parameters"), dict):
        return None
    given = {one.name: found[one.name] for one in fields(Entry) if one.name in found}
    if not isinstance(given.get("sha256"), str) or not _is_texts(given.get("inputs")):
        given |= {"sha256": "", "inputs": {}}  # what a partnerlab before this form has written
    if not _is_texts(given.get("versions")):
        given["versions"] = {}
    given["seconds"] = given["seconds"] if isinstance(given.get("seconds"), int | float) else 0.0
    given |= {name: str(given.get(name, "")) for name in ("headline", "edition")}
    given["synthetic"] = given.get("synthetic") is True
    why = given.get("why")
    return Entry(**{**given, "why": tuple(map(str, why)) if isinstance(why, list) else ()})


def _as_facts(found: Any) -> Facts | None:
    try:
        return Facts(tuple(map(int, found["years"])), int(found["errors"]), int(found["accepted"]))
    except (KeyError, TypeError, ValueError):
        return None


def _is_texts(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(text, str) for text in found.values())


def _sha256(path: Path) -> str:
    try:
        return of_file(path)
    except PartnerlabError:
        return ""
