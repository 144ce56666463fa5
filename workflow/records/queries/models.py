"""The models that an organisation follows or has followed, as it adopted them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.governance.load import from_text
from workflow.governance.model import Model
from workflow.records.model import ModelText
from workflow.records.sql import answers, remembered

_DIGESTS = "SELECT digest FROM model WHERE organisation = ? ORDER BY digest"


def model_of(session: Session, organisation: int, digest: str) -> Model:
    """The model with that digest, as the organisation adopted it."""
    if found := _models.get(digest):
        return found
    held = select(ModelText.text).where(ModelText.organisation == organisation, ModelText.digest == digest)
    _models[digest] = from_text(session.scalars(held).one())
    return _models[digest]


_models: dict[str, Model] = {}


def models_of(session: Session, organisation: int) -> list[Model]:
    """Every model that the organisation follows or has followed."""
    held = answers(session, _DIGESTS, (organisation,))
    return [model_of(session, organisation, row[0]) for row in held]


def know_models(session: Session, organisation: int, digests: Iterable[str]) -> None:
    """Whoever has read their digests already lets a reading session know."""
    remembered(session, (_DIGESTS, organisation), lambda: [(digest,) for digest in sorted(digests)])


def keep_model(session: Session, organisation: int, model: Model) -> None:
    """Write the model's text into the organisation, once."""
    held = select(ModelText).where(ModelText.organisation == organisation, ModelText.digest == model.digest)
    if session.scalar(held) is None:
        session.add(ModelText(organisation=organisation, digest=model.digest, name=model.name, text=model.text))
        session.flush()
