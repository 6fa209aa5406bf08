"""Entries, chains and keys: what may be entered, and that a key is never seen again."""

from __future__ import annotations

import io
import logging
import os
import stat
import traceback
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.errors import BadSetting, KeyRefused
from core.services.entries import Chain, Entry, Fill, KeyReference, Price, Roster
from core.services.keys import Keys
from core.services.redaction import guard_logs, learn, redacted

KEY = "abc-Zq81-the-true-key-0123456789"


def entry(**fields: object) -> Entry:
    given = {"id": "mine", "house": "openai", "fills": (Fill(port="Writer", model="m"),), **fields}
    return Entry.model_validate(given)


def test_an_empty_roster_means_the_offline_house() -> None:
    assert Roster().chain("Writer") == Chain(port="Writer", first="", fallbacks=())


@pytest.mark.parametrize("url", ["ftp://x", "api.example.com", "https://user:secret@host/v1"])
def test_an_address_that_is_none_or_holds_a_key_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        entry(base_url=url)


def test_a_chain_names_only_entries_that_fill_its_port() -> None:
    Roster(entries=(entry(),), chains=(Chain(port="Writer", first="mine", fallbacks=("offline",)),))
    with pytest.raises(ValidationError, match="does not fill"):
        Roster(entries=(entry(),), chains=(Chain(port="Painter", first="mine"),))
    with pytest.raises(ValidationError, match="does not fill"):
        Roster(chains=(Chain(port="Writer", first="nobody"),))


def test_the_newest_price_that_holds_on_a_day_counts() -> None:
    prices = tuple(
        Price(model="m", unit="minute", usd=Decimal(usd), since=date(2026, month, 1)) for usd, month in ((1, 1), (2, 6))
    )
    mine = entry(prices=prices)
    assert mine.price("m", "minute", date(2025, 1, 1)) is None
    assert mine.price("m", "minute", date(2026, 5, 31)) == 1
    assert mine.price("m", "minute", date(2026, 6, 1)) == 2


def test_a_key_is_written_and_used_and_never_lies_open(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "sessions", tmp_path / "secrets")
    mine = entry(key=KeyReference(source="studio"))
    assert keys.masked(mine) == ""
    keys.enter("mine", f" {KEY}\n")
    found = keys.key(mine)
    assert found
    assert found.get_secret_value() == KEY
    assert KEY not in repr(found)
    assert keys.masked(mine) == "…6789"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes()
            assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    keys.forget("mine")
    with pytest.raises(KeyRefused):
        keys.key(mine)


def test_the_folder_of_the_sessions_alone_opens_no_key(tmp_path: Path) -> None:
    Keys(tmp_path / "sessions", tmp_path / "secrets").enter("mine", KEY)
    with pytest.raises(KeyRefused, match="another key file"):
        Keys(tmp_path / "sessions", tmp_path / "elsewhere").key(entry(key=KeyReference(source="studio")))


def test_keys_come_from_the_environment_and_from_the_secrets_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(tmp_path / "sessions", tmp_path)
    (tmp_path / "secrets.toml").write_text(f'MINE = "{KEY}"\n')
    there = keys.key(entry(key=KeyReference(source="file", name="MINE")))
    assert there
    assert there.get_secret_value() == KEY
    monkeypatch.setenv("MY_KEY", KEY + "x")
    there = keys.key(entry(key=KeyReference(source="environment", name="MY_KEY")))
    assert there
    assert there.get_secret_value() == KEY + "x"
    with pytest.raises(KeyRefused):
        keys.key(entry(key=KeyReference(source="environment", name="NO_SUCH_KEY")))


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel"])
def test_what_cannot_be_a_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadSetting):
        Keys(tmp_path, tmp_path).enter("mine", key)


def test_no_log_no_traceback_and_no_message_holds_a_key() -> None:
    learn(KEY)
    before = logging.getLogRecordFactory()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    log = logging.getLogger("test.redaction")
    log.addHandler(handler)
    try:
        guard_logs()
        guard_logs()
        log.warning("calling with %s", KEY)
        kept = logging.getLogRecordFactory()("a", logging.INFO, "f", 1, "%s asked for %s", ("somebody", "/page"), None)
        assert kept.args == ("somebody", "/page")
        log.warning("and sk-abcdefghijklmnopqrstuv, Bearer abc.def-ghi12345")
        try:
            raise ValueError(f"refused: {KEY}")
        except ValueError:
            log.exception("it failed")
            assert KEY in traceback.format_exc()
    finally:
        logging.setLogRecordFactory(before)
        log.removeHandler(handler)
    told = written.getvalue()
    assert "it failed" in told
    assert "refused: [key]" in told
    for secret in (KEY, "sk-abc", "abc.def"):
        assert secret not in told
    assert redacted("an ordinary sentence about sk-learn and keys") == "an ordinary sentence about sk-learn and keys"
