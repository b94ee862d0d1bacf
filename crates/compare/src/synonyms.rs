//! Synonyms: words that different offices use for one act or thing, so that `lapse` meets `expire`.
//!
//! Lives here: the table, English, and the look-up. Does not live here: words that name the very same thing and count
//! as the same (`concepts`), or subjects (`subjects`). A row is looser than those: its words can stand for each other
//! in a report, and do not always; so what they add to a pair is a signal of its own, weighed by `score`. Cost: a
//! binary search a word.

/// Each line: words that may stand for each other, in their base forms. A word may stand in several lines.
const TABLE: &str = "\
accept accede agree consent
accelerate expedite speed hasten quicken
access entry admission admit
accident crash collision collide incident
accuse blame allege charge accusation allegation
achieve attain reach accomplish
act action step measure move
adopt approve endorse pass ratify ratification approval
advance further promote foster boost
aggravate worsen deteriorate exacerbate deterioration
agree decide resolve decision
aim goal objective target purpose
allow permit let enable authorise authorize
announce declare proclaim unveil declaration
answer reply respond response
apologise apologize apology regret
appeal call urge plea request ask
apply application
appoint name nominate designate appointment
argue contend maintain claim assert insist
arrest detain detention seize custody jail imprison
arrive arrival come
assess assessment evaluate evaluation appraisal
assist help aid support assistance
attack strike assault hit shell bombard offensive shelling raid
attend attendance participate participation participant
avert prevent avoid forestall prevention
ban prohibit prohibition forbid bar
base foundation basis
begin start commence launch open outset beginning
believe think consider regard view
billion bn
boat vessel ship craft frigate
border frontier boundary
breach violate violation infringe infringement
break disrupt disruption interrupt
bring fetch carry convey deliver delivery
build construct construction erect
business company enterprise firm corporate entrepreneur
buy purchase acquire procure acquisition procurement
cancel annul revoke rescind cancellation lift repeal
capture seize captive captivity captured seizure
cause reason source
caution warn warning alert
cease stop halt end terminate pause suspend suspension cessation
challenge problem difficulty hardship issue
change alter modify amend adjustment adjust
child minor pupil
choose select pick selection
citizen national nationals resident
clarify explain explanation clarification
close shut closure closing
combat counter fight tackle confront
commerce trade commercial
commit pledge promise undertake undertaking commitment vow
company firm
compensate compensation redress damages
complete finish conclude completion conclusion finalise finalize
comply abide observe adhere compliance adherence respect
concern worry anxiety alarm unease apprehension
conclude sign conclusion
condemn denounce deplore decry condemnation
condition term terms
conduct hold carry
conference summit forum symposium
confirm reaffirm reiterate restate affirm confirmation repeat
conflict war fighting hostilities battle combat battlefield
consider examine review study look
consultation talks discussion negotiation dialogue exchange
continue maintain keep sustain persist pursue
contribute contribution
convene assemble gather meet
cooperate collaborate cooperation collaboration partnership interaction
coordinate concert coordination
corridor route passage
cost price expense
country state nation
court tribunal judicial judge
crew sailor seaman mariner crewman
crime offence offense felony
crisis emergency
criticise criticize criticism object objection
crossing checkpoint passage
damage harm destroy destruction injure hurt
danger threat menace peril risk hazard
dead killed deceased fallen death die lost
deal agreement accord pact arrangement understanding memorandum protocol treaty
debate discuss discussion
decide determine
decrease reduce cut lower decline reduction lessen curb drop fall
deepen strengthen enhance intensify reinforce bolster consolidate upgrade
defend protect safeguard defence defense protection shield
delay postpone defer postponement
delegation team mission representatives
delegate envoy representative emissary
demand insist require call requirement
deny reject refuse dismiss refute denial rejection
deploy station send dispatch deployment
deport expel expulsion deportation banish
describe outline present set explain brief inform
detain hold
develop development expand growth grow
difference disagreement dispute divergence
direct instruct order task charge instruction
disaster catastrophe calamity
dispute quarrel disagreement row conflict
donate contribute give donor donation
doubt question scepticism
drone unmanned uav
duty tariff levy
duty obligation responsibility
early soon prompt swift quick rapid speedy fast
earthquake quake
ease relax relieve alleviate mitigate
effort endeavour endeavor attempt work
elect election vote ballot poll
emphasise emphasize stress underline underscore highlight
employ use utilise
encourage urge spur
end expire lapse termination expiry
energy power electricity
ensure guarantee secure assure assurance
enlarge expand widen broaden expansion enlargement
escape flee
establish create set found institute setup form
event occasion
evidence proof
exchange swap
exit leave depart departure withdraw
expand increase raise grow growth rise
expect anticipate hope await
expert specialist technical professional
expire lapse end run
explosion blast detonation
export sell shipment
extend prolong renew extension prolongation renewal continuation
facility plant installation site
factory manufacturer plant production industry
failure fail
false unfounded baseless groundless fabricated
famine hunger starvation
farm agriculture agricultural farming
finance fund financial funding financing money
fire shoot
fish fishing fishery trawler catch fisheries
flight air aviation airline
food cereals grain wheat harvest crop
forbid ban
force compel coerce coercion
foreign external overseas
free release liberate freedom liberation
friendship friendly friend
fuel petrol gasoline
fulfil fulfill implement execute carry implementation execution
future prospective
gas lng
give grant provide supply furnish offer
goods products merchandise commodities
govern rule government administration authorities
grateful thankful thank gratitude appreciation appreciate
group bloc
guarantee assurance warrant
halt stop
hand surrender transfer handover
happen occur take
help support
holiday festive
home homeland return
hope wish
hospital clinic medical medicine
host receive accommodate
house building
humane humanitarian
idea proposal suggestion initiative
illegal unlawful illicit
implement realise enforcement
important significant vital crucial key essential importance significance
impose introduce inflict
improve better improvement
incident episode
include contain comprise
increase raise boost rise growth
independent impartial neutral
individual person people
inform brief notify tell update apprise acquaint
initiative plan proposal project
injure wound hurt injury wounded
inquiry investigation probe investigate inquire
inspect inspection check verify verification
institute institution
insult offend
intensify step
intention intend plan
interest stake
interfere meddle intervene interference intervention
invest investment
invite invitation
join accede accession
journalist press media reporter
judge court
just fair equitable
kill murder slay
lack shortage scarcity absence shortfall
land territory territorial soil
large big great major
lasting durable enduring permanent sustainable sustained
launch firing
law legal legislation lawful
lead leader leadership head
leave quit
legitimate lawful rightful
lessen diminish
licence license permit permission authorisation
limit restrict restriction constraint curb limitation
link connect connection tie bond
list register
loan credit lend lending
lorry truck
lose loss
make produce manufacture production
mediate broker mediation mediator intermediary facilitate
meet encounter
member participant
message letter
military army armed soldiers troops forces
mine demining clearance
minister secretary
missile rocket projectile
mistake error
modern modernise modernize
money fund
monitor observe observer supervise oversight supervision
move shift transfer
mutual reciprocal common joint shared
necessary needed essential need necessity
neighbour neighbor neighbouring
new fresh
note observe remark
object oppose opposition objection
obstacle barrier hurdle impediment obstruct hinder
occupy seize occupation occupied
offer propose suggest proposal proposition
office bureau
open reopen resume
opportunity chance possibility
oppose resist
optimism hope
outcome result
parliament legislature assembly
part role
partner ally
path way road avenue
patience restraint
pay payment
peace peaceful
people population public
perpetrator culprit offender
plane aircraft airplane jet
plant reactor
port harbour harbor
position stance standpoint
practical concrete specific tangible
praise commend laud applaud hail welcome tribute
precondition condition
prepare preparation arrange ready readiness
pretext excuse
prison jail
prisoner captive detainee inmate
procedure process
progress advance headway
propose suggest
prosecute trial try
protest demonstration protester
province region district
punish punishment penalty penalise
question matter issue topic subject
quota ceiling cap
raise lift
readiness willingness willing ready prepared
rebuild reconstruct reconstruction restore restoration recovery
recall remember memory commemorate
receive welcome
recent latest
recognise recognize recognition acknowledge
refugee displaced
refuse decline
relation tie relationship link
relative family kin
reliable dependable
remain stay
remove eliminate abolish removal
report account
rescue save
research science scientific study
resolve settle resolution settlement solve solution
restart resume resumption renew
restore reinstate
return repatriate repatriation bring
review revise revision
right entitlement
road highway
rule regulation norm
safe safety secure security
sanction penalty
satisfaction pleased satisfied pleasure
schedule timetable calendar
sea maritime naval marine
search seek
send dispatch
sentence convict convicted conviction
serious grave severe
session meeting sitting
shelter refuge
shortage lack
sign signature
situation circumstances state developments
speak talk speech
spy espionage spying
stability stable
staff personnel employee
store stock reserve stockpile
student scholar
subsidy subsidise subsidisation
success successful
supply provide delivery shipment
tariff duty
task job
tax levy
technical technological
temporary interim provisional
tension strain
test trial
tourist tourism visitor
town city
train training
transit transport shipment carriage
transparent openness
trip visit travel tour journey
trust confidence
try attempt
unacceptable inadmissible intolerable
unity solidarity
urgent immediate
victim casualty
view opinion
violent violence
weapon arms armament munition
withdraw retreat pull
worker labour labor employee
world global international
year annual";

