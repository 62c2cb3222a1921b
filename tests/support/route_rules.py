"""The rule of every route: who may use it, and a valid request to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mocksite.editions import loader

STALE = "This page is out of date"
SHIPPED = loader.names()[0]
# The accounts that are logged in. The client owns a company. The stranger has signed up as a freelancer and the rival
# as a client with a company; neither has any work.
FREELANCER = ("freelancer",)
FREELANCERS = ("freelancer", "stranger")
PARTIES = ("freelancer", "client")
CLIENT = ("client",)
CLIENTS = ("client", "rival")
AGENT = ("support-agent",)
READERS = ("freelancer", "client", "stranger", "rival")
CLIENT_FIRST = ("client", "freelancer", "stranger", "rival")
STRANGER_FIRST = ("stranger", "freelancer", "client", "rival")
ACCOUNTS = (*READERS, *AGENT)
# Readers who are not logged in: visitors, and those in the middle of logging in, signing up or reopening.
OUTSIDERS = ("visitor", "half in", "signing up", "shut out")
ANYBODY = ("visitor",)
HALF_IN = ("half in",)
SIGNING_UP = ("signing up",)
SHUT_OUT = ("shut out",)
# The control API: any program on this machine, without a log-in, in JSON, so that no other site's page can use it.
CONTROL = ("this machine",)


@dataclass(frozen=True)
class Rule:
    """``who`` may use a route; ``url``, ``form`` and ``files`` are a valid request by the first of them.

    Other accounts get a 404; a visitor who is not logged in is redirected to ``leads_to``. ``stale`` is the heading of
    the answer to a form without its token. ``changes``: the route changes the world, or who is logged in. A ``public``
    route shows the names of freelancers, or job posts and their companies.
    """

    who: tuple[str, ...]
    url: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str | list[str]] = field(default_factory=dict)
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    leads_to: str = "/login"
    stale: str = STALE
    changes: bool = True
    public: bool = False


CONTRACT = {"key": "contract-4"}
INVITED, IN_TEAM = {"key": "membership-2"}, {"key": "membership-3"}
TICKET = {"run_id": "{ticket}"}
WORLD = {"world_id": "{world.id}"}
NEWCOMER = {
    "name": "Ada Byron",
    "email": "ada@{world.id}.worklane.test",
    "phone": "(555) 020-1000",
    "password": "correct horse",
    "persona": "client",
}
RULES = {
    "GET static": Rule(ANYBODY, {"filename": "theme.css"}),
    "GET bootstrap.static": Rule(ANYBODY, {"filename": "css/bootstrap.min.css"}),
    "GET home.icon": Rule(ANYBODY),
    # Those who may call the control API; see test_front_page.
    "GET front.worlds": Rule(ANYBODY),
    "POST front.make_world": Rule(ANYBODY, form={"edition": SHIPPED, "persona": "client"}),
    "POST front.log_in": Rule(ANYBODY, {"world_id": "{world.id}"}, {"account": "client"}),
    "GET auth.log_in": Rule(ANYBODY),
    "POST auth.check_password": Rule(ANYBODY, form={"email": "{client.email}", "password": "{client.password}"}),
    "GET auth.ask_code": Rule(HALF_IN),
    "POST auth.check_code": Rule(HALF_IN, form={"code": "{totp}"}),
    "GET auth.ask_recovery_code": Rule(HALF_IN),
    "POST auth.check_recovery_code": Rule(
        HALF_IN, {"recovery": "{recovery_code}"}, {"recovery-code": "{recovery_code}"}
    ),
    "POST auth.log_out": Rule(ACCOUNTS),
    "GET new_email.link": Rule(ANYBODY, {"token": "{new_email}"}),
    "POST new_email.confirm": Rule(ANYBODY, {"token": "{new_email}"}),
    "GET restore.link": Rule(ANYBODY, {"token": "{link}"}),
    "POST restore.restore": Rule(ANYBODY, {"token": "{link}"}),
    "GET signup.details": Rule(ANYBODY),
    "POST signup.begin": Rule(ANYBODY, form=NEWCOMER),
    "GET signup.code": Rule(SIGNING_UP, leads_to="/signup"),
    "POST signup.verify": Rule(SIGNING_UP, form={"code": "{texted}"}, leads_to="/signup"),
    "GET home.start": Rule(ACCOUNTS),
    "GET home.home": Rule(READERS),
    "POST capacities.switch": Rule(READERS, form={"capacity": "freelancer"}, changes=False),
    "GET capacities.choose": Rule(READERS),
    "GET capacities.freelancer": Rule(READERS),
    "POST capacities.become_freelancer": Rule(
        CLIENT_FIRST, form={"headline": "Cook", "overview": "I cook for weddings."}
    ),
    "GET capacities.client": Rule(READERS),
    "POST capacities.become_client": Rule(READERS, form={"company": "Byron & Daughter"}),
    "POST capacities.answer_invitation": Rule(FREELANCER, {**INVITED, "answer": "accept"}),
    "GET talent.talent": Rule(READERS, public=True),
    "GET talent.search": Rule(ANYBODY, WORLD),
    "GET talent.profile": Rule(ANYBODY, {**WORLD, "key": "freelancer"}),
    "GET members.members": Rule(CLIENTS),
    "POST members.invite": Rule(CLIENTS, form={"email": "{freelancer.email}", "role": "member"}),
    "POST members.withdraw": Rule(CLIENT, INVITED),
    "POST members.change_role": Rule(CLIENT, IN_TEAM, {"role": "manager"}),
    "POST members.remove": Rule(CLIENT, IN_TEAM),
    "GET billing.billing": Rule(CLIENTS),
    "POST billing.pay": Rule(CLIENT, {"key": "invoice-1"}),
    "GET jobs.my_jobs": Rule(READERS),
    "GET jobs.new_post": Rule(CLIENTS),
    "POST jobs.post_job": Rule(CLIENTS, form={"title": "A logo", "budget": "120.50"}),
    "POST jobs.close_job": Rule(CLIENT, {"key": "job-1"}),
    "POST jobs.complete_contract": Rule(PARTIES, CONTRACT),
    "POST jobs.end_contract": Rule(PARTIES, CONTRACT),
    "GET find_work.find_work": Rule(FREELANCERS, public=True),
    "POST find_work.propose": Rule(FREELANCERS, {"key": "job-1"}, {"bid": "50.00"}),
    "GET proposals.proposals": Rule(READERS),
    "POST proposals.withdraw_proposal": Rule(FREELANCER, {"key": "proposal-1"}),
    "GET payments.payments": Rule(READERS),
    "POST payments.withdraw": Rule(READERS, form={"amount": "1.00"}),
    "POST payments.approve_refund": Rule(FREELANCER, {"key": "refund-1"}),
    "GET disputes.disputes": Rule(READERS),
    "GET messages.messages": Rule(READERS),
    "GET messages.conversation": Rule(PARTIES, CONTRACT),
    "POST messages.send": Rule(PARTIES, CONTRACT, {"message": "Hello"}),
    "POST messages.deliver": Rule(PARTIES, CONTRACT, files={"files": ("final.txt", "It is done.")}),
    "GET messages.file": Rule(PARTIES, {"key": "file-4"}),
    "GET settings.overview": Rule(READERS),
    "GET settings.section": Rule(READERS, {"place": "contact-info"}),
    "POST security.save_question": Rule(
        STRANGER_FIRST, {"place": "security"}, {"question": "What street did you grow up in?", "answer": "Elm"}
    ),
    "POST security.offer_two_factor": Rule(CLIENT_FIRST, {"place": "security"}, changes=False),
    "POST security.turn_on_two_factor": Rule(
        CLIENT_FIRST, {"place": "security", "offered": "{offered}"}, {"authenticator-code": "{offered_code}"}
    ),
    "POST security.turn_off_two_factor": Rule(READERS, {"place": "security"}, {"authenticator-code": "{next_totp}"}),
    "GET security.recovery_codes": Rule(READERS, {"place": "security"}),
    "POST security.make_recovery_codes": Rule(
        READERS, {"place": "security"}, {"authenticator-code": "{next_totp}"}, changes=False
    ),
    "GET new_password.change": Rule(READERS, {"place": "security"}),
    "POST new_password.save": Rule(
        READERS, {"place": "security"}, {"password": "{freelancer.password}", "new-password": "battery staple"}
    ),
    "GET contact.email": Rule(READERS, {"place": "security"}),
    "POST contact.mail_link": Rule(
        READERS, {"place": "security"}, {"email": "new@{world.id}.worklane.test", "password": "{freelancer.password}"}
    ),
    "GET contact.phone": Rule(READERS, {"place": "security"}),
    "POST contact.text_code": Rule(READERS, {"place": "security"}, {"phone": "(555) 020-2000"}),
    "GET contact.code": Rule(READERS, {"place": "security", "texting": "{texting}"}),
    "POST contact.verify": Rule(READERS, {"place": "security", "texting": "{texting}"}, {"code": "{phone_code}"}),
    "POST profile.save_availability": Rule(READERS, {"place": "security"}, {"availability": "Not available"}),
    "POST profile.save_visibility": Rule(READERS, {"place": "security"}, {"visibility": "Private"}),
    "POST profile.pause": Rule(READERS, {"place": "security"}, {"until": "2026-06-01"}),
    "POST profile.resume": Rule(CLIENT_FIRST, {"place": "security", "resting": "{resting}"}),
    "POST profile.save_user_name": Rule(READERS, {"place": "security"}, {"user-name": "zoe"}),
    "GET public_profile.profile": Rule(READERS, {"place": "security"}),
    "POST public_profile.save_profile": Rule(
        READERS, {"place": "security"}, {"headline": "Cook", "overview": "I cook for weddings."}
    ),
    "POST public_profile.save_skills": Rule(READERS, {"place": "security"}, {"skills": "Cooking"}),
    "POST public_profile.add_project": Rule(
        READERS, {"place": "security"}, {"title": "A cake", "about": "With three tiers."}
    ),
    "POST public_profile.remove_project": Rule(FREELANCER, {"place": "security", "key": "project-1"}),
    "GET plan.downgrade": Rule(READERS, {"place": "security"}),
    "POST plan.change_to_basic": Rule(READERS, {"place": "security"}),
    "POST plan.change_to_plus": Rule(CLIENT_FIRST, {"place": "security"}),
    "GET download.download": Rule(READERS, {"place": "security"}),
    "GET reviews.review": Rule(FREELANCER, {"place": "security", "key": "review-1"}),
    "POST reviews.ask": Rule(FREELANCER, {"place": "security", "key": "review-1"}, {"message": "It is not fair."}),
    "GET gate.gate": Rule(READERS),
    "POST gate.check": Rule(READERS, form={"password": "{freelancer.password}"}, changes=False),
    "GET gate.forgotten": Rule(READERS),
    "POST gate.ask_to_reset": Rule(READERS),
    "POST undo.put_back": Rule(FREELANCER, {"act": "{undoable}"}),
    "GET closing.start": Rule(FREELANCERS, {"number": "0"}),
    "GET closing.start/team": Rule(CLIENT, {"number": "2", "team": "team-1"}),
    # A ticket only works for its own account until the closing is over, then for anybody.
    "GET closing.stage": Rule(FREELANCER, {**TICKET, "number": "1"}),
    "POST closing.stage": Rule(
        FREELANCER, {**TICKET, "number": "1"}, {"reason": "I have another account"}, stale="Close your account"
    ),
    "GET closing.ended": Rule(FREELANCER, TICKET),
    "GET support.support": Rule(READERS),
    "POST support.ask": Rule(READERS, form={"message": "How do I close my account?"}),
    "POST support.answer": Rule(CLIENT, {"key": "request-1"}, {"answer": "Here it is."}),
    "GET support.outside": Rule(SHUT_OUT, {"kind": "reopen"}),
    "POST support.ask_from_outside": Rule(SHUT_OUT, {"kind": "reopen"}, {"message": "Please open it again."}),
    "GET desk.desk": Rule(AGENT),
    "GET desk.identity_document": Rule(AGENT, {"key": "{proved}"}),
    "POST desk.put_back": Rule(AGENT, {"key": "{removed}"}),
    "POST desk.suspend": Rule(AGENT, {"key": "{double}"}),
    "POST desk.decide": Rule(AGENT, {"key": "request-1"}, {"decision": "reply", "answer": "In the settings."}),
    "POST desk.decide_dispute": Rule(AGENT, {"key": "dispute-1"}, {"decided_for": "client", "answer": "So be it."}),
    "GET records.records": Rule(AGENT),
    "GET records.record": Rule(AGENT, {"key": "{newcomer}"}),
    "GET control.identity": Rule(CONTROL),
    "GET control.catalog": Rule(CONTROL),
    "GET control.openapi": Rule(CONTROL),
    "POST control.create_world": Rule(CONTROL, form={"edition": SHIPPED, "persona": "client"}, changes=False),
    "GET control.world_state": Rule(CONTROL, WORLD),
    "GET control.world_use": Rule(CONTROL, WORLD),
    "GET control.world_changes": Rule(CONTROL, WORLD),
    "GET control.world_mail": Rule(CONTROL, WORLD),
    "GET control.outbox": Rule(CONTROL, WORLD),
    "POST control.advance_clock": Rule(CONTROL, WORLD, {"advance": "P1D"}),
    "PUT control.renew_world": Rule(CONTROL, WORLD, {"lifetime": "PT10M"}, changes=False),
    "GET control.world_defects": Rule(CONTROL, WORLD),
    "PUT control.put_defects": Rule(CONTROL, WORLD, {"defects": ["mail-comes-twice"]}, changes=False),
    "GET control.world_faults": Rule(CONTROL, WORLD),
    "PUT control.set_faults": Rule(CONTROL, WORLD, changes=False),
    "DELETE control.delete_world": Rule(CONTROL, WORLD),
}
