"""The words that stand for signs, language by language. Units and currencies without an entry here come from CLDR through babel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Wording:
    """One language's words for what is written with signs. An empty word is not said."""

    number: str
    """How num2words calls the language; empty: digits are left to the voice."""
    locale: str
    """How babel calls it."""
    comma: bool
    """Whether the decimal sign is a comma."""
    point: str
    digits_after: bool
    """Whether decimals are read digit by digit."""
    minus: str
    to: str
    times: str
    dot: str
    slash: str
    at: str
    dash: str
    underscore: str
    version: str
    cents: str
    """Between the whole and the hundredths of an amount of money."""
    signs: Mapping[str, str] = field(default_factory=dict)
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Sign -> (one, more)."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations as written, in lower case, to what is said."""
    large: Mapping[str, str] = field(default_factory=dict)
    """k, m, b: thousand, million, billion (10^9)."""
    first: str = ""
    """What the first of a month is called where it alone is an ordinal."""
    half: str = ""


def _signs(**words: str) -> MappingProxyType[str, str]:
    marks = {"and_": "&", "plus": "+", "equals": "=", "arrow": "→", "about": "~", "percent": "%", "number": "#", "times": "×",
             "over": "÷", "more": ">", "less": "<", "atleast": "≥", "atmost": "≤", "degree": "°", "plusminus": "±"}  # fmt: skip
    return MappingProxyType({marks[name]: word for name, word in words.items()})


_EN_SHORT = {
    "e.g.": "for example", "i.e.": "that is", "vs.": "versus", "vs": "versus", "etc.": "et cetera", "approx.": "approximately",
    "incl.": "including", "excl.": "excluding", "w/": "with", "w/o": "without", "no.": "number", "dept.": "department",
    "est.": "estimated", "min.": "minimum", "max.": "maximum", "q&a": "Q and eigh", "r&d": "R and D", "a.k.a.": "also known as",
    "ok": "okay", "24/7": "twenty-four seven", "i/o": "I O", "a/b": "eigh B", "p.s.": "P S", "esp.": "especially",
}  # fmt: skip

_EN = Wording(
    number="en", locale="en", comma=False, point="point", digits_after=True, minus="minus", to="to", times="times", dot="dot",
    slash="slash", at="at", dash="dash", underscore="underscore", version="version", cents="dollars and", half="one half",
    signs=_signs(and_="and", plus="plus", equals="equals", arrow="to", about="about", percent="percent", number="hashtag", times="times",
                 over="divided by", more="greater than", less="less than", atleast="at least", atmost="at most", degree="degrees",
                 plusminus="plus or minus"),
    money=MappingProxyType({"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds"), "¥": ("yen", "yen"),
                            "₹": ("rupee", "rupees")}),
    short=MappingProxyType(_EN_SHORT), large=MappingProxyType({"k": "thousand", "m": "million", "b": "billion"}),
)  # fmt: skip

_DE = Wording(
    number="de", locale="de", comma=True, point="Komma", digits_after=True, minus="minus", to="bis", times="mal", dot="Punkt",
    slash="Schrägstrich", at="ät", dash="Bindestrich", underscore="Unterstrich", version="Version", cents="",
    signs=_signs(and_="und", plus="plus", equals="gleich", arrow="zu", about="etwa", percent="Prozent", number="Hashtag", times="mal",
                 over="geteilt durch", more="größer als", less="kleiner als", atleast="mindestens", atmost="höchstens", degree="Grad",
                 plusminus="plus minus"),
    money=MappingProxyType({"$": ("Dollar", "Dollar"), "€": ("Euro", "Euro"), "£": ("Pfund", "Pfund"), "¥": ("Yen", "Yen"),
                            "₹": ("Rupie", "Rupien")}),
    short=MappingProxyType({"z. b.": "zum Beispiel", "z.b.": "zum Beispiel", "d. h.": "das heißt", "d.h.": "das heißt",
                            "usw.": "und so weiter", "bzw.": "beziehungsweise", "ca.": "circa", "inkl.": "inklusive", "u. a.": "unter anderem",
                            "u.a.": "unter anderem", "nr.": "Nummer", "ggf.": "gegebenenfalls", "evtl.": "eventuell", "vgl.": "vergleiche"}),
    large=MappingProxyType({"k": "tausend", "m": "Millionen", "b": "Milliarden", "mio.": "Millionen", "mrd.": "Milliarden"}),
)  # fmt: skip

