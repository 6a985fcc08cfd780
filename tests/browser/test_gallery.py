"""The gallery as a reader meets it: both colour schemes, desk and phone, with and without
JavaScript, by mouse and keyboard, under the service's own security policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from samvern.ui import charts
from samvern.ui.gallery import samples
from tests.browser import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
SCHEMES = pytest.mark.parametrize("colour_scheme", ["light", "dark"])

#: Contrast of what a picture draws against what lies behind it: WCAG 2.2, 1.4.3 and 1.4.11.
_CONTRAST = """
() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const fill = (selector, name = "fill") =>
    getComputedStyle(document.querySelector(selector))[name];
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  return {
    figure_on_solid: contrast(fill(".sv-on-solid"), fill(".sv-fill-0")),
    figure_on_pattern: contrast(fill(".sv-on-pattern"), fill(".sv-on-pattern", "stroke")),
    square: contrast(fill(".sv-matrix__square"), fill(".sv-matrix", "backgroundColor")),
    unknown: contrast(fill("#sv-pattern-unknown .sv-line"), fill(".sv-matrix", "backgroundColor")),
    level: contrast(fill(".sv-levels__value"), fill(".sv-card", "backgroundColor")),
    interval: contrast(fill(".sv-interval__span", "stroke"), fill(".sv-interval__value")),
  };
}
"""


@pytest.fixture(scope="module", autouse=True)
def _chart_libraries_are_loaded() -> None:
    """Loading them takes the server seconds, once; no page here is to wait for that."""
    charts.to_svg(samples.rank_chart("light").spec)


def _visit(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/gallery/")


@SIZES
@SCHEMES
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    _visit(page, live_server)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    page.locator("[data-sv-chart]").scroll_into_view_if_needed()
    expect(page.locator(".sv-chart__live svg")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The longest word of a requirement is wider than a phone in the letters of a title.
    page.evaluate(
        "document.querySelector('h1').textContent = 'partnere/tjenestetilbydere'.repeat(2)"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@SCHEMES
def test_pictures_have_contrast_in_both_schemes(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    contrast = page.evaluate(_CONTRAST)
    texts = {"figure_on_solid", "figure_on_pattern"}
    weak = {what: is_ for what, is_ in contrast.items() if is_ < (4.5 if what in texts else 3)}
    assert not weak


def test_headings_form_one_outline(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    levels = page.eval_on_selector_all(
        "main :is(h1, h2, h3, h4)", "all => all.map((heading) => Number(heading.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_live_region_renews_itself_alone_and_going_back_undoes_it(
    page: Page, live_server: LiveServer
) -> None:
    _visit(page, live_server)
    page.evaluate("window.isTheSamePage = true")
    link = page.locator("#sample-region a")
    before = link.inner_text()
    link.click()
    expect(link).not_to_have_text(before)
    expect(page.locator("#sv-status")).not_to_be_empty()
    expect(page).to_have_url(re.compile(r"\?page=4$"))
    assert page.evaluate("window.isTheSamePage")
    page.go_back()
    expect(link).to_have_text(before)


@pytest.mark.parametrize("javascript", [False])
@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_everything_is_there_without_javascript(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    page.locator(".sv-header__menu").click()
    page.locator("button[popovertarget=sv-settings]").click()
    page.locator("button[name=scheme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.locator("#sample-region a").click()
    expect(page).to_have_url(re.compile(r"\?page=4$"))
    page.locator(".sv-term").first.click()
    expect(page.locator(".sv-term__text").first).to_be_visible()
    image = page.locator(".sv-chart__image img")
    image.scroll_into_view_if_needed()
    assert image.evaluate("image => image.complete && image.naturalWidth > 100")


def test_colours_change_at_once_and_stay(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    page.locator("[data-sv-chart]").scroll_into_view_if_needed()
    chart = page.locator(".sv-chart__live svg")
    light = chart.inner_html()
    page.locator("button[popovertarget=sv-settings]").click()
    page.locator("button[name=scheme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    expect(chart).not_to_have_text("")
    page.wait_for_function(
        "light => document.querySelector('.sv-chart__live svg').innerHTML !== light", arg=light
    )
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_order_is_changed_by_keyboard_and_told(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    box = page.locator("[data-sv-ordering]")
    down = box.locator("li").first.locator("button").nth(1)
    down.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert box.locator("input[type=hidden]").input_value() == "goals,cost,risk"
    expect(page.locator("#sv-status")).to_contain_text("3")
    # At the end of the list "down" is closed; focus stays on the same entry.
    assert page.evaluate("document.activeElement.closest('li').dataset.svKey") == "risk"


def test_a_slider_says_its_figure_and_renews_without_filling_the_history(
    page: Page, live_server: LiveServer
) -> None:
    _visit(page, live_server)
    steps = page.evaluate("history.length")
    page.evaluate("window.isTheSamePage = true")
    page.locator("#weight-cost").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("output[for=weight-cost]")).to_have_text("23")
    page.wait_for_url("**weight-cost=23")
    assert page.evaluate("history.length") == steps
    assert page.evaluate("window.isTheSamePage")
    assert page.evaluate("document.activeElement.id") == "weight-cost"


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_the_menu_on_a_phone_opens_and_closes(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    menu = page.locator("#sv-menu")
    expect(menu).to_be_hidden()
    page.locator(".sv-header__menu").click()
    expect(menu).to_be_visible()
    page.locator(".sv-header__close").click()
    expect(menu).to_be_hidden()


def test_the_first_tab_stop_skips_to_the_content(page: Page, live_server: LiveServer) -> None:
    _visit(page, live_server)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("colour_scheme", ["dark"])
def test_paper_is_light_and_without_what_cannot_be_used(
    page: Page, live_server: LiveServer
) -> None:
    _visit(page, live_server)
    page.emulate_media(media="print")
    for hidden in (".sv-header", ".sv-footer", ".sv-filters", ".sv-breadcrumbs"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".sv-print-header")).to_be_visible()
    page.locator("[data-sv-chart]").scroll_into_view_if_needed()
    expect(page.locator(".sv-chart__print")).to_be_visible()
    expect(page.locator(".sv-key dl")).to_be_visible()
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('main textarea')).backgroundColor]"
    )
    assert colours == ["rgb(255, 255, 255)"] * 2
