"""HeyGen: presenters who are filmed saying a take, by version 3 of its interface, and services that speak the same."""

from pydantic import Field

from core.policy import Policy, Timeouts
from core.ports import Presenter
from core.providers.heygen.client import HOME
from core.providers.heygen.presenter import HeyGenPresenter
from core.providers.house import House, Offer, Preset
from core.services.entries import Fill
from core.value import Value

PORTS: dict[type, type] = {Presenter: HeyGenPresenter}
"""What this house can fill."""

PATIENT = Policy(timeouts=Timeouts(total_s=1800))
"""A clip takes minutes."""


class PresenterOptions(Value):
    """Who is seen, and how large the clip is."""

    avatars: str = Field(
        "", max_length=500, title="Other presenters", description="Like “leo=abc123 ada=def456”; all others are the one above."
    )
    resolution: str = Field("1080p", pattern=r"^(720p|1080p|4k)$", title="Resolution", description="720p, 1080p or 4k.")


HOUSE = House(
    id="heygen",
    name="HeyGen",
    about="Presenters who are filmed saying each line. Each shot with a presenter is paid for by its seconds.",
    address=HOME,
    offers=(Offer(port="Presenter", options=PresenterOptions, units=("second",)),),
    presets=(Preset(name="HeyGen", about="Filmed presenters", fills=(Fill(port="Presenter", model="your-avatar-id"),)),),
)
"""This house as it is offered."""
