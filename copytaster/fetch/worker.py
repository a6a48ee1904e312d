"""A function that reads hostile bytes runs in a process of its own, with limits on time and memory, and can be shot.

The process is started at the first call, serves call after call, and is started anew when it had to be killed. What goes in are
bytes, what comes out is JSON: nothing that a broken child sends is executed. Run as a program, this module is the child.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copytaster.errors import Unreadable

# JSON as Python has it.
Plain = Any
Function = Callable[[bytes, str], Plain]

SECONDS = 5.0
MEGABYTES = 300
_MIB = 1024 * 1024
# A child that has served so often is replaced: libraries leak.
_CALLS = 1000
_LONGEST_REPLY = 64 * _MIB
# The wall clock may run this much longer than the CPU's before the child is given up: it shares the machine.
_PATIENCE = 6
_START_SECONDS = 60


class Worker:
    """Calls `function(body, address)` in another process. The function stands at the top level of a module."""

    def __init__(self, function: Function, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._name = f"{function.__module__}:{function.__qualname__}"
        self._seconds = seconds
        self._megabytes = megabytes
        self._child: asyncio.subprocess.Process | None = None
        self._calls = 0
        self._turn = asyncio.Lock()

    async def call(self, body: bytes, address: str = "") -> Plain:
        """What the function returns. Raises `Unreadable` when it fails, takes too long, or needs too much memory."""
        async with self._turn:
            try:
                async with asyncio.timeout(_START_SECONDS):
                    child = await self._started()
                async with asyncio.timeout(self._seconds * _PATIENCE):
                    reply = await self._asked(child, body, address)
            except TimeoutError:
                await self._stop()
                raise Unreadable(f"reading it took longer than {self._seconds:g} s") from None
            except (OSError, asyncio.IncompleteReadError):
                raise Unreadable(await self._post_mortem()) from None
            except BaseException:
                # Cancelled in the middle: the reply that is still to come would be taken for the next call's.
                await self._stop()
                raise
        if "error" in reply:
            raise Unreadable(str(reply["error"]))
        return reply.get("value")

    async def close(self) -> None:
        """End the child."""
        await self._stop()

    async def _asked(self, child: asyncio.subprocess.Process, body: bytes, address: str) -> dict[str, Plain]:
        assert child.stdin
        assert child.stdout
        head = address.encode()
        child.stdin.write(len(head).to_bytes(4, "big") + len(body).to_bytes(4, "big") + head + body)
        await child.stdin.drain()
        size = int.from_bytes(await child.stdout.readexactly(4), "big")
        if size > _LONGEST_REPLY:
            raise OSError("the reply is too long")
        self._calls += 1
        reply: dict[str, Plain] = json.loads(await child.stdout.readexactly(size))
        return reply

    async def _started(self) -> asyncio.subprocess.Process:
        if self._calls >= _CALLS:
            await self._stop()
        if self._child is None or self._child.returncode is not None:
            self._calls = 0
            arguments = ("-m", "copytaster.fetch.worker", self._name, str(self._seconds), str(self._megabytes))
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                # No secrets for a process that reads hostile pages.
                env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.defpath, "LANG": "C.UTF-8"},
            )
            assert self._child.stdout
            await self._child.stdout.readexactly(1)
        return self._child

    async def _stop(self) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        return await child.wait()

    async def _post_mortem(self) -> str:
        """Why the child died, as far as that can be told."""
        child = self._child
        code = None
        if child is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    code = await child.wait()
        await self._stop()
        if code == -signal.SIGXCPU:
            return f"reading it took longer than {self._seconds:g} s"
        return f"reading it broke the reader (exit {code})"


def _serve(name: str, seconds: float, megabytes: int) -> None:
    """The child: read calls from standard input until it closes."""
    module, _, function = name.partition(":")
    call: Function = getattr(importlib.import_module(module), function)
    # What the function prints must not be taken for a reply.
    calls, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(megabytes)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    replies.write(b"!")
    replies.flush()
    while len(head := calls.read(8)) == 8:
        address = calls.read(int.from_bytes(head[:4], "big")).decode()
        body = calls.read(int.from_bytes(head[4:], "big"))
        _limit_time(seconds)
        reply = _reply(call, body, address, megabytes)
        replies.write(len(reply).to_bytes(4, "big") + reply)
        replies.flush()


def _reply(call: Function, body: bytes, address: str, megabytes: int) -> bytes:
    # An outer door: whatever a library throws at these bytes is told and survived.
    try:
        return json.dumps({"value": call(body, address)}).encode()
    except MemoryError:
        return json.dumps({"error": f"reading it needs more than {megabytes} MiB"}).encode()
    except Exception as error:
        return json.dumps(
            {"error": f"{error}" if isinstance(error, Unreadable) else f"{type(error).__name__}: {error}"[:500]}
        ).encode()


def _limit_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_memory(megabytes: int) -> None:
    """At most so much data more than what the imports took. Linux only: elsewhere the kernel does not hold a process to it."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[5])
    except (OSError, IndexError, ValueError):
        return
    limit = pages * resource.getpagesize() + megabytes * _MIB
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


if __name__ == "__main__":
    _serve(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
