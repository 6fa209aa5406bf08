"""From the names in an order to the values that stages ask for: template, presenter, voice, format, finish."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import BriefTooLong, EmptyBrief, NotText, UnknownChoice
from core.film import Avatar, Brief, Casting, Direction, Finish, Format, Order, Pace, Template, Voice
from core.film.avatars import AVATARS, avatar
from core.film.brief import SHORTEST_MS
from core.film.closing import closing_ms
from core.film.finish import finish_of
from core.film.templates import template
from core.ports import DiscussingWriter, Speaker, Writer
from core.providers import cast
from core.value import Value

LARGEST_SOURCE = 2_000_000
"""Characters of source text that are read."""


@dataclass(frozen=True)
class Sources:
    """What a run starts from."""

    brief: Brief
    template: Template
    casting: Casting
    direction: Direction
    finish: Finish
    form: Format
    pace: Pace
    forms: tuple[Format, ...] = ()
    """Every shape and size in which the film is made; the first is `form`."""

    def values(self, form: Format | None = None) -> tuple[Value, ...]:
        """For the engine, for the main film or another edition."""
        return (self.brief, self.template, self.casting, self.direction, self.finish, form or self.form, self.pace)


def discusses(writer: Writer | None) -> bool:
    """Whether scripts of this writer can be worked over in rounds."""
    return isinstance(writer, DiscussingWriter) and writer.discusses


def sources_of(order: Order, speaker: Speaker, folder: Path, writer: Writer | None = None) -> Sources:
    """Every source value of an order; `folder` takes files that are needed meanwhile. Rounds are the brief's only where `writer`
    has any, so that they change nothing else.

    Raises `BadInput` leaves that name what is not known, with what there is.
    """
    check_source(order.source)
    chosen = template(order.template)
    presenter = _avatar(order.avatar, chosen)
    voice = pick_voice(order.voice, order.language, presenter, speaker.voices())
    pace = _pace(speaker, voice, order, folder, chosen.before_ms + chosen.after_ms)
    forms = order.editions(chosen.aspect)
    brief = Brief(
        source=order.source,
        title=order.title,
        audience=order.audience,
        tone=order.tone,
        goal=order.goal,
        category=order.category,
        language=order.language,
        length_ms=_script_ms(order, presenter, pace),
        assets=order.assets,
        take=order.script_take,
        rounds=order.rounds if discusses(writer) else 0,
        beats=chosen.beats if discusses(writer) else (),
    )
    return Sources(
        brief=brief,
        template=chosen,
        casting=Casting(avatar=presenter, voice=voice),
        direction=Direction(placement=order.placement, pronounce=order.pronounce),
        finish=finish_of(chosen, order.captions, order.music, order.music_db),
        form=forms[0],
        pace=pace,
        forms=forms,
    )


_PACES: OrderedDict[tuple[str, Voice, str, str, int], Pace] = OrderedDict()
_PACES_KEPT = 200


def _pace(speaker: Speaker, voice: Voice, order: Order, folder: Path, gap_ms: int) -> Pace:
    """The pace of a voice over a text, measured once: whoever edits a film asks again and again."""
    key = (speaker.identity, voice, order.source, order.language, gap_ms)
    known = _PACES.get(key)
    if known is None:
        from core.media.pace import pace_of

        asked, alike = _nearby(speaker, voice)
        known = _PACES[key] = pace_of(asked, alike, order.source, order.language, folder, gap_ms=gap_ms)
        while len(_PACES) > _PACES_KEPT:
            with suppress(KeyError):  # two threads may tidy at once
                _PACES.popitem(last=False)
    return known


def _nearby(speaker: Speaker, voice: Voice) -> tuple[Speaker, Voice]:
    """Who is asked how long a text takes: this machine's voice of the language, so that a service is not paid for a guess."""
    local: Speaker = cast((Speaker,))[Speaker]
    voices = local.voices()
    if any(one.id == voice.id for one in voices):
        return speaker, voice
    tongue = voice.language.split("-")[0]
    alike = next((one for one in voices if one.language.split("-")[0] == tongue), None)
    return (speaker, voice) if alike is None else (local, alike)


def _script_ms(order: Order, presenter: Avatar | None, pace: Pace) -> int | None:
    """The length that is left for the script when the closing is taken off."""
    if not order.length_s:
        return None
    return max(SHORTEST_MS, order.length_s * 1000 - closing_ms(presenter, order.language, pace))


def wanted_ms(order: Order, pace: Pace) -> int | None:
    """How long an order's script shall be; None where its length was not chosen."""
    return _script_ms(order, _avatar(order.avatar, template(order.template)), pace)


def check_source(source: str) -> None:
    """Raises `EmptyBrief`, `BriefTooLong` or `NotText` for a source that no film can be made from."""
    if not source.strip():
        raise EmptyBrief("There is no text to make a film from.")
    if len(source) > LARGEST_SOURCE:
        raise BriefTooLong(f"The text has {len(source):,} characters; at most {LARGEST_SOURCE:,} are read.")
    if "\x00" in source:
        raise NotText("The source holds binary data, not text.")


def pick_voice(name: str, language: str, presenter: Avatar | None, voices: Sequence[Voice]) -> Voice:
    """The voice of that id; else the presenter's if it speaks the language; else the language's first."""
    if name:
        found = next((voice for voice in voices if voice.id == name or voice.id.split(":", 1)[-1] == name), None)
        if found is None:
            same = ", ".join(voice.id for voice in voices if _speaks(voice, language)) or "none for this language"
            raise UnknownChoice(f"There is no voice “{name}”. Voices for {language}: {same}.")
        return found
    fitting = [voice for voice in voices if _speaks(voice, language)]
    if not fitting:
        known = ", ".join(sorted({voice.language.split("-")[0] for voice in voices}))
        raise UnknownChoice(f"No voice speaks “{language}”. Languages with a voice: {known}.")
    if presenter is not None:
        first = fitting[0].id.split(":")[0]  # whoever is asked first speaks, also where another has a voice that suits better
        suited = [voice for voice in fitting if presenter.voice and presenter.voice in (voice.id, voice.name, voice.variant)]
        fitting = [voice for voice in suited if voice.id.split(":")[0] == first] + fitting
    return fitting[0]


def _speaks(voice: Voice, language: str) -> bool:
    here, there = voice.language.lower().split("-"), language.lower().split("-")
    return here[0] == there[0] and (len(there) == 1 or len(here) == 1 or here[1] == there[1])


def _avatar(name: str, chosen: Template) -> Avatar | None:
    if name == "none":
        return None
    if name:
        return avatar(name)
    return avatar(chosen.avatar) if chosen.avatar else AVATARS[0]
