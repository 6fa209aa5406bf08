"""The shell around the pages, the galleries, Help, What's new and Doctor, run by Streamlit's own test harness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from waiting import until

from core.film import Aspect, Layout, Order, Template
from core.film.avatars import AVATARS
from core.film.templates import TEMPLATES, template
from core.showing.activity import activity
from core.showing.manual import chapters, edition, releases
from core.web import server

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "# Harbor 2.4\n\nSearch now takes 120 ms instead of 410 ms."


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("FIRSTCUT_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.chdir(ROOT)
    yield AppTest.from_file(str(ROOT / "pages" / "shell" / "main.py"), default_timeout=60)
    server.shutdown(final=False)


def show(app: AppTest, page: str, **query: str) -> None:
    """Goes to a page, as a link with that address does."""
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception


def words(app: AppTest) -> str:
    """Everything that the page says."""
    told = [*app.markdown, *app.title, *app.header, *app.subheader, *app.caption]
    return " ".join(str(element.value) for element in told)


def films(app: AppTest) -> str:
    """What the header says of films."""
    return next(str(found.proto.popover.label) for found in app.get("popover") if "films" in found.proto.popover.id)


@pytest.mark.parametrize("page", ["templates", "avatars"])
def test_galleries_show_everything_there_is(app: AppTest, page: str) -> None:
    show(app, page)
    assert not app.exception
    assert all(one.name in words(app) for one in (TEMPLATES if page == "templates" else AVATARS))


@pytest.mark.parametrize("one", [TEMPLATES[0], template("poster")], ids=["wide", "tall"])
def test_a_template_looked_at_closely_shows_every_layout_and_its_colours(app: AppTest, one: Template) -> None:
    show(app, "templates", t=one.id)
    assert app.title[0].value == one.name
    shown = " ".join(str(image.proto) for image in app.get("image"))
    assert all(f"/app/static/close/{one.id}/{layout.value}.jpg" in shown for layout in Layout)
    assert one.look.palette.accent in words(app)
    app.button(key="listen-music").click().run()
    assert not app.exception
    assert f"/app/static/previews/music-{one.music.value}" in str(app.get("audio")[0].proto)


def test_use_this_takes_the_template_and_the_presenter_to_create(app: AppTest) -> None:
    show(app, "templates", t="midnight")
    app.button(key="use").click().run()
    assert app.button(key="template-midnight").proto.type == "primary"
    show(app, "avatars", a="leo")
    app.button(key="use").click().run()
    assert app.button(key="avatar-leo").proto.type == "primary"


def test_a_presenter_looked_at_closely_talks_and_other_voices_can_be_heard(app: AppTest) -> None:
    show(app, "avatars", a="maya")
    assert app.title[0].value == "Maya"
    assert "/app/static/close/maya.mp4" in str(app.get("video")[0].proto)
    assert "Pablo Stanley" in words(app)
    for language in ("en", "ja"):
        app.selectbox(key="language-heard").set_value(language).run()
        next(button for button in app.button if str(button.key).startswith("hear-")).click().run()
        assert not app.exception
        assert "/app/static/previews/voice-" in str(app.get("audio")[0].proto)


def test_galleries_are_narrowed_and_say_so_when_nothing_is_left(app: AppTest) -> None:
    show(app, "templates")
    app.button_group(key="shape").set_value("Phone").run()
    assert {head.value for head in app.subheader} == {t.name for t in TEMPLATES if t.aspect is Aspect.TALL}
    app.selectbox(key="use-of").set_value("Migrations").run()
    assert "No template is like that" in app.info[0].value
    show(app, "avatars")
    app.button_group(key="style").set_value("micah").run()
    assert "**Rosa**" in words(app)
    assert "**Arjun**" not in words(app)


def test_help_is_the_readme_chapter_by_chapter(app: AppTest) -> None:
    show(app, "help")
    for chapter in chapters():
        app.button_group(key="chapter").set_value(chapter.name).run()
        assert not app.exception
        assert chapter.text.splitlines()[0] in words(app)
    app.button_group(key="chapter").set_value("keys").run()
    assert not app.exception
    assert len(app.table) == 1


def test_the_manual_is_all_of_the_readme_with_its_pictures_on_this_server() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    text = "".join(chapter.text for chapter in chapters())
    assert readme.count("\n## ") == len(chapters()) - 1
    assert "](.streamlit" not in text
    assert text.count("](/app/static/") == readme.count("](.streamlit/static/") > 0
    assert "<!--" not in text


def test_what_is_new_is_the_changelog_and_reading_it_is_remembered(app: AppTest) -> None:
    app.run()
    studio = server.studio()
    assert studio.preferences(studio.person)["news.read"] == edition()
    studio.remember(studio.person, {"news.read": "earlier"})
    app.session_state["news-read"] = "earlier"
    show(app, "news")
    assert not app.exception
    assert all(kind in words(app) for release in releases() for kind, _ in release.changes)
    assert studio.preferences(studio.person)["news.read"] == edition()


def test_the_doctor_tells_what_it_found_and_looks_again_when_asked(app: AppTest) -> None:
    show(app, "doctor")
    studio = server.studio()
    found = until(studio.checkup.findings, "the doctor looks")
    app.run()
    assert not app.exception
    assert {"Firstcut", "Python", "FFmpeg", "Film codecs", "Voice", "Sessions folder"} <= {finding.name for finding in found}
    assert [finding.name for finding in found if not finding.ok and not finding.optional] == []
    assert all(f"{finding.name}: {finding.detail}" in app.code[0].value for finding in found)
    told = words(app).replace("\\", "")
    assert all(f"**{finding.name}**" in told for finding in found)
    app.button(key="check-again").click().run()
    assert not app.exception


def test_the_header_counts_films_until_somebody_has_looked(app: AppTest) -> None:
    app.run()
    assert films(app) == "Films"
    studio = server.studio()
    session = studio.create(Order(source=TEXT, title="Harbor one"))
    studio.resume(session.id)
    until(lambda: activity(studio).running, "it begins")
    app.run()
    assert films(app) == "1 running"
    studio.cancel(session.id)
    until(lambda: not activity(studio).busy, "it ends")
    app.run()
    assert films(app) == "Films"  # what somebody stopped is no news


def test_a_failed_film_is_told_once_and_counted_until_somebody_looks(app: AppTest) -> None:
    app.run()
    studio = server.studio()
    session = studio.create(Order(source=TEXT, title="Harbor *two*"))
    assert studio.jobs is not None

    def never(emit: object) -> object:
        raise server.PipelineError("The voice is gone.", hint="Try again.")

    studio.jobs.submit(session.id, never)  # type: ignore[arg-type]
    until(lambda: not activity(studio).busy, "it ends")
    app.run()
    assert [toast.value for toast in app.toast] == ["**Harbor \\*two\\*** could not be finished."]
    assert films(app) == "1 failed"
    app.run()
    assert not app.toast
    assert films(app) == "1 failed"


def test_the_list_of_films_keeps_its_words_while_it_is_open_since_another_one_would_be_closed(app: AppTest) -> None:
    app.run()
    app.session_state["films"] = True
    app.run()
    session = server.studio().create(Order(source=TEXT, title="Harbor three"))
    server.studio().resume(session.id)
    until(lambda: activity(server.studio()).running, "it begins")
    app.run()
    assert films(app) == "Films"
    app.session_state["films"] = False
    app.run()
    assert films(app) == "1 running"
    server.studio().cancel(session.id)
    until(lambda: not activity(server.studio()).busy, "it ends")
