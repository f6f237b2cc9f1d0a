"""Every address of the site and what each persona gets there. An address that is not here fails a test.

A row names the address as in dashboards/urls.py, an example path, and the status for each persona:
`stranger` has not signed in, eva is an evaluator of all awards, erik of another award only, sam and siv are
shoppers, otto and olga of two organisations, jo a juror of the award, mallory signed in without a role.
Gaps in a path are filled from what `town.settle` tells.
"""

from __future__ import annotations

from typing import NamedTuple

PERSONAS = ("stranger", "eva", "erik", "sam", "siv", "otto", "olga", "jo", "mallory")


class Address(NamedTuple):
    """An address: name, example path, and the status that each persona gets (`otherwise`: all others)."""

    name: str
    path: str
    otherwise: int = 200
    statuses: dict[str, int] = {}  # noqa: RUF012 - never changed
    method: str = "GET"

    def status(self, persona: str) -> int:
        """Return the status that a persona gets."""
        return self.statuses.get(persona, self.otherwise)


def evaluator(name: str, path: str, *, erik: int = 404, eva: int = 200, method: str = "GET") -> Address:
    """An address of evaluators: strangers sign in first, other roles are refused, another award's is lost."""
    return Address(
        f"evaluator:{name}", f"/evaluator/{path}", 403, {"stranger": 302, "eva": eva, "erik": erik}, method
    )


def _edition(name: str, path: str, *, erik: int = 404, eva: int = 200) -> Address:
    """An address of evaluators that another app than theirs serves."""
    return evaluator(name, path, erik=erik, eva=eva)._replace(name=name)


def shopper(name: str, path: str, *, sam: int = 200, siv: int = 404, method: str = "GET") -> Address:
    """An address of shoppers: what is Sam's is not Siv's; strangers sign in, other roles are refused."""
    return Address(
        f"shopper:{name}", f"/shopper/{path}", 403, {"stranger": 302, "sam": sam, "siv": siv}, method
    )


def organisation(name: str, path: str, *, otto: int = 200, olga: int = 404, method: str = "GET") -> Address:
    """An address of organisations: what is Otto's is not Olga's; strangers sign in, others are refused."""
    return Address(
        f"organisation:{name}",
        f"/organisation/{path}",
        403,
        {"stranger": 302, "otto": otto, "olga": olga},
        method,
    )


def jury(name: str, path: str, *, jo: int = 200, method: str = "GET") -> Address:
    """An address of jurors: strangers sign in first, other roles are refused."""
    return Address(f"jury:{name}", f"/jury/{path}", 403, {"stranger": 302, "jo": jo}, method)


SIGNED_IN = {"stranger": 302}

_ONE = "campaigns/{campaign}/"
_OTHER = "campaigns/{elsewhere}/"
_OTTOS = "editions/{edition}/contacts/{ottos_contact}/"
_OLGAS = "editions/{edition}/contacts/{olgas_contact}/"
_POINT = "organisations/{organisation}/{touchpoint}/"

_BY_TOKEN = (
    ("read_token", "token", "GET"),
    ("read_own_editions", "organisation/editions", "GET"),
    ("read_own_result", "organisation/editions/{edition}", "GET"),
    ("read_own_contacts", "organisation/editions/{edition}/contacts", "GET"),
    ("read_own_contact", "organisation/editions/{edition}/contacts/{ottos_contact}", "GET"),
    ("read_own_waiting", "organisation/editions/{edition}/waiting", "GET"),
    ("read_assignments", "shopper/assignments", "GET"),
    ("read_questionnaire", "shopper/assignments/{sams_rated}/questionnaire", "GET"),
    ("read_rating", "shopper/assignments/{sams_rated}/rating", "GET"),
    ("send_answers", "shopper/assignments/{sams_rated}/rating", "POST"),
    ("read_campaigns", "evaluator/campaigns", "GET"),
    ("read_campaign", "evaluator/campaigns/{campaign}", "GET"),
)

