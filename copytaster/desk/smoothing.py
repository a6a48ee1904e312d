"""A dossier smoothed by the language model that the settings name, if they name one. The check decides what is taken."""

from __future__ import annotations

from copytaster.dossier.rewrite import TASK, Smoothed, question, smooth
from copytaster.dossier.values import Dossier
from copytaster.errors import Misconfigured
from copytaster.fetch.model import Model, ask
from copytaster.settings import Settings


def smoothed(dossier: Dossier, settings: Settings) -> Smoothed:
    """A dossier with the sentences of the model that its sources bear out. Raises `Misconfigured` where no model is set."""
    if not settings.model_address or not settings.model_name:
        raise Misconfigured(
            f"no language model is set in the settings of this desk ({settings.data}): model_address and model_name name one."
            " Where the desk is served, they must be set for the process that serves it, in its settings file or its environment."
        )
    model = Model(settings.model_address, settings.model_name, settings.model_key, settings.model_timeout)
    told = [s for s in dossier.sections if s.sentences]
    given = ask(model, TASK, [question(s) for s in told])
    return smooth(dossier, dict(zip((s.key for s in told), given, strict=True)))
