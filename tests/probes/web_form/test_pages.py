"""Banners, riddles and personal words in pages written down here, in the real browser."""

import pytest

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.captcha import find_captcha
from probes.browser.cookie_banner import answer_cookies
from probes.browser.masked_picture import masked_picture
from probes.browser.visit import open_visit

NONE = AllowedHosts.of()
FIXED = '<div style="position:fixed;bottom:0">{}</div>'


def in_page(house, html, work):
    async def go():
        async with open_visit(house.browser, allowed=NONE) as visit:
            await visit.page.set_content(html)
            return await work(visit.page)

    return house.run(go())


@pytest.mark.parametrize(
    ("html", "rule", "pressed"),
    [
        (
            FIXED.format("Vi bruker cookies <button>Godta alle</button><button>Avvis alle</button>"),
            "reject",
            "Avvis alle",
        ),
        (
            FIXED.format("Kakor! <button>Acceptera</button><button>Endast nödvändiga kakor</button>"),
            "necessary",
            "Endast nödvändiga kakor",
        ),
        (
            '<div role="dialog">Informasjonskapsler <button>Godta</button><button>Lagre valg</button></div>',
            "save",
            "Lagre valg",
        ),
        ('<div id="cookie-info">Evästeet <a href="#">Sulje</a></div>', "close", "Sulje"),
        (FIXED.format("We use cookies <button>Accept</button>"), "accept", "Accept"),
        ("<p>Vi bruker cookies</p><form><button>Avvis</button></form>", None, None),
        (FIXED.format("Nyhetsbrev? <button>Nei takk</button>"), None, None),
    ],
)
def test_a_banner_about_cookies_is_refused_before_it_is_accepted(house, html, rule, pressed):
    script = """<script>addEventListener('click', event => {
      window.pressed = event.target.textContent; event.preventDefault();
    })</script>"""

    async def work(page):
        return await answer_cookies(page, allowed=NONE), await page.evaluate("window.pressed || null")

    assert in_page(house, html + script, work) == (rule, pressed)


def test_a_banner_in_a_shadow_root_is_found(house):
    html = """<cookie-banner></cookie-banner><script>
      const root = document.querySelector('cookie-banner').attachShadow({mode: 'open'});
      root.innerHTML = '<div role="dialog">cookies <button>Accept all</button><button>Reject all</button>';
    </script>"""

    async def work(page):
        return await answer_cookies(page, allowed=NONE)

    assert in_page(house, html, work) == "reject"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<div class="g-recaptcha" style="width:300px;height:78px"></div>', "recaptcha"),
        ('<div class="h-captcha" style="width:300px;height:78px"></div>', "hcaptcha"),
        ('<div class="cf-turnstile" style="width:300px;height:65px"></div>', "turnstile"),
        ('<label>Skriv tegnene <input name="captcha_code"></label>', "image"),
        ("<label><input type=checkbox> Jeg er ikke en robot</label>", "question"),
        ('<div class="grecaptcha-badge"><div class="g-recaptcha" style="height:60px">x</div></div>', None),
        ('<input type="hidden" name="captcha">', None),
        ("<p>Våre roboter klipper plenen.</p>", None),
    ],
)
def test_riddles_are_seen_and_the_invisible_kinds_are_not(house, html, kind):
    assert in_page(house, html, find_captcha) == kind


def test_a_picture_shows_nothing_personal_and_leaves_the_page_as_it_was(house):
    html = """<p>Takk, <b>Siv Nordbotn</b>!</p><input value="siv nordbotn"><textarea>Hei</textarea>
      <x-y></x-y><script>
      const root = document.querySelector('x-y').attachShadow({mode: 'open'});
      root.innerHTML = '<i>Siv Nordbotn</i>';
      </script>"""

    async def work(page):
        before = await page.content()
        hidden = await masked_picture(page, personal=["Siv Nordbotn"])
        shown = await masked_picture(page, personal=[])
        again = await masked_picture(page, personal=["Siv Nordbotn"])
        # Playwright hides the caret while it takes the picture and leaves an empty style behind.
        after = (await page.content()).replace(' style=""', "")
        return before == after, hidden == again, hidden == shown, hidden[:4]

    assert in_page(house, html, work) == (True, True, False, b"\x89PNG")


def test_no_page_can_reach_another_host_by_any_way(house):
    """A frame, a picture, a fetch, a socket, a redirect by script: none gets through the gate."""
    told = []

    async def go():
        async with open_visit(house.browser, allowed=NONE, refused=told.append) as visit:
            await visit.page.set_content(
                """<img src="http://127.0.0.1:8099/a"><iframe src="http://127.0.0.2:8099/"></iframe><script>
                window.done = Promise.allSettled([fetch('http://127.0.0.3:8099/'), new Promise(done => {
                  const socket = new WebSocket('ws://127.0.0.4:8099/'); socket.onerror = done;
                }), new Promise(done => setTimeout(done, 300))]);
                </script>"""
            )
            await visit.page.evaluate("window.done")

    house.run(go())
    assert {each.host for each in told} == {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"}
