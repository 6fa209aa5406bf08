"""A session's page over one real film: every tab, every cut, what is in its address, and what happens when a film is not done."""

from __future__ import annotations

import io
import json
import os
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from waiting import listed

from core.errors import NoSuchSession
from core.film import Order
from core.locking import hold
from core.session import RUN_LOCK, JobState
from core.web import server
from pages.parts.artifacts import TABS
from pages.parts.lists_actions import ACTIONS
from pages.parts.words import plain, short

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


@pytest.fixture
def app(visitor: AppTest, name: str) -> AppTest:
    """A visitor of the page of that session."""
    return visitor


def show(app: AppTest, name: str, **asked: str) -> AppTest:
    for key in ("cut", "tab", "file"):
        if key in app.query_params:
            del app.query_params[key]
    app.session_state[f"tabs-{name}"] = None
    del app.session_state[f"tabs-{name}"]
    app.query_params["s"] = name
    for key, value in asked.items():
        app.query_params[key] = value
    app.switch_page("pages/session.py").run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def address(app: AppTest, name: str) -> str:
    held = app.query_params[name]
    return held if isinstance(held, str) else held[0]


def said(app: AppTest) -> str:
    return "\n".join([*(m.value for m in app.markdown), *(c.value for c in app.caption)])


def test_the_newest_cut_is_shown_and_an_earlier_one_by_its_number_in_the_address(app: AppTest, name: str) -> None:
    show(app, name)
    assert "_cut_002.mp4" in app.get("video")[0].proto.url
    assert app.selectbox(key="cut-choice").value == 2
    show(app, name, cut="1")
    assert "_cut_001.mp4" in app.get("video")[0].proto.url
    next(box for box in app.selectbox if box.label == "Cut").set_value(2).run()
    assert not app.exception
    assert "_cut_002.mp4" in app.get("video")[0].proto.url
    assert address(app, "cut") == "2"
    show(app, name, cut="77")
    assert "There is no cut 77" in said(app)
    assert "_cut_002.mp4" in app.get("video")[0].proto.url


def test_every_time_that_is_told_is_a_link_into_the_film(app: AppTest, name: str) -> None:
    show(app, name)
    studio = server.studio()
    for card in studio.cuts(name):
        chapters = studio.viewing.chapters(name, card)
        assert chapters[0].start_ms == 0
        assert sum(chapter.duration_ms for chapter in chapters) == pytest.approx(card.cut.duration_ms, abs=2)
    assert all(f"](#t={chapter.start_ms / 1000:.3f})" in said(app) for chapter in chapters)


@pytest.mark.parametrize(
    ("tab", "sign"),
    [
        ("script", "with its place in your text"),
        ("avatar", "acting this take"),
        ("sync", "of film,"),
        ("composition", "segments are drawn and encoded"),
        ("final", "Quality report of cut 2"),
        ("files", "files, "),
        ("log", "Run 2 finished"),
        ("order", "The text"),
    ],
)
def test_each_tab_has_an_address_and_only_the_open_one_is_filled(app: AppTest, name: str, tab: str, sign: str) -> None:
    show(app, name, tab=tab)
    assert sign in said(app)
    assert len(app.tabs) == len(TABS)
    filled = [label for label, shown in zip(TABS, app.tabs, strict=True) if len(shown.children)]
    assert filled == [tab]


def test_the_log_tells_why_the_second_run_made_what_it_made(app: AppTest, name: str) -> None:
    show(app, name, tab="log")
    text = said(app)
    assert "the narration changed" in text
    assert "kept" in text
    newest = server.studio().viewing.log(name)[0]
    assert newest.cut == 2
    assert 0 < newest.made < newest.made + newest.kept


def test_the_take_in_the_address_is_looked_at_and_the_next_one_is_a_click_away(app: AppTest, name: str) -> None:
    show(app, name, tab="avatar")
    there = server.studio().viewing.takes(name)
    assert app.get("audio")[0].proto.url.endswith(there[0].path)
    app.button(key=f"Next shot-{name}").click().run()
    assert not app.exception
    assert address(app, "file") == there[1].path
    assert app.get("audio")[0].proto.url.endswith(there[1].path)
    assert f"/shots/{name}/2/acting.mp4" in app.get("video")[1].proto.url


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("scripts/script.json", "json"),
        ("scripts/script.md", "code"),
        ("video_clips/001.mp4", "video"),
        ("audio/mix.m4a", "audio"),
    ],
)
def test_a_file_in_the_address_is_shown_as_what_it_is(app: AppTest, name: str, path: str, element: str) -> None:
    show(app, name, tab="files", file=path)
    assert f"**{plain(path)}**" in said(app)
    assert len(app.get(element)) >= (2 if element in ("video", "code") else 1)


