"""The verbs that report speech, and the small words by which a clause is read."""

_REPORTING = """
say says said saying|tell tells told telling|add adds added adding|write writes wrote written writing|
ask asks asked asking|reply replies replied replying|answer answers answered answering|
explain explains explained explaining|note notes noted noting|state states stated stating|
declare declares declared declaring|announce announces announced announcing|claim claims claimed claiming|
insist insists insisted insisting|argue argues argued arguing|warn warns warned warning|
admit admits admitted admitting|concede concedes conceded conceding|confirm confirms confirmed confirming|
acknowledge acknowledges acknowledged acknowledging|stress stresses stressed stressing|
emphasize emphasizes emphasized emphasizing|emphasise emphasises emphasised emphasising|
recall recalls recalled recalling|remark remarks remarked remarking|observe observes observed observing|
comment comments commented commenting|continue continues continued continuing|conclude concludes concluded concluding|
complain complains complained complaining|joke jokes joked joking|quip quips quipped|tweet tweets tweeted tweeting|
post posts posted posting|shout shouts shouted shouting|whisper whispers whispered whispering|cry cries cried crying|
yell yells yelled yelling|scream screams screamed screaming|sigh sighs sighed|laugh laughs laughed|
grumble grumbles grumbled|mutter mutters muttered|murmur murmurs murmured|plead pleads pleaded pleading|
promise promises promised promising|pledge pledges pledged pledging|vow vows vowed vowing|urge urges urged urging|
suggest suggests suggested suggesting|propose proposes proposed proposing|predict predicts predicted predicting|
testify testifies testified testifying|respond responds responded responding|counter counters countered countering|
retort retorts retorted|reveal reveals revealed revealing|recount recounts recounted recounting|
reflect reflects reflected reflecting|maintain maintains maintained maintaining|allege alleges alleged alleging|
assert asserts asserted asserting|contend contends contended contending|believe believes believed believing|
think thinks thought thinking|hope hopes hoped hoping|fear fears feared|caution cautions cautioned cautioning|
lament laments lamented lamenting|boast boasts boasted boasting|chant chants chanted chanting|
agree agrees agreed agreeing|deny denies denied denying|demand demands demanded demanding|
advise advises advised advising|assure assures assured assuring|inform informs informed informing|
remind reminds reminded reminding|reiterate reiterates reiterated reiterating|repeat repeats repeated repeating|
opine opines opined|muse muses mused musing|protest protests protested protesting|exclaim exclaims exclaimed|
begin begins began|wonder wonders wondered wondering|text texts texted|email emails emailed|
report reports reported reporting|highlight highlights highlighted highlighting|
underline underlines underlined underlining|underscore underscores underscored|read reads|sing sings sang|
interject interjects interjected|reason reasons reasoned|disclose discloses disclosed|point points pointed pointing|
speak speaks spoke speaking|quote quotes quoted quoting|rant rants ranted ranting|
proclaim proclaims proclaimed proclaiming|elaborate elaborates elaborated|clarify clarifies clarified|
reckon reckons reckoned|snap snaps snapped|roar roars roared|fume fumes fumed|thunder thunders thundered|
scoff scoffs scoffed|sneer sneers sneered|shrug shrugs shrugged|smile smiles smiled|beg begs begged begging|
implore implores implored|moan moans moaned|groan groans groaned|hiss hisses hissed|enthuse enthuses enthused|
gush gushes gushed|rave raves raved|crow crows crowed|boom booms boomed|bark barks barked|blurt blurts blurted|
counsel counsels counselled counseled|instruct instructs instructed|chuckle chuckles chuckled|
applaud applauds applauded|rage rages raged|rail rails railed|blog blogs blogged|venture ventures ventured|
volunteer volunteers volunteered|interrupt interrupts interrupted|recite recites recited|grin grins grinned|
rule rules ruled ruling|echo echoes echoed echoing|deadpan deadpans deadpanned|tease teases teased|hint hints hinted|
lecture lectures lectured|preach preaches preached|vent vents vented|spit spits spat|croak croaks croaked|
holler hollers hollered|intone intones intoned|chime chimes chimed|
speculate speculates speculated|estimate estimates estimated|indicate indicates indicated indicating
"""
_DESCRIBING = """
call calls called calling|describe describes described describing|dub dubs dubbed dubbing|
label labels labelled labeled labelling labeling|brand brands branded branding|term terms termed terming|
denounce denounces denounced denouncing|condemn condemns condemned condemning|praise praises praised praising|
hail hails hailed hailing|slam slams slammed slamming|blast blasts blasted blasting|
criticize criticizes criticized criticizing|criticise criticises criticised criticising|
accuse accuses accused accusing|blame blames blamed blaming|dismiss dismisses dismissed dismissing|
reject rejects rejected rejecting|characterize characterizes characterized characterizing|
characterise characterises characterised characterising|cite cites cited citing|mock mocks mocked mocking|
express expresses expressed expressing|voice voices voiced voicing|wish wishes wished wishing|
thank thanks thanked thanking|welcome welcomes welcomed welcoming|consider considers considered|deem deems deemed|
find finds found|mention mentions mentioned|talk talks talked talking|
refer refers referred referring|decry decries decried decrying|defend defends defended defending|want wants wanted|
prefer prefers preferred|favour favours favor favors|expect expects expected|apologise apologises apologised|
apologize apologizes apologized|signal signals signalled signaled|swear swears swore|regard regards regarded|
deplore deplores deplored|laud lauds lauded|deride derides derided|object objects objected|
recommend recommends recommended recommending|appeal appeals appealed appealing|rate rates rated|
issue issues issued issuing|publish publishes published|see sees saw seeing|offer offers offered|list lists listed|
send sends sent|use uses used using|deliver delivers delivered|require requires required requiring|
liken likens likened likening|compare compares compared comparing|portray portrays portrayed portraying|
paint paints painted painting|depict depicts depicted depicting|scorn scorns scorned|ridicule ridicules ridiculed|
lambast lambasts lambasted|lambaste lambastes lambasted|attack attacks attacked attacking|
summarise summarises summarised|summarize summarizes summarized|
order orders ordered|frame frames framed framing|cast casts casting
"""


