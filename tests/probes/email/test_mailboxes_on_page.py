from hypothesis import given
from hypothesis import strategies as st

from probes.email.mailboxes_on_page import mailboxes_on_page


def test_offices_are_proposed_and_persons_left_out():
    found = mailboxes_on_page(
        links=["mailto:Post%40fjordvik.example?subject=Hei", "mailto:ola.nordbotn@fjordvik.example"],
        words="Skriv til byggesak@fjordvik.example, post@fjordvik.example eller kari_holm@fjordvik.example.",
    )
    assert found.offices == ("post@fjordvik.example", "byggesak@fjordvik.example")
    assert found.persons == ("ola.nordbotn@fjordvik.example", "kari_holm@fjordvik.example")


def test_an_office_with_a_dot_is_one():
    found = mailboxes_on_page(links=[], words="post.mottak@fjordvik.example kunde.service@kraft.example")
    assert found.persons == ()


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=200))
def test_no_page_makes_it_stumble(links, words):
    mailboxes_on_page(links=links, words=words)