_ES = Wording(
    number="es", locale="es", comma=True, point="coma", digits_after=False, minus="menos", to="a", times="veces", dot="punto",
    slash="barra", at="arroba", dash="guion", underscore="guion bajo", version="versión", cents="con", first="primero",
    signs=_signs(and_="y", plus="más", equals="igual a", arrow="a", about="unos", percent="por ciento", number="hashtag", times="por",
                 over="entre", more="mayor que", less="menor que", atleast="al menos", atmost="como máximo", degree="grados",
                 plusminus="más menos"),
    money=MappingProxyType({"$": ("dólar", "dólares"), "€": ("euro", "euros"), "£": ("libra", "libras"), "¥": ("yen", "yenes"),
                            "₹": ("rupia", "rupias")}),
    short=MappingProxyType({"p. ej.": "por ejemplo", "p.ej.": "por ejemplo", "etc.": "etcétera", "aprox.": "aproximadamente",
                            "ee. uu.": "Estados Unidos", "n.º": "número", "vs.": "contra"}),
    large=MappingProxyType({"k": "mil", "m": "millones", "b": "mil millones"}),
)  # fmt: skip

_FR = Wording(
    number="fr", locale="fr", comma=True, point="virgule", digits_after=False, minus="moins", to="à", times="fois", dot="point",
    slash="barre oblique", at="arobase", dash="tiret", underscore="tiret bas", version="version", cents="", first="premier",
    signs=_signs(and_="et", plus="plus", equals="égale", arrow="vers", about="environ", percent="pour cent", number="hashtag", times="fois",
                 over="divisé par", more="supérieur à", less="inférieur à", atleast="au moins", atmost="au plus", degree="degrés",
                 plusminus="plus ou moins"),
    money=MappingProxyType({"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("livre", "livres"), "¥": ("yen", "yens"),
                            "₹": ("roupie", "roupies")}),
    short=MappingProxyType({"p. ex.": "par exemple", "p.ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "etc.": "et cetera",
                            "env.": "environ", "n°": "numéro", "vs": "contre"}),
    large=MappingProxyType({"k": "mille", "m": "millions", "b": "milliards", "md": "milliards", "mds": "milliards"}),
)  # fmt: skip

_PT = Wording(
    number="pt_BR", locale="pt_BR", comma=True, point="vírgula", digits_after=False, minus="menos", to="a", times="vezes", dot="ponto",
    slash="barra", at="arroba", dash="hífen", underscore="sublinhado", version="versão", cents="e", first="primeiro",
    signs=_signs(and_="e", plus="mais", equals="igual a", arrow="para", about="cerca de", percent="por cento", number="hashtag", times="vezes",
                 over="dividido por", more="maior que", less="menor que", atleast="pelo menos", atmost="no máximo", degree="graus",
                 plusminus="mais ou menos"),
    money=MappingProxyType({"$": ("dólar", "dólares"), "€": ("euro", "euros"), "£": ("libra", "libras"), "¥": ("iene", "ienes"),
                            "R$": ("real", "reais"), "₹": ("rupia", "rupias")}),
    short=MappingProxyType({"p. ex.": "por exemplo", "p.ex.": "por exemplo", "etc.": "etcétera", "aprox.": "aproximadamente",
                            "nº": "número", "vs.": "versus"}),
    large=MappingProxyType({"k": "mil", "m": "milhões", "b": "bilhões", "mi": "milhões", "bi": "bilhões"}),
)  # fmt: skip

_IT = Wording(
    number="it", locale="it", comma=True, point="virgola", digits_after=False, minus="meno", to="a", times="volte", dot="punto",
    slash="barra", at="chiocciola", dash="trattino", underscore="trattino basso", version="versione", cents="e", first="primo",
    signs=_signs(and_="e", plus="più", equals="uguale a", arrow="a", about="circa", percent="per cento", number="hashtag", times="per",
                 over="diviso", more="maggiore di", less="minore di", atleast="almeno", atmost="al massimo", degree="gradi",
                 plusminus="più o meno"),
    money=MappingProxyType({"$": ("dollaro", "dollari"), "€": ("euro", "euro"), "£": ("sterlina", "sterline"), "¥": ("yen", "yen"),
                            "₹": ("rupia", "rupie")}),
    short=MappingProxyType({"p. es.": "per esempio", "p.es.": "per esempio", "ecc.": "eccetera", "ca.": "circa", "n.": "numero"}),
    large=MappingProxyType({"k": "mila", "m": "milioni", "b": "miliardi", "mld": "miliardi", "mln": "milioni"}),
)  # fmt: skip

