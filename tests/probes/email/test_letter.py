"""Letters of every kind, read within limits. Written for this test; nobody's real mail."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

from probes.email.letter import Address, Attachment, read_letter
from probes.email.mime.limits import MAX_DEPTH, MAX_LETTER_BYTES, MAX_PARTS


def a_reply() -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = '"Ødegård, Kari" <Kari.Odegard@fjordvik.example>'
    letter["To"] = "svar+abc123@maaling.example"
    letter["Subject"] = "SV: Når tømmes søppelet på Sørøya?"
    letter["Message-ID"] = "<svar-1@fjordvik.example>"
    letter["In-Reply-To"] = "<spm-1@maaling.example>"
    letter["References"] = "<eldst@maaling.example> <spm-1@maaling.example>"
    letter["Date"] = "Mon, 02 Nov 2026 10:00:00 +0100"
    letter.set_content("Hei\n\nJa, det stemmer.\n\nMvh Kari\n", cte="base64")
    return letter


def test_a_reply_is_read_whole() -> None:
    letter = read_letter(a_reply().as_bytes())
    assert letter.sender == Address("kari.odegard@fjordvik.example", "Ødegård, Kari")
    assert letter.recipients == (Address("svar+abc123@maaling.example"),)
    assert letter.subject == "SV: Når tømmes søppelet på Sørøya?"
    assert letter.message_id == "svar-1@fjordvik.example"
    assert letter.thread_ids == ("spm-1@maaling.example", "eldst@maaling.example")
    assert letter.date == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert letter.text == "Hei\n\nJa, det stemmer.\n\nMvh Kari"
    assert (letter.notes, letter.attachments, letter.html_only) == ((), (), False)
    assert letter.may_be_answered


def test_attachments_are_named_and_sized_never_opened() -> None:
    message = a_reply()
    message.add_attachment(
        b"%PDF" + b"x" * 2996, maintype="application", subtype="pdf", filename="sø knad.pdf"
    )
    letter = read_letter(message.as_bytes())
    (attachment,) = letter.attachments
    assert (attachment.name, attachment.content_type, attachment.refused) == (
        "sø knad.pdf",
        "application/pdf",
        False,
    )
    assert abs(attachment.size_bytes - 3000) < 60  # reckoned from the encoded size, line ends included
    assert letter.text == "Hei\n\nJa, det stemmer.\n\nMvh Kari"


def test_a_letter_of_fifty_megabytes_is_refused_and_noted_and_its_words_are_read() -> None:
    head = (
        b"From: post@fjordvik.example\r\nContent-Type: multipart/mixed; boundary=skille\r\n\r\n"
        b"--skille\r\n\r\nSe vedlegg.\r\n--skille\r\nContent-Type: application/zip\r\n"
        b'Content-Disposition: attachment; filename="alt.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    raw = head + b"QUFB" * (50 * 1024 * 1024 // 4) + b"\r\n--skille--\r\n"
    began = time.perf_counter()
    letter = read_letter(raw)
    assert time.perf_counter() - began < 1
    assert letter.size_bytes == len(raw) > MAX_LETTER_BYTES
    assert letter.text == "Se vedlegg."
    assert letter.notes == ("attachment_refused", "too_large")
    assert [(one.name, one.refused) for one in letter.attachments] == [("alt.zip", True)]


def test_a_letter_of_which_only_the_beginning_was_fetched_says_its_full_size() -> None:
    letter = read_letter(a_reply().as_bytes(), full_size=60_000_000)
    assert (letter.size_bytes, letter.notes) == (60_000_000, ("too_large",))


def test_an_attachment_over_the_limit_is_refused_by_itself() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/tiff; name=plan.tif\n\n"
        + b"x" * 11_000_000
        + b"\n--b--\n"
    )
    assert read_letter(raw).attachments == (Attachment("plan.tif", "image/tiff", 11_000_000, refused=True),)


def test_parts_within_parts_end_at_the_limit() -> None:
    depth = 3000
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    began = time.perf_counter()
    letter = read_letter(raw + b"\ninnerst\n")
    assert time.perf_counter() - began < 1
    assert letter.notes == ("too_deep",)
    assert [one.content_type for one in letter.attachments] == ["multipart/mixed"]
    assert depth > MAX_DEPTH


def test_a_hundred_thousand_parts_end_at_the_limit() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nord\n" * 100_000
    began = time.perf_counter()
    letter = read_letter(raw)
    assert time.perf_counter() - began < 1
    assert letter.notes == ("too_many_parts",)
    assert letter.text.split() == ["ord"] * (MAX_PARTS - 1)


def test_a_multipart_without_its_boundary_is_read_as_plain_words() -> None:
    letter = read_letter(b"Content-Type: multipart/mixed; boundary=finnes-ikke\n\nHei likevel\n")
    assert (letter.text, letter.notes) == ("Hei likevel\n".strip(), ("no_boundary",))


def test_wrong_charsets_are_mended_and_noted() -> None:
    head = b"Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: 8bit\n\n"
    read = [
        (letter.text, letter.notes)
        for letter in (
            read_letter(head % b"utf-8" + "Sørøya".encode("latin-1")),
            read_letter(head % b"iso-8859-1" + "– ja ”nei”".encode("cp1252")),
            read_letter(head % b"us-ascii" + "Sørøya".encode()),
            read_letter(head % b"x-fantasi" + "Sørøya".encode()),
            read_letter(head % b"unicode_escape" + rb"\N{bell}\x00"),
        )
    ]
    assert read == [
        ("Sørøya", ("wrong_charset",)),
        ("– ja ”nei”", ()),
        ("Sørøya", ()),
        ("Sørøya", ("wrong_charset",)),
        (r"\N{bell}\x00", ("wrong_charset",)),
    ]


def test_nuls_and_characters_that_hide_or_turn_the_writing_are_taken_away() -> None:
    raw = "Content-Type: text/plain; charset=utf-8\n\nbe\u202etal\u202c \u200bnå\x00\x07 ".encode()
    assert read_letter(raw).text == "betal nå"


def test_the_plain_alternative_is_taken_unless_it_is_a_stub() -> None:
    both = (
        "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n{}\n"
        "--b\nContent-Type: text/html\n\n"
        "<p>Bilen kommer tirsdag i oddetallsuker, sett dunken ut før kl. 7.</p>\n"
        "--b--"
    )
    full = read_letter(both.format("Bilen kommer tirsdag i oddetallsuker, sett dunken ut.").encode())
    stub = read_letter(both.format("HTML kreves").encode())
    assert full.text == "Bilen kommer tirsdag i oddetallsuker, sett dunken ut."
    assert stub.text == "Bilen kommer tirsdag i oddetallsuker, sett dunken ut før kl. 7."
    assert (full.html_only, stub.html_only) == (False, False)


def test_flowed_lines_are_joined() -> None:
    head = b"Content-Type: text/plain; format=flowed\n\n"
    raw = head + b"Sett dunken \nut kvelden \nbefore.\n> sitat \n> mer\n-- \nKari"
    assert read_letter(raw).text == "Sett dunken ut kvelden before.\n> sitat\n> mer\n--\nKari"


def test_names_in_extended_parameters_are_read() -> None:
    raw = (
        b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''s%C3%B8;\n"
        b" filename*1*=knad%20; filename*2=om.pdf\n\nx"
    )
    assert [one.name for one in read_letter(raw).attachments] == ["søknad om.pdf"]


def test_what_is_automatic_may_never_be_answered() -> None:
    plain = b"From: kari@fjordvik.example\n"
    automatic = (
        b"Auto-Submitted: auto-replied", b"Precedence: bulk", b"List-Id: <nytt.fjordvik.example>",
        b"Return-Path: <>", b"X-Autoreply: yes", b"X-Loop: 1", b"List-Unsubscribe: <mailto:x@y.example>",
        b"Content-Type: multipart/report; boundary=b", b"X-Auto-Response-Suppress: All",
    )  # fmt: skip
    assert read_letter(plain + b"Auto-Submitted: no\n\nHei").may_be_answered
    assert [line for line in automatic if read_letter(plain + line + b"\n\nHei").may_be_answered] == []
    machines = (
        b"no-reply@a.example",
        b"ikke-svar@a.example",
        b"MAILER-DAEMON@a.example",
        b"noreply+7@a.example",
    )
    assert [who for who in machines if read_letter(b"From: " + who + b"\n\nHei").may_be_answered] == []
    assert not read_letter(b"Subject: hvem\n\nHei").may_be_answered


def test_a_delivery_report_tells_recipient_status_and_which_letter_came_back() -> None:
    raw = b"""Return-Path: <>
From: MAILER-DAEMON@mx.fjordvik.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="grense"

--grense

The mail system could not deliver your message.

--grense
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.fjordvik.example

Final-Recipient: rfc822; post@fjordvik.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <post@fjordvik.example>: User unknown

--grense
Content-Type: text/rfc822-headers

Message-ID: <spm-1@maaling.example>
Subject: Hei

--grense--
"""
    letter = read_letter(raw)
    (report,) = letter.delivery_report
    assert (report.recipient, report.action, report.status) == ("post@fjordvik.example", "failed", "5.1.1")
    assert report.diagnostic == "550 5.1.1 <post@fjordvik.example>: User unknown"
    assert letter.thread_ids == ("spm-1@maaling.example",)
    assert letter.text == "The mail system could not deliver your message."
    assert letter.from_daemon
    assert letter.is_report
