"""A quick server in a process of its own, so that its work is not counted as the client's: feeds packed beforehand, and bombs.

python -m copytaster.evals.fetching.server feeds PATH        /0 /1 /2 ... the files below PATH, gzipped
python -m copytaster.evals.fetching.server bombs MEGABYTES   /gzip /br /zstd /plain ... zeros of that many MiB

The first line it prints is its port.
"""

from __future__ import annotations

import asyncio
import gzip
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli

from copytaster.compression import zstd
from copytaster.evals.loopback import reply

MIB = 1024 * 1024
BOMBS = ("gzip", "deflate", "br", "zstd", "plain", "chunked")


@contextmanager
def serving(*arguments: str) -> Iterator[int]:
    """The port of a server that runs for the time of a `with`."""
    command = [sys.executable, "-m", "copytaster.evals.fetching.server", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield int(process.stdout.readline() if process.stdout else "")
        finally:
            process.terminate()


def feed_files(data: Path) -> list[Path]:
    """The files below a folder that a feed server might have: not empty, not larger than 10 MB."""
    files = [data] if data.is_file() else sorted(p for p in data.rglob("*") if p.is_file())
    return [p for p in files if 0 < p.stat().st_size <= 10_000_000]


def _feeds(data: Path) -> dict[str, bytes]:
    fields = ("Content-Type: application/rss+xml", "Content-Encoding: gzip", "Cache-Control: max-age=300")
    return {
        f"/{n}": reply(
            gzip.compress(path.read_bytes(), 6), "200 OK", *fields, f'ETag: "{n}"', "Last-Modified: Wed, 08 Oct 2025 10:00:00 GMT"
        )
        for n, path in enumerate(feed_files(data))
    }


def _bombs(megabytes: int) -> dict[str, bytes]:
    deflate, gz = zlib.compressobj(9), zlib.compressobj(9, wbits=31)
    br = brotli.Compressor(quality=5)
    packers: dict[str, tuple[Callable[[bytes], bytes], Callable[[], bytes]]] = {
        "gzip": (gz.compress, gz.flush),
        "deflate": (deflate.compress, deflate.flush),
        "br": (br.process, br.finish),
    }
    zeros = bytes(MIB)
    made = {f"/{name}": b"".join([*(put(zeros) for _ in range(megabytes)), end()]) for name, (put, end) in packers.items()}
    pack = zstd.ZstdCompressor()
    made["/zstd"] = b"".join([*(pack.compress(zeros) for _ in range(megabytes)), pack.flush()])
    answers = {path: reply(body, "200 OK", f"Content-Encoding: {path[1:]}") for path, body in made.items()}
    answers["/small"] = reply(gzip.compress(b"<rss/>" * 1000), "200 OK", "Content-Encoding: gzip")
    return answers


class _Answering(asyncio.Protocol):
    """As little as a server can do: find the target, write the bytes."""

    def __init__(self, answers: dict[str, bytes], megabytes: int) -> None:
        self._answers = answers
        self._megabytes = megabytes
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer and self._transport:
            head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
            target = head.split(b" ", 2)[1].decode()
            if target in self._answers:
                self._transport.write(self._answers[target])
            else:
                asyncio.get_running_loop().create_task(self._pour(target))

    async def _pour(self, target: str) -> None:
        """Zeros that are not packed: with a length or in chunks, as slowly as the client takes them."""
        assert self._transport
        is_chunked = target == "/chunked"
        length = f"Content-Length: {self._megabytes * MIB}"
        self._transport.write(f"HTTP/1.1 200 OK\r\n{'Transfer-Encoding: chunked' if is_chunked else length}\r\n\r\n".encode())
        piece = b"10000\r\n" + bytes(65536) + b"\r\n" if is_chunked else bytes(65536)
        for _ in range(self._megabytes * 16):
            if self._transport.is_closing():
                return
            self._transport.write(piece)
            while self._transport.get_write_buffer_size() > MIB and not self._transport.is_closing():
                await asyncio.sleep(0.001)


async def _main(kind: str, argument: str) -> None:
    answers = _feeds(Path(argument)) if kind == "feeds" else _bombs(int(argument))
    megabytes = int(argument) if kind == "bombs" else 0
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(answers, megabytes), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(_main(sys.argv[1], sys.argv[2]))
    except KeyboardInterrupt:
        sys.exit(0)
