"""Names the cases of guides in pytest's JUnit results."""

import pytest
from _pytest.junitxml import xml_key


def name_case(config: pytest.Config, report: pytest.TestReport) -> None:
    """Name the case of a guide by its ``ProcedureId``; by pytest, ``a/b.md`` and ``a.b.md`` would be of one class."""
    if xml := config.stash.get(xml_key, None):
        file, _, name = report.nodeid.partition("::")
        case = xml.node_reporter(report)
        case.add_attribute("classname", file)
        case.add_attribute("name", name)
