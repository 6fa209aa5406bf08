"""While programs are loaded, nobody looks for garbage; afterwards what was loaded is left alone."""

from __future__ import annotations

import gc

import pytest

from core.loading import loading


def test_garbage_is_looked_for_again_after_loading_also_when_it_failed() -> None:
    def fails() -> None:
        with loading():
            assert not gc.isenabled()
            raise ImportError

    before = gc.get_freeze_count()
    try:
        with pytest.raises(ImportError):
            fails()
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
