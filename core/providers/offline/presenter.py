"""The presenter of the house: acts a take from its phonemes and words alone, with no key and no network."""

from __future__ import annotations

from core.film import Performance, Placement, Staging, Take
from core.ports import Presenter
from core.providers import provides
from core.providers.offline.gestures import gestures
from core.providers.offline.lips import mouth_keys


@provides(Presenter)
class OfflinePresenter:
    """Fills the port `Presenter`. Same take and staging, same performance."""

    @property
    def identity(self) -> str:
        """House, model and options, in one line."""
        return "offline:presenter:1"

    def perform(self, take: Take, staging: Staging) -> Performance:
        """The performance of the staging's avatar, all of it inside the take; nobody and nothing where none is staged."""
        if staging.avatar is None or staging.placement is Placement.NONE:
            return Performance(duration_ms=take.duration_ms)
        mouth = mouth_keys(take.phonemes, take.duration_ms)
        body = gestures(take.words, mouth, staging.placement, take.duration_ms)
        return Performance(
            avatar=staging.avatar,
            placement=staging.placement,
            duration_ms=take.duration_ms,
            mouth=mouth,
            blinks=body.blinks,
            gaze=body.gaze,
            brows=body.brows,
            head=body.head,
            smile=body.smile,
        )
