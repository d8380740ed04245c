"""Invented content for the gallery: every state of every component, and a few whole pages."""

from datetime import date, datetime
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from anjia.web.columns import Column, line_of

COLUMNS = (
    Column("name", "户主", itemgetter("name"), order="name", href=lambda _row: "#", is_essential=True),
    Column("group", "小组", itemgetter("group"), order="group"),
    Column("people", "人数", itemgetter("people"), is_figure=True),
    Column("phone", "电话", itemgetter("phone"), is_personal=True),
    Column("score", "得分", itemgetter("score"), order="score", is_figure=True),
    Column("state", "状态", itemgetter("state"), tone=itemgetter("tone")),
)
SHANGHAI = ZoneInfo("Asia/Shanghai")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾"
HOSTILE = '<script>alert("x")</script>'


class SampleForm(forms.Form):
    """One question of each kind."""

    name = forms.CharField(label="户主姓名", help_text="以家庭认可的联系人为准，不分男女。")
    people = forms.IntegerField(label="家庭人数", min_value=1)
    phone = forms.CharField(label="联系电话", required=False, help_text="只用于本次创建活动的联系。")
    held_on = forms.DateField(label="会议日期", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="居住类型", choices=[("local", "本地"), ("floating", "流动"), ("rental", "租住")])
    group = forms.ChoiceField(label="所属小组", choices=[(str(n), f"第 {n} 组") for n in range(1, 31)])
    verdict = forms.ChoiceField(
        label="意见",
        choices=[("agree", "同意"), ("return", "退回补充"), ("refuse", "不同意")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="参加过的活动",
        required=False,
        choices=[("fire", "防火演练"), ("fraud", "反诈讲座"), ("volunteer", "邻里互助")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    roster = forms.FileField(label="花名册", required=False, help_text="Excel 文件（.xlsx），不超过 10 MB。")
    consent = forms.BooleanField(label="家庭已阅读告知书并同意", help_text="可以随时撤回，撤回立即生效。")


def wrong_form() -> SampleForm:
    """The same form sent with mistakes."""
    return SampleForm({"name": "", "people": "0", "held_on": "", "kind": "local", "group": "3"})


def criteria() -> list[dict[str, Any]]:
    """The ten criteria of a scoring sheet: one deduction, one refused score, one without a reason on offer."""
    titles = ["学习好", "和睦好", "美德好", "文明好", "节约好", "安全好", "守法好", "环境好", "健康好", "奉献好"]
    notes = {6: "已完成居家自查", 10: "家庭选择替代指标"}
    rows: list[dict[str, Any]] = [
        {"code": f"c{n}", "number": n, "title": title, "note": notes.get(n, ""), "max": 10, "score": 10,
         "reason": "", "reasons": [{"value": f"r{n}", "text": "评议当日需改进", "max": 3}], "error": ""}
        for n, title in enumerate(titles, start=1)
    ]  # fmt: skip
    rows[2] |= {"score": 8, "reason": "a"}
    rows[2]["reasons"] = [{"value": "a", "text": "评议当日公共楼道或通道有本户占用物品", "max": 3}]
    rows[7]["reasons"] = [
        {"value": "b", "text": "评议当日门前或庭院卫生需改进", "max": 3},
        {"value": "c", "text": "评议当日占用公共空间", "max": 4},
    ]
    rows[8]["reasons"] = []
    return rows


def events() -> list[dict[str, Any]]:
    at = [datetime(2026, 4, day, hour, 5, tzinfo=SHANGHAI) for day, hour in ((17, 19), (20, 9), (22, 15))]
    return [
        {"at": at[0], "label": "户长会议推举", "who": "第 3 组", "note": "到会 21 户，20 户同意", "tone": "done"},
        {"at": at[1], "label": "退回", "who": "村评议组", "note": "理由：资料不全，缺签字表一张", "tone": "due"},
        {"at": at[2], "label": "补齐后接受", "who": "村评议组", "note": "", "tone": "done"},
        {"at": None, "label": "街道妇联提出意见", "who": "何某某", "note": "剩 2 个工作日", "is_current": True},
    ]


def list_tools() -> dict[str, Any]:
    """What stands over a list's table: one filter of two is on, one column of six is hidden."""
    kept = [{"pk": "1", "name": "待补材料", "query": "state=due"}, {"pk": "2", "name": "第 3 组", "query": "group=3"}]
    return {
        "columns": [{"column": column, "is_shown": column.key != "people"} for column in COLUMNS],
        "shown": COLUMNS,
        "is_chosen": True,
        "saved": kept,
        "conditions": "state=due",
        "current": kept[0],
        "formats": [{"ending": "xlsx", "label": "Excel"}, {"ending": "docx", "label": "Word"}],
        "wants_purpose": True,
        "request_url": "#",
    }


def list_parts(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "lines": [line_of(row, COLUMNS) for row in rows],
        "list_tools": list_tools(),
        "filter_faults": ["小组"],
        "draft_offer": {"token": "", "path": "#", "is_restored": False, "kept": {"updated_at": events()[0]["at"]}},
        "has_kept_size": True,
    }


def samples() -> dict[str, Any]:
    """The context of all gallery pages."""
    names = [
        {"name": f"{surname}*{'英明芳华'[n % 4]}" if n % 3 else f"{surname}建军", "group": f"{n % 8 + 1} 组"}
        for n, surname in enumerate(SURNAMES)
    ]
    rows = [
        {"name": f"{surname}*{'英明芳华'[n % 4]}", "group": f"第 {n % 8 + 1} 组", "people": n % 6 + 1,
         "phone": f"138****{5678 + n}", "score": [96, "98.5", 100, "89.9"][n % 4],
         "tone": ["calm", "done", "due", "seal"][n % 4],
         "state": ["待评议", "已推举", "待补材料", "已退回"][n % 4]}
        for n, surname in enumerate(SURNAMES)
    ]  # fmt: skip
    page_obj = Paginator(rows, 8).get_page(2)
    return {
        "form": SampleForm(),
        "wrong": wrong_form(),
        "criteria": criteria(),
        "events": events(),
        "names": names,
        "rows": page_obj.object_list,
        "page_obj": page_obj,
        "page_sizes": (8, 25, 50),
        **list_parts(page_obj.object_list),
        "total": len(rows),
        "hostile": HOSTILE,
        "naming_day": date(2026, 5, 15),
        "stages": [
            {"label": "宣传", "dates": "1–12 月", "state": "past"},
            {"label": "机制", "dates": "2–3 月", "state": "past"},
            {"label": "创评", "dates": "4.1–5.15", "state": "now"},
            {"label": "总结", "dates": "5.16–5.31", "state": "next"},
        ],
        "wizard": ["上传", "对应列", "校验预览", "确认", "结果"],
        "tabs": [
            {"label": "待办", "url": "?tab=todo", "count": 12, "is_current": True},
            {"label": "已办", "url": "?tab=done", "count": 208},
            {"label": "退回", "url": "?tab=returned", "count": 0},
        ],
        "answers": [
            {"label": "批次", "value": "2026 年第 2 批", "url": "#"},
            {"label": "家庭", "value": "32 户（全名 12 户，部分显示 20 户）", "url": "#"},
            {"label": "公示期", "value": "4 月 24 日至 5 月 6 日（5 个工作日）", "url": "#"},
        ],
        "once": "",
        "effect": "将公示 32 户，向公众可见。",
        "signers": ["户主", "见证人"],
    }
