# ruff: noqa: E501 - a phrase reads best in one line
"""The studio's own words in Chinese, in the characters of the mainland and, told from the same phrases, in those of Taiwan and Hong Kong."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from core.providers.offline.writer_phrase import Glue

CHINESE = Glue(
    hello="大家好！",
    audience="这段视频献给{audience}。",
    news="来看看有什么新变化。",
    first=("首先，", ""), middle=("然后，", "接着，"), last=("最后，", "还有，"), also="还有，",
    code="在代码里是这样的。",
    command="命令如下。",
    said="这是{author}的话。",
    trend="{name}：{first}为{a}，{last}为{b}。",
    peak="{name}：{first}为{a}，{mid}为{m}，{last}为{b}。",
    top="{name}最高的是{label}，为{a}。",
    share="{name}：{parts}。",
    more="更多内容请见{site}。",
    closings=(
        ("end", (), "就是这些", "就是这些。感谢观看。"),
        ("upgrade", ("升级", "更新", "迁移"), "随时可以开始", "就是这些。您可以随时更新。"),
        ("try", ("试", "使用", "体验", "购买", "注册"), "亲自试试", "就是这些。现在请亲自试试。"),
        ("learn", ("学", "了解", "说明", "解释", "介绍"), "现在您知道了", "现在您知道了。感谢观看。"),
    ),
    draft=("草稿：请回答这些问题", "{topic}。这是一份草稿。请用一两句话回答每个问题。"),
    questions=(
        ("statement", "它解决什么问题？", "{topic}解决什么问题？", ()),
        ("bullets", "它适合谁？", "{topic}适合谁？什么时候需要？现在是怎么做的？", ("谁需要它？", "什么时候需要？", "现在怎么做？")),
        ("steps", "它如何运作？", "它如何运作？首先做什么？然后做什么？结果是什么？", ("首先做什么？", "然后做什么？", "结果是什么？")),
        ("statement", "哪个数字能证明？", "哪个数字能说明{topic}有效？", ()),
        ("call", "接下来做什么？", "观众接下来应该做什么？", ()),
    ),
)  # fmt: skip

_WORDS = (("视频", "影片"), ("代码", "程式碼"), ("注册", "註冊"))
"""What is called otherwise there, not only written otherwise."""

_OURS = "个個为為么麼买買亲親众眾体體决決写寫册冊变變后後图圖对對应應开開数數时時来來样樣献獻现現码碼级級绍紹结結给給视視观觀见見讲講证證试試话話该該说說请請谁誰谢謝购購输輸迁遷运運还還这這适適释釋里裡问問随隨频頻题題首首验驗两兩学學着著内內"
_COMMON = "们們会會国國产產将將让讓无無点點过過发發从從与與关關电電机機档檔网網页頁资資讯訊务務业業处處"
_FIRST, _THEN = (_OURS + _COMMON)[::2], (_OURS + _COMMON)[1::2]
_THERE = str.maketrans(_FIRST, _THEN)
_ONLY_HERE, _ONLY_THERE = frozenset(_FIRST) - frozenset(_THEN), frozenset(_THEN) - frozenset(_FIRST)


def is_traditional(language: str, text: str) -> bool:
    """Whether a text is written in traditional characters; where it has none that tell, whether its tag says so."""
    here, there = (sum(char in some for char in text) for some in (_ONLY_HERE, _ONLY_THERE))
    return there > here or (here == there and any(part in language.lower() for part in ("hant", "-tw", "-hk", "-mo")))


def traditional(phrase: str) -> str:
    """A phrase of ours in traditional characters."""
    for here, there in _WORDS:
        phrase = phrase.replace(here, there)
    return phrase.translate(_THERE)


def _written(told: Any) -> Any:
    if isinstance(told, str):
        return traditional(told)
    if isinstance(told, tuple):
        return tuple(map(_written, told))
    return {key: _written(one) for key, one in told.items()} if isinstance(told, dict) else told


TRADITIONAL = Glue(**{field.name: _written(getattr(CHINESE, field.name)) for field in fields(Glue)})
