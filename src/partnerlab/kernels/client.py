"""A client that knows when a kernel is ready, instead of waiting until nothing more is heard of it."""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

SECONDS_TO_ANSWER = 1.0


class PromptClient(AsyncKernelClient):
    """A client of any kernel that is ready with the kernel's first answer.

    The client that Jupyter comes with listens for a fifth of a second more, in case something is still under way. Here
    the kernel's own word that it has finished answering is the end.
    """

    def start_channels(
        self, shell: bool = True, iopub: bool = True, stdin: bool = True, hb: bool = False, control: bool = True
    ) -> None:
        """Open the channels to the kernel; without a heartbeat unless one is asked for.

        Its manager knows whether a kernel lives. A heartbeat is a thread more, which fails where a kernel has ended
        before it has begun.
        """
        super().start_channels(shell, iopub, stdin, hb, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers, and until all that it said on the way has been heard.

        Raises:
            RuntimeError: if the kernel has died, or does not answer in time.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if until is not None and time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        """Whether the kernel answers one question, and can be heard to have finished it."""
        asked = self.kernel_info()
        try:
            while (reply := await self.get_shell_msg(timeout=SECONDS_TO_ANSWER))["parent_header"].get(
                "msg_id"
            ) != asked:
                continue
            while True:
                said = await self.get_iopub_msg(timeout=SECONDS_TO_ANSWER)
                if said["parent_header"].get("msg_id") == asked and said["content"].get("execution_state") == "idle":
                    break
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True
