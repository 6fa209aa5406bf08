"""Pictures for all shots in the editor: the price before, one click, who failed, one edit that puts them in, and the way back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from at_the_editor import again, board, control, said
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parent.parent / "providers"))

from loopback import KEY, Service

from core.film import Layout
from core.policy import Policy, Timeouts, Tries
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.web import server

POLICY = Policy(tries=Tries(attempts=1), timeouts=Timeouts(connect_s=5, read_s=20, total_s=30), at_once=1)


@pytest.fixture
def openai(filmed: Path) -> Iterator[Service]:
    import openai_server  # with all of the service's own client, which only these tests need

    with openai_server.running() as service:
        yield service
        assert service.problems == []
        server.studio().services.save(Roster())


@pytest.fixture
def app(visitor: AppTest, name: str) -> AppTest:
    visitor.query_params["s"] = name
    visitor.query_params["view"] = "film"
    visitor.query_params["part"] = "pictures"
    return visitor.switch_page("pages/editor.py")


def painting(service: Service) -> None:
    fill = Fill(port="Painter", model="test-still")
    price = Price(model=fill.model, unit="picture", usd=Decimal("0.04"), since=date(2026, 1, 1))
    key = KeyReference(source="studio")
    entry = Entry(id="stills", house="openai", base_url=service.url, key=key, fills=(fill,), policy=POLICY, prices=(price,))
    services = server.studio().services
    services.save(Roster(entries=(entry,), chains=(Chain(port="Painter", first="stills"),)))
    services.keys.enter("stills", KEY)


def pressed(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if str(button.key).startswith(key)).click()
    return again(app)


def waited(app: AppTest) -> AppTest:
    server.studio().commissions.wait()
    return again(app)


def test_with_nobody_set_up_it_says_what_is_needed(app: AppTest) -> None:
    again(app)
    assert "This needs a service that paints or films" in said(app)
    assert "pictures-go" not in {button.key for button in app.button}


def test_two_shots_get_pictures_with_one_click_each_way(app: AppTest, name: str, openai: Service) -> None:
    painting(openai)
    again(app)
    places = server.studio().illustrations.places(name)
    wanted = [place.shot for place in places][:2]
    for place in places:
        box = control(app, "checkbox", f"pictures-of-{place.shot}")
        assert box.value == place.fits
        box.set_value(place.shot in wanted)
    control(app, "text_input", "pictures-look").set_value("ink drawing")
    again(app)
    assert "At most $0.08 for 2 stills" in said(app).replace("\\", "")
    openai.plan = ["safety"]
    pressed(app, "pictures-go")
    waited(app)
    assert "Not made" in said(app)
    assert app.button(key="pictures-use").label == "Use it"
    pressed(app, "pictures-again-")
    waited(app)
    assert all("ink drawing" in body["prompt"] for body in openai.asked("images/generations"))
    before = board(name).film
    pressed(app, "pictures-use")
    film = board(name).film
    shown = [shot for shot, line in zip(film.names, film.lines, strict=True) if line.slide.shown and line.slide.shown.made_by]
    assert shown == wanted
    assert film.line(wanted[0]).slide.layout in (Layout.STILL_TEXT, Layout.STILL, Layout.SCREEN)
    assert said(app).count("In the film") == 2
    pressed(app, "edit-undo")
    assert board(name).film == before
    assert "pictures-use" in {button.key for button in app.button}
    pressed(app, "pictures-away")
    assert "pictures-go" in {button.key for button in app.button}
    assert len(openai.requests) == 3
