"""A sentence that is false about an email quotes it, and no artifact has its link."""

import re

from tests.support.flows_process import CLOSE_OWN, FlowsRun
from tests.support.leaks import leaks

SENTENCES = "5. An email arrives.\n6. The email says **Nothing of the kind**.\n"
BY = 'restore = { by = "support" }'
QUOTED = r"the words 'Nothing of the kind' in the email '[^']*'; there was “[^”]*\[link\]"


def test_an_email_is_quoted_without_its_link(run: FlowsRun) -> None:
    edition = run.guide.with_name("edition.toml")
    text = edition.read_text("utf-8")
    edition.write_text(text.replace(BY, 'restore = { by = "link", within = "P14D" }'), "utf-8")
    code, output = run(CLOSE_OWN + SENTENCES, "--tracing", "on")
    assert code == 1
    assert re.search(QUOTED, " ".join(output.split())), output
    assert "/restore/" not in output
    assert leaks(run.artifacts, []) == []
