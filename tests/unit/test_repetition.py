"""What is done for each of several: how it is said in a sentence, and in an item that repeats those before it."""

import pytest

from flows.language.understand import understand
from flows.reading.repeated_items import Item, merged
from tests.unit.test_sentences import printed

LEAVE = ["click «Actions» * (click «Leave Team», click «Leave»)"]
SAID = {
    "For each team: click «Actions», select «Leave Team» and click «Leave».": LEAVE,
    "For all of your teams, click «Actions», select «Leave Team» and click «Leave».": LEAVE,
    "Click «Actions», select «Leave Team» and press «Leave» for each team.": LEAVE,
    "Click «Actions», then «Leave Team», and confirm with «Leave», for every team.": LEAVE,
    "Click «Actions» › «Leave Team» › «Leave» for each team.": LEAVE,
    "Click «Actions». Select «Leave Team». Press «Leave». Repeat this for each team.": LEAVE,
    "Click «Actions», select «Leave Team», press «Leave» and repeat this process for all the teams you are in.": LEAVE,
    "Click «Actions», select «Leave Team», press «Leave». Do the same for all your teams.": LEAVE,
    "For each team, open the «Actions» menu, select «Leave Team» and click «Leave».": [
        "open «Actions» * (click «Leave Team», click «Leave»)"
    ],
    "Under «Actions», select «Leave Team» and press «Leave» for each team.": [
        "click «Leave Team» in «Actions» * (click «Leave»)"
    ],
    "Open «My Teams». For each team, click «Actions» and select «Leave Team».": [
        "open «My Teams»",
        "click «Actions» * (click «Leave Team»)",
    ],
    "Log in and click «Withdraw» for each proposal, then click «Done».": [
        "log in",
        "click «Withdraw» *",
        "click «Done»",
    ],
    "Click «A», log in and click «Withdraw» for each proposal.": ["click «A»", "log in", "click «Withdraw» *"],
    "For each invoice, click «Pay», enter your password and press «Confirm».": [
        "click «Pay» * (enter password, click «Confirm»)"
    ],
    "Click «Remove» next to each «Member».": ["click «Remove» in «Member» *"],
    "Click all «Withdraw» buttons.": ["click «Withdraw» *"],
    "Click «A» for each team and click «B» for each member.": ["click «A» *", "click «B» *"],
    "Click «A» for each team and «B».": ["click «A» * (click «B»)"],
}
STEPS = ("Log in.", "Open «My Teams»", "Click «Actions».", "Select «Leave Team»", "Press «Leave».")
REPEATS = {
    "Repeat this for each team.": 1,
    "Now, repeat the last step for every team.": 1,
    "Do this for all of your teams.": 1,
    "Repeat the last three steps for every team.": 3,
    "Repeat the previous 3 steps for all teams.": 3,
    "Then repeat these two steps for each team.": 2,
    "Repeat the three steps above for each team.": 3,
    # How many these are is not said, or there are not so many.
    "Repeat these steps for each team.": 0,
    "Repeat this process for each team.": 0,
    "Repeat the last nine steps for each team.": 0,
}


def items(*texts: str) -> list[Item]:
    return [Item(line, text, text.replace("«", "").replace("»", "")) for line, text in enumerate(texts, 7)]


@pytest.mark.parametrize(("sentence", "plain"), SAID.items(), ids=SAID)
def test_what_is_repeated_is_one_chain(sentence: str, plain: list[str]) -> None:
    acts, faults = understand(sentence)
    assert faults == []
    assert [printed(act) for act in acts] == plain


@pytest.mark.parametrize(("last", "back"), REPEATS.items(), ids=REPEATS)
def test_an_item_repeats_so_many_before_it(last: str, back: int) -> None:
    found = merged(items(*STEPS, last))
    assert len(found) == len(STEPS) + 1 - back
    acts, faults = understand(found[-1].text)
    assert [act.each for act in acts] == ([True] if back else [])
    assert len(faults) == (0 if back else 1)


def test_items_that_are_one_are_told_as_one_from_the_line_of_the_first() -> None:
    *_, last = merged(items(*STEPS, "Repeat the last three steps for every team."))
    assert (last.line, last.shown) == (
        9,
        "Click Actions. Select Leave Team Press Leave. Repeat the last three steps for every team.",
    )
    assert [printed(act) for act in understand(last.text)[0]] == LEAVE


def test_these_steps_are_those_of_the_item_before_where_it_has_several() -> None:
    (one,) = merged(
        items("Click «Actions», select «Leave Team» and click «Leave».", "Repeat these steps for each team.")
    )
    assert [printed(act) for act in understand(one.text)[0]] == LEAVE


@pytest.mark.parametrize("last", ["Repeat the last two steps twice.", "Repeat this for each team but one.", "Do this."])
def test_what_else_is_said_of_a_repetition_is_not_dropped(last: str) -> None:
    assert understand(merged(items(*STEPS, last))[-1].text)[1]
