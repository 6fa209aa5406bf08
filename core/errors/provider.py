"""What can go wrong with somebody whom we asked; `core.errors` has the whole tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from core.errors.root import StudioError


class ProviderError(StudioError):
    """A provider could not do what it was asked.

    `detail` is what the service itself said, to be shown folded away; `wait_s` is how long it asks to be left alone; `unsent`
    says that the service certainly did nothing; `charged` is what it charges all the same, in US dollars, where that is known.
    """

    code = "provider"
    charged: Decimal | None = None
    pending: bool = False
    """Whether something that is paid for may be under way there: whoever asks again picks it up, and nobody else is asked."""
    reached: object = None
    """What came of it before it failed, where that can be used as it is."""

    def __init__(
        self, message: str, *, hint: str | None = None, detail: str = "", wait_s: float | None = None, unsent: bool = False
    ) -> None:
        super().__init__(message, hint=hint)
        self.detail, self.wait_s, self.unsent = detail, wait_s, unsent

    def reword(self, clean: Callable[[str], str]) -> None:
        """Puts all that it says through `clean`."""
        self.message, self.hint, self.detail = clean(self.message), clean(self.hint), clean(self.detail)
        self.args = (self.message,)

    def follow(self, earlier: Sequence[str]) -> None:
        """Says first why others who were asked before could not do it either."""
        self.message = " ".join([*earlier, self.message])
        self.args = (self.message,)

    def __reduce__(self) -> tuple[object, ...]:
        kept = {"detail": self.detail, "wait_s": self.wait_s, "unsent": self.unsent, "charged": self.charged}
        kept["pending"] = self.pending
        return (*super().__reduce__(), kept)


class ProviderMissing(ProviderError):
    """Nothing fills a port that is needed."""

    code = "provider-missing"
    hint = "`python -m core providers` lists what can be used and what each one needs."


class Unspeakable(ProviderError):
    """The voice has nothing to say for this text."""

    code = "unspeakable"
    hint = "Write a line with words of the chosen language, or choose a voice of the text's language."


class Unavailable(ProviderError):
    """The provider does not answer."""

    code = "unavailable"
    hint = "Try again in a moment, or choose another provider."
    retry = True


class NoConnection(ProviderError):
    """The provider cannot be reached."""

    code = "no-connection"
    hint = "Look at the network and at the provider's address; what this machine makes itself needs neither."
    retry = True


class TooSlow(ProviderError):
    """The provider took longer than its policy allows."""

    code = "too-slow"
    hint = "Try again, or allow this provider more time in its policy."
    retry = True


class Busy(ProviderError):
    """The provider, or our own limit for it, allows no more calls for now."""

    code = "busy"
    hint = "Wait until the limit allows more, or choose another provider."
    retry = True


class Resting(ProviderError):
    """The provider failed so often that it is left alone for a while: its circuit is open."""

    code = "resting"
    hint = "It is tried again by itself when its reset time is over; until then choose another provider."


class KeyRefused(ProviderError):
    """The key is missing, wrong, or may not do this."""

    code = "key-refused"
    hint = "Enter a valid key for this provider, one that may use the chosen model."


class NoBalance(ProviderError):
    """The account behind the key has no money or no quota left."""

    code = "no-balance"
    hint = "Top up the account or raise its quota at the provider, or choose another provider."


class OverBudget(ProviderError):
    """The call would cost more than this provider's budget leaves."""

    code = "over-budget"
    hint = "Raise the budget in the provider's policy, wait for the next month, or choose another provider."


class UnknownModel(ProviderError):
    """The provider has no such model or address."""

    code = "unknown-model"
    hint = "Choose another model; the provider's page lists what it offers."


class NotAccepted(ProviderError):
    """The provider does not take the request as it is."""

    code = "not-accepted"
    hint = "Its detail says what the provider objects to; change that, or choose another model."


class Refused(ProviderError):
    """The provider declined for the sake of safety."""

    code = "refused"
    hint = "Word the line or the description differently, or choose another provider."


class BadAnswer(ProviderError):
    """The provider answered with something that cannot be used."""

    code = "bad-answer"
    hint = "Try again, or choose another model."
    retry = True


class NotOrdered(ProviderError):
    """The provider has no job that was ordered before and is still to be fetched."""

    code = "not-ordered"
    hint = "Order it."


class Undecided(ProviderError):
    """A paid job was being submitted when the studio stopped, and the provider cannot say whether it has it."""

    code = "undecided"
    hint = "Look at the provider's own list of jobs, then order this shot as a new take; it is never submitted twice unasked."


class KeptLocal(ProviderError):
    """Local only is on, and this would have left the machine."""

    code = "kept-local"
    hint = "Switch local only off to use this provider; the offline provider needs no network."