def test_title_project_and_tags_are_changed_in_place(app: AppTest, name: str) -> None:
    show(app, name)
    app.session_state[f"details-{name}"] = True
    app.run()
    title = "<b>Harbour</b> :red[x] $a^2$ שלום 🚀 " + "long " * 20
    app.text_input(key=f"title-{name}").set_value(title)
    app.button(key=f"save-{name}").click().run()
    assert not app.exception
    assert app.title[0].value == plain(short(title.strip(), 90))
    assert server.studio().open(name).card.title == title.strip()
    assert not app.session_state[f"details-{name}"]


def test_what_was_ordered_is_told_with_the_template_s_own_choices_named(app: AppTest, name: str) -> None:
    show(app, name, tab="order")
    table = app.table[0].value.to_string()
    assert "Daylight" in table
    assert "Maya" in table
    assert "Draft 540p" in table
    links = [link.proto for link in app.get("page_link") if link.proto.label == "Make another"]
    assert all(f"like={name}" in link.query_string for link in links)
    assert len(links) == 2


def test_a_failed_film_names_its_shot_and_can_be_tried_again(app: AppTest, name: str) -> None:
    show(app, name)
    session = server.studio().open(name)
    told = {"code": "unspeakable", "message": "The voice of shot 2, “Search <now>”, failed: nothing to say.", "hint": "Mend it."}
    session.note(JobState(job="f", state="failed", origin="studio", pid=1, started="", **told))
    shot = server.studio().viewing.shots(name)[1]
    at = {"at": "2026-11-21T10:00:00.000"}
    run = [{**at, "kind": "job-started", "job": "f"}, {**at, "kind": "part-failed", "stage": "voice", "item": shot.id, **told}]
    with (session.folder / "metadata/events.jsonl").open("a") as events:
        events.writelines(json.dumps(event) + "\n" for event in run)
    show(app, name)
    assert "shot 2" in app.error[0].value
    mend = next(link.proto for link in app.get("page_link") if link.proto.label == f"Change shot {shot.number}")
    assert f"shot={shot.id}" in mend.query_string
    assert "\\<now\\>" in app.error[0].value
    assert app.button(key="resume").label == "Try again"
    assert "_cut_002.mp4" in app.get("video")[0].proto.url, "the film that there is stays to be watched"


def test_while_a_film_is_drawn_its_newest_segment_is_seen_in_motion(app: AppTest, name: str) -> None:
    studio = server.studio()
    session, stretches = studio.open(name), studio.viewing.stretches(name)
    newest = stretches[1]
    os.utime(session.folder / newest.path)  # as if it had just been written
    show(app, name, tab="composition")
    assert f"{len(stretches)} of {len(stretches)} segments" in said(app)
    assert "Just drawn" not in said(app), "the film is done: nothing is being drawn"
    session.note(JobState(job="r", state="running", origin="command line", pid=os.getpid(), started=""))
    with hold(session.folder / RUN_LOCK):
        show(app, name, tab="composition")
    assert "Just drawn" in said(app)
    seen = next(video.proto for video in app.get("video") if newest.path in video.proto.url)
    assert (seen.autoplay, seen.loop, seen.muted) == (True, True, True)
    assert f"poster=/app/static/shots/{name}/{newest.shot}/still.jpg" in seen.url


def test_a_session_in_the_trash_is_shown_and_can_be_restored(app: AppTest, name: str) -> None:
    show(app, name)
    server.studio().shelf.delete(name)
    show(app, name)
    assert "in the trash" in said(app)
    app.button(key="restore").click().run()
    assert not app.exception
    assert not server.studio().open(name).in_trash


def test_a_new_session_explains_what_will_appear_where(app: AppTest, name: str) -> None:
    show(app, name)
    session = server.studio().create(Order(source=TEXT))
    for tab in ("script", "avatar", "sync", "composition", "final", "files", "log", "order"):
        show(app, session.id, tab=tab)
        assert not app.error
    assert app.button(key="resume").label == "Make the film"


