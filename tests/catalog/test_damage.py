"""A catalogue that is damaged costs nothing but a minute: it is said, moved aside, and built again from the folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.catalog import Database
from core.errors import Corrupt
from core.film import Order
from core.settings import Settings
from core.studio import Studio


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "catalog.duckdb"
    Database(path).close()
    return path.read_bytes()


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes(byte ^ 0xFF for byte in raw[at : at + 16]) + raw[at + 16 :]


@pytest.mark.parametrize("at", [0, 20, 4100, 8200, 12300])
def test_a_flipped_byte_where_it_matters_is_told_with_the_way_out(tmp_path: Path, sound: bytes, at: int) -> None:
    path = tmp_path / "catalog.duckdb"
    path.write_bytes(flipped(sound, at))
    with pytest.raises(Corrupt, match="damaged") as error:
        Database(path)
    assert "reindex" in error.value.hint


@pytest.mark.parametrize("raw", [b"", b"no catalogue at all " * 500], ids=["empty", "garbage"])
def test_what_is_no_catalogue_is_moved_aside_by_reindex_and_every_session_is_found(tmp_path: Path, raw: bytes) -> None:
    catalogue = tmp_path / "catalog.duckdb"
    with Studio(Settings(sessions=tmp_path), inline=True) as studio:
        session = studio.create(Order(source="Search now takes 120 ms instead of 410 ms."))
        catalogue.write_bytes(raw)
        with pytest.raises(Corrupt):
            Studio(Settings(sessions=tmp_path), serve=True)
        assert studio.reindex() == 1
        assert (tmp_path / "catalog.damaged-1.duckdb").read_bytes() == raw
        assert [row.id for row in studio.page().rows] == [session.id]
