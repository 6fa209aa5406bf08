"""What people do with sessions in lists, and what must be true of the folders after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import BadInput, NoSuchSession, SessionBusy, UnknownChoice
from core.film import Order, Quality
from core.session import Session
from core.settings import Settings
from core.studio import Query, SessionRow, Shelved, Studio


def order(text: str = "Search now takes 120 ms instead of 410 ms.", **chosen: object) -> Order:
    return Order(source=text, **{"quality": Quality.DRAFT, "avatar": "none", **chosen})


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(Settings(sessions=tmp_path / "s"), serve=True, inline=True) as opened:
        yield opened


def row(studio: Studio, name: str, shelved: Shelved = Shelved.OPEN) -> SessionRow | None:
    return next((r for r in studio.page(100, Query(shelved=shelved)).rows if r.id == name), None)


def test_a_session_is_renamed_tagged_and_moved_in_its_folder_and_in_lists(studio: Studio) -> None:
    name = studio.create(order()).id
    studio.shelf.rename(name, "  Faster\nsearch ")
    studio.shelf.tag(name, ["Release", "release", " q4  launch ", ""])
    studio.shelf.move(name, "Harbor")
    card = Session.open(studio.root, name).card
    assert (card.title, card.tags, card.project) == ("Faster search", ("Release", "q4 launch"), "Harbor")
    found = row(studio, name)
    assert found is not None
    assert (found.title, found.tags, found.project) == (card.title, card.tags, card.project)
    assert studio.page(query=Query(tag="q4 launch")).total == studio.page(query=Query(project="Harbor")).total == 1
    assert studio.page(query=Query(search="laun harb")).total == 1
    assert studio.page(query=Query(tag="launch")).total == 0
    assert studio.facets().tags == (("Release", 1), ("q4 launch", 1))
    studio.shelf.tag(name, [])
    studio.shelf.move(name, "")
    assert studio.page(query=Query(search="launch")).total == 0
    assert studio.facets().tags == studio.facets().projects == ()


def test_a_name_that_nobody_could_read_is_refused_and_changes_nothing(studio: Studio) -> None:
    name = studio.create(order(title="Kept")).id
    for wrong in (" \n ", "x" * 201):
        with pytest.raises(BadInput):
            studio.shelf.rename(name, wrong)
    with pytest.raises(BadInput):
        studio.shelf.tag(name, [f"tag {n}" for n in range(21)])
    with pytest.raises(BadInput):
        studio.shelf.tag(name, ["x" * 41])
    with pytest.raises(BadInput):
        studio.shelf.move(name, "x" * 81)
    for wrong in ("../etc", "session_20260101_000000_aaaa", ""):
        with pytest.raises(NoSuchSession):
            studio.shelf.rename(wrong, "New")
        with pytest.raises(NoSuchSession):
            studio.shelf.erase(wrong)
    assert Session.open(studio.root, name).card.title == "Kept"


def test_an_archived_session_leaves_the_everyday_list_and_comes_back(studio: Studio) -> None:
    name = studio.create(order()).id
    studio.shelf.archive(name)
    assert row(studio, name) is None
    assert row(studio, name, Shelved.ARCHIVED) is not None
    studio.shelf.unarchive(name)
    assert row(studio, name) is not None


def test_a_deleted_session_lies_in_the_trash_with_everything_and_is_restored_as_it_was(studio: Studio) -> None:
    session = studio.create(order())
    studio.shelf.archive(session.id)
    before = {path.relative_to(session.folder): path.read_bytes() for path in session.folder.rglob("*") if path.is_file()}
    studio.shelf.delete(session.id)
    assert not session.folder.exists()
    assert row(studio, session.id, Shelved.ARCHIVED) is None
    assert row(studio, session.id, Shelved.TRASH) is not None
    assert studio.open(session.id).in_trash, "its pictures can still be shown"
    with pytest.raises(NoSuchSession, match="in the trash") as told:
        studio.resume(session.id)
    assert "restore" in told.value.hint
    with pytest.raises(NoSuchSession):
        studio.shelf.delete(session.id)
    studio.shelf.restore(session.id)
    after = {path.relative_to(session.folder): path.read_bytes() for path in session.folder.rglob("*") if path.is_file()}
    assert after == before
    assert row(studio, session.id, Shelved.ARCHIVED) is not None, "what was archived is archived again"
    assert row(studio, session.id, Shelved.TRASH) is None


def test_the_trash_is_found_again_by_reindex(studio: Studio) -> None:
    kept, gone = studio.create(order()).id, studio.create(order()).id
    studio.shelf.delete(gone)
    assert studio.reindex() == 2
    assert [r.id for r in studio.page().rows] == [kept]
    assert [r.id for r in studio.page(query=Query(shelved=Shelved.TRASH)).rows] == [gone]


def test_erasing_needs_the_trash_first_and_then_nothing_is_left(studio: Studio) -> None:
    first, second, third = (studio.create(order()).id for _ in range(3))
    with pytest.raises(NoSuchSession):
        studio.shelf.erase(first)
    for name in (first, second):
        studio.shelf.delete(name)
    studio.shelf.erase(first)
    assert not (studio.root / ".trash" / first).exists()
    assert studio.shelf.empty_trash() == 1
    assert studio.shelf.empty_trash() == 0
    assert studio.page(query=Query(shelved=Shelved.TRASH)).total == 0
    assert [r.id for r in studio.page().rows] == [third]


def test_a_session_whose_film_is_being_made_is_not_deleted(studio: Studio) -> None:
    session = studio.create(order())
    with session.locked(), pytest.raises(SessionBusy, match="being made") as told:
        studio.shelf.delete(session.id)
    assert "Stop it" in told.value.hint
    with session.locked(), pytest.raises(SessionBusy):
        studio.shelf.export(session.id)
    studio.shelf.delete(session.id)


def test_a_session_is_not_restored_over_another_one(studio: Studio) -> None:
    name = studio.create(order()).id
    studio.shelf.delete(name)
    (studio.root / name).mkdir()
    with pytest.raises(BadInput, match="already"):
        studio.shelf.restore(name)
    assert studio.shelf.empty_trash() == 1


def test_a_duplicate_has_a_name_of_its_own_and_follows_nobody(studio: Studio) -> None:
    first = studio.create(order(title="Search"))
    studio.shelf.tag(first.id, ["q4"])
    first.write("scripts/script.md", "edited by hand")
    second = studio.open(studio.shelf.duplicate(first.id))
    assert second.id != first.id
    assert (second.card.title, second.card.tags, second.card.order) == ("Search (copy)", ("q4",), first.card.order)
    assert second.read("scripts/script.md") == "edited by hand"
    second.write("scripts/source.md", "Something else altogether.\n")
    assert first.order().source != second.order().source
    third = studio.open(studio.shelf.duplicate(second.id, "Third"))
    assert (third.card.title, third.card.order.source) == ("Third", "Something else altogether."), "as it stands now"
    long = studio.create(order(title="x" * 200)).id
    assert len(studio.open(studio.shelf.duplicate(long)).card.title) == 200


def test_again_needs_a_template_that_there_is(studio: Studio) -> None:
    name = studio.create(order()).id
    with pytest.raises(UnknownChoice):
        studio.shelf.again(name, "no-such-template")
    assert studio.page().total == 1


def test_what_a_person_likes_is_remembered_for_that_person_alone_and_survives_reindex(studio: Studio) -> None:
    studio.remember("mia", {"list.view": "table", "create.template": "midnight"})
    studio.remember("mia", {"list.view": "cards"})
    studio.remember("joe", {"list.view": "table"})
    studio.reindex()
    assert studio.preferences("mia") == {"list.view": "cards", "create.template": "midnight"}
    studio.remember("mia", {"list.view": ""})
    assert studio.preferences("mia") == {"create.template": "midnight"}
    assert studio.preferences("nobody") == {}
    for wrong in ({"List View": "x"}, {"": "x"}, {"a..b": "x"}, {"list.view": "x" * 2001}):
        with pytest.raises(BadInput):
            studio.remember("mia", wrong)


def test_whoever_set_an_owner_is_the_person(tmp_path: Path) -> None:
    with Studio(Settings(sessions=tmp_path, owner="mia")) as studio:
        assert studio.person == "mia"
