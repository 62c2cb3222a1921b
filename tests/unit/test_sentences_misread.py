"""Sentences that are easily misread are understood correctly, or refused."""

import pytest

from flows.language.understand import understand

REFUSE: list[str] = []
EASILY_MISREAD = {
    "Check that no email arrives.": REFUSE,
    "Juggle the oranges: «Goodbye» is shown.": REFUSE,
    "You cannot log in: «X» is shown.": REFUSE,
    "Log in again: «X» is shown.": ["log in", "«X» is shown"],
    "Wait 40 days: «X» is shown.": ["wait 40 days", "«X» is shown"],
    "Enter your password: «X» is shown.": ["enter password", "«X» is shown"],
    "Confirm your decision: click «X».": ["click «X»"],
    "No email arrives.": REFUSE,
    "An email does not arrive.": REFUSE,
    "Check that you receive no email.": REFUSE,
    "«X» does not appear.": ["«X» is gone"],
    "The page no longer shows «X».": ["«X» is gone"],
    "Check that «X» is shown and «Y» is gone.": ["«X» is shown", "«Y» is gone"],
    "Leave the reason blank.": ["skip reason"],
    "Choose any reason but «Too busy».": REFUSE,
    "Choose a reason other than «Too busy».": REFUSE,
    "Click «A» but leave «B» alone.": REFUSE,
    "Click all «Withdraw» buttons but one.": REFUSE,
    "Clear the «Feedback» field.": ["enter «» in «Feedback»"],
    "Click «Withdraw» for each proposal except the first.": REFUSE,
    "Click «Withdraw» for every proposal but one.": REFUSE,
    "For each team except the last, click «Actions».": REFUSE,
    "Click all «Withdraw» and «End contract» buttons.": REFUSE,
    "All of your data is deleted. Click «Delete».": ["click «Delete»"],
    # A quantifier that does not govern what is pressed.
    "Click «X», which deletes all your data.": REFUSE,
    "Click «X» that closes every account.": REFUSE,
    "Click «X» to delete all your data.": REFUSE,
    "To delete each of your files, click «X».": REFUSE,
    "Click «X», where all your teams are listed.": REFUSE,
    "Click «X», and all your data is deleted.": REFUSE,
    "Click «X» for all your data to be deleted.": REFUSE,
    "Click «X» in the list of all teams.": REFUSE,
    "Open «X», which lists all teams, and click «Y».": REFUSE,
    "By clicking «X», you delete all your data.": REFUSE,
    "Confirm with «X», which ends all contracts.": REFUSE,
    "Enter the new member's email.": REFUSE,
    "Enter the email of the other freelancer.": REFUSE,
    "Enter the email of the person you want to invite.": REFUSE,
    "Enter the member's password.": REFUSE,
    "Log in with the member's email and password.": REFUSE,
    "Leave the team.": REFUSE,
    "Wait until Monday.": REFUSE,
    "Click «A» three times.": REFUSE,
    "Click «A» 3 times.": REFUSE,
    "Click the 2nd «Withdraw».": REFUSE,
    "Click «A» until «B» is shown.": REFUSE,
    "Wait for 2 weeks.": ["wait 14 days"],
    "Wait 3 weeks.": ["wait 21 days"],
    "Wait 1 day and 3 hours.": ["wait 1 days", "wait 3 hours"],
    "Wait 2 or 3 days.": REFUSE,
    "After 3 days «B» appears.": ["wait 3 days", "«B» is shown"],
    "Enter a wrong password.": REFUSE,
    "Log in with a wrong password.": REFUSE,
    "Log in as the client.": REFUSE,
    "Enter your password in «Code».": REFUSE,
    "Check that the balance is zero.": REFUSE,
    "Check that your account is closed.": REFUSE,
    "If you changed your mind, click «Cancel».": REFUSE,
    "If you have a balance, click «Withdraw».": REFUSE,
    "Wait 1.5 days.": REFUSE,
    "Wait 1,000 days.": ["wait 1000 days"],
    "Wait half a day.": ["wait 12 hours"],
    "Wait 1 day, then ⟦_agent.md⟧.": ["wait 1 days", "do ⟦_agent.md⟧"],
    "Click «A» and ⟦_agent.md⟧.": ["click «A»", "do ⟦_agent.md⟧"],
    "Do not ⟦_agent.md⟧.": REFUSE,
    "There is no need to click «A».": REFUSE,
    "To open «B», click «A».": ["click «A»"],
    "Set «Country» to «France».": ["enter «France» in «Country»"],
    "Set your password to «abc».": ["enter «abc» as password"],
    "Answer «Fluffy» to the security question.": ["enter «Fluffy» as security-answer"],
    "Enter the code 123456.": ["enter «123456» as code"],
    "Click «A» with the right mouse button.": REFUSE,
    "Click «A» every day.": REFUSE,
    "Go back two pages.": REFUSE,
    "Press «X» while holding Shift.": REFUSE,
    "Do nothing.": REFUSE,
    "Uncheck the «I agree» box.": REFUSE,
    "Leave «B» unchecked.": REFUSE,
    "Make sure you do not click «X».": REFUSE,
    "Click «Yes» if you agree, or «No» if you do not.": REFUSE,
}


@pytest.mark.parametrize(("sentence", "meant"), EASILY_MISREAD.items(), ids=EASILY_MISREAD)
def test_a_sentence_is_read_as_meant_or_refused(sentence: str, meant: list[str]) -> None:
    acts, faults, _ = understand(sentence)
    if meant == REFUSE:
        assert faults
    else:
        assert faults or [act.text for act in acts] == meant
