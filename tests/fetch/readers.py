"""Functions for a worker: a good one and bad ones. They are called in another process, by name."""

from __future__ import annotations

import os
import time

from copytaster.errors import Unreadable


def length(body: bytes, address: str) -> dict[str, object]:
    """A good one."""
    return {"length": len(body), "address": address, "pid": os.getpid()}


def obey(body: bytes, address: str) -> object:
    """Does what the bytes say."""
    match body.split():
        case [b"spin"]:
            while True:
                pass
        case [b"sleep"]:
            time.sleep(60)
        case [b"memory"]:
            return len(bytearray(400 * 1024 * 1024))
        case [b"leak"]:
            pile = []
            while True:
                pile.append("x" * 1_000_000 + str(len(pile)))
        case [b"die"]:
            os._exit(3)
        case [b"raise"]:
            raise ZeroDivisionError("in the reader")
        case [b"unreadable"]:
            raise Unreadable("there is no article on this page")
        case [b"print"]:
            print("this must not be taken for a reply")
            os.write(1, b"nor this")
        case [b"bytes"]:
            return b"no JSON"
        case [b"write"]:
            return os.getpid()
    return "done"