def test_stills_and_acting_are_drawn_once_and_only_of_shots_that_there_are(app: AppTest, name: str) -> None:
    viewing = server.studio().viewing
    still, acting = viewing.still(name, 1), viewing.acting(name, 1)
    assert still.read_bytes()[:2] == b"\xff\xd8"
    assert acting.read_bytes()[4:8] == b"ftyp"
    written = still.stat().st_mtime_ns, acting.stat().st_mtime_ns
    assert (viewing.still(name, 1).stat().st_mtime_ns, viewing.acting(name, 1).stat().st_mtime_ns) == written
    for number in (0, 99):
        with pytest.raises(NoSuchSession):
            viewing.still(name, number)
        with pytest.raises(NoSuchSession):
            viewing.acting(name, number)


def test_pictures_of_shots_that_are_gone_go_when_another_is_drawn_and_none_travels(app: AppTest, name: str) -> None:
    studio = server.studio()
    still = studio.viewing.still(name, 1)
    gone = [still.with_name(f"{kind}-099-0123456789abcdef.{end}") for kind, end in (("still", "jpg"), ("acting", "mp4"))]
    for path in gone:
        path.write_bytes(b"of a shot that was taken out")
    acting = studio.viewing.acting(name, 1)
    assert [path.exists() for path in (still, acting, *gone)] == [True, True, False, False]
    with zipfile.ZipFile(io.BytesIO(b"".join(studio.shelf.export(name).pieces))) as archive:
        assert not [entry for entry in archive.namelist() if "/previews/" in entry]


def menu(app: AppTest, name: str) -> Any:
    return next(one for one in app.get("menu_button") if one.key == f"do-{name}")


def offered(app: AppTest, name: str) -> list[str]:
    return [next(what for what, label in ACTIONS.items() if label == said) for said in menu(app, name).options]


def act(app: AppTest, name: str, what: str) -> None:
    menu(app, name).click(ACTIONS[what]).run()
    assert not app.exception, app.exception[0].stack_trace


def test_what_can_be_done_in_the_list_can_be_done_on_the_sessions_own_page(app: AppTest, name: str) -> None:
    show(app, name)
    studio = server.studio()
    assert offered(app, name) == ["duplicate", "again", "export", "archive", "delete"]
    listed(studio)
    there = studio.page(9).total
    act(app, name, "duplicate")
    assert studio.page(9).total == there + 1
    act(app, name, "archive")
    assert studio.open(name).card.archived
    assert "Archived" in said(app)
    assert offered(app, name) == ["duplicate", "again", "export", "unarchive", "delete"]
    app.button(key="list-undo-button").click().run()
    assert not studio.open(name).card.archived
    act(app, name, "delete")
    assert studio.open(name).in_trash
    assert offered(app, name) == ["restore", "erase"]
    act(app, name, "erase")
    assert "cannot be undone" in said(app)
    app.button(key="ask-do").click().run()
    assert not app.exception
    with pytest.raises(NoSuchSession):
        studio.open(name)
    assert app.title[0].value == "Sessions"


def test_the_tracks_tell_the_film_that_was_made(app: AppTest, name: str) -> None:
    studio = server.studio()
    lanes = studio.viewing.lanes(name)
    assert lanes is not None
    assert lanes.duration_ms == pytest.approx(studio.cuts(name)[-1].cut.duration_ms, abs=1)
    pictures = [bar for bar in lanes.bars if bar.lane == "picture"]
    assert [bar.shot for bar in pictures] == [card.number for card in studio.viewing.shots(name)]
    assert all(before.end_ms == after.start_ms for before, after in pairwise(pictures))
    for bar in lanes.bars:
        assert 0 <= bar.start_ms < bar.end_ms <= lanes.duration_ms
    spoken = [bar for bar in lanes.bars if bar.lane == "narration"]
    assert all(
        picture.start_ms <= bar.start_ms and bar.end_ms <= picture.end_ms for picture, bar in zip(pictures, spoken, strict=True)
    )
    assert {bar.lane for bar in lanes.bars} == {"picture", "avatar", "captions", "narration", "music"}
    assert max(level for _, level in lanes.narration) > 10
