"""Close looks at templates and presenters: every layout in a template's look, its colours, a presenter talking."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from pathlib import Path

from core.engine.store import Store
from core.film import Aspect, Avatar, Format, Layout, Placement, Quality, Scene, Slide, Spoken, Staging, Template, Utterance
from core.film.avatars import AVATARS, avatar
from core.film.specimens import PHOTO, SCREEN, SPECIMENS
from core.film.timing import to_frames
from core.making.casting import pick_voice
from core.media.preview import Preview
from core.ports import Presenter, Speaker
from core.providers import cast
from core.showing.greetings import GREETINGS
from core.showing.preview_scenes import placement_in, standing
from core.showing.previews import EDITION, Previews
from core.value import Blob, Value

_LENGTH_MS = 4000
_WIDTH = 480
_SCREENSHOT = Path(__file__).resolve().parents[2] / ".streamlit" / "static" / "readme" / "create.png"


class Specimens:
    """Close looks, kept beside the pictures of the galleries."""

    def __init__(self, previews: Previews, store: Store) -> None:
        self.previews, self.store = previews, store
        self._frames, self._lock = Preview(), threading.Lock()

    def layout(self, template: Template, layout: Layout) -> Path:
        """A JPEG of the template in that layout, with everything said."""
        slide = SPECIMENS[layout]

        def draw(to: Path) -> None:
            files: dict[Blob, Callable[[], Path]] = {PHOTO: self._photo, SCREEN: lambda: _SCREENSHOT}
            scene = _scene(template, slide)
            to.write_bytes(self._frames.frame(scene, _LENGTH_MS * 0.8, lambda blob: files[blob](), width=_width(template)))

        if slide.picture is not None and slide.picture.blob == PHOTO:
            self._photo()
        return self.previews.kept(f"layout-{template.id}-{layout}-{_mark(template, slide)}.jpg", draw, self._lock)

    def talking(self, who: Avatar) -> Path:
        """An MP4 of the presenter introducing themselves in English. Raises `Unspeakable`."""
        from core.media.close_up import close_up
        from core.stages.voice import voice as speak

        ports = cast((Speaker, Presenter))
        speaker, presenter = ports[Speaker], ports[Presenter]
        voice = pick_voice("", "en", who, speaker.voices())
        utterance = Utterance(text=GREETINGS["en"].format(who.name), language=voice.language, voice=voice)

        def draw(to: Path) -> None:
            with self.store.scratch() as scratch:
                take = speak(utterance, speaker, scratch)
                performance = presenter.perform(take, Staging(avatar=who, placement=Placement.FULL))
                close_up(performance, scratch.path(take.audio), to)

        return self.previews.kept(f"talking-{who.id}-{_mark(who, utterance)}.mp4", draw, self._lock)

    def _photo(self) -> Path:
        from core.media.landscape import landscape

        return self.previews.kept(f"landscape-{EDITION}.jpg", lambda to: landscape(1600, 1067, to), self._lock)


def bright(template: Template) -> bool:
    """Whether its ground is light."""
    from core.media.colour import luminance

    return luminance(template.look.palette.ground) > 0.4


def swatches(template: Template) -> tuple[tuple[str, str], ...]:
    """Its colours by what they are for, each once."""
    palette = template.look.palette
    named = {"Ground": palette.ground, "Cards": palette.surface, "Ink": palette.ink, "Accent": palette.accent,
             "Second accent": palette.accent_end, "Tint": palette.tint, "Deep": palette.deep}  # fmt: skip
    found: dict[str, str] = {}
    for name, colour in named.items():
        if colour and colour.upper() not in found:
            found[colour.upper()] = name
    return tuple((name, colour) for colour, name in found.items())


def swatch(colour: str) -> str:
    """A colour as a drawing that pages can show."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 48" width="96" height="48">'
        f'<rect x="0.5" y="0.5" width="95" height="47" rx="10" fill="{colour}" stroke="#888" stroke-opacity="0.35"/></svg>'
    )


def _scene(template: Template, slide: Slide) -> Scene:
    form = Format(aspect=template.aspect if template.aspect is Aspect.TALL else Aspect.WIDE, quality=Quality.DRAFT)
    who = avatar(template.avatar) if template.avatar else AVATARS[0]
    return Scene(
        shot=f"specimen-{slide.layout}", seed=zlib.crc32(slide.layout.encode()) % 7 + 1, slide=slide, look=template.look,
        language="en", format=form, frames=to_frames(_LENGTH_MS, form.fps), take_ms=150, take_end_ms=_LENGTH_MS - 300,
        spoken=tuple(
            Spoken(part=name, start_ms=150 + 120 * i, end_ms=700 + 120 * i) for i, (name, _) in enumerate(slide.parts())
        ),
        performance=standing(who, placement_in(template, slide.layout)),
        safe_top=template.safe_top, safe_bottom=template.safe_bottom,
    )  # fmt: skip


def _width(template: Template) -> int:
    return _WIDTH // 2 if template.aspect is Aspect.TALL else _WIDTH


def _mark(*values: Value) -> str:
    return f"{zlib.crc32(''.join(value.model_dump_json() for value in values).encode()) ^ EDITION:08x}"
