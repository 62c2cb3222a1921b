"""The closing that the benchmark walks, with Selenium: it has no contexts, so the browser's cookies are deleted."""

import json
import os
import time
from pathlib import Path

from selenium import webdriver  # type: ignore[import-not-found]
from selenium.webdriver.common.by import By  # type: ignore[import-not-found]
from selenium.webdriver.support import expected_conditions as when  # type: ignore[import-not-found]
from selenium.webdriver.support.ui import Select, WebDriverWait  # type: ignore[import-not-found]


def close_account(driver: webdriver.Chrome, world: dict[str, str]) -> None:
    wait = WebDriverWait(driver, 5, poll_frequency=0.02)

    def click(kind: str, name: str) -> None:
        element = (By.XPATH, f"//{kind}[normalize-space()='{name}' or @aria-label='{name}']")
        wait.until(when.element_to_be_clickable(element)).click()

    driver.delete_all_cookies()
    driver.get(world["url"])
    wait.until(when.element_to_be_clickable((By.NAME, "email"))).send_keys(world["email"])
    driver.find_element(By.NAME, "password").send_keys(world["password"])
    click("button", "Log in")
    click("*[@aria-haspopup or self::summary or self::button]", "Account menu")
    click("a", "Settings")
    click("a", "Contact Info")
    click("a", "Close my account")
    Select(wait.until(when.element_to_be_clickable((By.TAG_NAME, "select")))).select_by_index(1)
    click("button", "Close Account")
    wait.until(when.text_to_be_present_in_element((By.TAG_NAME, "h1"), "Your account is closed"))


def main() -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["BROWSER"]
    for argument in ("--headless", "--no-sandbox"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options)
    times = []
    for world in json.loads(Path(os.environ["WORLDS"]).read_text("utf-8")):
        start = time.perf_counter()
        close_account(driver, world)
        times.append(time.perf_counter() - start)
    driver.quit()
    Path(os.environ["TIMES"]).write_text(json.dumps(times), "utf-8")


if __name__ == "__main__":
    main()
