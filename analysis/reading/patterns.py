"""What the lines around an article say, as patterns over their lower-case text, kind by kind."""

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
DATE = (
    rf"(?:{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTHS},? \d{{4}}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
# Share buttons run into each other when copied ("FacebookTwitterCopy Link"): longer words first.
SHARE_WORD = (
    r"google plus|google\+|copy link|copy url|facebook|pinterest|vkontakte|instagram|flipboard|messenger|linkedin|"
    r"telegram|whatsapp|mastodon|"
    r"twitter|youtube|bluesky|threads|e-?mail|reddit|tumblr|shares?|pocket|pin it|tweet|print|viber|weibo|sms"
)
_SHARE_FILLER = (
    r"comments?|article|friends?|follow|story|page|post|this|more|copy|save|like|send|link|with|via|the|on|by|to|us|"
    r"\d+k?|x|a"
)
_SECTION = (
    r"(?:econom(?:y|ics)|politics|world|business|markets?|finance|tech(?:nology)?|science|health|sports?|football|"
    r"soccer|"
    r"culture|arts?|entertainment|opinion|editorial|comment|analysis|lifestyle|travel|food|style|fashion|"
    r"environment|climate|education|media|music|movies|tv|television|books|weather|crypto(?:currency)?|bitcoin|"
    r"news|top news|latest news|breaking news|local|national|international|global|regional|us|u\.s\.|uk|usa|"
    r"europe|asia|africa|"
    r"americas|middle east|china|russia|society|crime|law|justice|military|defen[cs]e|energy|real estate|"
    r"companies|industry|jobs|money|personal finance|investing|autos?|cars|gaming|games|reviews?|features?|stories|"
    r"features? & analysis|long reads?|in depth|explainers?|fact check|video|photos?|podcasts?)"
)

MADE_OF = {  # kind: nothing but words of these
    "share bar": rf"\b(?:{_SHARE_FILLER})\b",  # of what is left without the buttons themselves
    "date line": rf"{DATE}|\b(?:{DAYS}|{MONTHS}|\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?|updated|published|posted|"
    rf"modified|last|first|on|at|[ap]\.?m|"
    r"[ecmp][sd]?t|gmt|utc|bst|ist|cet|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|ago|read|an|"
    r"yesterday|today|just now|date|time|"
    r"\d{4}|\d{1,2})\b",
}
WHOLE = {  # kind: the line is this and nothing else
    "section": rf"(?:home\W+)?{_SECTION}(?:\s*(?:[>»›/|,&•·]|and)\s*{_SECTION})*|"
    rf"(?:{_SECTION}|home)(?:\s+(?:{_SECTION}|home)){{2,}}(?:\s+\w+)?|home(?:\s*[>»›/|]\s*\w[\w &'-]{{1,25}})+",
    "glossary": r"(?:glossary|tags?|topics?|keywords?|filed under|in this article|contents|table of contents|"
    r"index)\W*",
    "byline": r"(?:[\w&'’-]+ ){0,4}(?:reporter|correspondent|editor|columnist|staff writer)(?:,? (?:in |at |"
    r"for )?[\w .'’-]{2,30})?",
    "promotion": r"ads?|advert|advertisement(?:\W.*)?|exclusive|(?:print|bookmark|save|"
    r"gift)(?: this)?(?: unlocked)?(?: page| article| story)?|takeaways by .*|"
    r"listen to (?:this )?article.*|view image in full-?screen|reuse this content.*|order reprints|buy a photo.*|"
    r"promoted content|"
    r"add to my\w+|follow the topics.*|key points|in brief|remind me .*",
    "biography": r"(?:about the author|author|the author|author bio|biography|bio|full bio|view (?:full )?(?:bio|"
    r"profile)|"
    r"(?:about|posts? by|more (?:from|by)) (?:the |this )?(?:author|writer)s?)\W*",
    "navigation": r"(?:home|menu|main menu|search|sections?|skip to (?:main )?content|skip to .{3,30}|log ?in|"
    r"log ?out|sign ?in|sign ?up|"
    r"register|my account|account|profile|back to top|top|next|prev(?:ious)?|next (?:article|story|page)|"
    r"previous (?:article|story|page)|"
    r"close|open|expand|collapse|more|show more|see more|view more|load more|see all|view all|show all|all|"
    r"show less|"
    r"comments?(?: \(\d+\))?|\d+ comments?.{0,30}|(?:view|show|leave|post|add|write|read|see)(?: all| a|"
    r" the)? comments?|reply|replies|report|"
    r"contact(?: us)?|about(?: us)?|help|faqs?|careers|advertise(?: with us)?|sitemap|site map|rss|archives?|"
    r"e-?paper|"
    r"play|pause|mute|unmute|settings|fullscreen|loading\.*|\d+ of \d+|\d+ ?/ ?\d+|image \d+ of .*|[<>«»←→|"
    r"•·*\-–—=_#\s\d.]+|"
    r"listen(?: to (?:this )?article)?|text size|font size|a a a|edition|english|language|subscribe|live|video|"
    r"videos|gallery|"
    r"photos|copy|follow|more videos|next up|up next|back|go|ok|cancel|submit|send|yes|no|x)\W*",
}
PHRASE = {  # kind: the line holds this
    "legal": r"registered office|not responsible for the content|press code|accessibility (?:help|statement)|"
    r"\bpart of [\w ]+ (?:press|media)\.?$|©|\(c\) ?\d{4}|^\W*copyright|copyright \d{4}|all rights reserved|"
    r"terms (?:of (?:use|service)|and conditions|& conditions)|privacy policy|"
    r"cookie (?:policy|settings|notice)|(?:and|uses?|of|manage|accept) cookies|\bcookies\W*$|^\W*cookies\b|"
    r"may not be (?:published|reproduced|reprinted)|trademarks? of|registered in england|user agreement|"
    r"ad choices|adchoices|do not sell my|your (?:california )?privacy|^\W*disclaimer\b|legal notice|impressum",
    "caption": r"^(?:image|media) (?:source|caption)\b|\b(?:pic|photograph|photographer|chart|map|source|video|"
    r"footage): |^(?:chart|map|graphic|pictured): |"
    r"[a-z]+ [a-z]+/(?:the )?[a-z]{3,}(?: [a-z]+)?$|^\W*(?:photo|image|picture|pic|photograph|video|credit|source|"
    r"file photo|caption|foto)s?(?: credit| caption| source| courtesy)?\s*[:|/©(]|"
    r"(?:photo|image|picture|photograph|illustration|graphic|screenshot)s? (?:by|courtesy|credit|via|from)\b|"
    r"getty images|shutterstock|"
    r"(?:ap|afp|reuters|epa|epa-efe|zuma|wireimage|bloomberg) ?(?:photo|/|via)|/ ?(?:ap|afp|reuters|getty|epa|"
    r"bloomberg|pti|xinhua)\b|"
    r"\b(?:credit|image|photo|picture|photograph|illustration|graphic)s?(?: credit)?:|\((?:ap|afp|reuters|getty|"
    r"epa|pa|file|pti)(?: [^)]{0,30})?\)$|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day, {MONTHS} \d{{1,2}}, \d{{4}},? in|reuters/|afp/|\bap/|"
    rf"file (?:photo|picture|image)|hide caption|(?:image|media) caption|enlarge (?:this )?image|courtesy of|"
    r"\(?(?:photo|image|picture)\)$|\bcredit\.\.\.|click to enlarge|view gallery|^\W*(?:pictured|above|left|right|"
    r"below)\s*:",
    "promotion": r"reader-funded|support us|never miss|(?:do you have|have|got) a (?:story|tip|confidential tip|"
    r"news tip)|get in touch|tell us (?:what|:)|"
    r"have you been affected|\bour editors\b|^\W*unlock |souvenir|remind me in|our (?:free )?(?:daily|morning|"
    r"weekly) (?:news|brief|e-?mail|digest)|in your inbox|"
    r"by signing up|enter your e-?mail|like it\? |follow .{2,30} on (?:facebook|twitter|x|instagram)|"
    r"subscribe (?:to|now|today|for)|^\W*subscri|subscription (?:options|required|offer)|newsletter|^\W*sign up|"
    r"download (?:the|our) app|^\W*advert\w*\W*$|^\W*sponsored\b|sponsored (?:content|post|links?|by)|"
    r"promoted content|paid content|"
    r"(?:story|article) continue|continue reading|continues below|learn more about|support (?:our|independent|"
    r"local) journalism|free trial|"
    r"click here|follow us|like us on|join (?:us|our|the conversation)|your inbox|breaking news alerts|"
    r"get the latest|special offer|"
    r"share it with|find us on|need more \w+\?|consider (?:donating|subscribing|supporting)|get (?:access|"
    r"breaking|our)|unlimited access|become a (?:member|subscriber)|buy now|shop now|limited time|watch live|"
    r"listen live|to read the full|^\W*donate|donate (?:now|today)|affiliate (?:links?|commission)|"
    r"add us as a preferred source|preferred source on google",
    "comments": r"^.{1,60} says:$|^comments? (?:\(\d+\)|guidelines)|save my name|akismet|^leave a (?:reply|"
    r"comment)|your e-?mail address|comments? (?:are|will be|policy|section)|"
    r"^\d+ (?:comments?|replies|responses)\b|no comments yet|community (?:rules|guidelines)|moderat(?:ed|ion|"
    r"or)\b.*comment|post a comment|"
    r"users? (?:are|is|may|can|who)\b|your (?:account|personal data)|send feedback|your feedback",
    "related links": r"^\W*(?:read this next|most (?:viewed|read|popular|shared|watched|commented)\b.{0,30}$|"
    r"(?:today'?s )?top stories|elsewhere (?:on|in)\b|"
    r"around (?:the )?\w+$|related (?:\w+ )?links|related topics|more on this (?:story|topic)|what to (?:read|"
    r"watch) next|recommended for you)|^\W*(?:see|read|also|watch|listen|view|click)(?: (?:more|also|next|now|"
    r"here|this|it now|it))?\s?:|^also on \w+|^\W*(?:read (?:more|next|also)|also read|related|see also|more on|"
    r"more from|more in|you (?:may|might) (?:also )?like|recommended|"
    r"most (?:popular|read|viewed|recent|shared|commented)|trending|what to read next|editor'?s'? picks?|"
    r"top stories|latest(?: news| stories)?|"
    r"don'?t miss|popular|related (?:articles?|stories|topics|content|links|coverage|posts)|read|more|"
    r"must[- ]read|more stories|in case you missed)\s*(?:[:>»|]|\.{3}|$)|"
    r"^\W*(?:read more|also read|related articles?|related stories|you may also like|see also|more from|more on|"
    r"read next|recommended for you|from around the web)\b",
    "biography": r"\bhas (?:covered|reported on|been covering) .*\b(?:for|since)\b|\b(?:he|"
    r"she) (?:was previously (?:a|an|the|our|at)|also writes)\b|^write to .* at\b|"
    r"\b(?:is|was) an? (?:[\w'&-]+ ){0,6}(?:reporter|journalist|correspondent|editor|columnist|contributor|"
    r"freelance\w*|staff writer|writer|author|producer)\b|"
    r"can be reached at|^e-?mail [\w.]+ .* at |follow (?:him|her|them|me) (?:on|at)|has been (?:a )?(?:part of|"
    r"with|writing|covering|working (?:for|at))|"
    r"\bcovers (?:[\w'&,-]+ ){1,8}(?:for|at|from) |(?:his|her|their) work has (?:been|appeared)|has written for|"
    r"contributes? to\b.*\bmagazine|"
    r"^(?:senior |staff |chief |political |business |national )*(?:reporter|correspondent|editor|writer|"
    r"journalist|author|columnist|contributor) (?:at|for|with) ",
    "glossary": r"^\W*(?:tags?|topics?|keywords?|filed under|categories|category|in this (?:story|article))\s*:",
    "byline": r"(?i)^(?:additional )?reporting by .*|^\W*(?:(?:written|reported|posted|published|edited|story|"
    r"words|text|author|article|report|reporting|"
    r"analysis) )?by[: ]\s*(?-i:[A-Z@])[\w.'-]*(?:\W+[\w.'-]+){0,12}\W*$|"
    r"^\W*[\w.+-]+@[\w-]+\.[\w.]+\W*$|^@\w+$|^(?:(?-i:[A-Z])[\w.'-]+ ){1,4}?(?:,|\|) ?.{0,40}\b(?:writer|reporter|"
    r"correspondent|editor|staff|news service|associated press|"
    r"press)\b.{0,20}$|^\W*(?:associated press|the associated press|reuters|afp|staff (?:writer|reporter)|"
    r"(?:our )?correspondent|staff reports?|from staff reports)\W*$",
}

# Cheap first look: a phrase can only be there where a word begins like one of these (four letters tell), or one of
# the marks is there. Kinds that are not listed begin with their phrase, which is looked for at once.
HINTS = {
    "share bar": "face twit mail prin shar link what tele redd pint tumb weib vibe insta flip mess pock blue thre mast "
    "tube",
    "legal": "copy righ term priv cook repr publ trad regi agre choi adch sell disc lega impr resp pres acce",
    "caption": "phot imag pict pic pics vide cred sour capt foto illu grap scre gett shut ap afp reut epa zuma wire "
    "bloo cour gall enla char map foot file pti pa xinh abov left righ belo mond tues wedn thur frid satu "
    "sund",
    "promotion": "read supp neve stor tip touc tell affe edit unlo souv remi our inbo sign ente like foll subs news "
    "down adve spon prom paid cont lear tria clic join aler late offe shar find need cons get unli beco "
    "buy shop limi watc list full dona affi pref",
    "comments": "says save akis leav addr comm repl resp mode user acco pers feed",
    "biography": "repo jour corr edit colu cont free writ auth prod reac foll cove been mail work prev also",
}
MARKS = {"legal": "©(", "caption": "/"}
