# ruff: noqa: E501 - lists of words read best in one line each
"""What the reader must know of a language: where sentences end and clauses begin, what leans on the sentence before."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """Words of one language, in lower case."""

    stop: str = "."
    """Ends a sentence."""
    abbreviations: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    """Words before which a phrase may end, and make sense without what follows."""
    limits: frozenset[str] = frozenset()
    """Words that limit a claim: never left out."""
    leaning: frozenset[str] = frozenset()
    """First words of a sentence that needs the one before."""
    joins: tuple[str, ...] = ()
    """Conjunctions at which a long sentence may become two."""
    articles: frozenset[str] = frozenset()
    between: tuple[tuple[str, str], ...] = ()
    """(from, to) around two quantities."""
    moves: frozenset[str] = frozenset()
    """Verbs and small words that stand between what is measured and its number."""
    directions: frozenset[str] = frozenset()
    """Those of them that say which way it went: kept where no other number says it."""
    instead: tuple[str, ...] = ()
    """Stand between the new quantity and the old one."""
    earlier: tuple[str, ...] = ()
    """Begin the clause that says what a quantity was before."""
    later: tuple[str, ...] = ()
    """Begin the one that says what it is now."""
    orders: frozenset[str] = frozenset()
    """Verbs that begin a step or a change, which are no names when they stand first."""
    calls: frozenset[str] = frozenset()
    """First words of a call to action."""
    says: frozenset[str] = frozenset()
    """Verbs of speech."""
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    dense: bool = False
    """Written without blanks between words."""


def small_words(words: str) -> frozenset[str]:
    """The words of a list written in one string."""
    return frozenset(words.split())


_EN = Tongue(
    abbreviations=small_words("e.g i.e etc vs mr mrs ms dr prof inc ltd co corp st no nos fig figs vol ed approx dept est cf al jan feb mar apr jun jul aug sep sept oct nov dec p pp u.s u.k"),
    breaks=small_words("so because when while which that to for in with via by from using without into on at if as and or but where who after before since until through across instead including such between during over under against rather than like"),
    limits=small_words("except unless only not no without but however never cannot can't won't don't doesn't isn't aren't longer deprecated experimental beta preview may might could if until excluding limited"),
    leaning=small_words("it its this these those they their them that he she his her however but also instead therefore thus otherwise then moreover furthermore additionally such similarly likewise consequently nevertheless still yet and or so both neither another meanwhile as together that's that’s"),
    joins=(", and ", ", but ", ", so ", ", while ", ", yet "),
    articles=small_words("the a an our your its their this that"),
    between=(("from", "to"), ("from", "down to"), ("from", "up to"), ("from", "to just"), ("from", "to only")),
    moves=small_words("went goes go came down up is are was were has have had now takes took take taking fell falls dropped drops drop rose rises grew grows increased increases increase decreased decreases decrease improved improves reduced reduces reduce cut cuts shrank shrinks from by to of at in about around roughly nearly almost over under just only than more less we it will be been can and uses used reached reaches hit hits costs cost"),
    directions=small_words("up down fell falls dropped drops drop rose rises grew grows increased increases increase decreased decreases decrease improved improves reduced reduces reduce cut cuts shrank shrinks more less over under"),
    instead=("instead of", "rather than", "down from", "up from", "compared to", "compared with"),
    earlier=("previously", "formerly", "used to take", "used to be", "before it took", "before it was"), later=("now", "today"),
    orders=small_words("add adds added fix fixes fixed update updates updated open choose select click remove removes removed improve improves improved support supports change changes changed allow allows make makes made use run create enable disable install set switch go start stop write read check move drop drops dropped deprecate deprecated introduce introduced ensure ensures prevent handle avoid return show hide send get try new better faster all you we it this these now more no when if search results edit copy paste press type enter log sign download upload upgrade configure build test deploy share invite save delete rename import export connect initial several many various reduce reduced increase increased refactor rewrite replace replaced expose implement implemented detect include includes convert document warn raise bump correct clarify promote stabilize stabilise speed enhance refer mark rank teach migrate simplify unify validate verify track tweak enforce extend restore revert resolve report require relax reject respect retry reorder reuse pass parse permit print provide publish reload match merge mention log load link list let keep limit ignore hook guard generate format force follow find fill expand emit display disallow delay define cut count copy control consider compute complete compare combine close clone clear clean catch cache call bundle block begin be attach apply append align adjust adapt accept abort deny derive drag tap pick turn give take put bring learn visit tell ask wait watch work use work used using set there here they their our your his her its a an one two three four five both each every some most other another please first second third last then next also however because since while although after before during between within without with from for in on at by to of and or but so if as"),
    calls=small_words("try get download upgrade update install learn read see visit start join sign register book contact subscribe check discover explore tell send give share watch buy order apply follow ask run"),
    says=small_words("said says explains explained adds added writes wrote notes noted told recalls comments"),
    before=small_words("before old previously was today then earlier without"),
    after=small_words("after new now tomorrow with"),
)  # fmt: skip
_DE = Tongue(
    abbreviations=small_words("z.b d.h u.a z.t bzw ca usw vgl nr dr prof abb bspw etc evtl ggf inkl exkl max min mio mrd str tel st hr fr sog s jan feb apr aug sept okt nov dez"),
    breaks=small_words("damit weil wenn während der die das dass um für in mit über von durch ohne auf an bei nach vor seit bis aus zu zum zur sowie und oder aber sobald im am als per anstatt statt"),
    limits=small_words("außer nur nicht kein keine keinen ohne aber jedoch nie niemals kaum veraltet experimentell beta vorschau kann könnte falls sofern ausgenommen begrenzt"),
    leaning=small_words("er es sie dies diese dieser dieses das jedoch aber außerdem auch deshalb daher dadurch damit dann so zudem somit trotzdem dabei ihr ihre sein seine dazu dort hier denn und oder sonst"),
    joins=(", und ", ", aber ", ", sodass ", ", während "),
    articles=small_words("der die das ein eine einen dem den des unser unsere ihre ihr"),
    between=(("von", "auf"), ("von", "zu")),
    moves=small_words("ist sind war waren fiel fallen sank sinkt stieg steigt wuchs beträgt dauert dauerte liegt lag um auf von bei nur noch jetzt nun etwa rund fast über unter hat haben wurde wird sich verbesserte reduzierte braucht brauchte"),
    directions=small_words("fiel fallen sank sinkt stieg steigt wuchs verbesserte reduzierte über unter"),
    instead=("statt", "anstatt", "gegenüber"),
    earlier=("vorher", "zuvor", "früher", "bisher"), later=("jetzt", "nun", "heute", "inzwischen"),
    calls=small_words("probieren probiere testen teste laden lade aktualisieren aktualisiere installieren installiere lesen lies erfahren mehr besuchen starten starte melden registrieren kontaktieren entdecken schau schauen sehen"),
    says=small_words("sagt sagte erklärt erklärte meint schreibt betont"),
    before=small_words("vorher früher alt bisher davor ohne"),
    after=small_words("nachher jetzt neu danach heute mit"),
)  # fmt: skip
_ES = Tongue(
    abbreviations=small_words("p.ej sr sra srta dr dra ud uds etc núm pág art aprox ee.uu ej vs"),
    breaks=small_words("para porque cuando mientras que con sin en por de desde hasta y o pero si a al del como donde según tras antes después incluso entre sobre"),
    limits=small_words("excepto salvo solo sólo no sin pero nunca jamás ningún obsoleto experimental beta puede podría si limitado"),
    leaning=small_words("esto esta este estos estas ello él ella ellos ellas además también sin embargo pero así entonces por luego su sus eso y o"),
    joins=(", y ", ", pero ", ", mientras "),
    articles=small_words("el la los las un una unos unas nuestro nuestra su sus lo"),
    between=(("de", "a"), ("desde", "hasta"), ("de", "hasta")),
    moves=small_words("es son era fue bajó baja subió sube cayó cae pasó pasa creció crece aumentó redujo ha han ahora tarda tardaba solo en un una de a por hasta casi más menos unos unas se"),
    directions=small_words("bajó baja subió sube cayó cae creció crece aumentó redujo más menos"),
    instead=("en lugar de", "en vez de", "frente a"),
    earlier=("antes(?! de| del| que)", "anteriormente"), later=("ahora", "hoy"),
    calls=small_words("prueba pruebe descarga descargue actualiza actualice instala instale lee lea visita visite empieza únete regístrate contacta descubre aprende consulta"),
    says=small_words("dice dijo explica explicó añade afirma"),
    before=small_words("antes anterior viejo sin"),
    after=small_words("después ahora nuevo con"),
)  # fmt: skip
_FR = Tongue(
    abbreviations=small_words("p.ex m mm mme mlle dr pr etc cf env av art fig vol no n°"),
    breaks=small_words("pour parce quand pendant tandis que qui avec sans dans par de depuis jusqu et ou mais si à au aux du des en lorsque afin où sur entre grâce après avant"),
    limits=small_words("sauf excepté seulement uniquement ne pas sans mais jamais aucun obsolète expérimental bêta peut pourrait si limité plus"),
    leaning=small_words("il elle ils elles cela ceci ce cette ces cependant mais aussi ainsi donc alors puis de son sa ses leur leurs et ou c'est c’est enfin"),
    joins=(", et ", ", mais ", ", tandis que "),
    articles=small_words("le la les un une des notre votre son sa ses leur"),
    between=(("de", "à"), ("de", "a")),
    moves=small_words("est sont était passe passé baisse baissé chute tombe augmente augmenté prend prenait a ont de à en par environ près maintenant désormais plus moins été se"),
    directions=small_words("baisse baissé chute tombe augmente augmenté plus moins"),
    instead=("au lieu de", "contre"),
    earlier=("auparavant", "précédemment"), later=("maintenant", "désormais", "aujourd[’']hui"),
    calls=small_words("essayez essaie téléchargez télécharge mettez installez installe lisez découvrez visitez rejoignez inscrivez contactez commencez voyez consultez"),
    says=small_words("dit déclare explique ajoute affirme"),
    before=small_words("avant ancien sans"),
    after=small_words("après maintenant nouveau avec"),
)  # fmt: skip
_PT = Tongue(
    abbreviations=small_words("p.ex sr sra dr dra etc núm pág art aprox vs ex"),
    breaks=small_words("para porque quando enquanto que com sem em por de desde até e ou mas se a ao do da como onde no na após antes depois sobre entre"),
    limits=small_words("exceto salvo só somente apenas não sem mas nunca nenhum obsoleto experimental beta pode poderia se limitado"),
    leaning=small_words("isto isso esta este estes estas ele ela eles elas além também porém contudo mas assim então portanto seu sua seus suas e ou"),
    joins=(", e ", ", mas ", ", enquanto "),
    articles=small_words("o a os as um uma uns umas nosso nossa seu sua"),
    between=(("de", "para"), ("de", "a")),
    moves=small_words("é são era foi caiu cai subiu sobe passou passa cresceu aumentou reduziu agora leva levava em de a por para até quase cerca mais menos se"),
    directions=small_words("caiu cai subiu sobe cresceu aumentou reduziu mais menos"),
    instead=("em vez de", "contra"),
    earlier=("antes(?! de| do| da| que)", "anteriormente"), later=("agora", "hoje"),
    calls=small_words("experimente baixe atualize instale leia visite comece junte registe cadastre contacte descubra saiba veja"),
    says=small_words("diz disse explica afirma acrescenta"),
    before=small_words("antes anterior sem"),
    after=small_words("depois agora novo com"),
)  # fmt: skip
_IT = Tongue(
    abbreviations=small_words("p.es sig sigg dott dr prof ecc pag art fig vol ca es"),
    breaks=small_words("per perché quando mentre che con senza in da di dal fino e o ma se a al del come dove nel nella dopo prima su tra"),
    limits=small_words("eccetto tranne solo soltanto non senza ma mai nessun obsoleto sperimentale beta può potrebbe se limitato"),
    leaning=small_words("questo questa questi queste esso essa essi egli lui lei loro inoltre anche tuttavia però ma così quindi allora suo sua suoi sue e o ciò"),
    joins=(", e ", ", ma ", ", mentre "),
    articles=small_words("il lo la i gli le un uno una l' nostro nostra suo sua"),
    between=(("da", "a"), ("dal", "al"), ("dai", "ai")),
    moves=small_words("è sono era erano scende scesa sceso sale salita passa passata passato cala calo cresce aumenta ridotto ridotta ora impiega in di da a per circa quasi più meno si"),
    directions=small_words("scende scesa sceso sale salita cala calo cresce aumenta ridotto ridotta più meno"),
    instead=("invece di", "contro"),
    earlier=("prima(?! di| del| che)", "in precedenza"), later=("ora", "adesso", "oggi"),
    calls=small_words("prova provate scarica scaricate aggiorna aggiornate installa installate leggi leggete visita inizia unisciti registrati contatta scopri"),
    says=small_words("dice disse spiega afferma aggiunge"),
    before=small_words("prima vecchio senza"),
    after=small_words("dopo ora adesso nuovo con"),
)  # fmt: skip
_HI = Tongue(
    stop="।",
    limits=small_words("नहीं केवल सिर्फ लेकिन बिना मत शायद"),
    leaning=small_words("यह ये वह वे इसके इससे लेकिन और भी इसलिए तब उनके उसका"),
    between=(("", "से"),),
    earlier=("पहले",),
    later=("अब",),
    before=small_words("पहले पुराना"),
    after=small_words("अब बाद नया"),
)
_JA = Tongue(
    stop="。",
    between=(("", "から"),),
    earlier=("以前", "これまで", "従来"),
    later=("現在", "今は", "今回"),
    dense=True,
    limits=small_words("ない ません だけ のみ ただし"),
    before=small_words("以前 旧"),
    after=small_words("現在 新"),
)
_ZH = Tongue(
    stop="。", between=tuple(pair for word, ends in (("从", "到 降至 降到 增至 增加到 提高到 缩短到 缩短至 减少到"), ("從", "到 降至 降到 增至 增加到 提高到 縮短到 縮短至 減少到"), ("由", "至"))
                          for pair in ((word, end) for end in ends.split())), dense=True,
    earlier=("以前", "之前", "此前", "原来", "原來", "原先", "过去", "過去"), later=("现在", "現在", "如今", "目前"),
    limits=small_words("不 没有 沒有 只 仅 僅 但 除非"), before=small_words("之前 以前 旧 舊"), after=small_words("之后 之後 现在 現在 新"),
)  # fmt: skip

_TONGUES = {"en": _EN, "de": _DE, "es": _ES, "fr": _FR, "pt": _PT, "it": _IT, "hi": _HI, "ja": _JA, "zh": _ZH}
_CHINESE_DENSE = frozenset({"zh", "ja", "yue", "th", "km", "lo", "my"})


def tongue(language: str) -> Tongue:
    """What is known of `language` (a BCP 47 tag); an empty tongue for one that is not known."""
    short = language.split("-")[0].lower()
    return _TONGUES.get(short) or Tongue(stop="。" if short == "yue" else ".", dense=short in _CHINESE_DENSE)


_WRITINGS = tuple(
    (code, re.compile(letter), share)
    for code, letter, share in (
        ("ja", "[\u3040-\u30ff]", 15), ("zh", "[\u4e00-\u9fff]", 5), ("ko", "[\uac00-\ud7a3]", 3), ("hi", "[\u0900-\u097f]", 3),
        ("bn", "[\u0980-\u09ff]", 3), ("ta", "[\u0b80-\u0bff]", 3), ("te", "[\u0c00-\u0c7f]", 3), ("th", "[\u0e00-\u0e7f]", 3),
        ("el", "[\u0370-\u03ff]", 3), ("he", "[\u05d0-\u05ea]", 3), ("fa", "[پچژگ]", 50), ("ar", "[\u0620-\u064a]", 3),
        ("uk", "[іїєґ]", 40), ("ru", "[\u0430-\u044f]", 3), ("ka", "[\u10d0-\u10ff]", 3), ("hy", "[\u0561-\u0587]", 3),
        ("pl", "[ąęłśźż]", 60), ("tr", "[ğış]", 40), ("vi", "[ơưđ\u1ea0-\u1ef9]", 20), ("cs", "[ěřů]", 60), ("hu", "[őű]", 90),
    )
)  # fmt: skip
"""Letters that tell a language: it is meant where more than one of so many letters of a text is one of them."""
_FEW = 16
"""Less words tell no language."""
_KINDS = 3
"""Different small words that a language shows: one alone, often said, is another language's word, too."""


def likely(text: str) -> str:
    """The language whose small words `text` is full of, or nothing when none stands out. Looks at its beginning."""
    sample = text[:6000].lower()
    letters = sum(map(str.isalpha, sample)) or 1
    for code, letter, share in _WRITINGS:
        if len(letter.findall(sample)) * share > letters:
            return code
    words = [word.strip(".,;:!?()") for word in sample.split()]
    if len(words) < _FEW:
        return ""
    small = {"en": "the and of to is with for that", "de": "der die und das ist mit nicht ein", "es": "el los las una con del es por",
             "fr": "le les des est une dans et pour", "pt": "os uma não com para do da em", "it": "il gli una non con per della di",
             "nl": "het een van en voor met niet zijn op", "sv": "och att är för med som på inte"}  # fmt: skip
    counts = {name: sum(words.count(word) for word in known.split()) for name, known in small.items()}
    counts = {name: count if len(set(words) & set(small[name].split())) >= _KINDS else 0 for name, count in counts.items()}
    best, second = sorted(counts, key=lambda name: -counts[name])[:2]
    return best if counts[best] * 25 > len(words) and counts[best] > counts[second] * 1.4 else ""
