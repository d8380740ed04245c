"""Every component renders with what its comment declares, and never lets hostile text through as markup."""

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from anjia.web.views.gallery_samples import HOSTILE, SampleForm, criteria, events, wrong_form

REQUEST = RequestFactory().get("/list/?order=name&page=3&q=x")
TEXT = {
    "sheet": '<c-sheet title="{{ bad }}" note="{{ bad }}" id="s">{{ bad }}</c-sheet>',
    "row": '<c-row title="{{ bad }}" note="{{ bad }}" href="{{ bad }}" icon="file">{{ bad }}</c-row>',
    "chip": '<c-chip tone="due" icon="check">{{ bad }}</c-chip>',
    "act": '<c-act href="{{ bad }}">{{ bad }}</c-act><c-act name="a" value="{{ bad }}" label="{{ bad }}" />',
    "act_post": '<c-act post="{{ bad }}" danger>{{ bad }}</c-act>',
    "meter": '<c-meter label="{{ bad }}" :value="3" :max="10" unit="{{ bad }}" note="{{ bad }}" />',
    "kpi": '<c-kpi label="{{ bad }}" value="{{ bad }}" unit="{{ bad }}" note="{{ bad }}" href="{{ bad }}" />',
    "tile": '<c-tiles label="{{ bad }}"><c-tile label="{{ bad }}" value="{{ bad }}" note="{{ bad }}" /></c-tiles>',
    "callout": '<c-callout tone="seal" title="{{ bad }}" icon="alert">{{ bad }}</c-callout>',
    "countdown": '<c-countdown :days="4" date="{{ bad }}" /><c-countdown :days="1" done="{{ bad }}" />',
    "masked": '<c-masked text="{{ bad }}" reveal="{{ bad }}" label="{{ bad }}" />',
    "facts": '<c-facts><c-fact label="{{ bad }}" value="{{ bad }}" href="{{ bad }}" /></c-facts>',
    "empty": '<c-empty title="{{ bad }}" why="{{ bad }}" href="{{ bad }}" action="{{ bad }}" sample="{{ bad }}" />',
    "foot": '<c-foot note="{{ bad }}">{{ bad }}</c-foot>',
    "more": '<c-more label="{{ bad }}">{{ bad }}</c-more>',
    "copy": '<c-copy text="{{ bad }}" label="{{ bad }}" name="{{ bad }}" />',
    "toast": '<c-toast text="{{ bad }}" undo="{{ bad }}" undo_label="{{ bad }}" />',
    "progress": '<c-progress label="{{ bad }}" :done="1" :total="2" left="{{ bad }}" poll="{{ bad }}" />',
    "table": '<c-table caption="{{ bad }}"><c-slot name="head"><c-th order="a">{{ bad }}</c-th></c-slot>'
    '<tr><c-pick value="{{ bad }}" label="{{ bad }}" /><c-cell label="{{ bad }}" value="{{ bad }}" /></tr></c-table>',
    "approval_card": '<c-approval-card title="{{ bad }}" note="{{ bad }}" chip="{{ bad }}" :events="events" />',
    "check_answers": '<c-check-answers title="{{ bad }}" :items="answers" effect="{{ bad }}" />',
    "notice_board": '<c-notice-board title="{{ bad }}" number="{{ bad }}" dates="{{ bad }}" :names="names" />',
    "scoring_sheet": '<c-scoring-sheet household="{{ bad }}" place="{{ bad }}" meeting="{{ bad }}" :criteria="rows" />',
    "error_summary": '<c-error-summary :form="form" :errors="words" title="{{ bad }}" />',
    "field": '<c-field :field="form.name" label="{{ bad }}" help="{{ bad }}" suffix="{{ bad }}" />',
    "steps": '<c-steps :items="words" :current="2" label="{{ bad }}" />',
    "stages": '<c-stages :items="stages" label="{{ bad }}" />',
    "tabs": '<c-tabs :items="tabs" label="{{ bad }}" />',
    "timeline": '<c-timeline :items="events" label="{{ bad }}" />',
    "signatures": '<c-signatures :labels="words" />',
    "filters": '<c-filters q placeholder="{{ bad }}" label="{{ bad }}" />',
}


def render(source: str, **context: Any) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, REQUEST)


def hostile_context() -> dict[str, Any]:
    bad_form = SampleForm({"name": HOSTILE, "people": HOSTILE})
    rows = criteria()
    rows[0] |= {"title": HOSTILE, "note": HOSTILE, "error": HOSTILE}
    return {
        "bad": HOSTILE,
        "words": [HOSTILE, HOSTILE],
        "form": bad_form,
        "rows": rows,
        "events": [*events(), {"label": HOSTILE, "who": HOSTILE, "note": HOSTILE, "at": HOSTILE}],
        "answers": [{"label": HOSTILE, "value": HOSTILE, "url": HOSTILE}],
        "names": [{"name": HOSTILE, "group": HOSTILE}],
        "stages": [{"label": HOSTILE, "dates": HOSTILE, "state": "now"}],
        "tabs": [{"label": HOSTILE, "url": HOSTILE, "count": 1, "is_current": True}],
    }


