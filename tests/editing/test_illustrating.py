"""Pictures for a whole film: one look, one price, one order, and one edit that undo takes back."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

import google_server
import openai_server
from loopback import KEY, Service

from core.__main__ import main
from core.editing.illustrating import Progress
from core.errors import BadEdit, OverBudget, ProviderMissing
from core.film import Layout, Line, Order, Picture, Quality, Slide
from core.film.edits import Film
from core.film.picturing import made_fit
from core.film.shot_edits import Hide, Lock, SetNarration, SetPicture, SetSlide, SetSlides
from core.policy import Budgets, Policy, Purse, Timeouts, Tries
from core.policy.purse import FilmBudget
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.settings import Settings
from core.studio import Studio

pytestmark = pytest.mark.timeout(600)
POLICY = Policy(tries=Tries(attempts=1), timeouts=Timeouts(connect_s=5, read_s=20, total_s=30), at_once=1)
LOOK = "flat illustration, warm light"
PLAIN = tuple(
    Line(narration=f"{word} ships leave the harbour before dawn.", slide=Slide(layout=Layout.STATEMENT, headline=f"{word} ships"))
    for word in ("Small", "Large", "Quiet")
)


@pytest.fixture(scope="module")
def openai() -> Iterator[Service]:
    with openai_server.running() as service:
        yield service


@pytest.fixture(scope="module")
def google() -> Iterator[Service]:
    with google_server.running() as service:
        yield service


@pytest.fixture
def studio(openai: Service, google: Service, tmp_path: Path) -> Iterator[Studio]:
    openai.begin()
    google.begin()
    with Studio(Settings(sessions=tmp_path / "sessions", secrets=tmp_path / "secrets"), inline=True) as opened:
        yield opened
    assert openai.problems == google.problems == []


def painting(studio: Studio, service: Service) -> None:
    fill, since = Fill(port="Painter", model="test-still"), date(2026, 1, 1)
    price = Price(model=fill.model, unit="picture", usd=Decimal("0.04"), since=since)
    key = KeyReference(source="studio")
    entry = Entry(id="stills", house="openai", base_url=service.url, key=key, fills=(fill,), policy=POLICY, prices=(price,))
    studio.services.save(Roster(entries=(entry,), chains=(Chain(port="Painter", first="stills"),)))
    studio.services.keys.enter("stills", KEY)


def filming(studio: Studio, service: Service) -> None:
    fill, since = Fill(port="Filmer", model="test-clip", options=(("look_s", "0.02"),)), date(2026, 1, 1)
    price = Price(model=fill.model, unit="second", usd=Decimal("0.1"), since=since)
    key = KeyReference(source="studio")
    entry = Entry(id="clips", house="google", base_url=service.url, key=key, fills=(fill,), policy=POLICY, prices=(price,))
    studio.services.save(Roster(entries=(entry,), chains=(Chain(port="Filmer", first="clips"),)))
    studio.services.keys.enter("clips", KEY)


def session_of(studio: Studio, lines: tuple[Line, ...] = PLAIN) -> str:
    name = studio.create(Order(source="Ships leave early.", title="Ships", avatar="none", quality=Quality.DRAFT)).id
    editor = studio.cutting.editor(name)
    session = studio.open(name)
    from core.film.screenplay import to_markdown

    session.write("scripts/script.md", to_markdown(editor.film.script.model_copy(update={"lines": lines})))
    assert len(studio.cutting.editor(name).film.lines) == len(lines)
    return name


def ordered(studio: Studio, name: str, look: str = LOOK) -> Progress:
    studio.illustrations.order(name, studio.illustrations.offer(name, "still", look))
    studio.commissions.wait()
    return studio.illustrations.standing(name)


def layouts(film: Film) -> list[Layout]:
    return [line.slide.layout for line in film.lines]


def test_stills_in_one_look_are_priced_ordered_and_put_in_as_one_edit(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    name = session_of(studio)
    offer = studio.illustrations.offer(name, "still", LOOK)
    assert offer.told == "At most $0.12 for 3 stills."
    assert openai.requests == [], "asking for the price asks nobody"
    now = ordered(studio, name)
    prompts = [body["prompt"] for body in openai.asked("images/generations")]
    assert len(prompts) == 3
    assert all(LOOK in prompt and "photograph" not in prompt for prompt in prompts)
    assert (now.told, now.share, {one.state for one in now.pieces}) == ("3 of 3 are there", 1.0, {"there"})
    editor = studio.cutting.editor(name)
    before = editor.film
    editor.apply(studio.illustrations.edit(name), seen=editor.revision)
    assert layouts(editor.film) == [Layout.STILL_TEXT] * 3
    assert editor.undoable == "screens of 3 shots"
    assert {one.state for one in studio.illustrations.standing(name).pieces} == {"used"}
    with pytest.raises(BadEdit):
        studio.illustrations.edit(name)
    editor.undo()
    assert editor.film == before
    assert len(studio.illustrations.edit(name).slides) == 3, "what was taken back can be put in again"


def test_the_same_order_again_costs_nothing_and_another_look_is_another_order(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    name = session_of(studio)
    ordered(studio, name)
    again = studio.illustrations.offer(name, "still", LOOK)
    assert (again.usd, again.kept) == (0, 3)
    assert again.told == "3 stills for nothing; 3 of them there already."
    ordered(studio, name)
    assert len(openai.requests) == 3
    assert studio.illustrations.offer(name, "still", "ink drawing").usd == Decimal("0.12")
    studio.cutting.editor(name).apply(studio.illustrations.edit(name))
    shots = studio.cutting.editor(name).film.names
    assert studio.illustrations.offer(name, "still", LOOK, shots).usd == Decimal("0.12"), "others than those that are shown"
    assert studio.illustrations.offer(name, "still", LOOK).pieces == (), "every shot has a picture of its own"


def test_locked_and_hidden_shots_and_those_whose_content_would_be_lost_are_left_out(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    number = Slide(layout=Layout.NUMBER, headline="Ships", figure={"value": 12, "text": "12"})
    name = session_of(studio, (*PLAIN, Line(narration="Twelve ships left.", slide=number)))
    editor = studio.cutting.editor(name)
    editor.apply(Lock(shot=editor.film.names[0]))
    editor.apply(Hide(shot=editor.film.names[1]))
    places = studio.illustrations.places(name)
    assert [(place.number, place.fits) for place in places] == [(3, True), (4, False)]
    assert places[1].why == "Its number is the point"
    assert [one.wish.shot for one in studio.illustrations.offer(name, "still").pieces] == [editor.film.names[2]]
    chosen = studio.illustrations.offer(name, "still", "", editor.film.names)
    assert [one.wish.shot for one in chosen.pieces] == list(editor.film.names[2:]), "not even when somebody asks for them"
    assert made_fit(number).score < made_fit(PLAIN[0].slide).score


def test_a_budget_that_does_not_suffice_for_all_is_told_and_nothing_is_ordered(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    name = session_of(studio)
    Purse(studio.services.folder).set(Budgets(film=FilmBudget(film_usd=Decimal("0.10"))))
    offer = studio.illustrations.offer(name, "still", LOOK)
    assert offer.beyond == "This film has a budget of $0.10, of which $0.10 is left."
    with pytest.raises(OverBudget):
        studio.illustrations.order(name, offer)
    assert openai.requests == []
    assert studio.illustrations.standing(name) == Progress()
    two = studio.illustrations.offer(name, "still", LOOK, studio.cutting.editor(name).film.names[:2])
    assert two.beyond == ""


def test_no_picture_gives_up_because_others_are_made_before_it(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    entry = studio.services.entry("stills")
    studio.services.put(entry.model_copy(update={"policy": POLICY.model_copy(update={"queue_s": 0.0})}))
    assert ordered(studio, session_of(studio)).told == "3 of 3 are there", "they wait for their turn before they ask"


def test_one_that_fails_is_told_by_its_shot_and_asked_for_again_alone(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    name = session_of(studio)
    openai.plan = ["safety"]
    now = ordered(studio, name)
    (failed,) = now.of("failed")
    assert now.told == "2 of 3 are there"
    assert failed.why
    assert failed.title in {line.slide.headline for line in PLAIN}
    studio.illustrations.again(name, failed.wish.shot)
    studio.commissions.wait()
    assert studio.illustrations.standing(name).told == "3 of 3 are there"
    assert len(openai.requests) == 4


def test_another_studio_finds_what_was_ordered_and_goes_on_where_it_stopped(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    name = session_of(studio)
    ordered(studio, name)
    path = studio.root / name / "metadata/commissions.json"
    written = json.loads(path.read_text())
    path.write_text(json.dumps({"all": written["all"][:1]}))  # as a studio leaves it that ends in the middle
    with Studio(studio.settings, inline=True) as other:
        assert len(other.illustrations.standing(name).of("stopped")) == 2
        other.illustrations.again(name)
        other.commissions.wait()
        assert other.illustrations.standing(name).told == "3 of 3 are there"
    assert len(openai.requests) == 3, "answers that came are never paid for twice"


def test_what_was_edited_meanwhile_wins_and_a_reworded_shot_still_gets_its_picture(studio: Studio, openai: Service) -> None:
    painting(studio, openai)
    name = session_of(studio)
    pictures = [one.picture for one in ordered(studio, name).pieces]
    editor = studio.cutting.editor(name)
    first, second, third = editor.film.names
    assert pictures[0]
    own = Picture(blob=pictures[0].blob.model_copy(update={"digest": "0" * len(pictures[0].blob.digest)}), width=4, height=4)
    editor.apply(SetPicture(shot=first, picture=own))
    editor.apply(SetSlide(shot=first, slide=Slide(layout=Layout.STILL, headline="Mine", picture=own)))
    editor.apply(SetNarration(shot=second, text="Other words for the same screen."))
    editor.apply(Lock(shot=third))
    states = [(one.state, one.why) for one in studio.illustrations.standing(name).pieces]
    assert states == [
        ("kept", "Its shot has got another picture meanwhile."), ("there", ""), ("kept", "Its shot is locked."),
    ]  # fmt: skip
    editor.apply(studio.illustrations.edit(name))
    assert editor.film.lines[1].narration == "Other words for the same screen."
    assert editor.film.lines[1].slide.picture == pictures[1]
    assert editor.film.lines[0].slide.picture == own


def test_clips_are_as_long_as_their_words_and_the_command_line_orders_and_puts_them_in(
    studio: Studio, google: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filming(studio, google)
    name = session_of(studio, PLAIN[:1])
    offer = studio.illustrations.offer(name, "clip")
    assert offer.usd == studio.commissions.price(offer.pieces[0].wish)
    monkeypatch.setenv("FIRSTCUT_SECRETS", str(studio.settings.secrets))
    place = ["--sessions", str(studio.root)]
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert main(["illustrate", name, "--clips", *place]) == 130
    assert len(google.jobs) == 0
    assert main(["illustrate", name, "--clips", "--look", LOOK, "--yes", *place]) == 0
    said = capsys.readouterr().out
    assert "At most $" in said
    assert "for 1 clip. By test-clip at clips." in said
    assert "1 of 1 is in the film now" in said
    picture = studio.cutting.editor(name).film.lines[0].slide.picture
    assert picture
    assert picture.footage
    assert len(google.jobs) == 1


def test_with_nobody_set_up_nothing_is_possible(studio: Studio) -> None:
    name = session_of(studio)
    assert studio.illustrations.possible() == ()
    with pytest.raises(ProviderMissing):
        studio.illustrations.offer(name, "still")


def test_several_screens_are_one_edit_that_sees_each_of_them(studio: Studio) -> None:
    name = session_of(studio)
    film = studio.cutting.editor(name).film
    slide = Slide(layout=Layout.STATEMENT, headline="Other")
    edit = SetSlides(slides=((film.names[0], slide), (film.names[2], slide)))
    after = edit.change(film)
    assert [line.slide.headline for line in after.lines] == ["Other", "Large ships", "Other"]
    assert edit.sees(film) == [film.lines[0], film.lines[2]]
    assert edit.sees(after) != edit.sees(film)
    assert SetSlides(slides=((film.names[1], slide),)).told(film) == "screen of shot 2"
