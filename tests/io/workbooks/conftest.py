"""What tests of workbooks share."""

from __future__ import annotations

import pytest

from tests.io.workbooks.office import Office


@pytest.fixture(scope="session")
def office(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with a profile that is made once; the test is skipped where it is not installed."""
    return Office(soffice, tmp_path_factory.mktemp("office"))
