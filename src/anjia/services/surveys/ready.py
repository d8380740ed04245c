"""Questions for children whose parents work elsewhere: plain, about care and not about anybody's family (A9-6).

They are the words of a survey, which is Chinese like the paper it is printed on.
"""

from anjia.services.surveys.enums import Asked, Shape

QUESTIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    Asked.PUPILS: (
        ("爸爸妈妈常和你打电话或视频吗？", Shape.OFTEN, ""),
        ("想爸爸妈妈的时候，有人听你说吗？", Shape.OFTEN, ""),
        ("放学以后有大人在家吗？", Shape.OFTEN, ""),
        ("作业不会做，有人教你吗？", Shape.OFTEN, ""),
        ("三顿饭都吃得饱吗？", Shape.OFTEN, ""),
        ("在学校有好朋友吗？", Shape.YES_NO, ""),
        ("有人欺负你、让你害怕吗？", Shape.OFTEN, ""),
        ("知道遇到危险打哪个电话吗？", Shape.YES_NO, ""),
        ("最希望有什么？", Shape.OWN, "有人陪我做作业\n有人带我们玩\n有书看\n能和爸爸妈妈视频"),
        ("这个学期过得怎么样？", Shape.SCALE, ""),
    ),
    Asked.GUARDIANS: (
        ("孩子的父母常和孩子联系吗？", Shape.OFTEN, ""),
        ("照看孩子，您忙得过来吗？", Shape.OFTEN, ""),
        ("孩子的作业，您能辅导吗？", Shape.OFTEN, ""),
        ("孩子放学以后有安全的地方去吗？", Shape.OFTEN, ""),
        ("知道有困难可以找谁吗？", Shape.YES_NO, ""),
        ("最希望有什么帮助？", Shape.OWN, "放学后有人看护\n有人辅导作业\n孩子能和父母视频\n有人教怎样带孩子"),
    ),
}
