"""Addresses of pictures in the editor: each keeps showing its shot, also when that was edited before a browser asked for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.film import CaptionStyle, Layout, Order, Quality, Scene
from core.film.arrangement import Delete
from core.film.edits import Edit
from core.film.shot_edits import SetLayout, SetNarration
from core.session import Session
from core.settings import Settings
from core.studio import Studio
from core.web.frames import draft_url, fitting_url, frame_url, routes, take_url

pytestmark = pytest.mark.timeout(600)
TEXT = "# Harbor\n\nSearch is faster now.\n\n## Sync\n\nEdits are merged at once.\n\n## Access\n\nPermissions are finer.\n"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path_factory.mktemp("stills"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(studio: Studio) -> Session:
    session = studio.create(Order(source=TEXT, quality=Quality.DRAFT, avatar="none", captions=CaptionStyle.NONE))
    studio.make_until(session, "script")
    return session


@pytest.fixture(scope="module")
def client(studio: Studio) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda: studio)))


def addresses(studio: Studio, session: Session, number: int) -> tuple[str, str, str]:
    """A still, a take and another layout of a shot, as the page of this moment names them."""
    shot = studio.boards.board(session.id).shots[number - 1]
    name, look = shot.id, shot.look
    return (
        frame_url(session.id, name, look, 200),
        take_url(session.id, name, 1, look),
        fitting_url(session.id, name, "quote", look),
    )


EDITS: dict[str, Edit] = {
    "other words": SetNarration(shot="", text="Nothing is ever lost."),
    "another layout": SetLayout(shot="", layout=Layout.QUOTE),
    "deleted": Delete(shot=""),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_address_from_before_an_edit_and_one_from_before_its_undo_are_answered_and_not_kept(
    what: str, studio: Studio, session: Session, client: TestClient
) -> None:
    editor = studio.cutting.editor(session.id)
    before = addresses(studio, session, 2)
    for address in before:
        assert "max-age" in client.get(address).headers["cache-control"], address
    editor.apply(EDITS[what].model_copy(update={"shot": editor.shots[1].id}))
    for address in before:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer.headers["cache-control"], "it shows something else than when it was named"
    after = addresses(studio, session, 2)
    editor.undo()
    for address in after:
        assert client.get(address).status_code == 200, address
    assert "max-age" in client.get(before[0]).headers["cache-control"]


def test_what_the_film_never_had_is_not_found(session: Session, client: TestClient) -> None:
    for address in (frame_url(session.id, "ffffffff-1", "16x9-0", 200), draft_url(session.id, "ffffffff-1", "16x9-0")):
        assert client.get(address).status_code == 404


def test_no_picture_fails_while_somebody_edits_and_takes_back_as_fast_as_possible(
    studio: Studio, session: Session, client: TestClient
) -> None:
    editor, stop, answers = studio.cutting.editor(session.id), threading.Event(), []
    named = [addresses(studio, session, 2)[0]]

    def look() -> None:
        while not stop.is_set():
            answers.append(client.get(named[-1]).status_code)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        for n in range(6):
            editor.apply(SetNarration(shot=editor.shots[1].id, text=f"Version {n} of it."))
            named.append(addresses(studio, session, 2)[0])
            editor.undo()
            named.append(addresses(studio, session, 2)[0])
    finally:
        stop.set()
        watching.join()
    assert set(answers) == {200}


def test_a_still_shows_the_shot_when_all_of_it_has_come_in(studio: Studio, session: Session) -> None:
    """What is built word by word is whole: later on no more ink appears, earlier there is less."""
    scenes = studio.cutting.rushes(session.id).scenes.values()

    def ink(scene: Scene, ms: float | None) -> float:
        coded = np.frombuffer(studio.cutting.still(session.id, scene.shot, ms, width=640), np.uint8)
        return float((cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE) < 110).mean())

    for scene in scenes:
        last = (scene.frames - 1) * 1000 / scene.format.fps
        assert ink(scene, None) == pytest.approx(ink(scene, last), abs=0.003), scene.slide.headline
    assert any(ink(scene, scene.take_ms + 200.0) < 0.8 * ink(scene, None) for scene in scenes)
