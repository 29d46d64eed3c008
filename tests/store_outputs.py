"""Run every notebook as nbval does and store its text outputs: `python tests/store_outputs.py`.

What is stored is what nbval compares from then on, so read the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from partnerlab.publish.plan import notebooks


def store(path: Path) -> None:
    """Run one notebook and keep what it prints."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, path)


if __name__ == "__main__":
    os.environ["PARTNERLAB_PAGE"] = "text"
    os.environ["LANG"] = "C.UTF-8"
    for notebook_path in notebooks().values():
        store(notebook_path)
        print(notebook_path.name)