_NL = Wording(
    number="nl", locale="nl", comma=True, point="komma", digits_after=True, minus="min", to="tot", times="keer", dot="punt",
    slash="schuine streep", at="apenstaartje", dash="streepje", underscore="laag streepje", version="versie", cents="",
    signs=_signs(and_="en", plus="plus", equals="is gelijk aan", arrow="naar", about="ongeveer", percent="procent", number="hashtag",
                 times="keer", over="gedeeld door", more="groter dan", less="kleiner dan", atleast="minstens", atmost="hoogstens",
                 degree="graden", plusminus="plus of min"),
    money=MappingProxyType({"$": ("dollar", "dollar"), "€": ("euro", "euro"), "£": ("pond", "pond"), "¥": ("yen", "yen"),
                            "₹": ("roepie", "roepies")}),
    short=MappingProxyType({"bijv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "enz.": "enzovoort", "ca.": "circa", "o.a.": "onder andere"}),
    large=MappingProxyType({"k": "duizend", "m": "miljoen", "b": "miljard", "mln.": "miljoen", "mrd.": "miljard"}),
)  # fmt: skip

_PL = Wording(
    number="pl", locale="pl", comma=True, point="przecinek", digits_after=False, minus="minus", to="do", times="razy", dot="kropka",
    slash="ukośnik", at="małpa", dash="myślnik", underscore="podkreślnik", version="wersja", cents="i",
    signs=_signs(and_="i", plus="plus", equals="równa się", arrow="do", about="około", percent="procent", number="hasztag", times="razy",
                 over="podzielić przez", more="większe niż", less="mniejsze niż", atleast="co najmniej", atmost="najwyżej",
                 degree="stopni", plusminus="plus minus"),
    short=MappingProxyType({"np.": "na przykład", "itd.": "i tak dalej", "tj.": "to jest", "ok.": "około", "itp.": "i tym podobne"}),
    large=MappingProxyType({"k": "tysięcy", "m": "milionów", "b": "miliardów", "mln": "milionów", "mld": "miliardów"}),
)  # fmt: skip

_HI = Wording(
    number="", locale="hi", comma=False, point="दशमलव", digits_after=True, minus="माइनस", to="से", times="गुना", dot="डॉट",
    slash="स्लैश", at="ऐट", dash="डैश", underscore="अंडरस्कोर", version="संस्करण", cents="",
    signs=_signs(and_="और", plus="प्लस", equals="बराबर", arrow="से", about="लगभग", percent="प्रतिशत", number="हैशटैग", times="गुना",
                 over="भाग", more="से ज़्यादा", less="से कम", atleast="कम से कम", atmost="अधिक से अधिक", degree="डिग्री",
                 plusminus="प्लस माइनस"),
    money=MappingProxyType({"$": ("डॉलर", "डॉलर"), "€": ("यूरो", "यूरो"), "£": ("पाउंड", "पाउंड"), "¥": ("येन", "येन"),
                            "₹": ("रुपया", "रुपये")}),
    large=MappingProxyType({"k": "हज़ार", "m": "मिलियन", "b": "अरब"}),
)  # fmt: skip

_JA = Wording(
    number="ja", locale="ja", comma=False, point="てん", digits_after=True, minus="マイナス", to="から", times="倍", dot="ドット",
    slash="スラッシュ", at="アット", dash="ハイフン", underscore="アンダーバー", version="バージョン", cents="",
    signs=_signs(and_="アンド", plus="プラス", equals="イコール", arrow="から", about="約", percent="パーセント", number="ハッシュタグ",
                 times="かける", over="わる", more="大なり", less="小なり", atleast="以上", atmost="以下", degree="度", plusminus="プラスマイナス"),
    money=MappingProxyType({"$": ("ドル", "ドル"), "€": ("ユーロ", "ユーロ"), "£": ("ポンド", "ポンド"), "¥": ("円", "円"), "₹": ("ルピー", "ルピー")}),
    large=MappingProxyType({"k": "せん", "m": "ひゃくまん", "b": "じゅうおく"}),
)  # fmt: skip

_ZH = Wording(
    number="", locale="zh", comma=False, point="点", digits_after=True, minus="负", to="到", times="倍", dot="点",
    slash="斜杠", at="艾特", dash="横杠", underscore="下划线", version="版本", cents="",
    signs=_signs(and_="和", plus="加", equals="等于", arrow="到", about="大约", percent="百分之", number="井号", times="乘以",
                 over="除以", more="大于", less="小于", atleast="至少", atmost="至多", degree="度", plusminus="正负"),
    money=MappingProxyType({"$": ("美元", "美元"), "€": ("欧元", "欧元"), "£": ("英镑", "英镑"), "¥": ("元", "元"), "₹": ("卢比", "卢比")}),
    large=MappingProxyType({"k": "千", "m": "百万", "b": "十亿"}),
)  # fmt: skip

_BY_LANGUAGE: MappingProxyType[str, Wording] = MappingProxyType(
    {
        "en": _EN,
        "de": _DE,
        "es": _ES,
        "fr": _FR,
        "pt": _PT,
        "it": _IT,
        "nl": _NL,
        "pl": _PL,
        "hi": _HI,
        "ja": _JA,
        "zh": _ZH,
        "cmn": _ZH,
    }
)


def wording(language: str) -> Wording | None:
    """The words of `language` (a tag as `pt-BR`); None where signs are better left to the voice."""
    return _BY_LANGUAGE.get(language.lower().replace("_", "-").split("-")[0])
