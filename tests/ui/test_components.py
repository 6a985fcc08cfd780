"""Every component is in the gallery, and says what it is given, safely."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

import samvern.ui
from samvern.ui.gallery.entries import CHAPTERS
from samvern.ui.tags import page as page_tags

TEMPLATES = Path(samvern.ui.__file__).parent / "templates" / "ui"
LANGUAGES = ("nb", "nn", "en")


def _render(source: str, **context: Any) -> str:
    with translation.override("en"):
        return Template("{% load samvern_ui %}" + source).render(Context(context))


class _Attributes(HTMLParser):
    """All attributes of a page, as (element, name, value)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs]


def test_every_component_has_a_gallery_entry_and_every_entry_a_component() -> None:
    parts = {path.stem for path in (TEMPLATES / "parts").glob("[!_]*.html")}
    demos = {path.stem for path in (TEMPLATES / "gallery").glob("[!_]*.html")}
    entries = [entry.name for chapter in CHAPTERS for entry in chapter.entries]
    assert sorted(entries) == sorted(parts) == sorted(demos)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_shows_every_entry(language: str) -> None:
    client = Client()
    client.cookies["samvern_language"] = language
    html = client.get("/gallery/").content.decode()
    assert f'<html lang="{language}"' in html
    shown = re.findall(r'data-component="(\w+)"', html)
    assert shown == [entry.name for chapter in CHAPTERS for entry in chapter.entries]


@pytest.mark.django_db
def test_the_gallery_holds_nothing_that_the_security_policy_forbids() -> None:
    html = Client().get("/gallery/").content.decode()
    attributes = _Attributes(html).found
    assert not [a for a in attributes if a[1] == "style" or a[1].startswith("on")]
    assert "<style" not in html
    assert all(name != "src" or value.startswith("/") for _, name, value in attributes)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


@pytest.mark.django_db
def test_identifiers_on_the_gallery_are_unique_and_references_lead_somewhere() -> None:
    attributes = _Attributes(Client().get("/gallery/").content.decode()).found
    ids = [value for _, name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    pointing = ("for", "aria-describedby", "aria-labelledby", "popovertarget")
    for tag, name, value in attributes:
        if name in pointing:
            missing = set(value.split()) - set(ids)
            assert not missing, f"{tag} {name}={value}"


def test_texts_given_to_components_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    for source in (
        "{% page_header x answer=x eyebrow=x %}{% endpage_header %}",
        "{% notice 'info' heading=x %}{{ x }}{% endnotice %}",
        "{% card heading=x href=x %}{{ x }}{% endcard %}",
        "{% term x %}{{ x }}{% endterm %}",
        "{% empty_state x %}{{ x }}{% endempty_state %}",
        "{% tag x %}{% actor x url=x kind=x %}{% button x href=x value=x %}",
        "{% interval_bar 0.5 0.4 0.6 label=x %}{% error_state x x code=x %}",
        "{% table x %}<tbody></tbody>{% endtable %}{% live x announce=x %}{% endlive %}",
    ):
        assert "<script>" not in _render(source, x=evil), source


def test_a_text_is_escaped_though_the_same_was_shown_as_markup_before() -> None:
    both = "{% tag markup %}{% tag text %}"
    html = _render(both, markup=mark_safe("<b>x</b>"), text="<b>x</b>")
    assert html.count("<b>x</b>") == html.count("&lt;b&gt;x&lt;/b&gt;") == 1


def test_content_of_a_block_stays_as_it_was_rendered() -> None:
    action = "{% button 'Go' href='/x' %}"
    for source in (
        "{% page_header 'Why?' %}ACTION{% endpage_header %}",
        "{% empty_state 'Nothing' %}ACTION{% endempty_state %}",
        "{% card %}ACTION{% endcard %}",
    ):
        assert '<a class="ds-button" href="/x"' in _render(source.replace("ACTION", action)), source


class _Measure(forms.Form):
    title = forms.CharField(help_text="Few words")
    cost = forms.ChoiceField(widget=forms.RadioSelect, choices=[("low", "Low"), ("high", "High")])
    goals = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("1", "One"), ("2", "Two")], required=False
    )


def test_a_field_ties_label_help_and_error_to_its_input() -> None:
    html = _render("{% field form.title %}", form=_Measure({}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    assert described[1].split() == ["id_title_help", "id_title_error"]
    assert 'for="id_title"' in html
    assert 'aria-invalid="true"' in html


def test_choices_keep_their_sort_and_their_answers() -> None:
    form = _Measure({"cost": "high", "goals": ["2"]})
    one, several = (
        _render("{% field form.cost %}", form=form),
        _render("{% field form.goals %}", form=form),
    )
    assert re.findall(r'type="(\w+)"', one) == ["radio"] * 2
    assert re.findall(r'type="(\w+)"', several) == ["checkbox"] * 2
    assert re.findall(r'value="(\w+)"[^>]*checked', one + several) == ["high", "2"]
    assert "<legend" in one


def test_the_error_summary_leads_to_each_wrong_field() -> None:
    html = _render("{% error_summary form %}", form=_Measure({"goals": ["9"]}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_title", "id_cost", "id_goals"]
    assert "Title: This field is required." in html
    assert _render("{% error_summary form %}", form=_Measure()).strip() == ""


def test_the_error_summary_puts_no_colon_after_a_label_that_asks() -> None:
    form = _Measure({"goals": ["9"]})
    form.fields["title"].label = "What is it?"
    assert "What is it? This field is required." in _render("{% error_summary form %}", form=form)


def test_figures_in_attributes_have_a_decimal_point_in_norwegian() -> None:
    source = "{% load samvern_ui %}{% interval_bar 0.333 0.25 0.4 %}"
    with translation.override("nb"):
        html = Template(source).render(Context())
    widths = re.findall(r'\b(?:x1|x2|width)="([\d.,]+)%"', html)
    assert "33.3" in widths
    assert not any("," in width for width in widths)


@pytest.mark.django_db
def test_the_colours_are_remembered_and_strangers_addresses_refused() -> None:
    client = Client()
    answer = client.post("/colours/", {"scheme": "dark", "next": "/gallery/?page=2"})
    assert answer["Location"] == "/gallery/?page=2"
    assert 'data-color-scheme="dark"' in client.get("/gallery/").content.decode()
    answer = client.post("/colours/", {"scheme": "pink", "next": "https://example.org/"})
    assert answer["Location"] == "/"
    assert client.cookies["samvern_colours"].value == "dark"


def test_an_unknown_choice_of_colours_follows_the_device() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["samvern_colours"] = '"><script>'
    assert page_tags.colour_scheme(Context({"request": request})) == "auto"
