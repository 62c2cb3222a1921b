"""Walks guides through the mock site in a real browser.

What ``__all__`` names is for tests of other projects, and changes only with a word in the changelog; anything else may
change at any time. docs/package.md has an example of each fixture.
"""

from flows.errors import FlowsError, GuideError, NotWalkedError, ScreenError, SiteError
from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.pages.support_desk import SupportDesk
from flows.reading.guide import Guide
from flows.reading.guide import load as load_guide
from flows.site.client import Account, Site, World
from flows.walk.walker import Walk

__version__ = "0.1.0"
__all__ = [
    "Account",
    "AccountMenu",
    "FlowsError",
    "Guide",
    "GuideError",
    "LoginPage",
    "NotWalkedError",
    "Screen",
    "ScreenError",
    "Settings",
    "Site",
    "SiteError",
    "SupportDesk",
    "Walk",
    "World",
    "load_guide",
]