ADDRESSES = (
    Address("home", "/", 302, {"stranger": 200, "mallory": 200}),
    Address("choose_role", "/role/", 302),
    Address("soon", "/role/soon/", 200, SIGNED_IN),
    # Nobody signs in by a card where no cards are served.
    Address("demo_sign_in", "/demo/1/", 404),
    Address("demo_sign_in", "/demo/1/", 404, method="POST"),
    Address("language", "/language/", 302),
    Address("design", "/design/"),
    Address("invitation", "/invitation/{token}/", 403, {"stranger": 200}),
    Address("invitation", "/invitation/nonsense/", 404),
    # Programs come with a token (tests/dashboards/api): a cookie lets nobody in.
    *(Address(f"api-v1:{name}", f"/api/v1/{path}", 401, method=method) for name, path, method in _BY_TOKEN),
    Address("api-v1:read_editions", "/api/v1/editions"),
    Address("api-v1:read_edition", "/api/v1/editions/{campaign}", 404),
    Address("api-v1:openapi-json", "/api/v1/openapi.json"),
    Address("api-v1:api-root", "/api/v1/", 404),
    Address("api:reference", "/api/"),
    Address("api:tokens", "/account/tokens/", 200, SIGNED_IN),
    # Whoever has no role that programs may act in finds no form; all others say again who they are first.
    Address("api:new_token", "/account/tokens/new/", 302),
    Address("api:end_token", "/account/tokens/0/end/", 405),
    Address("api:end_token", "/account/tokens/0/end/", 404, SIGNED_IN, method="POST"),
    Address("letters:wishes", "/account/letters/", 200, SIGNED_IN),
    Address("letters:stop", "/letters/nonsense/stop/", 404),
    evaluator("home", "", erik=200),
    evaluator("build", "build/", erik=200),
    evaluator("awards", "awards/", erik=200),
    # Only evaluators of all awards make one, name one and put a campaign in.
    evaluator("awards", "awards/", eva=302, erik=403, method="POST"),
    evaluator("campaign", _ONE),
    evaluator("campaign", _OTHER, erik=200),
    evaluator("campaign", "campaigns/nowhere/", eva=404),
    evaluator("control", f"{_ONE}control/", eva=405, erik=405),
    evaluator("control", f"{_ONE}control/", eva=302, method="POST"),
    evaluator("live", f"{_ONE}live/"),
    evaluator("live_rows", f"{_ONE}live/rows/"),
    evaluator("live_stream", f"{_ONE}live/stream/"),
    evaluator("contacts", f"{_ONE}contacts/"),
    evaluator("contact", f"{_ONE}contacts/{{contact}}/"),
    evaluator("contact", f"{_OTHER}contacts/{{contact_elsewhere}}/", erik=200),
    evaluator("calibrate", f"{_ONE}contacts/{{contact}}/calibrate/", eva=405, erik=405),
    evaluator("counting", f"{_ONE}contacts/{{contact}}/counting/", eva=405, erik=405),
    evaluator("counting", f"{_ONE}contacts/{{contact}}/counting/", eva=302, method="POST"),
    evaluator("calibrate", f"{_ONE}contacts/{{contact}}/calibrate/", eva=302, method="POST"),
    evaluator("evidence", f"{_ONE}contacts/{{contact}}/evidence/1/", eva=404),
    evaluator("review", f"{_ONE}review/"),
    evaluator("review_one", f"{_ONE}review/{{session}}/"),
    evaluator("review_one", f"{_OTHER}review/{{session_elsewhere}}/", erik=200),
    # A rating of another campaign under this one's address is nobody's.
    evaluator("review_one", f"{_ONE}review/{{session_elsewhere}}/", eva=404),
    evaluator("signs", f"{_ONE}review/signs/"),
    evaluator("disputes", f"{_ONE}disputes/"),
    evaluator("dispute", f"{_ONE}disputes/{{dispute}}/"),
    evaluator("dispute", f"{_ONE}disputes/{{dispute_elsewhere}}/", eva=404),
    evaluator("publish", f"{_ONE}publish/"),
    # What is nobody's belongs to no award; a contact's letter to the contact's award.
    evaluator("letters", "letters/", erik=200),
    evaluator("letter", "letters/{letter}/"),
    evaluator("letter", "letters/{letter_nobodys}/"),
    evaluator("letter", "letters/{letter_elsewhere}/", erik=200),
    evaluator("letter", "letters/0/", eva=404),
    evaluator("letter", "letters/{letter_nobodys}/", method="POST"),
    evaluator("organisations", "organisations/", erik=200),
    evaluator("organisation", "organisations/{organisation}/", erik=200),
    evaluator("organisation", "organisations/nobody/", eva=404),
    evaluator("verify_phone", "organisations/{organisation}/phones/{ottos_phone}/verify/", eva=405, erik=405),
    evaluator(
        "verify_phone",
        "organisations/{organisation}/phones/{ottos_phone}/verify/",
        eva=302,
        erik=302,
        method="POST",
    ),
    evaluator(
        "verify_phone", "organisations/{organisation}/phones/{olgas_phone}/verify/", eva=404, method="POST"
    ),
    evaluator("touchpoint", _POINT, erik=200),
    evaluator("touchpoint", "organisations/{organisation}/nothing/", eva=404),
    evaluator("ask_trial", f"{_POINT}test/", eva=405, erik=405),
    evaluator("ask_trial", f"{_POINT}test/", eva=302, erik=302, method="POST"),
    evaluator("trial", f"{_POINT}test/{{trial}}/", erik=200),
    evaluator("trial", f"{_POINT}test/0/", eva=404),
    evaluator("trial_now", f"{_POINT}test/{{trial}}/now/", erik=200),
    evaluator("stop_trial", f"{_POINT}test/{{trial}}/stop/", eva=405, erik=405),
    evaluator("stop_trial", f"{_POINT}test/{{trial}}/stop/", eva=302, erik=302, method="POST"),
    evaluator("shoppers", "shoppers/", erik=200),
    evaluator("shopper", "shoppers/{shopper}/", erik=200),
    evaluator("shopper", "shoppers/nobody/", eva=404),
    evaluator("people", "people/", erik=200),
    evaluator("invite", "people/invite/", erik=200),
    evaluator("withdraw_invitation", "people/invitations/{invitation}/withdraw/", eva=405, erik=405),
    evaluator("withdraw_invitation", "people/invitations/{invitation}/withdraw/", eva=302, method="POST"),
    evaluator(
        "withdraw_invitation",
        "people/invitations/{invitation_elsewhere}/withdraw/",
        eva=302,
        erik=302,
        method="POST",
    ),
    evaluator("resend_invitation", "people/invitations/{invitation_elsewhere}/again/", eva=405, erik=405),
    evaluator("resend_invitation", "people/invitations/{invitation_again}/again/", method="POST"),
    evaluator("end_role", "people/roles/{role}/end/", eva=405, erik=405),
    evaluator("end_role", "people/roles/{role}/end/", eva=302, method="POST"),
    evaluator("end_role", "people/roles/0/end/", eva=404, method="POST"),
    evaluator("shopper", "shoppers/{shopper}/", eva=302, erik=302, method="POST"),
    evaluator("take_in", "import/", erik=403),
    evaluator("take_in", "import/", eva=422, erik=403, method="POST"),
    evaluator("trail", "trail/", erik=403),
    shopper("home", "", siv=200),
    shopper("contact", "contacts/{sams_contact}/"),
    shopper("contact", "contacts/{sivs_contact}/", sam=404, siv=200),
    shopper("contact", "contacts/0/", sam=404),
    shopper("rate", "contacts/{sams_rated}/rate/"),
    shopper("rate", "contacts/{sams_contact}/rate/", sam=302),
    shopper("answers", "contacts/{sams_rated}/rate/answers/", sam=405, siv=405),
    shopper("answers", "contacts/{sams_rated}/rate/answers/", sam=400, method="POST"),
    shopper("send", "contacts/{sams_rated}/rate/send/", sam=405, siv=405),
    shopper("send", "contacts/{sams_rated}/rate/send/", sam=302, method="POST"),
    shopper("sound", "contacts/{sams_rated}/sound/1/", sam=404),
    shopper("call", "contacts/{sams_contact}/call/"),
    shopper("call_part", "contacts/{sams_contact}/call/part/"),
    shopper("call_stream", "contacts/{sams_contact}/call/stream/"),
    shopper("call_now", "contacts/{sams_contact}/call/now/", sam=405, siv=405),
    shopper("call_now", "contacts/{sams_contact}/call/now/", sam=302, method="POST"),
    shopper("call_hang_up", "contacts/{sams_contact}/call/hang-up/", sam=405, siv=405),
    shopper("call_hang_up", "contacts/{sams_contact}/call/hang-up/", sam=302, method="POST"),
    # A telephone contact has no chat: its page leads to the call's.
    shopper("chat", "contacts/{sams_contact}/chat/", sam=302),
    shopper("chat_part", "contacts/{sams_contact}/chat/part/"),
    shopper("chat_say", "contacts/{sams_contact}/chat/say/", sam=405, siv=405),
    shopper("chat_say", "contacts/{sams_contact}/chat/say/", sam=302, method="POST"),
    shopper("clock", "contacts/{sams_contact}/clock/"),
    shopper("clock_log", "contacts/{sams_contact}/clock/log/", sam=405, siv=405),
    shopper("clock_log", "contacts/{sams_contact}/clock/log/", sam=400, method="POST"),
    shopper("rehearse", "contacts/{sams_contact}/rehearse/"),
    shopper("rehearse_part", "contacts/{sams_contact}/rehearse/part/"),
    shopper("rehearse_begin", "contacts/{sams_contact}/rehearse/begin/", sam=405, siv=405),
    # Sam's phone is not verified: it is said, and nothing is begun.
    shopper("rehearse_begin", "contacts/{sams_contact}/rehearse/begin/", sam=409, method="POST"),
    shopper("rehearse_hang_up", "contacts/{sams_contact}/rehearse/hang-up/", sam=405, siv=405),
    shopper("rehearse_hang_up", "contacts/{sams_contact}/rehearse/hang-up/", sam=302, method="POST"),
    shopper("calibration", "calibration/", siv=200),
    # Everybody of the campaign rates it.
    shopper("calibrate", "calibration/{calibration}/", siv=200),
    shopper("calibrate", "calibration/0/", sam=404),
    shopper("calibration_answers", "calibration/{calibration}/answers/", sam=405, siv=405),
    shopper("calibration_answers", "calibration/{calibration}/answers/", sam=400, siv=400, method="POST"),
    shopper("calibration_send", "calibration/{calibration}/send/", sam=405, siv=405),
    shopper("calibration_send", "calibration/{calibration}/send/", sam=302, siv=302, method="POST"),
    shopper("calibration_sound", "calibration/{calibration}/sound/1/", sam=404),
    # No quiz is asked for there: it leads home.
    shopper("quiz", "quiz/{campaign}/", sam=302, siv=302),
    shopper("quiz", "quiz/nowhere/", sam=404),
    organisation("home", "", olga=200),
    organisation("target", "target/", olga=200),
    organisation("result", "editions/{edition}/", olga=200),
    organisation("result", "editions/{edition_before}/", olga=200),
    # Not released: as if it were not there, although both take part.
    organisation("result", "editions/{campaign}/", otto=404),
    organisation("workbook", "editions/{edition}/result.xlsx", olga=200),
    organisation("report", "editions/{edition}/result.pdf", olga=200),
    organisation("contacts", "editions/{edition}/contacts/", olga=200),
    organisation("contacts", "editions/{campaign}/contacts/", otto=404),
    organisation("contact", f"{_OTTOS}"),
    organisation("contact", f"{_OLGAS}", otto=404, olga=200),
    organisation("contact", "editions/{campaign}/contacts/{contact}/", otto=404),
    organisation("evidence", f"{_OTTOS}evidence/{{ottos_evidence}}/"),
    organisation("evidence", f"{_OTTOS}evidence/{{olgas_evidence}}/", otto=404),
    # Traces may tell of a shopper's phone; sound is heard on its own page, never handed out.
    organisation("evidence", f"{_OTTOS}evidence/{{ottos_trace}}/", otto=404),
    organisation("evidence", f"{_OTTOS}evidence/{{ottos_sound}}/", otto=404),
    organisation("sound", f"{_OTTOS}sound/{{ottos_sound}}/"),
    organisation("sound", f"{_OTTOS}sound/{{olgas_sound}}/", otto=404),
    organisation("listen", f"{_OTTOS}listen/"),
    organisation("listen", f"{_OLGAS}listen/", otto=404, olga=200),
    organisation("comment", f"{_OTTOS}comment/", otto=405, olga=405),
    organisation("comment", f"{_OTTOS}comment/", otto=302, method="POST"),
    organisation("add_moment", f"{_OTTOS}hour/", otto=302, method="POST"),
    organisation("dispute", f"{_OTTOS}dispute/"),
    organisation("dispute", f"{_OLGAS}dispute/", otto=404, olga=200),
    organisation("disputes", "editions/{edition}/disputes/", olga=200),
    organisation(
        "withdraw_dispute", "editions/{edition}/disputes/{ottos_dispute}/withdraw/", otto=405, olga=405
    ),
    organisation(
        "withdraw_dispute",
        "editions/{edition}/disputes/{olgas_dispute}/withdraw/",
        otto=404,
        olga=302,
        method="POST",
    ),
    organisation("actions", "actions/", olga=200),
    organisation("new_action", "actions/new/", olga=200),
    organisation("action", "actions/{ottos_action}/"),
    organisation("action", "actions/{olgas_action}/", otto=404, olga=200),
    organisation("hours", "hours/", olga=200),
    organisation("new_hour", "hours/new/", olga=200),
    organisation("hour", "hours/{ottos_hour}/"),
    organisation("hour", "hours/{olgas_hour}/", otto=404, olga=200),
    organisation("seats", "hours/{ottos_hour}/seats/", otto=302, method="POST"),
    organisation(
        "remove_moment",
        "hours/{olgas_hour}/moments/{ottos_moment}/remove/",
        otto=404,
        olga=302,
        method="POST",
    ),
    organisation("practice", "practice/", olga=200),
    organisation("practice_phone", "practice/phone/", otto=405, olga=405),
    organisation("practice_phone", "practice/phone/", otto=302, olga=302, method="POST"),
    organisation("ask_practice", "practice/calls/", otto=302, olga=302, method="POST"),
    organisation("practice_call", "practice/calls/{ottos_practice}/"),
    organisation("practice_call", "practice/calls/{olgas_practice}/", otto=404, olga=200),
    organisation("practice_now", "practice/calls/{ottos_practice}/now/"),
    organisation("stop_practice", "practice/calls/{ottos_practice}/stop/", otto=302, method="POST"),
    organisation("colleagues", "colleagues/", olga=200),
    organisation("change_colleague", "colleagues/{ottos_role}/", otto=302, method="POST"),
    organisation("change_colleague", "colleagues/{olgas_role}/", otto=404, olga=302, method="POST"),
    organisation(
        "withdraw_invitation", "colleagues/invitations/{ottos_invitation}/withdraw/", otto=405, olga=405
    ),
    organisation(
        "withdraw_invitation",
        "colleagues/invitations/{olgas_invitation}/withdraw/",
        otto=404,
        olga=302,
        method="POST",
    ),
    # Everybody reads what is published, and nobody finds what is only released, or not even that.
    Address("public:editions", "/award/"),
    Address("public:edition", "/award/{edition_before}/", 302),
    Address("public:edition", "/award/{edition}/", 404),
    Address("public:edition", "/award/{campaign}/", 404),
    Address("public:file", "/award/{edition_before}/nb/index.html"),
    Address("public:file", "/award/{edition_before}/data/organisations.csv"),
    Address("public:file", "/award/{edition_before}/nb/organisation-nobody.html", 404),
    Address("public:file", "/award/{edition}/nb/index.html", 404),
    Address("public:file", "/award/{edition}/edition.json", 404),
    _edition("publish_public", "campaigns/{edition_before}/public/"),
    _edition("publish_public", "campaigns/{elsewhere}/public/", erik=200),
    _edition("preview_public", "campaigns/{edition}/public/all/nb/index.html"),
    _edition("preview_public", "campaigns/{edition}/public/nobody/nb/index.html", eva=404),
    # Nothing of it is ranked.
    _edition("preview_public", "campaigns/{campaign}/public/all/nb/index.html", eva=404),
    Address(
        "open_jury", "/evaluator/campaigns/{edition}/jury/", 403, {"stranger": 302, "eva": 200, "erik": 404}
    ),
    jury("home", ""),
    jury("conflict", "{edition}/conflict/"),
    jury("conflict", "{elsewhere}/conflict/", jo=404),
    jury("nominees", "{edition}/municipality/"),
    # Not put before the jury, or no class of the edition.
    jury("nominees", "{campaign}/municipality/", jo=404),
    jury("nominees", "{edition}/energy/", jo=404),
    jury("ballot", "{edition}/municipality/ballot/", jo=405),
    jury("contact", "{edition}/municipality/contacts/{jury_contact}/"),
    jury("contact", "{edition}/municipality/contacts/0/", jo=404),
    jury("note", "{edition}/municipality/contacts/{jury_contact}/note/", jo=405),
    jury("note", "{edition}/municipality/contacts/{jury_contact}/note/", jo=302, method="POST"),
    jury("note", "{edition}/municipality/contacts/0/note/", jo=404, method="POST"),
    # In a blind award nothing is heard: who answers says who they are.
    jury("sound", "{edition}/municipality/contacts/{jury_contact}/sound/{ottos_sound}/", jo=404),
    # Before voting is over there is nothing to see, and nothing to sign.
    jury("decision", "{edition}/municipality/decision/", jo=404),
    jury("signature", "{edition}/municipality/decision/sign/", jo=404, method="POST"),
    jury("protocol", "{edition}/municipality/protocol.pdf", jo=404),
)
"""Ours."""