@pytest.mark.parametrize("name", TEXT)
def test_hostile_text_stays_text(name: str) -> None:
    html = render(TEXT[name], **hostile_context())

    assert "<script>" not in html
    assert "alert(&quot;x&quot;)" in html
    assert "&amp;quot;" not in html
    assert "<c-" not in html


class TestField:
    def test_says_what_is_wrong_and_ties_it_to_the_control(self) -> None:
        html = render('<c-field :field="form.name" />', form=wrong_form())

        assert 'aria-describedby="id_name_helptext id_name_error"' in html
        assert 'id="id_name_error"' in html
        assert 'aria-invalid="true"' in html

    def test_marks_what_may_be_left_out(self) -> None:
        assert "（选填）" in render('<c-field :field="form.phone" />', form=SampleForm())
        assert "（选填）" not in render('<c-field :field="form.name" />', form=SampleForm())

    def test_choices_are_a_group_with_a_legend(self) -> None:
        html = render('<c-field :field="form.verdict" />', form=wrong_form())

        assert "<legend" in html
        assert html.count('class="choice"') == 3
        assert 'aria-describedby="id_verdict_error"' in html

    def test_a_long_select_becomes_searchable(self) -> None:
        assert "data-pick-one" in render('<c-field :field="form.group" />', form=SampleForm())
        assert "data-pick-one" not in render('<c-field :field="form.kind" />', form=SampleForm())

    def test_a_hidden_field_shows_nothing(self) -> None:
        class Hidden(forms.Form):
            token = forms.CharField(widget=forms.HiddenInput())

        assert "<label" not in render('<c-field :field="form.token" />', form=Hidden())

    def test_a_number_pad_for_digits(self) -> None:
        assert 'inputmode="numeric"' in render('<c-field :field="form.phone" digits />', form=SampleForm())


class TestErrorSummary:
    def test_links_each_mistake_to_its_control(self) -> None:
        html = render('<c-error-summary :form="form" />', form=wrong_form())

        assert 'href="#id_name"' in html
        assert 'href="#id_verdict_0"' in html
        assert "data-focus" in html

    def test_is_silent_when_nothing_is_wrong(self) -> None:
        assert render('<c-error-summary :form="form" />', form=SampleForm()).strip() == ""

    def test_shows_what_belongs_to_no_field(self) -> None:
        form = wrong_form()
        form.add_error(None, "公示期未满。")

        assert "公示期未满。" in render('<c-error-summary :form="form" />', form=form)


class TestCountdown:
    @pytest.mark.parametrize(
        ("days", "words", "tone"),
        [
            (5, "剩 5 个工作日", "chip-calm"),
            (2, "剩 2 个工作日", "chip-due"),
            (0, "今天到期", "chip-seal"),
            (-3, "已过期 3 个工作日", "chip-seal"),
        ],
    )
    def test_says_it_in_colour_and_words(self, days: int, words: str, tone: str) -> None:
        html = render('<c-countdown :days="days" />', days=days)

        assert words in html
        assert tone in html


class TestTable:
    def test_a_sorted_column_turns_round_and_forgets_the_page(self) -> None:
        html = render('<c-th order="name">户主</c-th>')

        assert 'aria-sort="ascending"' in html
        assert 'href="?order=-name&amp;q=x"' in html

    def test_without_rows_it_shows_why(self) -> None:
        html = render('<c-table caption="x"> <c-slot name="empty"><c-empty why="先导入" /></c-slot></c-table>')

        assert "<table" not in html
        assert "先导入" in html

    def test_pages_keep_the_filter(self) -> None:
        html = render(
            '<c-pager :page_obj="p" :sizes="sizes" />', p=Paginator(range(60), 25).get_page(2), sizes=(25, 50)
        )

        assert "page=3" in html
        assert "q=x" in html
        assert "第 26–50 项，共 60 项" in html


class TestFigures:
    def test_a_kpi_groups_thousands_for_the_eye_only(self) -> None:
        html = render('<c-kpi label="参与" :value="1127" :of="1240" unit="户" />')

        assert "1,127" in html
        assert 'value="1127" max="1240"' in html

    def test_half_points_stay_exact(self) -> None:
        rows = criteria()
        rows[0] |= {"score": "9.5", "reason": "r1"}

        assert "97.5" in render('<c-scoring-sheet :criteria="rows" />', rows=rows)


class TestProgress:
    def test_asks_again_only_while_it_runs(self) -> None:
        running = render('<c-progress label="导入" :done="1" :total="2" poll="/p" cancel="/c" />')
        done = render('<c-progress label="导入" :done="2" :total="2" poll="/p" cancel="/c" next="/n" state="done" />')

        assert 'hx-get="/p"' in running
        assert 'action="/c"' in running
        assert "hx-get" not in done
        assert 'href="/n"' in done


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_plain_pages_need_no_context(name: str) -> None:
    assert "<h1>" in render_to_string(f"{name}.html")
