"""Our mail accounts: read from a file of our own or the environment, each mistake in one line."""

import pytest

from probes.email.account_file import load_accounts
from probes.email.token import message_id_for, new_token, token_of_id, tokens_in
from probes.errors import BadSettings

GOOD = """
[town]
address = "svar+{token}@maaling.example"
person = "Siv Nordbotn"
out = "smtp+starttls://svar:hem%40melig@smtp.maaling.example:587"
in = "imaps://svar:hem%40melig@imap.maaling.example"
folders = ["INBOX", "Junk"]
"""


@pytest.fixture
def written(tmp_path):
    def write(text, *, mode=0o600):
        path = tmp_path / "mail.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    return write


def test_an_account_is_read(written):
    (account,) = load_accounts(written(GOOD), environ={})
    assert (account.name, account.person, account.folders) == ("town", "Siv Nordbotn", ("INBOX", "Junk"))
    assert str(account.outgoing) == "smtp.maaling.example:587 (starttls)"
    assert str(account.incoming) == "imap.maaling.example:993 (tls)"
    assert account.incoming.password == "hem@melig"
    assert account.address_for("k3v9") == "svar+k3v9@maaling.example"
    assert "melig" not in repr(account)


def test_the_environment_names_the_file_or_an_account(written):
    assert load_accounts(environ={}) == ()
    assert load_accounts(environ={"SVARTID_MAIL": str(written(GOOD))})[0].name == "town"
    (account,) = load_accounts(
        environ={
            "SVARTID_MAIL_OUT": "smtp://127.0.0.1:2525",
            "SVARTID_MAIL_IN": "imap://a:b@localhost:1143",
            "SVARTID_MAIL_ADDRESS": "{token}@svar.maaling.example",
        }
    )
    assert (account.outgoing.port, account.incoming.security) == (2525, "none")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('out = "smtp+starttls', 'out = "smtp', "town: out: letters and password would travel open"),
        ("imaps://", "pop3://", "town: in: is not the address of such a server"),
        (
            "imap.maaling.example",
            "imap.maaling.example:993x",
            "town: in: is not the address of such a server",
        ),
        ("person", "persona", "town: persona: unknown"),
        ('address = "svar+{token}@maaling.example"', "", "town: address: is missing"),
        ("@maaling.example", "@{token}.example", "town: address: "),
        ('"Junk"', "7", "town: folders: must be a list"),
        ("folders", "poll = 0\nfolders", "town: poll: must be 1 to 3600 seconds"),
        ("[town]", "", "stands outside a mailbox"),
        ("[town]", "[town", "not TOML"),
    ],
)
def test_a_mistake_is_one_line_without_the_password(written, old, new, told):
    with pytest.raises(BadSettings) as caught:
        load_accounts(written(GOOD.replace(old, new)), environ={})
    assert told in str(caught.value)
    assert "melig" not in str(caught.value)


def test_a_file_that_others_may_read_is_refused(written):
    with pytest.raises(BadSettings, match="others may read the passwords in it – chmod 600"):
        load_accounts(written(GOOD, mode=0o640), environ={})


def test_tokens_are_found_in_our_addresses_only(written):
    accounts = load_accounts(written(GOOD), environ={})
    token = new_token()
    ours = accounts[0].address_for(token)
    strangers = [ours.replace("maaling", "other"), f"annen+{token}@maaling.example", "svar@maaling.example"]
    assert tokens_in([*strangers, ours.upper(), ours], accounts) == [token]
    assert token_of_id(message_id_for(token, "maaling.example")) == token
    assert token_of_id("abc@maaling.example") is None
