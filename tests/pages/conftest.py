"""What tests of pages share beside the film that all tests have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import app_test


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself for each new visitor of its harness, a quarter of a second."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield
    app_test.TMP_DIR.cleanup()  # which would warn of itself at the very end
