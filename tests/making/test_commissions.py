"""Clips and stills made by models for one shot: ordered once, kept, chosen, and played in the finished film."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import av
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

import google_server
import openai_server
from loopback import KEY, Service, film, picture

from core.errors import BadEdit, BadInput, ProviderMissing, UnknownChoice
from core.film import Format, Layout, Order, Picture, Quality, Scene, Slide
from core.film.brief import Aspect
from core.film.shot_edits import SetSlide
from core.film.slide import Footage
from core.film.templates import TEMPLATES
from core.making.commissions import Commission, Wish
from core.making.importing import picture_of
from core.media.assemble import assemble
from core.media.compositor import Compositor
from core.policy import Budgets, Policy, Purse, Timeouts, Tries
from core.policy.purse import FilmBudget
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.session import Session
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)
POLICY = Policy(tries=Tries(attempts=2, first_s=0.01, longest_s=1), timeouts=Timeouts(connect_s=5, read_s=20, total_s=30))


@pytest.fixture(scope="module")
def google() -> Iterator[Service]:
    with google_server.running() as service:
        yield service


@pytest.fixture(scope="module")
def openai() -> Iterator[Service]:
    with openai_server.running() as service:
        yield service


@pytest.fixture
def studio(google: Service, openai: Service, tmp_path: Path) -> Iterator[Studio]:
    google.begin()
    openai.begin()
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets")) as opened:
        clip = Fill(port="Filmer", model="test-clip", options=(("look_s", "0.02"),))
        key = KeyReference(source="studio")
        opened.services.save(Roster(
            entries=(
                Entry(id="clips", house="google", base_url=google.url, key=key, fills=(clip,), policy=POLICY),
                Entry(id="stills", house="openai", base_url=openai.url, key=key,
                      fills=(Fill(port="Painter", model="test-still"),), policy=POLICY),
            ),
            chains=(Chain(port="Filmer", first="clips"), Chain(port="Painter", first="stills")),
        ))  # fmt: skip
        for name in ("clips", "stills"):
            opened.services.keys.enter(name, KEY)
        yield opened
    assert google.problems == openai.problems == []


def session_of(studio: Studio, text: str = "Search is faster now.") -> Session:
    return studio.create(Order(source=text, title="Faster", avatar="none", quality=Quality.DRAFT))


def ordered(studio: Studio, session: Session, wish: Wish) -> Commission:
    studio.commissions.order(session.id, wish)
    studio.commissions.wait()
    return studio.commissions.of(session.id, wish.shot)[0]


def test_a_clip_is_ordered_once_and_lies_in_the_session(studio: Studio, google: Service) -> None:
    session = session_of(studio)
    wish = Wish(shot="s1", kind="clip", prompt="A calm sea")
    first = ordered(studio, session, wish)
    assert first.state == "done"
    assert first.picture
    assert first.picture.footage
    assert first.picture.footage.made_by == "test-clip at clips"
    assert ordered(studio, session, wish) == first
    assert len(google.jobs) == 1
    assert len(list(session.folder.glob("video_clips/generated_*.mp4"))) == 1
    assert studio.commissions.of(session.id, "s2") == ()
    assert ordered(studio, session, wish.model_copy(update={"take": 2})) != first
    assert len(google.jobs) == 2


def test_a_clip_costs_what_the_service_makes_of_its_length(studio: Studio) -> None:
    roster = studio.services.roster()
    priced = Price(model="test-clip", unit="second", usd=Decimal("0.1"), since=date(2026, 1, 1))
    entries = tuple(e.model_copy(update={"prices": (priced,)}) if e.id == "clips" else e for e in roster.entries)
    wish = Wish(shot="s1", kind="clip", prompt="A calm sea", duration_ms=5200)
    assert studio.commissions.price(wish) is None
    studio.services.save(roster.model_copy(update={"entries": entries}))
    assert studio.commissions.price(wish) == Decimal("0.6")
    assert studio.commissions.possible() == ("still", "clip")


def test_a_still_becomes_the_first_picture_of_a_clip(studio: Studio, google: Service) -> None:
    session = session_of(studio)
    still = ordered(studio, session, Wish(shot="s1", kind="still", prompt="A calm sea")).picture
    assert still
    assert still.footage is None
    clip = ordered(studio, session, Wish(shot="s1", kind="clip", prompt="The sea moves", first=still))
    assert clip.state == "done"
    assert len(google.jobs["job1"]["body"]["input"][0]["content"]) == 2
    assert [one.wish.kind for one in studio.commissions.of(session.id, "s1")] == ["clip", "still"]


def test_a_refusal_is_told_and_what_takes_long_is_picked_up(studio: Studio, google: Service) -> None:
    session = session_of(studio)
    google.plan = ["fails late"]
    failed = ordered(studio, session, Wish(shot="s1", kind="clip", prompt="A known face"))
    assert (failed.state, failed.again) == ("failed", False)
    assert "well-known people" in failed.error
    assert failed.hint


def test_a_budget_stops_a_still_and_another_style_before_anything_is_asked(
    studio: Studio, openai: Service, tmp_path: Path
) -> None:
    for port, price in (("Painter", "0.04"), ("Restyler", "0.05")):
        entry = studio.services.entry("stills")
        fill = Fill(port=port, model=f"test-{port}")
        fills = (*(one for one in entry.fills if one.port != port), fill)
        cost = Price(model=fill.model, unit="picture", usd=Decimal(price), since=date(2026, 1, 1))
        studio.services.put(entry.model_copy(update={"fills": fills, "prices": (*entry.prices, cost)}))
        studio.services.choose(Chain(port=port, first="stills"))
    session = session_of(studio)
    purse = Purse(studio.services.folder)
    photo = picture_of("photo.png", picture((160, 96)), studio.store)
    still = Wish(shot="s1", kind="still", prompt="A calm sea")
    style = Wish(shot="s1", kind="restyled", prompt="Paper cut-out", first=photo)
    purse.set(Budgets(film=FilmBudget(film_usd=Decimal("0.03"))))
    for wish in (still, style):
        stopped = ordered(studio, session, wish)
        assert stopped.state == "failed"
        assert "budget of $0.03" in stopped.error
    assert openai.requests == []
    purse.set(Budgets(film=FilmBudget(film_usd=Decimal("0.06"))))
    assert ordered(studio, session, style).state == "done"
    assert ordered(studio, session, still).state == "failed", "what is left is less than it costs"
    assert [name for name, _ in openai.requests] == ["images/edits"]


def moderated(studio: Studio, service: Service, **fields: object) -> None:
    entry = Entry.model_validate({
        "id": "gate", "house": "openai", "label": "The gate", "base_url": service.url, "key": KeyReference(source="studio"),
        "fills": (Fill(port="Moderator", model="omni-moderation-latest"),), "policy": POLICY, **fields,
    })  # fmt: skip
    studio.services.put(entry)
    studio.services.keys.enter("gate", KEY)
    studio.services.choose(Chain(port="Moderator", first="gate"))


@pytest.fixture(scope="module")
def gate() -> Iterator[Service]:
    with openai_server.running() as service:
        yield service


def test_a_prompt_is_looked_over_before_anything_is_ordered(studio: Studio, openai: Service, gate: Service) -> None:
    gate.begin()
    moderated(studio, gate)
    session = session_of(studio)
    wish = Wish(shot="s1", kind="still", prompt="A calm sea")
    assert ordered(studio, session, wish).state == "done"
    assert gate.asked("moderations") == [{"model": "omni-moderation-latest", "input": "A calm sea"}]
    assert len(openai.requests) == 1
    gate.plan = ["flagged: violence, self-harm"]
    for _ in range(2):
        refused = ordered(studio, session, wish.model_copy(update={"prompt": "A dreadful fight"}))
        assert (refused.state, refused.again, refused.picture) == ("failed", False, None)
        assert refused.error == "The gate flagged the words for self-harm and violence. Nothing was ordered."
        assert "differently" in refused.hint
    assert len(gate.requests) == 2, "the same words are looked over once"
    assert len(openai.requests) == 1, "nothing was painted"
    assert gate.problems == []


def test_clips_and_styles_are_looked_over_too(studio: Studio, google: Service, openai: Service, gate: Service) -> None:
    gate.begin()
    moderated(studio, gate)
    stills = studio.services.entry("stills")
    fills = (*stills.fills, Fill(port="Restyler", model="test-style"))
    studio.services.put(stills.model_copy(update={"fills": fills}))
    studio.services.choose(Chain(port="Restyler", first="stills"))
    session = session_of(studio)
    photo = picture_of("photo.png", picture((160, 96)), studio.store)
    gate.always = "flagged: violence"
    for wish in (
        Wish(shot="s1", kind="clip", prompt="A fight at sea"),
        Wish(shot="s1", kind="restyled", prompt="A bloody style", first=photo),
    ):
        assert "flagged the words for violence" in ordered(studio, session, wish).error
    assert google.jobs == {}
    assert openai.requests == []


@pytest.mark.parametrize("how", ["503", "reset", "401", "wrong types"])
def test_a_prompt_that_cannot_be_checked_is_not_ordered_and_goes_on_once_it_can(
    studio: Studio, openai: Service, gate: Service, how: str
) -> None:
    gate.begin()
    moderated(studio, gate)
    session, wish = session_of(studio), Wish(shot="s1", kind="still", prompt="A calm sea")
    gate.always = how
    failed = ordered(studio, session, wish)
    assert (failed.state, failed.again) == ("failed", how != "401")
    assert failed.error.startswith("The prompt could not be checked, so nothing was ordered. ")
    assert "The gate" in failed.error
    assert failed.hint
    assert KEY not in failed.error
    assert openai.requests == []
    gate.always = ""
    assert ordered(studio, session, wish).state == "done"
    assert len(openai.requests) == 1


def test_a_check_that_is_switched_off_or_not_open_to_somebody_lets_nothing_by(
    studio: Studio, openai: Service, gate: Service
) -> None:
    gate.begin()
    moderated(studio, gate, enabled=False)
    session, wish = session_of(studio), Wish(shot="s1", kind="still", prompt="A calm sea")
    with pytest.raises(UnknownChoice, match="The gate is switched off"):
        studio.commissions.order(session.id, wish)
    moderated(studio, gate, people=("ana",))
    assert "not open to you" in ordered(studio, session, wish).error
    assert openai.requests == []


def test_without_anybody_who_films_nothing_is_offered(tmp_path: Path) -> None:
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets")) as studio:
        assert studio.commissions.possible() == ()
        with pytest.raises(ProviderMissing):
            studio.commissions.order(session_of(studio).id, Wish(shot="s1", kind="clip", prompt="Sea"))


def test_a_last_picture_needs_a_first_one(studio: Studio) -> None:
    last = picture_of("a.png", picture(), studio.store)
    with pytest.raises(BadEdit):
        studio.commissions.order(session_of(studio).id, Wish(shot="s1", kind="clip", prompt="Sea", last=last))


def test_a_clip_may_also_be_handed_in_and_what_is_none_is_refused(studio: Studio) -> None:
    found = picture_of("walk.mp4", film(), studio.store)
    assert (found.width, found.height) == (160, 96)
    assert found.footage
    assert found.footage.duration_ms == 2000
    with pytest.raises(BadInput):
        picture_of("walk.mp4", b"nothing", studio.store)


@pytest.mark.parametrize("layout", [Layout.STILL, Layout.STILL_TEXT])
@pytest.mark.parametrize("aspect", [Aspect.WIDE, Aspect.TALL])
def test_a_clip_moves_in_its_place_and_any_frame_is_the_same_again(layout: Layout, aspect: Aspect, studio: Studio) -> None:
    given = picture_of("walk.mp4", film(4.0, (640, 360)), studio.store)
    form = Format(aspect=aspect, quality=Quality.DRAFT)
    scene = Scene(shot="s", seed=5, slide=Slide(layout=layout, headline="Faster", picture=given), look=TEMPLATES[0].look,
                  format=form, frames=120, take_ms=250, take_end_ms=3750)  # fmt: skip
    frames = Compositor(assemble(scene, studio.store.path), *form.size)
    early, late, again = (frames.rgb(ms).astype(int) for ms in (1500, 2600, 1500))
    assert np.array_equal(early, again)
    moved = (np.abs(early - late).max(2) > 60).mean()
    assert 0.004 < moved < 0.6
    still = scene.model_copy(update={"slide": scene.slide.model_copy(update={
        "picture": given.model_copy(update={"footage": None})})})  # fmt: skip
    calm = Compositor(assemble(still, studio.store.path), *form.size)
    assert (np.abs(calm.rgb(1500).astype(int) - calm.rgb(2600)).max(2) > 60).mean() < moved


def test_a_shot_with_a_clip_shows_it_in_the_film_and_no_other_shot_does(studio: Studio, google: Service) -> None:
    session = session_of(studio, "# Faster\n\nSearch is faster now.")
    editor = studio.cutting.editor(session.id)
    shot = editor.shots[-1]
    found = ordered(studio, session, Wish(shot=shot.id, kind="clip", prompt="A calm sea")).picture
    assert found
    editor.apply(SetSlide(shot=shot.id, slide=Slide(layout=Layout.STILL, headline="Offline", picture=found)))
    made = studio.make(session)
    with av.open(str(made.files[0])) as container:
        tops = [frame.to_ndarray(format="rgb24")[: frame.height // 3 : 8, ::8].astype(int) for frame in container.decode(video=0)]
    blue = [bool((np.abs(one - (20, 90, 200)).max(2) < 40).mean() > 0.5) for one in tops]
    assert any(blue)
    assert not blue[0]
    assert list(session.folder.glob("video_clips/clip_*.mp4"))
    assert len(google.jobs) == 1


def test_an_older_picture_keeps_its_name(studio: Studio) -> None:
    from core.engine import digest

    given = Picture(blob=studio.store.put_bytes(b"x", ".png"), width=4, height=4)
    assert digest(given) == digest(Picture.model_validate(given.model_dump(exclude={"footage"})))
    assert digest(given) != digest(given.model_copy(update={"footage": Footage(blob=given.blob, duration_ms=1)}))
