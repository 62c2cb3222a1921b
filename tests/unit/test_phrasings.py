"""How the grammar reads goals, places, requests of the site, and scenes."""

import pytest

from flows.language.understand import understand

READ = {
    # Goals and the acts that lead to them; the control that opens the account menu is where its items are.
    "Open «Settings» by clicking your picture.": ["click «Settings» in «Account menu»"],
    "Select «Settings» after clicking your profile picture.": ["click «Settings» in «Account menu»"],
    "Go to «Settings», which is in the menu that opens when you click your picture.": [
        "click «Settings» in «Account menu»"
    ],
    "«Settings» is in the menu under your picture. Click it.": ["click «Settings» in «Account menu»"],
    "To open «B», click «A» and then «B».": ["click «A»", "click «B»"],
    "Profile picture (top right) → «Settings».": ["click «Account menu»", "click «Settings»"],
    "Click your picture and go to your account settings.": ["click «Account menu»", "open «Settings»"],
    "Click on «A», then on «B».": ["click «A»", "click «B»"],
    "Click your picture, top right, followed by «Settings».": ["click «Account menu»", "click «Settings»"],
    "Find «Close» by scrolling down, and click it.": ["scroll", "«Close» is shown", "click «Close»"],
    # Requests of the site: the act is done once, and is optional if the site may not ask for it.
    "You'll be asked for your password; type it in.": ["enter password"],
    "You'll be asked to enter your password. Click «Next».": ["enter password", "click «Next»"],
    "You may be asked for your password. Type it in.": ["enter password ?"],
    "If you're asked to log in again, just enter your password.": ["enter password ?"],
    "You must give a reason; pick any.": ["choose reason"],
    "You must choose a reason. Then select «Next».": ["choose reason", "click «Next»"],
    "You will be asked whether you're sure, so click «Yes».": ["click «Yes»"],
    "Are you sure? Click «Yes».": ["click «Yes»"],
    "If you're sure, click «Yes».": ["click «Yes»"],
    "If you want to leave a comment, write one.": ["enter feedback ?"],
    "If you're not logged in, log in.": ["log in ?"],
    "Log in, if you haven't already.": ["log in ?"],
    "You need to be logged in to go on.": ["log in"],
    "If you have not set a security question yet, set one.": ["set security question ?"],
    "If you have no security question yet, set one up.": ["set security question ?"],
    "If you've set a security question, enter the answer.": ["enter security-answer ?"],
    # Ways to say that a reason is chosen.
    "When asked why you are leaving, select «Other».": ["choose reason «Other»"],
    "If prompted for a reason, go with «Other».": ["choose reason «Other» ?"],
    "Give your reason, choosing «Other».": ["choose reason «Other»"],
    "Say why you no longer want to stay by picking a reason.": ["choose reason"],
    "Select the option that best matches your situation.": ["choose reason"],
    "Explain why you are leaving in the «Message» box.": ["enter message"],
    "Type your question in the «Message» box.": ["enter message"],
    # Acts in teams, and places.
    "Switch to «Freelancer» in the account menu.": ["click «Freelancer» in «Account menu»"],
    "Open the account menu and switch to «Client».": ["open «Account menu»", "open «Client»"],
    "Change to your «Freelancer» profile using the account menu.": ["click «Freelancer» in «Account menu»"],
    "Leave the team with «Leave Team».": ["click «Leave Team»"],
    "Remove the member with «Remove».": ["click «Remove»"],
    "Invite her by pressing «Invite».": ["click «Invite»"],
    "Invite the freelancer to your team with «Invite».": ["click «Invite»"],
    "Pay the invoice with «Pay».": ["click «Pay»"],
    "Accept the invitation with «Accept».": ["click «Accept»"],
    "Post the job with «Post a job».": ["click «Post a job»"],
    "Write «Spreadsheet help» in «Title».": ["enter «Spreadsheet help» in «Title»"],
    "Choose «Manager» from «Role».": ["click «Manager» in «Role»"],
    "Under «Actions» select «Leave Team».": ["click «Leave Team» in «Actions»"],
    "Click «Remove» next to «Member».": ["click «Remove» in «Member»"],
    "Press «Remove» beside «Manager».": ["click «Remove» in «Manager»"],
    "Press «Remove» in the row of «Member».": ["click «Remove» in «Member»"],
    # Emails of other people.
    "Enter the email of the member in «Email» and click «Invite».": ["enter member-email", "click «Invite»"],
    "Enter the client's email.": ["enter client-email"],
    "Fill in «Email» with the manager's email.": ["enter manager-email"],
    "Enter the admin's email in «Work email».": ["enter admin-email in «Work email»"],
    "Enter another email in the «Email» field.": ["enter another-email"],
    "Enter the password of your freelancer account.": ["enter password"],
    # The weekly billing.
    "Wait until the billing cycle ends.": ["wait until billing cycle ends"],
    "Wait until Monday, when the weekly billing cycle ends.": ["wait until billing cycle ends"],
    "Wait for the weekly billing cycle to end.": ["wait until billing cycle ends"],
    # Confirming, with a control or a fact.
    "Confirm that you want to close your account by clicking «Close».": ["click «Close»"],
    "Confirm your choice with a click on «Close».": ["click «Close»"],
    "Confirm your identity with your password.": ["enter password"],
    "Use your password to confirm your identity.": ["enter password"],
    "You'll see a list of sections; open «A».": ["open «A»"],
}
REFUSED = [
    "On the left you'll see a list of sections; open «A».",
    "Open «B» by clicking «A».",
    "To open «Settings», click your picture.",
    "Open «Settings» by clicking the second picture.",
    "Hover over your picture and choose «Settings».",
    "Find «Settings» in the menu under your picture.",
    "Click «A» (the second one).",
    "Click «A», but you must first log in.",
    "Changed your mind? Click «Cancel».",
    "If you changed your mind: click «Cancel».",
    "You'll be asked for your password. Click «Next».",
    "You'll be asked for your old password; enter it.",
    "If you're asked for a different password, enter it.",
    "You will be asked not to leave.",
    "You must not click «A».",
    "Choose between «A» and «B».",
    "Make sure you are not logged in.",
    "If you have not set a security question, click «Skip».",
    "Type your question in the «Password» box.",
    "Log in with Google.",
    "Give your profile a headline in «Headline».",
    "Accept the invitation.",
    "Invite the member.",
    "Leave «B» alone.",
]


@pytest.mark.parametrize(("sentence", "texts"), READ.items(), ids=READ)
def test_a_phrasing_becomes_exactly_these_acts(sentence: str, texts: list[str]) -> None:
    acts, faults, _ = understand(sentence)
    assert faults == []
    assert [act.text + (" ?" if act.condition else "") + (" *" if act.each else "") for act in acts] == texts


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_phrasing_that_could_be_misread_is_refused(sentence: str) -> None:
    assert understand(sentence)[1]