/// The table turned round.
pub(crate) struct Synonyms {
    /// Stem and line, sorted.
    lines: Vec<(String, u16)>,
}

impl Synonyms {
    /// `stem` takes a folded word to the stem it has in the texts.
    pub(crate) fn new(stem: &dyn Fn(&str) -> String) -> Synonyms {
        let mut lines: Vec<(String, u16)> = Vec::new();
        for (number, line) in TABLE.lines().enumerate() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            lines.extend(line.split(' ').map(|word| (stem(word), number)));
        }
        demarche_corpus::order::sort(&mut lines);
        lines.dedup();
        Synonyms { lines }
    }

    /// The lines that hold a word of this stem, in order.
    pub(crate) fn of(&self, stem: &str) -> impl Iterator<Item = u16> {
        let from = self.lines.partition_point(|(known, _)| known.as_str() < stem);
        self.lines[from..].iter().take_while(move |(known, _)| known == stem).map(|(_, line)| *line)
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Lexicon;

    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        let mut lexicon = Lexicon::new();
        let mut lines = |word: &str| -> Vec<u16> {
            let number = lexicon.tokens(word, "")[0].word;
            lexicon.synonyms().of(&lexicon.entry(number).stem).collect()
        };
        let (one, other) = (lines(one), lines(other));
        assert_eq!(one.iter().any(|line| other.contains(line)), expected);
    }

    #[test]
    fn words_of_one_line_meet_whatever_their_endings() {
        check("lapsed", "expires", true);
        check("sailors", "crew", true);
        check("swapping", "exchange", true);
        check("lapsed", "sailors", false);
        check("ferry", "lake", false);
    }
}
