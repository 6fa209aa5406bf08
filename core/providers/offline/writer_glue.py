# ruff: noqa: E501 - a phrase reads best in one line
"""The studio's own words between the source's: greetings, transitions, closings. None of them states a fact."""

from __future__ import annotations

from core.providers.offline.writer_glue_arabic import ARABIC
from core.providers.offline.writer_glue_chinese import CHINESE, TRADITIONAL, is_traditional
from core.providers.offline.writer_phrase import Glue

_EN = Glue(
    hello="Hello!",
    audience="This one is for {audience}.",
    news="Here is what is new.",
    first=("First,", ""), middle=("Then,", "Next,"), last=("And finally,", "And last,"), also="And",
    code="Here is how that looks in code.",
    command="This is the command.",
    said="Those are the words of {author}.",
    trend="{name} went from {a} in {first} to {b} in {last}.",
    peak="{name} went from {a} in {first}, over {m} in {mid}, to {b} in {last}.",
    top="{name} is highest for {label}, at {a}.",
    share="{name}: {parts}.",
    more="Find out more at {site}.",
    closings=(
        ("end", (), "That’s it", "That’s it. Thanks for watching."),
        ("upgrade", ("upgrad", "updat", "migrat"), "Ready when you are", "That’s it. Update whenever you are ready."),
        ("try", ("try", "trial", "adopt", "test", "use", "sign", "install", "download", "buy", "demo"), "See for yourself", "That’s it. Now see for yourself."),
        ("learn", ("learn", "explain", "inform", "understand", "teach", "train", "aware", "know"), "Now you know", "Now you know. Thanks for watching."),
        ("feedback", ("feedback", "comment", "review", "opinion"), "Tell us what you think", "That’s it. Tell us what you think."),
    ),
    draft=("A draft: answer the questions", "{topic}. This is a draft. Answer each question in a sentence or two, and the film is yours."),
    questions=(
        ("statement", "What problem does it solve?", "What problem does {topic} solve?", ()),
        ("bullets", "Who is it for?", "Who is {topic} for? When do they need it? And what do they do today?", ("Who needs it?", "When do they need it?", "What do they do today?")),
        ("steps", "How does it work?", "How does it work? What comes first? What comes next? And what is the result?", ("What comes first?", "What comes next?", "What is the result?")),
        ("statement", "Which number proves it?", "Which number shows that {topic} works?", ()),
        ("call", "What should viewers do next?", "And what should viewers do next?", ()),
    ),
    headings={
        "added": "What’s new", "new": "What’s new", "features": "New features", "enhancements": "What’s better", "improvements": "What’s better",
        "changed": "What has changed", "changes": "What has changed", "fixed": "What’s fixed", "fixes": "What’s fixed", "bug fixes": "What’s fixed",
        "bugfixes": "What’s fixed", "bugs": "What’s fixed", "removed": "What goes away", "removals": "What goes away", "deprecated": "What’s on its way out",
        "deprecations": "What’s on its way out", "security": "Security", "breaking changes": "What breaks", "performance": "Performance",
    },
)  # fmt: skip
_DE = Glue(
    hello="Hallo!",
    audience="Dieser Film ist für: {audience}.",
    news="Das ist neu.",
    first=("Erstens:", ""), middle=("Dann:", "Weiter:"), last=("Und schließlich:", "Und zuletzt:"), also="Und:",
    code="So sieht das im Code aus.",
    command="Das ist der Befehl.",
    said="Das sagt {author}.",
    trend="{name}: von {a} ({first}) auf {b} ({last}).",
    peak="{name}: von {a} ({first}) über {m} ({mid}) auf {b} ({last}).",
    top="{name}: am höchsten bei {label}, mit {a}.",
    share="{name}: {parts}.",
    more="Mehr dazu auf {site}.",
    closings=(
        ("end", (), "Das war’s", "Das war’s. Danke fürs Zuschauen."),
        ("upgrade", ("upgrad", "aktualis", "update", "umstell", "migr"), "Bereit, wenn Sie es sind", "Das war’s. Aktualisieren Sie, wann es Ihnen passt."),
        ("try", ("prob", "test", "nutz", "install", "kauf", "anmeld"), "Am besten selbst ansehen", "Das war’s. Am besten sehen Sie es sich selbst an."),
        ("learn", ("lern", "erklär", "inform", "versteh", "wissen"), "Jetzt wissen Sie Bescheid", "Jetzt wissen Sie Bescheid. Danke fürs Zuschauen."),
        ("feedback", ("feedback", "meinung", "rückmeld"), "Sagen Sie uns Ihre Meinung", "Das war’s. Sagen Sie uns Ihre Meinung."),
    ),
    draft=("Ein Entwurf: Fragen beantworten", "{topic}. Das ist ein Entwurf. Beantworten Sie jede Frage in ein oder zwei Sätzen, dann ist der Film fertig."),
    questions=(
        ("statement", "Welches Problem wird gelöst?", "Welches Problem löst {topic}?", ()),
        ("bullets", "Für wen ist es?", "Für wen ist {topic}? Wann wird es gebraucht? Und wie geht es heute?", ("Wer braucht es?", "Wann wird es gebraucht?", "Wie geht es heute?")),
        ("steps", "Wie funktioniert es?", "Wie funktioniert es? Was kommt zuerst? Was kommt dann? Und was kommt heraus?", ("Was kommt zuerst?", "Was kommt dann?", "Was kommt heraus?")),
        ("statement", "Welche Zahl belegt es?", "Welche Zahl zeigt, dass {topic} wirkt?", ()),
        ("call", "Was ist der nächste Schritt?", "Und was sollen die Zuschauer als Nächstes tun?", ()),
    ),
)  # fmt: skip
_ES = Glue(
    hello="¡Hola!",
    audience="Este vídeo es para: {audience}.",
    news="Esto es lo nuevo.",
    first=("Primero:", ""), middle=("Luego:", "Además:"), last=("Y por último:", "Y para terminar:"), also="Y:",
    code="Así se ve en el código.",
    command="Este es el comando.",
    said="Son palabras de {author}.",
    trend="{name}: de {a} ({first}) a {b} ({last}).",
    peak="{name}: de {a} ({first}), pasando por {m} ({mid}), a {b} ({last}).",
    top="{name}: el valor más alto es {label}, con {a}.",
    share="{name}: {parts}.",
    more="Más información en {site}.",
    closings=(
        ("end", (), "Eso es todo", "Eso es todo. Gracias por ver este vídeo."),
        ("upgrade", ("actualiz", "migr"), "Cuando quieras", "Eso es todo. Actualiza cuando quieras."),
        ("try", ("prob", "prueb", "adopt", "us", "instal", "compr", "registr"), "Compruébalo", "Eso es todo. Ahora compruébalo."),
        ("learn", ("aprend", "explic", "inform", "entend", "conoc"), "Ahora ya lo sabes", "Ahora ya lo sabes. Gracias por ver este vídeo."),
        ("feedback", ("opini", "coment"), "Cuéntanos qué te parece", "Eso es todo. Cuéntanos qué te parece."),
    ),
    draft=("Un borrador: responde a las preguntas", "{topic}. Esto es un borrador. Responde a cada pregunta con una o dos frases y el vídeo será tuyo."),
    questions=(
        ("statement", "¿Qué problema resuelve?", "¿Qué problema resuelve {topic}?", ()),
        ("bullets", "¿Para quién es?", "¿Para quién es {topic}? ¿Cuándo hace falta? ¿Y qué se hace hoy?", ("¿Quién lo necesita?", "¿Cuándo hace falta?", "¿Qué se hace hoy?")),
        ("steps", "¿Cómo funciona?", "¿Cómo funciona? ¿Qué va primero? ¿Qué viene después? ¿Y cuál es el resultado?", ("¿Qué va primero?", "¿Qué viene después?", "¿Cuál es el resultado?")),
        ("statement", "¿Qué cifra lo demuestra?", "¿Qué cifra muestra que {topic} funciona?", ()),
        ("call", "¿Cuál es el siguiente paso?", "¿Y qué debería hacer ahora quien mira el vídeo?", ()),
    ),
)  # fmt: skip
_FR = Glue(
    hello="Bonjour !",
    audience="Ce film s’adresse à : {audience}.",
    news="Voici les nouveautés.",
    first=("D’abord :", ""), middle=("Ensuite :", "Puis :"), last=("Et enfin :", "Et pour finir :"), also="Et :",
    code="Voici ce que cela donne dans le code.",
    command="Voici la commande.",
    said="Ce sont les mots de {author}.",
    trend="{name} : de {a} ({first}) à {b} ({last}).",
    peak="{name} : de {a} ({first}), en passant par {m} ({mid}), à {b} ({last}).",
    top="{name} : le plus élevé est {label}, avec {a}.",
    share="{name} : {parts}.",
    more="Pour en savoir plus : {site}.",
    closings=(
        ("end", (), "C’est tout", "C’est tout. Merci d’avoir regardé."),
        ("upgrade", ("mettre à jour", "mise à jour", "migr"), "Quand vous voulez", "C’est tout. Mettez à jour quand vous voulez."),
        ("try", ("essa", "adopt", "utilis", "install", "achet", "inscri"), "À vous de voir", "C’est tout. À vous d’essayer."),
        ("learn", ("appren", "expli", "inform", "compren", "conna"), "Vous savez tout", "Vous savez tout. Merci d’avoir regardé."),
        ("feedback", ("avis", "comment", "retour"), "Donnez-nous votre avis", "C’est tout. Donnez-nous votre avis."),
    ),
    draft=("Un brouillon : répondez aux questions", "{topic}. Ceci est un brouillon. Répondez à chaque question en une ou deux phrases, et le film est à vous."),
    questions=(
        ("statement", "Quel problème est résolu ?", "Quel problème {topic} résout-il ?", ()),
        ("bullets", "Pour qui ?", "Pour qui est {topic} ? Quand en a-t-on besoin ? Et que fait-on aujourd’hui ?", ("Qui en a besoin ?", "Quand en a-t-on besoin ?", "Que fait-on aujourd’hui ?")),
        ("steps", "Comment ça marche ?", "Comment ça marche ? Que fait-on d’abord ? Que fait-on ensuite ? Et quel est le résultat ?", ("Que fait-on d’abord ?", "Que fait-on ensuite ?", "Quel est le résultat ?")),
        ("statement", "Quel chiffre le prouve ?", "Quel chiffre montre que {topic} fonctionne ?", ()),
        ("call", "Et maintenant ?", "Et que doit faire le public maintenant ?", ()),
    ),
)  # fmt: skip
_PT = Glue(
    hello="Olá!",
    audience="Este vídeo é para: {audience}.",
    news="Estas são as novidades.",
    first=("Primeiro:", ""), middle=("Depois:", "Em seguida:"), last=("E por fim:", "E para terminar:"), also="E:",
    code="É assim que fica no código.",
    command="Este é o comando.",
    said="São palavras de {author}.",
    trend="{name}: de {a} ({first}) para {b} ({last}).",
    peak="{name}: de {a} ({first}), passando por {m} ({mid}), para {b} ({last}).",
    top="{name}: o valor mais alto é {label}, com {a}.",
    share="{name}: {parts}.",
    more="Saiba mais em {site}.",
    closings=(
        ("end", (), "É isso", "É isso. Obrigado por assistir."),
        ("upgrade", ("atualiz", "migr"), "Quando quiser", "É isso. Atualize quando quiser."),
        ("try", ("experiment", "test", "adot", "us", "instal", "compr", "cadastr"), "Veja você mesmo", "É isso. Agora veja você mesmo."),
        ("learn", ("aprend", "explic", "inform", "entend", "conhec"), "Agora você já sabe", "Agora você já sabe. Obrigado por assistir."),
        ("feedback", ("opini", "coment"), "Diga o que achou", "É isso. Diga o que achou."),
    ),
    draft=("Um rascunho: responda às perguntas", "{topic}. Isto é um rascunho. Responda a cada pergunta em uma ou duas frases, e o vídeo é seu."),
    questions=(
        ("statement", "Que problema resolve?", "Que problema {topic} resolve?", ()),
        ("bullets", "Para quem é?", "Para quem é {topic}? Quando é necessário? E o que se faz hoje?", ("Quem precisa?", "Quando é necessário?", "O que se faz hoje?")),
        ("steps", "Como funciona?", "Como funciona? O que vem primeiro? O que vem depois? E qual é o resultado?", ("O que vem primeiro?", "O que vem depois?", "Qual é o resultado?")),
        ("statement", "Que número comprova?", "Que número mostra que {topic} funciona?", ()),
        ("call", "Qual é o próximo passo?", "E o que o público deve fazer agora?", ()),
    ),
)  # fmt: skip
_IT = Glue(
    hello="Ciao!",
    audience="Questo video è per: {audience}.",
    news="Ecco le novità.",
    first=("Primo:", ""), middle=("Poi:", "Inoltre:"), last=("E infine:", "E per finire:"), also="E:",
    code="Ecco come appare nel codice.",
    command="Questo è il comando.",
    said="Sono parole di {author}.",
    trend="{name}: da {a} ({first}) a {b} ({last}).",
    peak="{name}: da {a} ({first}), passando per {m} ({mid}), a {b} ({last}).",
    top="{name}: il valore più alto è {label}, con {a}.",
    share="{name}: {parts}.",
    more="Per saperne di più: {site}.",
    closings=(
        ("end", (), "È tutto", "È tutto. Grazie per la visione."),
        ("upgrade", ("aggiorn", "migr"), "Quando vuoi", "È tutto. Aggiorna quando vuoi."),
        ("try", ("prov", "adott", "us", "install", "acquist", "registr"), "Provalo", "È tutto. Ora provalo."),
        ("learn", ("impar", "spieg", "inform", "cap", "conosc"), "Ora lo sai", "Ora lo sai. Grazie per la visione."),
        ("feedback", ("opinion", "comment", "parere"), "Dicci che cosa ne pensi", "È tutto. Dicci che cosa ne pensi."),
    ),
    draft=("Una bozza: rispondi alle domande", "{topic}. Questa è una bozza. Rispondi a ogni domanda con una o due frasi, e il video è tuo."),
    questions=(
        ("statement", "Quale problema risolve?", "Quale problema risolve {topic}?", ()),
        ("bullets", "Per chi è?", "Per chi è {topic}? Quando serve? E come si fa oggi?", ("A chi serve?", "Quando serve?", "Come si fa oggi?")),
        ("steps", "Come funziona?", "Come funziona? Che cosa viene prima? Che cosa viene dopo? E qual è il risultato?", ("Che cosa viene prima?", "Che cosa viene dopo?", "Qual è il risultato?")),
        ("statement", "Quale numero lo dimostra?", "Quale numero mostra che {topic} funziona?", ()),
        ("call", "Qual è il prossimo passo?", "E che cosa dovrebbe fare ora chi guarda?", ()),
    ),
)  # fmt: skip
_HI = Glue(
    hello="नमस्ते!",
    audience="यह वीडियो {audience} के लिए है।",
    news="यह रहा नया क्या है।",
    first=("पहले,", ""), middle=("फिर,", "इसके बाद,"), last=("और अंत में,", "और आखिर में,"), also="और",
    code="कोड में यह ऐसा दिखता है।",
    command="यह रहा कमांड।",
    said="ये शब्द {author} के हैं।",
    trend="{name}: {first} में {a}, {last} में {b}।",
    peak="{name}: {first} में {a}, {mid} में {m}, {last} में {b}।",
    top="{name}: सबसे अधिक {label}, {a}।",
    share="{name}: {parts}।",
    more="और जानकारी {site} पर है।",
    closings=(
        ("end", (), "बस इतना ही", "बस इतना ही। देखने के लिए धन्यवाद।"),
        ("upgrade", ("अपडेट", "अपग्रेड"), "जब आप चाहें", "बस इतना ही। जब चाहें अपडेट करें।"),
        ("try", ("आज़मा", "कोशिश", "उपयोग"), "खुद देखिए", "बस इतना ही। अब खुद देखिए।"),
        ("learn", ("सीख", "समझ", "जान"), "अब आप जानते हैं", "अब आप जानते हैं। देखने के लिए धन्यवाद।"),
    ),
    draft=("एक मसौदा: सवालों के जवाब दें", "{topic}। यह एक मसौदा है। हर सवाल का जवाब एक या दो वाक्यों में दें।"),
    questions=(
        ("statement", "यह कौन-सी समस्या हल करता है?", "{topic} कौन-सी समस्या हल करता है?", ()),
        ("bullets", "यह किसके लिए है?", "{topic} किसके लिए है? इसकी ज़रूरत कब पड़ती है? और आज वे क्या करते हैं?", ("किसे चाहिए?", "कब चाहिए?", "आज क्या करते हैं?")),
        ("steps", "यह कैसे काम करता है?", "यह कैसे काम करता है? पहले क्या होता है? फिर क्या होता है? और नतीजा क्या है?", ("पहले क्या होता है?", "फिर क्या होता है?", "नतीजा क्या है?")),
        ("statement", "कौन-सी संख्या इसे साबित करती है?", "कौन-सी संख्या दिखाती है कि {topic} काम करता है?", ()),
        ("call", "अगला कदम क्या है?", "और दर्शक आगे क्या करें?", ()),
    ),
)  # fmt: skip
_JA = Glue(
    hello="こんにちは。",
    audience="{audience}の方に向けた動画です。",
    news="新しくなった点をご紹介します。",
    first=("まず、", ""), middle=("次に、", "続いて、"), last=("最後に、", "そして最後に、"), also="そして、",
    code="コードではこのようになります。",
    command="コマンドはこちらです。",
    said="{author}の言葉です。",
    trend="{name}は、{first}の{a}から{last}の{b}になりました。",
    peak="{name}は、{first}の{a}から、{mid}の{m}を経て、{last}の{b}になりました。",
    top="{name}が最も高いのは{label}で、{a}です。",
    share="{name}は、{parts}です。",
    more="詳しくは{site}をご覧ください。",
    closings=(
        ("end", (), "以上です", "以上です。ご覧いただきありがとうございました。"),
        ("upgrade", ("アップデート", "更新", "アップグレード", "移行"), "ご都合のよいときに", "以上です。ご都合のよいときに更新してください。"),
        ("try", ("試", "体験", "使", "導入"), "お試しください", "以上です。ぜひお試しください。"),
        ("learn", ("学", "説明", "理解", "知"), "これでおしまいです", "説明は以上です。ご覧いただきありがとうございました。"),
    ),
    draft=("下書き：質問に答えてください", "{topic}。これは下書きです。それぞれの質問に、一文か二文で答えてください。"),
    questions=(
        ("statement", "どんな問題を解決しますか？", "{topic}は、どんな問題を解決しますか？", ()),
        ("bullets", "誰のためのものですか？", "{topic}は誰のためのものですか？いつ必要ですか？今はどうしていますか？", ("誰に必要ですか？", "いつ必要ですか？", "今はどうしていますか？")),
        ("steps", "どのように動きますか？", "どのように動きますか？最初に何をしますか？次に何をしますか？結果はどうなりますか？", ("最初に何をしますか？", "次に何をしますか？", "結果はどうなりますか？")),
        ("statement", "どの数字が示していますか？", "{topic}の効果を示す数字は何ですか？", ()),
        ("call", "次に何をすればよいですか？", "見た人は、次に何をすればよいですか？", ()),
    ),
)  # fmt: skip

_GLUES = {"en": _EN, "de": _DE, "es": _ES, "fr": _FR, "pt": _PT, "it": _IT, "hi": _HI, "ja": _JA, "zh": CHINESE, "ar": ARABIC}


def glue(language: str, text: str = "") -> Glue | None:
    """The phrases of `language`, or None: then a script has the source's words only. Chinese is written as `text` writes it."""
    found = _GLUES.get(language.split("-")[0].lower())
    return TRADITIONAL if found is CHINESE and is_traditional(language, text) else found


def english() -> Glue:
    """What a scaffold in a language without phrases is written in."""
    return _EN
