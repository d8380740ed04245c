"""What a name is found by: characters, pairs, pinyin with surnames as surnames, initials (experience 13)."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anjia.web.tokens import fts5_query, search_tokens, tsquery, wanted


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("何婷婷", "何 婷 何婷 婷婷 hetingting htt tingting tt"),
        ("曾明", "曾 明 曾明 zengming zm ming m"),
        ("单解", "单 解 单解 shanjie sj jie j"),
        ("解放", "解 放 解放 xiefang xf fang f"),
        ("尉迟恭", "尉 迟 恭 尉迟 迟恭 yuchigong ycg gong g"),
        ("阿依·买", "阿 依 买 阿依 依买 ayimai aym yimai ym"),
        ("王", "王 wang w"),
        ("𠮷田", "u20bb7z 田 u20bb7z田 tian t"),
        ("王𬭎", "王 u2cb4ez 王u2cb4ez wanghong wh hong h"),
        ("John Smith", "john smith"),
        ("ＬＩ Ｍing", "li ming"),
        ("", ""),
    ],
)
def test_search_tokens(name, tokens):
    assert search_tokens(name) == tokens


@pytest.mark.parametrize(
    ("surname", "reading"),
    [
        ("仇", "qiu"), ("区", "ou"), ("查", "zha"), ("任", "ren"), ("华", "hua"), ("盖", "ge"), ("朴", "piao"),
        ("万俟", "moqi"), ("单", "shan"), ("曾", "zeng"), ("解", "xie"), ("翟", "zhai"), ("缪", "miao"),
        ("尉迟", "yuchi"), ("欧阳", "ouyang"),
    ],
)  # fmt: skip
def test_surnames_are_read_as_surnames(surname, reading):
    tokens = search_tokens(f"{surname}明").split()
    assert f"{reading}ming" in tokens
    assert "ming" in tokens


@pytest.mark.parametrize(
    ("typed", "sqlite", "postgres"),
    [
        ("婷婷", '"婷婷"', "婷婷"),
        ("何", '"何"', "何"),
        ("何婷婷", '"何婷" AND "婷婷"', "何婷 & 婷婷"),
        ("He Ting", '("heting"* OR ("he"* AND "ting"*))', "(heting:* | (he:* & ting:*))"),
        ("王 xm", '"王" AND "xm"*', "王 & xm:*"),
        ("王xm", '"王" AND "xm"*', "王 & xm:*"),
        ("ＨＴＴ", '"htt"*', "htt:*"),
        ("𠮷", '"u20bb7z"', "u20bb7z"),
        (' 12 "OR* ', '"or"*', "or:*"),
        (" 12 ", "", ""),
    ],
)
def test_a_typed_text_asks_for_tokens_that_names_have(typed, sqlite, postgres):
    want = wanted(typed)
    assert (fts5_query(want), tsquery(want)) == (sqlite, postgres)
    assert bool(want) == bool(sqlite)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12))
@example("䷀")
def test_no_text_gets_through_to_the_query_languages(text):
    for token in (*wanted(text).exact, *wanted(text).letters, *search_tokens(text).split()):
        assert token.isalnum()


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4))
def test_every_part_of_a_chinese_name_finds_it(name):
    tokens = set(search_tokens(name).split())
    parts = {name[i:j] for i in range(len(name)) for j in range(i + 1, len(name) + 1)}
    assert all(set(wanted(part).exact) <= tokens for part in parts)
