"""Which field is which, without a browser."""

import pytest

from probes.web_form.control import Control
from probes.web_form.enclosure import enclosure
from probes.web_form.fill import choose, chosen_radios
from probes.web_form.form_map import map_form
from scenarios.touchpoint import WebFormTouchpoint


def point(**more):
    return WebFormTouchpoint.model_validate({"web_form": "https://www.fjordvik.example/kontakt"} | more)


def text(label, number=0, **more):
    return Control(selector=f"#f{number}-{label}", kind=more.pop("kind", "text"), label=label, form=0, **more)


def kinds(*controls, touchpoint=None):
    return {known.kind: known.control.label for known in map_form(controls, touchpoint or point()).fields}


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Navn *", "name"),
        ("Fullt navn", "name"),
        ("Ditt namn", "name"),
        ("Etternavn", "last_name"),
        ("Förnamn", "first_name"),
        ("Sukunimi", "last_name"),
        ("E-postadresse", "email"),
        ("Din e-mail", "email"),
        ("Sähköpostiosoite", "email"),
        ("Gjenta e-postadressen", "email_again"),
        ("Bekräfta e-postadress", "email_again"),
        ("Mobilnummer", "phone"),
        ("Tlf.", "phone"),
        ("Puhelinnumero", "phone"),
        ("Emne", "subject"),
        ("Ämnesrad", None),
        ("Rubrik", "subject"),
        ("Postnummer", "postcode"),
        ("Poststed", "city"),
        ("Gateadresse", "address"),
        ("Organisasjonsnummer", None),
        ("Fødselsnummer", None),
    ],
)
def test_a_text_field_is_known_by_its_label(label, kind):
    assert kinds(text(label)) == ({} if kind is None else {kind: label})


@pytest.mark.parametrize(
    "label", ["Melding", "Meddelande", "Besked", "Viesti", "Message", "Hva lurer du på?", ""]
)
def test_the_large_field_is_the_message_whatever_it_is_called(label):
    assert kinds(text(label, kind="textarea")) == {"message": label}


def test_the_touchpoints_word_wins_over_the_pages():
    controls = (text("Navn"), text("Kallenavn", 1), text("Fritekst", 2, kind="textarea"))
    told = point(fields={"name": "Kallenavn", "subject": "css:#f0-Navn"})
    assert kinds(*controls, touchpoint=told) == {
        "subject": "Navn",
        "name": "Kallenavn",
        "message": "Fritekst",
    }


def test_code_counts_where_the_page_says_nothing():
    controls = (
        text("", autocomplete="section-a name"),
        text("", 1, type="email"),
        text("", 2, name="customerPhone_number"),
    )
    found = {known.kind: known.found for known in map_form(controls, point()).fields}
    assert found == {"name": "autocomplete", "email": "type", "phone": "name"}


def test_a_search_box_and_a_newsletter_beside_the_form_are_no_part_of_it():
    search = Control(selector="#q", kind="text", label="Søk", type="search", form=0)
    letter = Control(selector="#n", kind="text", label="E-post", type="email", form=2)
    form = (
        Control(selector="#e", kind="text", label="E-post", type="email", form=1, required=True),
        Control(selector="#m", kind="textarea", label="Melding", form=1),
        Control(selector="#s", kind="button", type="submit", label="Send", form=1),
    )
    found = map_form((search, letter, *form), point())
    assert [known.control.selector for known in found.fields] == ["#e", "#m"]
    assert found.send.selector == "#s"


def test_boxes_are_ticked_for_consent_and_never_for_news():
    def box(label, **more):
        return Control(selector=label, kind="checkbox", label=label, form=-1, **more)

    controls = (
        box("Jeg godtar vilkårene"),
        box("Ja takk, send meg nyhetsbrev og jeg godtar vilkårene"),
        box("Jeg er kunde"),
        box("Jeg er over 18", required=True),
        box("Ring meg"),
    )
    found = map_form(controls, point(tick=["Ring meg"]))
    assert [each.label for each in found.boxes] == ["Jeg godtar vilkårene", "Jeg er over 18", "Ring meg"]


@pytest.mark.parametrize(
    ("labels", "send", "further"),
    [
        (("Tilbake", "Neste"), None, "Neste"),
        (("Avbryt", "Send inn"), "Send inn", None),
        (("Föregående", "Nästa", "Skicka"), "Skicka", "Nästa"),
        (("Submit Ticket",), "Submit Ticket", None),
        (("OK!",), "OK!", None),
        (("Nullstill", "Lähetä viesti"), "Lähetä viesti", None),
    ],
)
def test_buttons_are_told_apart(labels, send, further):
    controls = [Control(selector=each, kind="button", type="submit", label=each) for each in labels]
    found = map_form(controls, point())
    assert (found.send and found.send.label, found.next and found.next.label) == (send, further)


def test_a_required_field_that_is_not_known_is_told():
    found = map_form((text("Kundenummer", required=True), text("Melding", 1, kind="textarea")), point())
    assert [each.label for each in found.unknown] == ["Kundenummer"]
    assert (found.asks, found.required) == (2, 1)


def test_what_is_chosen():
    assert choose(("Skole", "Barnehage", "Annet"), "barnehage") == "Barnehage"
    assert choose(("Skole", "Annet"), None) == "Annet"
    assert choose(("Skole", "Vei"), "Havn") == "Skole"
    assert choose((), None) is None


def test_one_of_each_group_that_must_be_answered_is_pressed():
    def radio(group, label, **more):
        return Control(selector=label, kind="radio", label=label, group=group, name=group, **more)

    controls = (
        radio("Svar på *", "E-post"),
        radio("Svar på *", "Telefon"),
        radio("Kjønn", "Mann"),
        radio("Tema", "Skole"),
        radio("Tema", "Vei"),
    )
    found = chosen_radios(controls, point(choose={"Tema": "Vei"}))
    assert [each.label for each in found] == ["E-post", "Vei"]


@pytest.mark.parametrize(
    ("accept", "begins"),
    [("", b"%PDF"), (".pdf,.doc", b"%PDF"), ("image/*", b"\x89PNG"), (".txt", b"Vedlegg")],
)
def test_a_file_is_what_the_chooser_takes(accept, begins):
    name, kind, content = enclosure(accept)
    assert content.startswith(begins)
    assert "/" in kind
    assert name.count(".") == 1