_ACCOUNT = (
    ("account_login", "login/", 302, {"stranger": 200}),
    ("account_logout", "logout/", 200, {"stranger": 302}),
    ("account_inactive", "inactive/", 200, {}),
    ("account_signup", "signup/", 302, {"stranger": 200}),
    ("account_reauthenticate", "reauthenticate/", 200, SIGNED_IN),
    ("account_email", "email/", 200, SIGNED_IN),
    ("account_email_verification_sent", "confirm-email/", 302, {}),
    ("account_change_password", "password/change/", 200, SIGNED_IN),
    ("account_set_password", "password/set/", 302, {}),
    ("account_reset_password", "password/reset/", 200, {}),
    ("account_confirm_login_code", "login/code/confirm/", 302, {}),
    ("account_confirm_password_reset_code", "password/reset/confirm/", 302, {}),
    ("account_complete_password_reset", "password/reset/complete/", 302, {}),
    ("account_password_reset_completed", "password/reset/done/", 200, {}),
    ("account_request_login_code", "login/code/", 302, {"stranger": 200}),
    ("mfa_index", "2fa/", 200, SIGNED_IN),
    ("mfa_authenticate", "2fa/authenticate/", 302, {}),
    ("mfa_reauthenticate", "2fa/reauthenticate/", 302, {}),
    ("mfa_activate_totp", "2fa/totp/activate/", 302, {}),
    ("mfa_deactivate_totp", "2fa/totp/deactivate/", 404, SIGNED_IN),
    ("mfa_view_recovery_codes", "2fa/recovery-codes/", 404, SIGNED_IN),
    ("mfa_generate_recovery_codes", "2fa/recovery-codes/generate/", 302, {}),
    ("mfa_download_recovery_codes", "2fa/recovery-codes/download/", 404, SIGNED_IN),
    ("mfa_list_webauthn", "2fa/webauthn/", 200, SIGNED_IN),
    ("mfa_add_webauthn", "2fa/webauthn/add/", 302, {}),
    ("mfa_reauthenticate_webauthn", "2fa/webauthn/reauthenticate/", 302, {}),
    ("mfa_remove_webauthn", "2fa/webauthn/keys/1/remove/", 302, {}),
    ("mfa_edit_webauthn", "2fa/webauthn/keys/1/edit/", 302, {}),
    ("mfa_login_webauthn", "2fa/webauthn/login/", 302, {}),
    ("socialaccount_login_cancelled", "3rdparty/login/cancelled/", 200, {}),
    ("socialaccount_login_error", "3rdparty/login/error/", 401, {}),
    ("socialaccount_signup", "3rdparty/signup/", 302, {}),
    ("socialaccount_connections", "3rdparty/", 200, SIGNED_IN),
    ("usersessions_list", "sessions/", 200, SIGNED_IN),
    ("openid_connect_login", "oidc/house/login/", 404, {}),
    ("openid_connect_callback", "oidc/house/login/callback/", 404, {}),
    ("None", "social/connections/", 301, {}),
)

SIGN_IN = tuple(
    Address(name, f"/account/{path}", otherwise, statuses) for name, path, otherwise, statuses in _ACCOUNT
)
"""allauth's. One's own account is one's own: whoever has signed in gets the same.

A second factor is added only after saying again who one is: those pages lead there first.
"""
