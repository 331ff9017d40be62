"""Nouns for those who speak: people, by sex where the noun tells, and bodies that issue words."""

MALE = frozenset("man boy father son husband brother uncle grandfather spokesman chairman king prince businessman "
                 "congressman dad policeman".split())
FEMALE = frozenset("woman girl mother daughter wife sister aunt grandmother spokeswoman chairwoman queen princess "
                   "businesswoman congresswoman actress widow mum mom policewoman".split())
ROLES = frozenset("""
    minister president chief chair director head leader officer captain commander general judge lawyer attorney
    prosecutor teacher doctor nurse professor analyst expert economist scientist researcher author writer journalist
    reporter editor activist campaigner critic driver worker farmer pharmacist patient resident neighbour neighbor
    voter student pupil player coach manager striker defender midfielder actor singer star producer founder boss
    executive ceo aide adviser advisor senator lawmaker mp candidate mayor governor secretary ambassador diplomat
    premier chancellor pope bishop priest owner trader broker investor banker engineer inspector investigator
    detective victim survivor passenger commissioner councillor designer artist billionaire philanthropist
    entrepreneur technocrat veteran teenager sheriff master goalkeeper winger skipper novelist composer filmmaker
    historian poet architect politician tycoon cyclist athlete champion medallist conductor curator sociologist
    lecturer official spokesperson tsar envoy negotiator trustee auditor midwife surgeon vicar rabbi imam
    union-leader co-founder vice-president headteacher footballer taoiseach tanaiste pontiff monarch emir sultan
    agent fellow member guest host fan customer shopper client tourist parent employee staffer commentator presenter
    blogger correspondent speaker narrator rapper musician songwriter dancer comedian celebrity photographer chef
    pilot sailor soldier fighter rebel militant defendant plaintiff suspect caller viewer reader listener user
    neuroscientist biologist physicist chemist psychologist psychiatrist physician therapist pathologist paramedic
    firefighter ranger caretaker landlord tenant builder electrician plumber developer programmer chairperson
    convener ombudsman consul legislator assemblyman councilman selectman alderman treasurer whip donor lobbyist
    strategist pollster moderator delegate referee umpire jockey boxer swimmer sprinter rower golfer
""".split())
PLURALS = frozenset("officials ministers analysts experts witnesses residents critics campaigners activists doctors "
                    "lawyers prosecutors sources supporters brokers traders colleagues friends bosses chiefs leaders "
                    "people men women scientists researchers economists police authorities media organizers organisers "
                    "fans players observers opponents protesters diplomats lawmakers senators investigators".split())
ANONYMOUS = frozenset("source witness person colleague friend insider loyalist official spokesperson".split())
PEOPLE = MALE | FEMALE | ROLES | PLURALS | ANONYMOUS
BODIES = frozenset("""
    statement ministry government company firm court committee commission department office agency union party group
    report letter memo team club bank board council authority newspaper website network organisation organization
    charity foundation campaign parliament embassy army military house body prosecution headline headlines sign
    banner note email tweet filing document log lawsuit indictment petition survey poll study manifesto transcript
    voice announcement posting blog post article editorial column memoir caption slogan placard poster leaflet
    ruling judgment judgement verdict resolution communique treaty accord complaint affidavit assessment bulletin
    notice advisory dossier publisher broadcaster administration watchdog regulator university school hospital
    church tribunal panel airline card community inquiry opposition
""".split())
DEFINITE = frozenset("the its their his her this".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday january february march april june july "
                 "august september october november december today yesterday".split())
HEADS = PEOPLE | BODIES


def is_head(word: str) -> bool:
    """Whether a word is a noun for those who speak."""
    return word in HEADS or word.endswith("s") and word[:-1] in HEADS
