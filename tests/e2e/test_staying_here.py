"""The browser of a run finds nothing but the site."""

import pytest
from playwright.sync_api import Error, Page


@pytest.mark.parametrize("address", ["http://example.com/", "https://marketplace.example/", "http://192.0.2.1/"])
def test_no_other_host_is_found(page: Page, address: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(address)
