"""What came of asking a source, as values: a server's `Answer`, the `Trouble` there was, the `Pulled` that is handed on."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from copytaster.errors import Unreachable
from copytaster.fetch.headers import Headers
from copytaster.model import Delivery, SourceState


class Outcome(enum.StrEnum):
    """What came of one request."""

    NEW = "new"
    NOT_MODIFIED = "not modified"
    GONE = "gone"
    MISSING = "missing"
    DENIED = "denied"
    REFUSED = "refused"
    RATE_LIMITED = "rate limited"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    TOO_LARGE = "too large"
    CUT_SHORT = "cut short"
    BROKEN = "broken"

    @property
    def is_success(self) -> bool:
        """Whether the source answered as it should."""
        return self in {Outcome.NEW, Outcome.NOT_MODIFIED}


class Trouble(Unreachable):
    """A source could not be asked, or its answer cannot be used. The message says what happened, `advice` what to do about it."""

    def __init__(self, outcome: Outcome, what: str, *, advice: str = "") -> None:
        super().__init__(what)
        self.outcome = outcome
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end. `address` gave the answer; `permanent` is where permanent redirects led, if there were any."""

    status: int
    headers: Headers
    address: str
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    permanent: str | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pulled:
    """The result of asking a source: what came of it, the copy if there is any, and the state to keep.

    Keep `state` no sooner than `delivery`: once its validators are kept, the server will not send these bytes again.
    """

    outcome: Outcome
    state: SourceState
    delivery: Delivery | None = None
    links: dict[str, str] = field(default_factory=dict)

    @property
    def problem(self) -> str:
        """One sentence that names the source, what is wrong and what to do; empty when nothing is."""
        return self.state.problem
