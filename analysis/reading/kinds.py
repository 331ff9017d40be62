"""What a line of a page copy says it is, read by itself: a share button, a byline, a date line, a caption …

Each kind is a pattern over the whole line or a phrase that gives it away. A line may match and still be body
("Twitter shares fell"): these are reasons and features, the decision is taken over the page.
"""

import re

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DATE = rf"(?:{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS},? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
# Share buttons run into each other when copied ("FacebookTwitterCopy Link"): longer words first.
_SHARE_WORD = (
    r"google plus|google\+|copy link|copy url|facebook|pinterest|vkontakte|instagram|flipboard|messenger|linkedin|telegram|whatsapp|mastodon|"
    r"twitter|youtube|bluesky|threads|e-?mail|reddit|tumblr|shares?|pocket|pin it|tweet|print|viber|weibo|sms"
)
_SHARE_FILLER = r"comments?|article|friends?|follow|story|page|post|this|more|copy|save|like|send|link|with|via|the|on|by|to|us|\d+k?|x|a"
_SECTION = (
    r"(?:econom(?:y|ics)|politics|world|business|markets?|finance|tech(?:nology)?|science|health|sports?|football|soccer|"
    r"culture|arts?|entertainment|opinion|editorial|comment|analysis|lifestyle|travel|food|style|fashion|"
    r"environment|climate|education|media|music|movies|tv|television|books|weather|crypto(?:currency)?|bitcoin|"
    r"news|top news|latest news|breaking news|local|national|international|global|regional|us|u\.s\.|uk|usa|europe|asia|africa|"
    r"americas|middle east|china|russia|society|crime|law|justice|military|defen[cs]e|energy|real estate|"
    r"companies|industry|jobs|money|personal finance|investing|autos?|cars|gaming|games|reviews?|features?|stories|"
    r"features? & analysis|long reads?|in depth|explainers?|fact check|video|photos?|podcasts?)"
)

