"""How long a kernel takes from its start to its first reply, and what memory is its own: forked, and the standard one.

Run by hand: `python tests/benchmarks/kernels.py [KERNELS]`; prints one line of JSON. The two kinds take turns, so that
what else the machine does falls on both. `ready` is until the kernel's first reply, `forked_in` until the forked kernel
listens, `page_ready` until it has imported what every page of the reports does.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager

from partnerlab.publish.warm_kernel import WarmKernelManager

IMPORTS = "import pandas, plotly.graph_objects, comm, partnerlab.page.content, partnerlab.page.served"


def private_megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


async def one(manager: AsyncKernelManager) -> dict[str, float]:
    start = time.perf_counter()
    await manager.start_kernel()
    listening = time.perf_counter() - start
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=120)
    ready = time.perf_counter() - start
    reply = await client.execute_interactive(IMPORTS, output_hook=lambda _: None)
    assert reply["content"]["status"] == "ok", reply["content"]
    page_ready = time.perf_counter() - start
    memory = private_megabytes(manager.provisioner.pid)
    client.stop_channels()
    stopping = time.perf_counter()
    await manager.shutdown_kernel(now=True)
    ended = time.perf_counter() - stopping
    return {"forked_in": listening, "ready": ready, "page_ready": page_ready, "private_mb": memory, "ended": ended}


async def compared(kernels: int) -> dict[str, object]:
    await one(WarmKernelManager(transport="ipc"))  # the warm process warms up
    forked, standard = [], []
    for _ in range(kernels):
        forked.append(await one(WarmKernelManager(transport="ipc")))
        standard.append(await one(AsyncKernelManager(kernel_name="python3", transport="ipc")))
    medians = [{name: statistics.median(run[name] for run in runs) for name in runs[0]} for runs in (forked, standard)]
    del medians[1]["forked_in"]
    ratios = {name: round(medians[1][name] / medians[0][name], 1) for name in medians[1]}
    rounded = [{name: round(value, 3) for name, value in kind.items()} for kind in medians]
    return {"benchmark": "kernels", "kernels": kernels, "forked": rounded[0], "standard": rounded[1], "ratio": ratios}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(compared(int(sys.argv[1]) if len(sys.argv) > 1 else 11))))
