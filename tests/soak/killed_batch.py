"""Kills a batch at random moments and runs it again: `python tests/soak/killed_batch.py [--kills 10] [--seed N]`.

Each time a new run of `partnerlab report` is ended by SIGKILL at a random moment, and looked at: every page that is
there must be whole, and none of its processes may be left. Then it is run again to its end: the folder must have the
bytes of one that was never disturbed, and nothing beside. Prints a line for each kill, and ends with status 1 if a
folder was not whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MARK = "PARTNERLAB_SOAK"


def command(out: Path, years: str) -> list[str]:
    """The run that is disturbed."""
    return [sys.executable, "-m", "partnerlab.cli", "report", "--year", years, "--format", "html", "--out", str(out)]


def content(out: Path) -> dict[str, bytes]:
    """The files of a folder of reports; of the manifest without the seconds that differ, of the log nothing."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    found.pop(".partnerlab/log.jsonl", None)
    if "manifest.json" in found:
        manifest = json.loads(found["manifest.json"])
        for entry in manifest["reports"]:
            entry["seconds"] = 0
        found["manifest.json"] = json.dumps(manifest, sort_keys=True).encode()
    return found


def left(mark: str) -> list[int]:
    """The processes that bear a mark in their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark.encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def killed(out: Path, years: str, after: float, mark: str) -> bool:
    """Start a run and kill it after so many seconds; whether it was still running."""
    env = {**os.environ, MARK: mark}
    process = subprocess.Popen(command(out, years), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def main() -> int:
    """Kill, look, run again, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--years", default="2001")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - moments, no secrets
    asked = parser.parse_args()
    drawn = random.Random(asked.seed)  # noqa: S311 - moments, no secrets
    wrong = 0
    print(f"seed {asked.seed}")
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        subprocess.run(command(Path(folder, "whole"), asked.years), check=True, capture_output=True)
        took, whole = time.monotonic() - start, content(Path(folder, "whole"))
        for number in range(asked.kills):
            out, after, mark = Path(folder, str(number)), drawn.uniform(0.02, 0.98) * took, f"{os.getpid()}-{number}"
            running = killed(out, asked.years, after, mark)
            time.sleep(5)
            pages = [name for name in content(out) if name.endswith(".html") and "/" in name]
            broken = [name for name in pages if (out / name).read_bytes() != whole[name]]
            orphans = left(mark)
            again = subprocess.run(command(out, asked.years), capture_output=True, text=True, check=False)
            found = content(out)
            differ = sorted(name for name in found.keys() | whole.keys() if found.get(name) != whole.get(name))
            wrong += bool(broken or orphans or again.returncode or differ)
            told = again.stdout.partition(":")[2].partition(";")[0].strip()
            ended = "" if running else " (it had ended)"
            print(f"killed after {after:.1f} s of {took:.1f}{ended}, {len(pages)} pages there")
            print(f"  not whole: {broken}; processes left: {orphans}")
            print(f"  again: status {again.returncode}, {told}; other than undisturbed: {differ}", flush=True)
    print(f"{asked.kills - wrong} of {asked.kills} folders whole")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