_MADE_OF = {  # kind: nothing but words of these
    "share bar": rf"{_SHARE_WORD}|\b(?:{_SHARE_FILLER})(?={_SHARE_WORD}|\b)",
    "date line": rf"{_DATE}|\b(?:{_DAYS}|{_MONTHS}|\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?|updated|published|posted|modified|last|first|on|at|[ap]\.?m|"
    r"[ecmp][sd]?t|gmt|utc|bst|ist|cet|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|ago|read|an|yesterday|today|just now|date|time|"
    r"\d{4}|\d{1,2})\b",
}
_WHOLE = {  # kind: the line is this and nothing else
    "section": rf"{_SECTION}(?:\s*(?:[>»/|,&•·]|and)\s*{_SECTION})*",
    "glossary": r"(?:glossary|tags?|topics?|keywords?|filed under|in this article|contents|table of contents|index)\W*",
    "biography": r"(?:about the author|author|the author|author bio|biography|bio|full bio|view (?:full )?(?:bio|profile)|"
    r"(?:about|posts? by|more (?:from|by)) (?:the |this )?(?:author|writer)s?)\W*",
    "navigation": r"(?:home|menu|main menu|search|sections?|skip to (?:main )?content|skip to .{3,30}|log ?in|log ?out|sign ?in|sign ?up|"
    r"register|my account|account|profile|back to top|top|next|prev(?:ious)?|next (?:article|story|page)|previous (?:article|story|page)|"
    r"close|open|expand|collapse|more|show more|see more|view more|load more|see all|view all|show all|all|show less|"
    r"comments?|\d+ comments?|(?:view|show|leave|post|add|write|read|see)(?: all| a| the)? comments?|reply|replies|report|"
    r"contact(?: us)?|about(?: us)?|help|faqs?|careers|advertise(?: with us)?|sitemap|site map|rss|archives?|e-?paper|"
    r"play|pause|mute|unmute|settings|fullscreen|loading\.*|\d+ of \d+|\d+ ?/ ?\d+|image \d+ of .*|[<>«»←→|•·*\-–—=_#\s\d.]+|"
    r"listen(?: to (?:this )?article)?|text size|font size|a a a|edition|english|language|subscribe|live|video|videos|gallery|"
    r"photos|copy|follow|more videos|next up|up next|back|go|ok|cancel|submit|send|yes|no|x)\W*",
}
_PHRASE = {  # kind: the line holds this
    "legal": r"©|\(c\) ?\d{4}|copyright|all rights reserved|terms (?:of (?:use|service)|and conditions|& conditions)|privacy policy|"
    r"cookie(?:s| policy)|may not be (?:published|reproduced|reprinted)|trademarks? of|registered in england|user agreement|"
    r"ad choices|adchoices|do not sell my|your (?:california )?privacy|disclaimer\b|legal notice|impressum",
    "caption": r"^\W*(?:photo|image|picture|pic|photograph|video|credit|source|file photo|caption|foto)s?(?: credit| caption| source| courtesy)?\s*[:|/©(]|"
    r"(?:photo|image|picture|photograph|illustration|graphic|screenshot)s? (?:by|courtesy|credit|via|from)\b|getty images|shutterstock|"
    r"(?:ap|afp|reuters|epa|epa-efe|zuma|wireimage|bloomberg) ?(?:photo|/|via)|/ ?(?:ap|afp|reuters|getty|epa|bloomberg|pti|xinhua)\b|"
    r"\b(?:credit|image|photo|picture|photograph|illustration|graphic)s?(?: credit)?:|\((?:ap|afp|reuters|getty|epa|pa|file|pti)(?: [^)]{0,30})?\)$|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day, {_MONTHS} \d{{1,2}}, \d{{4}},? in|reuters/|afp/|\bap/|file (?:photo|picture|image)|hide caption|(?:image|media) caption|enlarge (?:this )?image|courtesy of|"
    r"\(?(?:photo|image|picture)\)$|\bcredit\.\.\.|click to enlarge|view gallery|^\W*(?:pictured|above|left|right|below)\s*:",
    "promotion": r"subscribe|subscription|newsletter|^\W*sign up|download (?:the|our) app|advertisement|^\W*advert\w*\W*$|sponsored|promoted content|paid content|"
    r"(?:story|article) continue|continue reading|continues below|learn more about|support (?:our|independent|local) journalism|free trial|"
    r"click here|follow us|like us on|join (?:us|our|the conversation)|your inbox|breaking news alerts|get the latest|special offer|"
    r"share it with|find us on|need more \w+\?|consider (?:donating|subscribing|supporting)|get (?:access|breaking|our)|unlimited access|become a (?:member|subscriber)|buy now|shop now|limited time|watch live|listen live|to read the full|donate|affiliate (?:links?|commission)|"
    r"add us as a preferred source|preferred source on google",
    "comments": r"^.{1,60} says:$|save my name|akismet|^leave a (?:reply|comment)|your e-?mail address|comments? (?:are|will be|policy|section)|"
    r"^\d+ (?:comments?|replies|responses)\b|no comments yet|community (?:rules|guidelines)|moderat(?:ed|ion|or)\b.*comment|post a comment|"
    r"users? (?:are|is|may|can|who)\b|your (?:account|personal data)|send feedback|your feedback",
    "related links": r"^\W*(?:see|read|also|watch|listen|view|click)(?: (?:more|also|next|now|here|this|it now|it))?\s?:|^also on \w+|^\W*(?:read (?:more|next|also)|also read|related|see also|more on|more from|more in|you (?:may|might) (?:also )?like|recommended|"
    r"most (?:popular|read|viewed|recent|shared|commented)|trending|what to read next|editor'?s'? picks?|top stories|latest(?: news| stories)?|"
    r"don'?t miss|popular|related (?:articles?|stories|topics|content|links|coverage|posts)|read|more|must[- ]read|more stories|in case you missed)\s*(?:[:>»|]|\.{3}|$)|"
    r"^\W*(?:read more|also read|related articles?|related stories|you may also like|see also|more from|more on|read next|recommended for you|from around the web)\b",
    "biography": r"\b(?:is|was) an? (?:[\w'&-]+ ){0,6}(?:reporter|journalist|correspondent|editor|columnist|contributor|freelance\w*|staff writer|writer|author|producer)\b|"
    r"can be reached at|^e-?mail [\w.]+ .* at |follow (?:him|her|them|me) (?:on|at)|has been (?:a )?(?:part of|with|writing|covering|working (?:for|at))|"
    r"\bcovers (?:[\w'&,-]+ ){1,8}(?:for|at|from) |(?:his|her|their) work has (?:been|appeared)|has written for|contributes? to\b.*\bmagazine|"
    r"^(?:senior |staff |chief |political |business |national )*(?:reporter|correspondent|editor|writer|journalist|author|columnist|contributor) (?:at|for|with) ",
    "glossary": r"^\W*(?:tags?|topics?|keywords?|filed under|categories|category|in this (?:story|article))\s*:",
    "byline": r"(?i)^(?:additional )?reporting by .*|^\W*(?:(?:written|reported|posted|published|edited|story|words|text|author|article|report|reporting|analysis) )?by[: ]\s*(?-i:[A-Z@])[\w.'-]*(?:\W+[\w.'-]+){0,12}\W*$|"
    r"^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$|^@\w+$|^(?:(?-i:[A-Z])[\w.'-]+ ){1,4}?(?:,|\|) ?.{0,40}\b(?:writer|reporter|correspondent|editor|staff|news service|associated press|"
    r"press)\b.{0,20}$|^\W*(?:associated press|the associated press|reuters|afp|staff (?:writer|reporter)|(?:our )?correspondent|staff reports?|from staff reports)\W*$",
    "date line": rf"^.{{0,30}}{_DATE}.{{0,30}}$|^\W*(?:first |last )?(?:published|updated|posted|modified)\b.{{0,60}}$",
}
_MADE_OF = {kind: re.compile(pattern) for kind, pattern in _MADE_OF.items()}
_WHOLE = {kind: re.compile(rf"\W*(?:{pattern})\W*") for kind, pattern in _WHOLE.items()}
_PHRASE = {kind: re.compile(pattern) for kind, pattern in _PHRASE.items()}
# Cheap first look: a phrase can only be there where one of these is. (Regular expressions of many words are slow.)
_HINTS = {
    "share bar": tuple(_SHARE_WORD.replace("\\", "").replace("shares?", "share").replace("e-?mail", "mail").split("|")),
    "date line": (*"0123456789", "ago", "yesterday", "today", "published", "updated", "posted", "modified"),
    "legal": ("©", "(c)", "copyright", "reserved", "terms", "privacy", "cookie", "may not", "trademark", "registered", "agreement",
              "choices", "do not sell", "disclaimer", "legal", "impressum"),
    "caption": ("photo", "image", "pic", "video", "credit", "source", "caption", "foto", "illustration", "graphic", "screenshot", "getty",
                "shutterstock", "/", "(ap", "(afp", "(reuters", "(getty", "(epa", "(pa", "(file", "(pti", "ap ", "afp ", "reuters ", "epa",
                "zuma", "wireimage", "bloomberg", "courtesy", "gallery", "enlarge", "day, ", "above", "left", "right", "below"),
    "promotion": ("subscri", "newsletter", "sign", "app", "advert", "sponsored", "promoted", "paid", "continue", "learn more", "support",
                  "trial", "click", "follow us", "like us", "join", "inbox", "alerts", "get ", "offer", "become", "buy", "shop",
                  "limited", "watch", "listen", "to read", "donat", "affiliate", "preferred", "share it", "find us", "need more", "unlimited"),
    "comments": ("says:", "save my", "akismet", "leave a", "mail address", "comment", "replies", "response", "community", "moderat", "user",
                 "your account", "your personal", "feedback"),
    "related links": (":", ">", "»", "]", "more", "read", "next", "also", "related", "recommended", "most", "trending", "editor", "top",
                      "latest", "miss", "popular", "around"),
    "biography": ("report", "journalist", "correspondent", "editor", "columnist", "contribut", "freelance", "writ", "author", "producer",
                  "reached", "follow", "has been", "covers", "work has", "mail"),
    "glossary": (":",),
    "byline": ("by", "@", "|", ",", "press", "reuters", "afp", "staff", "correspondent"),
}  # fmt: skip
_TELLING = {  # without one of these the words of a kind say nothing: "more", "on the", "12"
    "share bar": re.compile(_SHARE_WORD),
    "date line": re.compile(rf"{_DATE}|\d[:.]\d\d|ago\b|\bread$|published|updated|posted|{_MONTHS}|{_DAYS}|yesterday|today"),
}
_WORD = re.compile(r"\w")
KINDS = (*_MADE_OF, *_WHOLE, *(kind for kind in _PHRASE if kind not in _WHOLE and kind not in _MADE_OF))
_LONGEST_WHOLE = 160
_LONGEST_PHRASE = 320


def kind_of(line: str) -> str | None:
    """The first kind whose pattern `line` (no spaces around it) matches, whole patterns before phrases; or None."""
    if len(line) > _LONGEST_PHRASE:
        return None
    low = line.lower()
    if len(line) <= _LONGEST_WHOLE:
        for kind, pattern in _MADE_OF.items():
            if _hinted(kind, low) and _TELLING[kind].search(low) and not _WORD.search(pattern.sub(" ", low)):
                return kind
        for kind, pattern in _WHOLE.items():
            if pattern.fullmatch(low):
                return kind
    for kind, pattern in _PHRASE.items():
        if _hinted(kind, low) and pattern.search(line if kind == "byline" else low):
            return kind
    return None


def _hinted(kind: str, low: str) -> bool:
    for hint in _HINTS[kind]:
        if hint in low:
            return True
    return False
