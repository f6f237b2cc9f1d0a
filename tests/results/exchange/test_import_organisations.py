import pytest

HEAD = "organisation;name;class;country;website;phone;email\n"
GOOD = (
    HEAD + "fjordvik;Fjordvik kommune;municipality;NO;https://fjordvik.example;"
    "+47 10 55 10 01;post@fjordvik.example\n" + "bjorkdala;Björkdala kommun;municipality;SE;;;\n"
)


def written(tmp_path, content, name="file.csv"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def told(run, path):
    from results.errors import BadUpload

    with pytest.raises(BadUpload) as caught:
        run(path)
    return [line.removeprefix(str(path)) for line in str(caught.value).splitlines()]


def test_organisations_come_in_with_their_addresses(record, tmp_path):
    from results.exchange.organisations import import_organisations
    from results.keep_document import read_document
    from results.models import Organisation, Touchpoint

    done = import_organisations(written(tmp_path, GOOD))
    assert (done.new, done.changed, done.same) == (2, 0, 0)
    rows = Organisation.objects.order_by("slug").values_list("slug", "klass__slug", "clock", "languages")
    assert list(rows) == [
        ("bjorkdala", "municipality", "Europe/Stockholm", ["sv"]),
        ("fjordvik", "municipality", "Europe/Oslo", ["nb", "nn"]),
    ]
    assert list(Touchpoint.objects.order_by("slug").values_list("slug", "channel", "address")) == [
        ("email", "email", "post@fjordvik.example"),
        ("phone", "phone", "+4710551001"),
    ]
    document = read_document(Organisation.objects.get(slug="fjordvik").document)
    assert document.phone("phone").phone == "+47 10 55 10 01"
    again = import_organisations(written(tmp_path, GOOD))
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    renamed = GOOD.replace("Fjordvik kommune", "Nye Fjordvik kommune")
    assert import_organisations(written(tmp_path, renamed)).changed == 1
    assert Organisation.objects.get(slug="fjordvik").name == "Nye Fjordvik kommune"


def test_mistakes_of_organisations(record, tmp_path):
    from results.exchange.organisations import import_organisations
    from results.models import Organisation

    content = (
        HEAD + "Fjordvik;A;municipality;NO;;;\n"
        "b;B;municipality;Norge;;;\n"
        "c;C;municipality;NO;;112;\n"
        "d;D;municipality;NO;;10551001;nobody\n"
        "e;E;;NO;;+47 829 00 000;\n"
        "f;F;bank;NO;;+47 829 00 000;\n"
        "g;G;bank;NO;;;\n"
        "g;G;bank;NO;;;\n"
    )
    assert told(import_organisations, written(tmp_path, content)) == [
        ":2: organisation: 'Fjordvik' is no short name – write small letters a to z, digits and hyphens",
        ":3: country: must be a country in two capital letters (found NORGE) – write it like NO or SE",
        (
            ":4: phone: an emergency or help line can never be called (found 112)"
            " – name the organisation's own number"
        ),
        ':5: phone: a phone number needs its country (found 10551001) – write it like "+47 10551001"',
        ":5: email: must be the address of a mailbox (found nobody) – write it like post@fjordvik.example",
        ":6: class: is empty – fill it in",
        ":7: phone: +4782900000: 82900000 is in a premium range and is never dialled",
        ":9: organisation: 'g' stands in row 8 already",
    ]
    assert Organisation.objects.count() == 0


def test_touchpoints_come_in_and_the_rest_of_the_document_stays(record, tmp_path):
    from results.exchange.organisations import import_organisations
    from results.exchange.touchpoints import import_touchpoints
    from results.keep_document import read_document
    from results.models import Organisation, Touchpoint

    import_organisations(written(tmp_path, GOOD))
    content = (
        "organisasjon,kontaktpunkt,kanal,adresse,åpningstider,meny,aktiv\n"
        'fjordvik,phone,telefon,+47 10 55 10 02,"man-fre 8.00-15.30, lør 10-14",'
        "nursery-admission=2 1; otherwise=3,\n"
        "fjordvik,email,e-post,post@fjordvik.example,,,nei\n"
        "bjorkdala,chat,chatt,https://www.bjorkdala.example/chat,,,ja\n"
    )
    done = import_touchpoints(written(tmp_path, content))
    assert (done.new, done.changed, done.same) == (1, 2, 0)
    document = read_document(Organisation.objects.get(slug="fjordvik").document)
    assert list(document.touchpoints) == ["phone"]
    phone = document.phone("phone")
    assert phone.keys_for("nursery-admission") == ("2", "1")
    assert phone.model_dump(mode="json", by_alias=True)["open"] == {
        "mon-fri": "08:00-15:30",
        "sat": "10:00-14:00",
    }
    assert list(Touchpoint.objects.filter(active=True).order_by("slug").values_list("slug", "address")) == [
        ("chat", "https://www.bjorkdala.example/chat"),
        ("phone", "+4710551002"),
    ]
    again = import_touchpoints(written(tmp_path, content))
    assert (again.new, again.changed, again.same) == (0, 0, 3)


def test_mistakes_of_touchpoints(record, tmp_path):
    from results.exchange.organisations import import_organisations
    from results.exchange.touchpoints import import_touchpoints
    from results.models import Touchpoint

    import_organisations(written(tmp_path, GOOD))
    content = (
        "organisation,touchpoint,channel,address,hours,menu\n"
        "nowhere,a,phone,+47 10 55 10 01,,\n"
        "fjordvik,b,fax,+47 10 55 10 01,,\n"
        "fjordvik,c,phone,sip:112@127.0.0.1,,\n"
        "fjordvik,d,phone,+47 820 00 000,daily,\n"
        "fjordvik,email,phone,+47 10 55 10 01,,\n"
        "fjordvik,f,phone,+47 10 55 10 01,mon 16:00-08:00,otherwise=x\n"
        "fjordvik,g,phone,+47 10 55 10 01,,2\n"
        "fjordvik,h,phone,+47 820 00 000,,\n"
    )
    assert told(import_touchpoints, written(tmp_path, content)) == [
        ":2: organisation: the record has no organisation 'nowhere' – import it first",
        ":3: channel: 'fax' is not known – write phone, web_form, email, chat, messenger, sms, desk",
        (
            ":4: address: an emergency or help line can never be called (found sip:112@127.0.0.1)"
            " – name the organisation's own number"
        ),
        ":5: hours: 'daily' are no opening hours – write them like mon-fri 08:00-15:30",
        ":6: channel: the touchpoint is of another channel – give the new one another name",
        (
            ":7: hours: 16:00-08:00 ends before it begins (found 16:00-08:00)"
            " – hours over midnight are written under both days, up to 24:00 and from 00:00"
        ),
        ':7: menu: must be keys of the telephone in quotes, or none (found x) – write them like "2 1"',
        ":8: menu: '2' are no menu keys – write them like nursery-admission=2 1; otherwise=3",
        ":9: address: +4782000000: 82000000 is in a premium range and is never dialled",
    ]
    assert Touchpoint.objects.count() == 2
