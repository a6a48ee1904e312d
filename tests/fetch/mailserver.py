"""A small IMAP server for tests: one user, some folders, STARTTLS and TLS, and ways to misbehave."""

from __future__ import annotations

import asyncio
import base64
import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


@dataclass
class MailServer:
    """An IMAP4rev1 server on loopback. `folders` map names as they stand on the wire to {uid: message}."""

    folders: dict[str, dict[int, bytes]]
    tls: ssl.SSLContext | None = None
    starttls: ssl.SSLContext | None = None
    validity: int = 7
    capabilities: str = "IMAP4rev1 AUTH=PLAIN"
    user: str = "desk"
    password: str = "pä ss"
    misbehave: str = ""
    bad: int = 2
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self._tasks: set[asyncio.StreamWriter] = set()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._tasks:
            writer.transport.abort()
        await asyncio.sleep(0)

    def address(self, folder: str = "INBOX") -> str:
        """Where it is."""
        return f"{'imaps' if self.tls else 'imap'}://127.0.0.1:{self.port}/{folder}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._tasks.add(writer)
        open_folder: dict[int, bytes] = {}
        try:
            if self.misbehave == "silent":
                await asyncio.sleep(5)
            writer.write(b"* OK ready\r\n")
            while line := await reader.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self.commands.append(re.sub(r'("[^"]*") .*', r"\1 ...", command) if command.startswith("LOGIN") else command)
                match command.upper().split():
                    case ["CAPABILITY"]:
                        more = " STARTTLS" if self.starttls else ""
                        writer.write(f"* CAPABILITY {self.capabilities}{more}\r\n{tag} OK done\r\n".encode())
                    case ["STARTTLS"] if self.starttls:
                        writer.write(f"{tag} OK done\r\n".encode())
                        await writer.drain()
                        await writer.start_tls(self.starttls)
                    case ["AUTHENTICATE", "PLAIN"]:
                        writer.write(b"+ \r\n")
                        said = base64.b64decode(await reader.readline()).decode()
                        is_right = said == f"\0{self.user}\0{self.password}"
                        writer.write(f"{tag} {'OK in' if is_right else 'NO wrong: ' + self.password}\r\n".encode())
                    case ["LOGIN", *_]:
                        is_right = command == f'LOGIN "{self.user}" "{self.password}"'
                        writer.write(f"{tag} {'OK in' if is_right else 'NO wrong'}\r\n".encode())
                    case ["EXAMINE", *_]:
                        name = command.partition(" ")[2][1:-1]
                        if name in self.folders:
                            open_folder = self.folders[name]
                            writer.write(
                                f"* {len(open_folder)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] .\r\n"
                                f"* OK [UIDNEXT {max(open_folder, default=0) + 1}] .\r\n{tag} OK done\r\n".encode()
                            )
                        else:
                            writer.write(f"{tag} NO there is none\r\n".encode())
                    case ["UID", "SEARCH", "UID", span]:
                        first, last = (10**9 if end == "*" else int(end) for end in span.split(":"))
                        found = [uid for uid in open_folder if first <= uid <= last]
                        if span.endswith("*"):
                            # As the standard has it, n:* holds the last message even when its number is below n.
                            found = found or list(open_folder)[-1:]
                        if self.misbehave == "no search":
                            writer.write(f"{tag} NO [UNAVAILABLE] later\r\n".encode())
                        else:
                            writer.write(f"* SEARCH {' '.join(map(str, found))}\r\n{tag} OK done\r\n".encode())
                    case ["UID", "FETCH", numbers, *what] if self._refuses(numbers, " ".join(what)):
                        if self.misbehave == "drop":
                            break
                        writer.write(f"{tag} NO [SERVERBUG] {numbers} cannot be had\r\n".encode())
                    case ["UID", "FETCH", numbers, *what]:
                        self._fetch(writer, open_folder, map(int, numbers.split(",")), " ".join(what))
                        writer.write(f"{tag} OK done\r\n".encode())
                    case ["LOGOUT"]:
                        writer.write(f"* BYE bye\r\n{tag} OK done\r\n".encode())
                        await writer.drain()
                        break
                    case _:
                        writer.write(f"{tag} BAD what?\r\n".encode())
                await writer.drain()
        except (OSError, ssl.SSLError, asyncio.CancelledError):
            pass
        self._tasks.discard(writer)
        writer.close()

    def _refuses(self, numbers: str, what: str) -> bool:
        is_text = "BODY" in what
        return (self.misbehave == "no sizes" and not is_text) or (
            self.misbehave in {"no text", "drop"} and is_text and numbers == str(self.bad)
        )

    def _fetch(self, writer: asyncio.StreamWriter, folder: dict[int, bytes], numbers: Iterable[int], what: str) -> None:
        for uid in numbers:
            if uid not in folder:
                continue
            body = folder[uid]
            if "SIZE" in what:
                size = 10**9 if self.misbehave == "huge" else len(body)
                told = "" if self.misbehave == "sizeless" else f" RFC822.SIZE {size}"
                writer.write(f"* {uid} FETCH (UID {uid}{told})\r\n".encode())
                if self.misbehave == "chatty":
                    writer.write(f"* 999 EXISTS\r\n* {uid} FETCH (FLAGS (\\Seen) UID {uid})\r\n".encode())
            elif self.misbehave == "endless":
                writer.write(f"* {uid} FETCH (UID {uid} BODY[] {{99999999999}}\r\n".encode() + b"x" * 1000)
            elif self.misbehave == "vanish":
                continue
            elif self.misbehave == "nil" and uid == self.bad:
                writer.write(f"* {uid} FETCH (UID {uid} BODY[] NIL)\r\n".encode())
            else:
                if self.misbehave == "chatty":
                    other = b"Subject: another\r\n\r\n"
                    writer.write(f"* 1 FETCH (UID 99 BODY[] {{{len(other)}}}\r\n".encode() + other + b")\r\n")
                writer.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(body)}}}\r\n".encode() + body + b")\r\n")
