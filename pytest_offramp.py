"""The entry point of the pytest plugin: in a project that says where its guides are, it loads the plugin.

It lies beside ``flows`` and not in it, so that nothing else of that name hides it, and so that pytest loads nothing but
this in a project without guides.
"""

import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

PLUGIN = "flows.plugin.hooks"
SETTINGS = "offramp.toml"
FOLDER = "guides"


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Load the plugin, as early as pytest knows the project, so that options in ``addopts`` are known, too."""
    config = pluginmanager.get_plugin("pytestconfig")
    assert isinstance(config, pytest.Config)  # noqa: S101  (pytest registers it first)
    try:
        folders = guide_folders(config.rootpath)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None
    if not folders:
        return
    package = find_spec("flows")
    if not package or not package.submodule_search_locations or not find_spec("flows.plugin"):
        place = package.origin if package else "a folder of that name"
        raise pytest.UsageError(f"offramp: another package called flows hides its own: {place}; rename that")
    pluginmanager.import_plugin(PLUGIN)


def guide_folders(root: Path) -> list[Path]:
    """The folders of guides of a project; none if it has none. Raises ValueError if it does not say so rightly.

    ``[tool.offramp]`` in its ``pyproject.toml`` names them. Without such a file, it is the one that ``offramp.toml`` is
    in: the root, or ``guides``.
    """
    project = root / "pyproject.toml"
    if not project.is_file():
        return [folder for folder in (root, root / FOLDER) if (folder / SETTINGS).is_file()][:1]
    try:
        table = tomllib.loads(project.read_text("utf-8")).get("tool", {}).get("offramp")
    except ValueError as error:
        raise ValueError(f"{project}: {error}; correct the TOML") from None
    if table is None:
        return []
    named = table.get("guides", FOLDER) if isinstance(table, dict) and table.keys() <= {"guides"} else None
    folders = [named] if isinstance(named, str) else named
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        remedy = (
            f"write guides = {FOLDER!r}, or a list of folders, and put everything else in {SETTINGS} in that folder"
        )
        raise ValueError(f"{project}: [tool.offramp] says nothing but where the guides are; {remedy}")
    return [root / folder for folder in folders]
