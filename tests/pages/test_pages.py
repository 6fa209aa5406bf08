"""The pages, run by Streamlit's own test harness over the real studio."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import server
from core.film import Order
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES
from pages.parts.words import plain, short

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.chdir(ROOT)
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    server.shutdown(final=False)


def open_session(app: AppTest, name: str) -> None:
    app.query_params["s"] = name
    app.switch_page("pages/session.py").run()


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: str(metric.value) for metric in app.metric}


def test_an_empty_create_page_explains_itself_and_makes_nothing(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert any("release notes" in caption.value for caption in app.caption)
    app.button(key="generate").click().run()
    assert not app.exception
    assert server.studio().names() == ()
    assert any("Paste a text" in toast.value for toast in app.toast)


def test_the_sample_fills_the_page_in_one_click_and_is_understood(app: AppTest) -> None:
    app.run()
    app.button(key="sample").click().run()
    assert not app.exception
    assert {metric.label for metric in app.metric} >= {"Scenes", "Words", "Length", "Cost"}
    assert int(metrics(app)["Words"]) > 100
    assert any(expander.label.startswith("Script: Harbor") for expander in app.expander)
    app.button(key="clear").click().run()
    assert app.text_area(key="source").value == ""
    assert metrics(app)["Words"] == "–"


def test_every_claim_of_the_outline_stands_beside_its_line_of_the_source(app: AppTest) -> None:
    app.run()
    app.text_area(key="source").set_value(TEXT).run()
    told = " ".join(markdown.value for markdown in app.markdown)
    assert "Lines 1–3" in told or "Line 3" in told


def test_a_presenter_and_a_template_are_chosen_by_a_click_and_stay_chosen_over_other_pages(app: AppTest) -> None:
    app.run()
    assert app.button(key="avatar-maya").proto.type == "primary"
    app.button(key="avatar-leo").click().run()
    app.button(key="template-midnight").click().run()
    app.text_area(key="source").set_value(TEXT).run()
    app.switch_page("pages/sessions.py").run()
    app.switch_page("pages/create.py").run()
    assert not app.exception
    assert app.button(key="avatar-leo").proto.type == "primary"
    assert app.button(key="template-midnight").label == "Chosen"
    assert app.text_area(key="source").value == TEXT


def test_a_template_brings_its_presenter_until_somebody_chooses_one(app: AppTest) -> None:
    app.run()
    other = next(t for t in TEMPLATES if t.avatar not in ("", "maya"))
    app.button(key=f"template-{other.id}").click().run()
    assert app.button(key=f"avatar-{other.avatar}").proto.type == "primary"
    app.button(key="avatar-none").click().run()
    assert app.button(key="avatar-none").proto.type == "primary"


def test_all_presenters_are_a_click_away(app: AppTest) -> None:
    app.run()
    app.button(key="everybody-button").click().run()
    assert all(app.button(key=f"avatar-{avatar.id}") for avatar in AVATARS)


def test_a_voice_can_be_heard_before_it_is_chosen_in_every_language_of_the_list(app: AppTest) -> None:
    app.run()
    for language in ("en", "hi", "ja", "zh"):
        app.selectbox(key="language").set_value(language).run()
        app.button(key="listen").click().run()
        assert not app.exception
        assert not app.error
        assert "/app/static/previews/voice-" in str(app.get("audio")[0].proto)


def test_a_text_that_cannot_become_a_film_is_answered_with_a_sentence(app: AppTest) -> None:
    app.run()
    app.text_area(key="source").set_value("a\x00b").run()
    assert not app.exception
    assert "binary" in app.error[0].value
    app.button(key="generate").click().run()
    assert server.studio().names() == ()


def test_a_wrong_address_is_answered_with_a_sentence(app: AppTest) -> None:
    app.run()
    for name in ("session_20260101_000000_aaaa", "../../etc", "<script>"):
        open_session(app, name)
        assert not app.exception
        assert "session" in app.error[0].value


@pytest.mark.timeout(180)
def test_generate_makes_a_film_that_the_page_shows(app: AppTest) -> None:
    app.run()
    app.text_area(key="source").set_value(TEXT)
    app.selectbox(key="quality").set_value("draft")
    app.run()
    app.button(key="generate").click().run()
    assert not app.exception
    held = app.query_params["s"]
    name = held if isinstance(held, str) else held[0]
    studio = server.studio()
    ends = time.monotonic() + 120
    while studio.status(name).active and time.monotonic() < ends:
        time.sleep(0.5)
    assert studio.status(name).state == "done", studio.status(name).failure
    app.run()
    assert not app.exception
    video = app.get("video")[0]
    assert f"/app/static/media/{name}/final_output/" in str(video.proto)
    starts = [chapter.start_ms for chapter in studio.viewing.chapters(name, studio.cuts(name)[-1])]
    assert starts[0] == 0
    assert starts == sorted(starts)
    assert any(f"](#t={starts[1] / 1000:.3f})" in markdown.value for markdown in app.markdown)
    while server.studio().page(1).rows[0].state != "done" and time.monotonic() < ends:
        time.sleep(0.2)
    app.switch_page("pages/sessions.py").run()
    assert f"/{name}/" in str(app.get("image")[0].proto)


def test_a_session_that_another_process_made_can_be_made_here(app: AppTest) -> None:
    app.run()
    session = server.studio().create(Order(source=TEXT))
    open_session(app, session.id)
    assert not app.exception
    assert app.button(key="resume").label == "Make the film"


def test_text_of_people_is_shown_as_text(app: AppTest) -> None:
    app.run()
    title = "<b>bold</b> :red[x] $a^2$ " + "long " * 30
    session = server.studio().create(Order(source=TEXT, title=title))
    open_session(app, session.id)
    assert not app.exception
    assert app.title[0].value == plain(short(title.strip(), 90))
    assert "\\<b\\>bold" in app.title[0].value


@pytest.mark.parametrize("page", ["templates", "avatars"])
def test_galleries_show_everything_there_is(app: AppTest, page: str) -> None:
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    shown = " ".join([*(m.value for m in app.markdown), *(h.value for h in app.subheader)])
    assert all(one.name in shown for one in (TEMPLATES if page == "templates" else AVATARS))


def test_the_name_of_an_icon_in_a_text_is_shown_as_words() -> None:
    assert ":material/" not in plain("A :material/bolt: sign").replace("\\", "")
