"""Sentences of published pages: how each of their clauses is read, or which of its words are refused."""

from pathlib import Path

import pytest

from flows.reading.page_reading import ReadSentence, read_page

READINGS = {
    "Press **Harvest**.": ["press «Harvest»"],
    "Tap the **Beds** tab, then tap **Rotate** at the top right.": ["tap «Beds»", "tap «Rotate» at the top right"],
    "Open **Garden** > **Beds** > **North**.": ["open «Garden»›«Beds»›«North»"],
    "Go to **Garden › Beds**.": ["go to «Garden»›«Beds»"],
    "Open *Garden* and select `Beds`.": ["open «Garden»", "select «Beds»"],
    "Click WATER NOW to start the pump.": ["click «WATER NOW»"],
    "Choose Water schedule from the dropdown.": ["choose «Water schedule» from the dropdown"],
    "Open the Rain Gauge page.": ["open «Rain Gauge»"],
    "Click <b>Prune</b> next to the tree you want to cut back.": [
        "click «Prune» next to {the tree you want to cut back} (needs “the tree you want to cut back”)"
    ],
    "In the **Tools** section, under **Blades**, choose **Sharpen**.": [
        "choose «Sharpen» in the «Tools» section under «Blades»"
    ],
    "Next to **Compost**, select **Turn**.": ["select «Turn» next to «Compost»"],
    "Use the bed switcher to pick the greenhouse you look after.": [
        "use {the bed switcher} (needs “the bed switcher”)",
        "pick {the greenhouse you look after} (needs “the greenhouse you look after”)",
    ],
    "Find the gardener you want to thank.": [
        "check: find {the gardener you want to thank} (needs “the gardener you want to thank”)"
    ],
    "Click the spade icon beside their name and choose **Dismiss**.": [
        "click {the spade icon} beside {their name} (needs “the spade icon”, “their name”)",
        "choose «Dismiss»",
    ],
    "Click your avatar and choose **Sheds**.": ["click «Account menu»", "choose «Sheds»"],
    "Select **Sow**/**Plant**.": ["select «Sow» or «Plant»"],
    "Choose **Morning** or **Evening**.": ["choose «Morning» or «Evening»"],
    "Press **Dig** or open **Tools** and press **Rake**, then press **Go**.": [
        "press «Dig»",
        "or: open «Tools»",
        "or: press «Rake»",
        "press «Go»",
    ],
    "Go to your shed by clicking **Menu**, then choose **Shed**.": ["click «Menu»", "choose «Shed»"],
    "Press **Dig** if they need a hole.": ["if they need a hole: press «Dig» (needs “whether they need a hole”)"],
    "Make sure **Slugs** is gone.": ["check: «Slugs» is gone"],
    "Choose the reason **Too wet** and press **Go**.": ["choose the reason «Too wet»", "press «Go»"],
    "Wait 3 days.": ["wait 3 days"],
    "Wait for 3 days of sun.": ["outside: wait for 3 days of sun"],
    "**It is dry now.** is shown.": ["check: «It is dry now.» is shown"],
    "An email titled **Your rake** arrives.": ["check: An email titled «Your rake» arrives"],
    "An email titled **Your rake** no longer arrives.": ["statement: An email titled «Your rake» no longer arrives"],
    "**Slugs** is hidden and **Frost** appears.": ["statement: «Slugs» is hidden and «Frost» appears"],
    "Fieldnotes keeps the seeds.": ["statement: Fieldnotes keeps the seeds"],
    "Send to the shed.": ["send to {the shed} (needs “how to send”, “the shed”)"],
    "To see the beds:": ["statement: To see the beds"],
    "You may also need to press **Dig**.": ["press «Dig»"],
    "You may press **Dig**.": ["statement: You may press «Dig»"],
    "Enter your password.": ["enter your password"],
    "Enter a name for the bed in **Label**.": ["enter {a name} for {the bed} in «Label» (needs “a name”, “the bed”)"],
    "Type `GONE FOR GOOD` in **Confirmation**.": ["type «GONE FOR GOOD» in «Confirmation»"],
    "Type in the name of the greenhouse and press **Empty**.": [
        "type in {the name of the greenhouse} (needs “the name of the greenhouse”)",
        "press «Empty»",
    ],
    "Fill in **Shed number**.": ["fill in {a value} in «Shed number» (needs “Shed number”)"],
    "Change the watering plan to **Weekly**.": ["change {the watering plan} to «Weekly» (needs “the watering plan”)"],
    "Delete the seedlings.": ["delete the seedlings (needs “how to delete the seedlings”)"],
    "Confirm the harvest.": ["confirm the harvest (needs “how to confirm the harvest”)"],
    "Confirm with **Yes, cut it**.": ["press «Yes, cut it»"],
    "Confirm that you want to dig by typing the name of the bed.": [
        "type {the name of the bed} (needs “the name of the bed”)"
    ],
    "Save": ["press «Save»"],
    "**Empty the shed**": ["«Empty the shed» (needs “how to empty the shed”)"],
    "Scroll down to **Old tools**.": ["scroll to «Old tools»"],
    "Scroll to the bottom of the page.": ["scroll to the bottom of the page"],
    "Make sure the **Dry** label is shown.": ["check: the «Dry» label is shown"],
    "Make sure the gate is locked.": ["check: the gate is locked (needs “the gate is locked”)"],
    "Make sure you are logged in as a head gardener.": ["log in as {a head gardener} (needs “a head gardener”)"],
    "Log in to Fieldnotes.": ["log in to Fieldnotes"],
    "Sign in at garden.example.org and open **Beds**.": ["log in to «garden.example.org»", "open «Beds»"],
    'Open your inbox and look for an email with the subject "Your rake".': [
        "check: an email arrives",
        "check: an email arrives, titled «Your rake»",
    ],
    "Open the email and click the link.": ["check: an email arrives", "open the link in the email"],
    "Check **Send me seeds**.": ["check «Send me seeds»"],
    "Check the **Weather** panel.": ["check: check «Weather»"],
    "The **Frost** warning appears.": ["check: The «Frost» warning appears"],
    "You will see the **Frost** warning.": ["check: You will see the «Frost» warning"],
    "The seedlings are moved to the cold frame.": ["statement: The seedlings are moved to the cold frame"],
    "This cannot be undone.": ["statement: This cannot be undone"],
    "You'll be asked to enter your password.": ["if the site asks for it: enter your password"],
    "You are prompted to press **Dig**.": ["if the site asks for it: press «Dig»"],
    "You need to press **Rest**, then wait for the kettle.": ["press «Rest»", "outside: wait for the kettle"],
    "You can water as often as you like.": ["statement: You can water as often as you like"],
    "If you keep bees, press **Smoke**.": ["if you keep bees: press «Smoke» (needs “whether you keep bees”)"],
    "If **Slugs** appears, press **Collect**.": ["if «Slugs» appears: press «Collect»"],
    "If you want to keep the roots, tick **Roots**.": ["if the reader wants to: tick «Roots»"],
    "If prompted, enter your password.": ["if the site asks for it: enter your password"],
    "Enter your password when prompted.": ["if the site asks for it: enter your password"],
    "Press **Dig** if the ground is soft.": ["if the ground is soft: press «Dig» (needs “whether the ground is soft”)"],
    "(Optional) In **Note**, enter a remark.": [
        "if the reader wants to: enter {a remark} in «Note» (needs “a remark”)"
    ],
    "Once the soil is dry, press **Sow**.": ["press «Sow»"],
    "To empty the shed, press **Clear**.": ["press «Clear»"],
    "See [Keeping bees](bees.md).": ["pointer: See «Keeping bees»"],
    "For more information, visit the almanac.": ["pointer: For more information, visit the almanac"],
    "[Delete the bed](bed.md) first.": ["do what «Delete the bed» first says (needs “«Delete the bed» first”)"],
    "Open your authenticator app and scan the QR code.": [
        "outside: open your authenticator app",
        "outside: scan the QR code",
    ],
    "Store the spare key in a safe place.": ["outside: store the spare key in a safe place"],
    "Do any of the following:": ["choice: Do any of the following"],
    "Select all the weeds by ticking the boxes.": [
        "tick {the boxes} (needs “the boxes”)",
        "select {all the weeds} (needs “all the weeds”)",
    ],
    "Click **Rake**, and the **Leaves** list opens.": ["click «Rake»", "check: the «Leaves» list opens"],
    "**Empty the compost.** Then press **Lid**.": [
        "«Empty the compost» (needs “how to empty the compost”)",
        "press «Lid»",
    ],
    "Press **Gate.**": ["press «Gate»"],
    "Open **Tools tab**.": ["open «Tools»"],
}
# The words that are marked, and what is wrong with them.
REFUSED = {
    "Do not press **Flood**.": ("not", "“not”"),
    "Never press **Flood**.": ("Never", "“not”"),
    "Press the second **Dig** button.": ("second", "“second”"),
    "Press **Dig** **Deep**.": ("Deep", "two names with nothing between them"),
    "Press it.": ("it", "“it”"),
    "Yodel at the **Frost** warning.": ("Yodel", "“Yodel”"),
    "Press **Dig** without **Gloves**.": ("without", "“without”"),
    "Make sure **Slugs** is not red.": ("Make", "“not” in what is checked"),
    "Make sure **Slugs** and **Snails** is not shown.": ("Make", "“not” in what is checked"),
    "Make sure nothing called **Slugs** is shown.": ("Make", "“not” in what is checked"),
    "If **Slugs** fails to appear, press **Dig**.": ("If", "“not” in a condition"),
    "If **Slugs** is hidden and **Frost** is shown, press **Dig**.": ("If", "“not” in a condition"),
    "Press the button instead of **Flood**.": ("instead", "“instead of”"),
    "Open any bed but **North**.": ("but", "“but”"),
    "Select everything besides **North**.": ("besides", "“besides”"),
    "Press **Dig** if you cannot see **Slugs**.": ("if", "“not” in a condition"),
    "If you are unable to see **Slugs**, press **Dig**.": ("If", "“not” in a condition"),
    "Press **Dig** until **Slugs** appears.": ("until", "“until”"),
    "Press **Dig** three times.": ("times", "“times”"),
    "Log in with a wrong password.": ("password", "“with”"),
    "Press.": ("Press", "nothing to press"),
    "Enter.": ("Enter", "nothing to enter"),
    "Click through the": ("the", "nothing to press"),
    "Open **Beds** >": (">", "an arrow that leads nowhere"),
    "Press **Dig** to press **Rake**.": ("to", "a name in what the step is for"),
    "**Frost** - Toggle it to warn the others.": ("-", "a dash before what is done"),
    "If it rains, if it snows, press **Dig**.": ("if", "a second “if”"),
    "Delete **Everything**.": ("Everything", "whether the name is pressed"),
    "Two **Rakes**.": ("Two", "“Two”"),
    "Define a bed that needs water.": ("Define", "“Define”"),
    "Garden tools": ("Garden", "“Garden”"),
    "Rake Fieldnotes to see the changes.": ("Rake", "“Rake”"),
    "To see the beds, water:": ("water", "“water”"),
    "Cup of tea.": ("Cup", "“Cup”"),
}
# Of two steps, how the second is read.
AFTER = {
    ("Press **Gate**.", "Press it again."): ["press «Gate»"],
    ("Open the email.", "Click the confirmation link."): ["open the link in the email"],
    ("Open the email.", "Press the **Yes, I am** button."): ["open the link «Yes, I am» in the email"],
    ("Open the **Letters** page.", "Click the confirmation link."): [
        "click {the confirmation link} (needs “the confirmation link”)"
    ],
}
# A step with a list in it, and how the items of that are read.
LISTS = {
    "do any of the following:\n   - Press **Dig**.\n   - By hand": ["press «Dig»", "choice: By hand"],
    "Enter the following details:\n   - The size of the bed\n   - Press **Dig**.": [
        "statement: The size of the bed",
        "press «Dig»",
    ],
}


