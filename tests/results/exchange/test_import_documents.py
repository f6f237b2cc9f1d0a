"""Enquiries, questionnaires, methods and organisations of one's own, taken in from YAML files."""

import pytest

from scenarios.skeleton import skeleton, write_skeleton

MENU = {"nursery-admission:\n": "dog-licence:\n", "main-deadline": "first-fact"}


def told(paths, folder):
    from results.errors import BadUpload
    from results.exchange.documents import import_documents

    with pytest.raises(BadUpload) as caught:
        import_documents(paths)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_one_s_own_files_come_in_and_are_found_again(record, tmp_path):
    from results.exchange.documents import import_documents
    from results.kept_documents import OwnDocument, newest_document, own_documents
    from results.models import AuditEvent, Document, Organisation

    for kind, name in (("enquiry", "dog-licence"), ("questionnaire", "ours"), ("campaign", "spring")):
        write_skeleton(kind=kind, name=name, folder=tmp_path)
    method = skeleton(kind="method", name="our-method").replace("areas:", "questionnaire: ours\n\nareas:", 1)
    (tmp_path / "our-method.yaml").write_text(method)
    member = tmp_path / "organisations" / "example.yaml"
    text = member.read_text()
    for there, here in MENU.items():
        text = text.replace(there, here)
    member.write_text(text)

    tried = import_documents([tmp_path], dry_run=True)
    assert (tried.new, Document.objects.count()) == (4, 0)
    done = import_documents([tmp_path])

    # The campaign is no document to be taken in: it is stored when it is planned.
    assert (done.new, done.changed, done.same) == (4, 0, 0)
    assert list(Document.objects.order_by("kind").values_list("kind", "slug", "source")) == [
        ("enquiry", "dog-licence", "dog-licence.yaml"),
        ("method", "our-method", "our-method.yaml"),
        ("organisation", "example", "example.yaml"),
        ("questionnaire", "ours", "ours.yaml"),
    ]
    assert Organisation.objects.get().touchpoints.count() == 3
    assert own_documents(language="en", kinds=("enquiry", "method")) == [
        OwnDocument("enquiry", "dog-licence", "In short what it is about", ("municipality",)),
        OwnDocument("method", "our-method", "The method's name", ()),
    ]
    again = import_documents([tmp_path])
    assert (again.new, again.changed, again.same) == (0, 0, 4)
    # Alone, too: what the organisation and the method name stands in the record.
    assert import_documents([member]).same == 1
    changed = tmp_path / "dog-licence.yaml"
    changed.write_text(changed.read_text().replace("version: 1 ", "version: 2 ").replace("before.", "."))
    assert import_documents([changed]).changed == 1
    assert newest_document("enquiry", "dog-licence").version == 2
    assert AuditEvent.objects.filter(action="documents.imported").count() == 4


def test_what_cannot_be_taken_in_is_told_with_its_place(record, tmp_path):
    from results.exchange.documents import import_documents
    from results.models import Document

    short = tmp_path / "short.yaml"
    short.write_text(skeleton(kind="questionnaire", name="short"))
    assert told([short], tmp_path) == [
        "short.yaml: questionnaire: the library has a questionnaire short – give yours a name of its own"
    ]
    lost = tmp_path / "lost.yaml"
    lost.write_text(skeleton(kind="method", name="lost") + "questionnaire: nowhere\n")
    assert told([lost], tmp_path)[0].endswith(
        "there is no such questionnaire (found nowhere) – name its file too, or correct the name"
    )
    ours = tmp_path / "ours.yaml"
    ours.write_text(skeleton(kind="questionnaire", name="ours"))
    import_documents([ours])
    ours.write_text(ours.read_text().replace("points: 5", "points: 6"))
    assert told([ours], tmp_path) == [
        "ours.yaml: version: version 1 of ours is kept with other words – raise its version"
    ]
    spring = tmp_path / "own"
    write_skeleton(kind="campaign", name="spring", folder=spring)
    (spring / "organisations" / "example.yaml").write_text(skeleton(kind="organisation", name="urgent"))
    wanted = spring / "organisations" / "example.yaml"
    wanted.write_text(wanted.read_text().replace("+47 10 55 10 01", "+47 829 00 000"))
    assert "touchpoints.switchboard.phone" in told([wanted], tmp_path)[0]
    assert Document.objects.count() == 1


def test_a_campaign_on_the_site_may_name_them(record, tmp_path):
    from benchmark.editions.draft_campaign import members_of, read_draft
    from results.exchange.documents import import_documents
    from results.models import Organisation
    from scenarios.errors import ScenarioErrors

    write_skeleton(kind="campaign", name="spring", folder=tmp_path)
    text = (tmp_path / "spring.yaml").read_text()
    text = text.replace("[nursery-admission, parking-permit, home-care]", "[dog-licence]")
    text = text.replace("method: kundeserviceprisen", "method: our-method\nquestionnaire: ours")
    import_documents([tmp_path / "organisations"])
    with pytest.raises(ScenarioErrors, match="neither the library nor the record has our-method"):
        read_draft(text, organisations=members_of(Organisation.objects.all()), awards=())
    for kind, name in (("enquiry", "dog-licence"), ("questionnaire", "ours"), ("method", "our-method")):
        write_skeleton(kind=kind, name=name, folder=tmp_path)
    import_documents([tmp_path / f"{name}.yaml" for name in ("dog-licence", "ours", "our-method")])

    files = read_draft(text, organisations=members_of(Organisation.objects.all()), awards=())

    assert (files.method.method, list(files.enquiries)) == ("our-method", ["dog-licence"])
    assert files.questionnaire is not None
    assert files.questionnaire.questionnaire == "ours"
    assert [each.organisation for each in files.organisations] == ["example"]
