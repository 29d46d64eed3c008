"""Run every notebook as nbval does and store its text outputs: `python tests/store_outputs.py`.

What is stored is what nbval compares from then on, so read the difference before it is committed.
"""

from __future__ import annotations

import os

import nbformat
from nbclient import NotebookClient

from partnerlab.publish.plan import notebooks

os.environ["PARTNERLAB_PAGE"] = "text"
os.environ["LANG"] = "C.UTF-8"

for path in notebooks().values():
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, path)
    print(path.name)