def sentences(folder: Path, *steps: str) -> list[ReadSentence]:
    page = folder / "page.md"
    page.write_text("".join(f"1. {step}\n" for step in steps), "utf-8")
    return [sentence for procedure in read_page(page).procedures for sentence in procedure.sentences]


def readings(folder: Path, *steps: str) -> list[list[str]]:
    return [[clause.reading for clause in sentence.clauses] for sentence in sentences(folder, *steps)]


@pytest.mark.parametrize(("step", "expected"), READINGS.items(), ids=READINGS)
def test_readings(step: str, expected: list[str], folder: Path) -> None:
    assert [reading for clauses in readings(folder, step) for reading in clauses] == expected


@pytest.mark.parametrize(("step", "expected"), REFUSED.items(), ids=REFUSED)
def test_refused_words_are_marked(step: str, expected: tuple[str, str], folder: Path) -> None:
    (sentence,) = sentences(folder, step)
    assert sentence.unclear
    assert (sentence.unclear.words, sentence.unclear.text) == expected
    start, end = sentence.unclear.span
    assert sentence.text[start:end] == expected[0]


@pytest.mark.parametrize(("steps", "expected"), AFTER.items(), ids=map(" ".join, AFTER))
def test_what_the_sentence_before_is_about(steps: tuple[str, str], expected: list[str], folder: Path) -> None:
    assert readings(folder, *steps)[-1] == expected


@pytest.mark.parametrize(("step", "expected"), LISTS.items(), ids=LISTS)
def test_lists_in_steps(step: str, expected: list[str], folder: Path) -> None:
    assert [reading for clauses in readings(folder, step)[1:] for reading in clauses] == expected


@pytest.mark.parametrize("step", READINGS, ids=READINGS)
def test_acts_name_all_that_is_in_bold(step: str, folder: Path) -> None:
    """A name that no clause mentions would be lost."""
    text = " ".join(clause for clauses in readings(folder, step) for clause in clauses)
    names = [name for run in step.split("**")[1::2] for name in run.rstrip(".").removesuffix(" tab").split(" › ")]
    assert [name for name in names if name not in text] == []