def _forms(table: str) -> dict[str, str]:
    """form -> the verb it is of."""
    return {form: group.split()[0] for group in table.split("|") for form in group.split()}


REPORTING = _forms(_REPORTING)
DESCRIBING = _forms(_DESCRIBING)
VERBS = {**DESCRIBING, **REPORTING}
WEAK = frozenset("""
want prefer expect see find offer consider use deliver list issue send publish talk favour think hope believe fear rate
estimate require order
""".split())  # what a speaker may report of another
NOUNS = frozenset("""
report reports state states claim claims comment comments call calls demand demands hope hopes fear fears promise
promises answer answers note notes text texts post posts estimate estimates offer offers list lists rate rates rule
rules label labels brand brands term terms blast praise blame cry cries laugh joke jokes tweet tweets email emails
voice voices point points quote quotes appeal appeals talk talks pledge pledges vow vows warning meeting saying thanks
thought protest protests issue issues object objects signal signals welcome wish wishes shout shouts counter reason
reasons favour favours favor favors remark remarks telling finding ruling read reads found speaking reporting send
use uses order orders frame frames cast casts attack attacks echo echoes paint paints compare lecture lectures tease
vent vents spit hint hints scorn ridicule
""".split())  # forms that are nouns (or adjectives) as often as verbs
BE = frozenset("was were been is are be being am get gets got".split())
AUXILIARIES = BE | frozenset("has have had having did does do will would could should may might can must 'd 'll to "
                             "not".split())
ADVERBS = frozenset("also then later once again now still just even often never always earlier today yesterday tonight "
                    "recently subsequently famously reportedly himself herself itself themselves only too".split())
PREPOSITIONS = frozenset("of in at by from with to for on after about near against under over between during before "
                         "into like than through without among around alongside behind beyond despite including as "
                         "toward towards across since until within upon outside inside amid regarding".split())
CONJUNCTIONS = frozenset("and but or while as when that because if although though after before since until where "
                         "whether so than what how why which whose who whom nor yet once whereas unless".split())
DETERMINERS = frozenset("the a an one another his her their its some many several both no this that these those our my "
                        "your most other few two three four five six all any every each".split())
PRONOUNS = frozenset("he she they it we i who you".split())
