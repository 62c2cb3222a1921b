"""Acts that are repeated: in a sentence, and by an item that repeats those before it."""

import pytest

from flows.language.understand import understand
from flows.reading.repeated_items import Item, merged
from tests.support.sentences import as_text

LEAVE = ["click «Actions» * (click «Leave Team», click «Leave»)"]
REPEATED = {
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
    # Their number is not clear, or there are fewer.
    "Repeat these steps for each team.": 0,
    "Repeat this process for each team.": 0,
    "Repeat the last nine steps for each team.": 0,
}


def items(*texts: str) -> list[Item]:
    return [Item(line, text, text.replace("«", "").replace("»", "")) for line, text in enumerate(texts, 7)]


@pytest.mark.parametrize(("sentence", "texts"), REPEATED.items(), ids=REPEATED)
def test_repeated_acts_are_one_chain(sentence: str, texts: list[str]) -> None:
    acts, faults, _ = understand(sentence)
    assert faults == []
    assert [as_text(act) for act in acts] == texts


@pytest.mark.parametrize(("last", "back"), REPEATS.items(), ids=REPEATS)
def test_an_item_is_merged_with_those_it_repeats(last: str, back: int) -> None:
    result = merged(items(*STEPS, last))
    assert len(result) == len(STEPS) + 1 - back
    acts, faults, _ = understand(result[-1].text)
    assert [act.each for act in acts] == ([True] if back else [])
    assert len(faults) == (0 if back else 1)


def test_merged_items_are_shown_as_one_in_the_line_of_the_first() -> None:
    *_, last = merged(items(*STEPS, "Repeat the last three steps for every team."))
    assert (last.line, last.shown) == (
        9,
        "Click Actions. Select Leave Team Press Leave. Repeat the last three steps for every team.",
    )
    assert [as_text(act) for act in understand(last.text)[0]] == LEAVE


def test_these_steps_are_the_steps_of_the_item_before() -> None:
    (one,) = merged(
        items("Click «Actions», select «Leave Team» and click «Leave».", "Repeat these steps for each team.")
    )
    assert [as_text(act) for act in understand(one.text)[0]] == LEAVE


@pytest.mark.parametrize("last", ["Repeat the last two steps twice.", "Repeat this for each team but one.", "Do this."])
def test_other_words_in_a_repetition_are_not_ignored(last: str) -> None:
    assert understand(merged(items(*STEPS, last))[-1].text)[1]
