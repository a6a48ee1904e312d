"""Asking a language model over any OpenAI-compatible endpoint, a local one included. Off unless an address is set.

One question, one answer, a time limit. It must not know what is asked, nor take anything from the answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

from copytaster.errors import Unreachable

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model is asked: the address of the API (its /v1), the model's name, a key if it wants one, seconds for an answer."""

    address: str
    name: str
    key: str = ""
    timeout: float = 60.0


def ask(model: Model, task: str, questions: Sequence[str]) -> list[str]:
    """The model's answers to some questions, in order. Raises `Unreachable` with the address and the reason."""
    return asyncio.run(_ask(model, task, questions))


async def _ask(model: Model, task: str, questions: Sequence[str]) -> list[str]:
    timeout = aiohttp.ClientTimeout(total=model.timeout)
    headers = {"Authorization": f"Bearer {model.key}"} if model.key else {}
    async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
        return [await _answer(session, model, task, question) for question in questions]


async def _answer(session: aiohttp.ClientSession, model: Model, task: str, question: str) -> str:
    address = f"{model.address.rstrip('/')}/chat/completions"
    messages = [{"role": "system", "content": task}, {"role": "user", "content": question}]
    try:
        async with session.post(address, json={"model": model.name, "messages": messages, "temperature": 0}) as answer:
            body = await answer.content.read(_LARGEST)
            if answer.status != 200:
                raise Unreachable(
                    f"{address}: the language model answered {answer.status}: {body[:200].decode('utf-8', 'replace')}"
                )
            return str(json.loads(body)["choices"][0]["message"]["content"])
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Unreachable(f"{address}: the language model did not answer ({error or type(error).__name__})") from error
    except (ValueError, LookupError, TypeError) as error:
        raise Unreachable(f"{address}: this is no answer of an OpenAI-compatible model ({type(error).__name__})") from error
