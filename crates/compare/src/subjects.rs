//! Subjects: words by which reports of talks raise the same matter in other words.
//!
//! Lives here: the table and the search for its entries among stems. Does not live here: words that name the very
//! same thing (`concepts`), or what a shared subject is worth in two given texts (`evidence`). A row holds what
//! different offices call one matter, not what merely stands near it: `sanctions` and `restrictive measures`, but
//! not `sanctions` and `war`. Cost: one look-up a word, and a few steps for entries of several words.

use std::ops::Range;

/// Each row: a weight from 1 (said of everything) to 4 (a matter of its own), a label, and the entries. The words of
/// an entry may stand up to [`MOST_BETWEEN`] words apart.
const TABLE: &str = "\
2 contact: call, calls, phone, telephone, conversation, conversations, spoke, talked, telephoned, met, meeting, \
received, hosted, talks, phone conversation, phone call, telephone conversation, video call, video conference, \
videoconference, held talks, visit, visited, встреча, встретился, встретились, беседа, разговор, переговорил, \
переговоры, телефонный разговор
1 agenda: agenda, range of issues, range of topics, wide range, issues of mutual interest, matters of mutual \
interest, topical issues, повестка, широкий круг вопросов, взаимный интерес
2 bilateral: bilateral, bilateral relations, bilateral relationship, bilateral ties, bilateral agenda, relations \
between, ties between, relationship between, two countries, двусторонний, двусторонние отношения
2 improve relations: normalise relations, normalize relations, improve relations, mend ties, reset, deepen, \
strengthen relations, strengthen ties, develop relations, strategic partnership, partnership, upgrade, нормализация \
отношений, партнерство
3 sanctions: sanctions, sanction, sanctioned, restrictive measures, economic measures, economic costs, severe costs, \
impose costs, costs on, embargo, embargoes, asset freeze, frozen assets, sanctions package, export controls, \
unilateral restrictions, economic pressure, trade restrictions, blacklist, санкции, санкционный, ограничительные \
меры, рестрикции
3 lift sanctions: lift sanctions, lifting sanctions, ease sanctions, easing sanctions, sanctions relief, removal of \
sanctions, unfreeze, снятие санкций
2 respond: respond, response, decisive action, decisively, decisive, consequences, retaliate, retaliation, \
countermeasures, in kind, ответные меры, решительно
2 aggression: aggression, invasion, invade, invades, invaded, attack, attacks, assault, offensive, strikes, strike, \
bombardment, shelling, airstrike, airstrikes, hostilities, агрессия, вторжение, удары, нападение, обстрел
2 escalation: escalation, escalate, escalates, escalating, escalates, further deterioration, aggravation, \
de-escalation, de-escalate, deescalation, easing tensions, reduce tensions, lower tensions, calm, restraint, \
tensions, эскалация, деэскалация, обострение, сдержанность, напряженность
3 troop movements: troops, troop, forces, military build-up, military buildup, build-up of forces, troop movements, \
massing, deployment, deployments, deployed, deploy, contingent, manoeuvres, maneuvers, exercises, drills, войска, \
военные, наращивание, учения, развертывание
3 withdrawal: withdraw, withdrawal, withdrawing, pull back, pullback, pull out, disengage, disengagement, вывод \
войск, отвод
4 ceasefire: ceasefire, cease-fire, truce, cessation of hostilities, halt to the fighting, stop the fighting, end \
the fighting, end to hostilities, armistice, pause in fighting, humanitarian pause, silence the guns, прекращение \
огня, перемирие, прекращение боевых действий
3 settlement: settlement, peaceful resolution, peaceful settlement, political solution, political settlement, peace \
process, lasting peace, just peace, durable peace, sustainable peace, end the war, ending the war, end the conflict, \
resolve the conflict, peace plan, peace agreement, peace accord, peace deal, урегулирование, мирное решение, мирный \
процесс, прочный мир
2 negotiations: negotiations, negotiation, negotiate, negotiating, negotiators, talks, negotiation process, \
negotiating table, round of talks, rounds of talks, переговоры, переговорный процесс, раунд
2 diplomacy: diplomacy, diplomatic efforts, diplomatic path, diplomatic means, diplomatic solution, diplomatic \
track, political and diplomatic, through dialogue, return to diplomacy, diplomatic steps, active diplomacy, \
дипломатия, дипломатический
2 dialogue: dialogue, consultations, consult, exchange of views, contacts, channels of communication, lines of \
communication, communication channels, open channel, диалог, консультации, обмен мнениями, контакты
3 follow up: follow up, follow-up, instruct teams, instructed, tasked, task teams, directed teams, instruct \
representatives, instruct, mandated, work out details, continue consultations, remain in contact, stay in touch, \
keep in touch, maintain contact, remain in close contact, stay in close contact, teams will, поручили, поручил, \
поддерживать контакты, продолжить контакты
3 next meeting: next meeting, next round, meet again, meet in person, in-person meeting, future meeting, upcoming \
visit, invited, invitation, invite, accepted the invitation, visit at a convenient time, summit, prepare the summit, \
preparations for the summit, приглашение, пригласил, следующая встреча, саммит
4 sovereignty: sovereignty, territorial integrity, independence, sovereign, internationally recognised borders, \
internationally recognized borders, суверенитет, территориальная целостность, независимость
2 international law: international law, UN Charter, charter of the united nations, rules-based, rules-based order, \
rules based, principles of the charter, norms of international law, международное право, устав оон
3 non-interference: non-interference, noninterference, interference, internal affairs, meddling, interfere, \
невмешательство, внутренние дела, вмешательство
2 security: security, european security, regional security, security architecture, strategic stability, indivisible \
security, безопасность, стабильность
4 security guarantees: security guarantees, security guaranties, security assurances, binding guarantees, legally \
binding, guarantees of security, legal guarantees, гарантии безопасности
3 military aid: military assistance, security assistance, military aid, defence assistance, defense assistance, \
weapons, weapon, arms deliveries, arms supplies, arms, ammunition, munitions, military equipment, defence \
capabilities, defense capabilities, military capabilities, defence support, defend itself, self-defence, \
self-defense, lethal aid, hardware, capabilities, strengthen defence, military support, оружие, вооружения, поставки \
оружия, военная помощь, боеприпасы
4 air defence: air defence, air defense, missile defence, missile defense, anti-aircraft, interceptors, air shield, \
protect the skies, close the sky, ПВО
4 humanitarian aid: humanitarian assistance, humanitarian aid, humanitarian access, humanitarian corridor, \
humanitarian corridors, relief supplies, relief, aid convoys, humanitarian support, humanitarian situation, \
humanitarian crisis, food medicine, medical supplies, civilians in need, emergency aid, гуманитарный, гуманитарная \
помощь
3 financial aid: financial assistance, financial support, financial aid, budget support, budgetary aid, budgetary \
support, direct budget, macro-financial, loan, loans, grant, grants, credit, credit line, economic assistance, \
economic support, economic aid, funds, funding, tranche, donor, donors, финансовая помощь, кредит, заем
3 reconstruction: reconstruction, rebuild, rebuilding, recovery, restore infrastructure, restoration, post-war, \
postwar, восстановление, реконструкция
1 aid: aid, assistance, assist, help, support, supported, supporting, backing, solidarity, stand with, stands with, \
stand by, помощь, поддержка, содействие, солидарность
2 thanks: thanked, thank, thanks, gratitude, grateful, appreciation, appreciated, appreciate, appreciates, \
поблагодарил, благодарность, признательность
3 civilians: civilians, civilian, civilian population, civilian casualties, civilian deaths, loss of life, innocent \
lives, victims, casualties, killed, deaths, wounded, гражданские, мирные жители, мирное население, жертвы, погибшие
2 condolences: condolences, condolence, sympathy, mourning, bereaved, соболезнования
3 war crimes: war crimes, crimes, atrocities, accountability, hold accountable, held accountable, tribunal, justice, \
perpetrators, violations of humanitarian law, военные преступления, преступления
4 prisoners: prisoners, prisoner, detainees, detainee, detained, hostages, hostage, captives, prisoner exchange, \
prisoner swap, exchange of prisoners, release of, released, freed, freeing, swap, imprisoned, citizens held, \
wrongfully detained, пленные, заложники, обмен пленными, освобождение, задержанные
4 children: children, abducted children, deported children, return of children, minors, дети, детей
4 refugees: refugees, refugee, displaced, displaced persons, displacement, returnees, беженцы, переселенцы
4 migration: migration, migrants, migrant, irregular migration, illegal migration, asylum, smuggling of people, \
trafficking, people smugglers, border control, readmission, миграция, мигранты
4 terrorism: terrorism, terrorist, terrorists, counter-terrorism, counterterrorism, extremism, extremists, \
radicalisation, islamic state, isis, isil, терроризм, террористический, экстремизм
4 cyber: cyber, cybercrime, cybersecurity, cyber security, cyberattack, cyberattacks, ransomware, hacking, hackers, \
information security, malware, intrusions, networks, кибер, информационная безопасность, хакеры
4 nuclear: nuclear programme, nuclear program, nuclear deal, nuclear agreement, enrichment, uranium, centrifuges, \
inspectors, inspections, safeguards, iaea, joint comprehensive plan of action, jcpoa, nuclear facilities, nuclear \
issue, nuclear, denuclearisation, denuclearization, ядерный, ядерная программа, обогащение, магатэ, совместный \
всеобъемлющий план действий
4 arms control: arms control, disarmament, new start, strategic arms, strategic offensive arms, warheads, missiles, \
intermediate-range, non-proliferation, nonproliferation, verification, treaty limits, strategic stability dialogue, \
контроль над вооружениями, разоружение, нераспространение, снв
3 missiles: missile, missiles, rocket, rockets, ballistic, drones, drone, unmanned, uav, ракета, ракеты, \
беспилотники, дроны
4 alliance expansion: enlargement, eastward expansion, expansion of the alliance, open door, accession, membership, \
join the alliance, nato expansion, aspirations, integration aspirations, european integration, candidate status, \
расширение нато, вступление, членство, евроинтеграция
2 alliance: alliance, allies, ally, partners, allied, союзники, альянс, партнеры
3 trade: trade, trade turnover, trade volume, bilateral trade, trade deficit, trade imbalance, commerce, commercial, \
exports, imports, market access, access to market, tariff, tariffs, duties, customs, levies, levy, free trade, \
quota, торговля, товарооборот, пошлины, экспорт, импорт
4 tariffs: tariff, tariffs, duties, levies, customs duties, surcharge, import duties, countervailing, anti-dumping, \
trade war, пошлины, тарифы
3 investment: investment, investments, invest, investors, joint ventures, business, companies, firms, enterprises, \
entrepreneurs, private sector, инвестиции, бизнес, компании
3 supply chains: supply chains, supply chain, critical minerals, rare earths, rare earth, raw materials, \
semiconductors, chips, minerals, цепочки поставок, сырье, редкоземельные
3 economy: economic cooperation, economic ties, economic relations, economy, economic, trade and economic, \
экономическое сотрудничество, экономика
4 energy: energy, gas, oil, electricity, pipeline, pipelines, transit of gas, gas transit, energy security, power \
grid, energy infrastructure, energy facilities, hydrocarbons, fuel, lng, power plants, энергетика, энергоносители, \
газ, нефть, трубопровод, энергетический
4 food: food security, grain, wheat, grain exports, grain corridor, fertiliser, fertilisers, fertilizer, \
fertilizers, food prices, harvest, food supplies, зерно, продовольствие, удобрения, продовольственная безопасность
4 navigation: navigation, freedom of navigation, shipping, vessels, ships, ship, vessel, straits, strait, sea lanes, \
maritime, shipping lanes, merchant, naval, navy, coast guard, судоходство, суда, морской
4 fisheries: fisheries, fishing, fish stocks, fishermen, trawlers, catch, quotas, рыболовство
4 water: water, rivers, river, river basin, dam, reservoir, irrigation, upstream, downstream, water sharing, flow, \
вода, плотина, водные
4 climate: climate, climate change, emissions, greenhouse, carbon, paris agreement, green transition, renewable, \
adaptation, climate finance, climate action, warming, климат, выбросы
4 health: health, pandemic, vaccines, vaccine, virus, covid, здравоохранение, пандемия, вакцины
4 human rights: human rights, fundamental freedoms, political prisoners, civil society, freedom of expression, media \
freedom, minorities, rule of law, права человека
4 elections: elections, election, electoral, vote, referendum, democratic transition, ballot, выборы, референдум
3 reforms: reforms, reform, anti-corruption, corruption, judiciary, реформы, коррупция
4 embassies: embassies, embassy, diplomatic missions, consulates, consulate, consular, diplomats, expulsions, \
expelled, expulsion, ambassador, ambassadors, diplomatic property, visas for diplomats, accreditation, посольства, \
дипмиссии, консульский, дипломаты, дипломатические представительства
4 visas: visa, visas, visa-free, visa regime, travel restrictions, entry bans, mobility, визы, визовый
4 extradition: extradition, extradite, extradited, handover of suspects, hand over, mutual legal assistance, \
criminal proceedings, fugitive, fugitives, wanted persons, suspects, экстрадиция, выдача
4 crime: organised crime, organized crime, drug trafficking, narcotics, fentanyl, money laundering, cartels, \
smuggling, law enforcement, наркотики, преступность
4 aviation: aviation, flights, direct flights, air traffic, overflight, airspace, air links, airlines, airports, air \
service, авиасообщение, полеты, воздушное пространство
4 transport: transport, railway, rail, road, corridor, logistics, connectivity, infrastructure, ports, port, \
транспорт, железная дорога, логистика
4 space: space, satellite, satellites, lunar, orbital, космос, спутники
4 technology: technology, technologies, artificial intelligence, digital, innovation, innovations, quantum, \
технологии, искусственный интеллект
4 education: education, students, universities, scholarships, academic, student exchanges, образование, студенты
4 culture: culture, cultural, people-to-people, humanitarian exchanges, tourism, tourists, sport, people to people, \
культура, туризм
4 history: world war, second world war, wartime, memory of, anniversary, victory, history, historical, война великая \
отечественная, победа, годовщина, память
4 peacekeeping: peacekeeping, peacekeepers, peacekeeping mission, blue helmets, mandate, monitoring mission, \
observers, observer mission, monitors, миротворцы, наблюдатели, мониторинг
4 borders: border, borders, demarcation, delimitation, frontier, border crossings, crossing points, boundary, line \
of contact, граница, границы, делимитация
4 confidence-building: confidence-building, confidence building, hotline, hot line, deconfliction, incident \
prevention, military-to-military, меры доверия, горячая линия
4 resolutions: security council, resolution, resolutions, general assembly, un resolution, совет безопасности, \
резолюция
4 incident: incident, collision, downing, crash, sinking, shot down, accident, инцидент, столкновение, крушение
3 investigation: investigation, investigate, inquiry, probe, fact-finding, findings, independent inquiry, \
расследование
3 compensation: compensation, compensate, damages, reparations, apology, apologise, apologized, restitution, \
компенсация, извинения
3 implementation: implementation, implement, implemented, implementing, fully implemented, compliance, comply, \
honour commitments, fulfil, fulfilment, выполнение, реализация, соблюдение
4 mediation: mediation, mediator, mediators, mediate, good offices, facilitation, facilitate, intermediary, \
посредничество, посредник
4 disinformation: disinformation, propaganda, false claims, misinformation, дезинформация, пропаганда
3 provocation: provocation, provocations, provocative, provocative actions, sabre-rattling, провокация, провокации
2 blame: responsibility, blame, accused, accuse, accusations, culpability, обвинил, обвинения, ответственность
2 concern: concern, concerns, concerned, worried, alarm, alarmed, serious concern, deep concern, обеспокоенность, \
озабоченность
2 condemnation: condemned, condemn, condemnation, condemns, denounced, deplored, осудил, осуждение
1 commitment: commitment, commitments, committed, reaffirmed, reiterated, underscored, pledged, unwavering, \
steadfast, приверженность, подтвердил
1 importance: importance, important, need, necessity, necessary, emphasised, emphasized, stressed, stressing, \
underlined, важность, необходимость, подчеркнул
1 cooperation: cooperation, cooperate, coordination, coordinate, coordinated, work together, working together, joint \
work, joint efforts, сотрудничество, взаимодействие, координация
3 tone: frank, constructive, businesslike, business-like, candid, substantive, warm, friendly, open and, cordial, \
atmosphere, откровенный, конструктивный, деловой, обстановка, атмосфера
3 situation report: informed, briefed, updated, shared assessment, shared his assessment, assessment of the \
situation, apprised, status of, проинформировал, рассказал, оценки
3 package: package, another package, new package, tranche, пакет
3 congratulation: congratulated, congratulations, congratulate, election victory, inauguration, поздравил
4 holidays: holiday, holidays, eid, christmas, new year, ramadan, greetings, праздник, новый год
4 one china: one china, taiwan question, taiwan, тайвань
4 root causes: root causes, underlying causes, primary causes, первопричины
4 minsk: minsk agreements, minsk, normandy format, trilateral contact group, минские соглашения, нормандский формат";

/// Words that share a stem with one of the table by chance (`imports`), or mean the talk itself or much else. Folded.
pub(crate) const BY_CHANCE: &str = "criminal down firm firmly flow flowing flows importance important importantly justice likely \
secure secured securing";
/// The row of the contact itself, the first.
pub(crate) const CONTACT: u16 = 0;
/// The rows of mere form.
const FORMS: &[&str] =
    &["contact", "agenda", "tone", "thanks", "congratulation", "holidays", "importance", "commitment"];
/// Weight from which a subject is a matter of its own.
const OWN_MATTER: u8 = 2;
/// Words that may stand between two words of one entry.
const MOST_BETWEEN: usize = 2;

/// An entry of several words, or of one.
struct Entry {
    first: String,
    rest: Vec<String>,
    subject: u16,
}

/// One row of the table.
pub(crate) struct Subject {
    /// What a reader is shown for it.
    pub label: &'static str,
    /// From 1, said of everything, to 4, a matter of its own.
    pub weight: u8,
    /// Whether what reports say of it is mostly form: how long, how warmly, with whose thanks.
    pub is_form: bool,
}

/// The table, ready to be searched.
pub(crate) struct Subjects {
    pub all: Vec<Subject>,
    /// Sorted by their first stem.
    entries: Vec<Entry>,
}

impl Subjects {
    /// `stem` takes a folded word to the stem it has in the texts.
    pub(crate) fn new(stem: &dyn Fn(&str) -> String) -> Subjects {
        let mut all = Vec::new();
        let mut entries = Vec::new();
        for line in TABLE.lines() {
            let Some((head, list)) = line.split_once(": ") else { continue };
            let Some((weight, label)) = head.split_once(' ') else { continue };
            let subject = u16::try_from(all.len()).unwrap_or(u16::MAX);
            all.push(Subject { label, weight: weight.parse().unwrap_or(1), is_form: FORMS.contains(&label) });
            for entry in list.split(", ") {
                let mut stems = entry.split([' ', '-']).filter(|word| !word.is_empty()).map(stem);
                if let Some(first) = stems.next() {
                    entries.push(Entry { first, rest: stems.collect(), subject });
                }
            }
        }
        demarche_corpus::order::sort_by(&mut entries, |one, other| {
            (&one.first, &one.rest, one.subject).cmp(&(&other.first, &other.rest, other.subject))
        });
        Subjects { all, entries }
    }

    /// The entries that begin with a stem, from the first to behind the last.
    pub(crate) fn beginning(&self, stem: &str) -> (u16, u16) {
        let from = self.entries.partition_point(|entry| entry.first.as_str() < stem);
        let same = self.entries[from..].iter().take_while(|entry| entry.first == stem).count();
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        (number(from), number(from + same))
    }

    /// The subjects of those of these entries whose other words stand ahead; `ahead` tells the stems, the next first.
    pub(crate) fn raised_by<'s>(
        &self,
        entries: Range<usize>,
        ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
        found: &mut Vec<u16>,
    ) {
        let entries = self.entries.get(entries).unwrap_or_default();
        found.extend(
            entries
                .iter()
                .filter(|entry| follow(&entry.rest, MOST_BETWEEN, ahead).is_some())
                .map(|entry| entry.subject),
        );
    }

    /// Where among these stems an entry begins, how many words it has, and which subject it raises.
    pub(crate) fn raised_at(&self, stems: &[&str]) -> Vec<(usize, usize, u16)> {
        let mut found = Vec::new();
        for (at, stem) in stems.iter().enumerate() {
            let (start, end) = self.beginning(stem);
            let same = self.entries[usize::from(start)..usize::from(end)].iter();
            let ahead = &mut |ahead: usize| stems.get(at + 1 + ahead).copied();
            let fitting = same.filter(|entry| follow(&entry.rest, MOST_BETWEEN, ahead).is_some());
            found.extend(fitting.map(|entry| (at, entry.rest.len() + 1, entry.subject)));
        }
        found
    }
}

impl Subjects {
    /// Whether a stretch that raises these subjects says nothing but forms.
    pub(crate) fn are_forms(&self, raised: &[u16]) -> bool {
        let mut rows = raised.iter().filter_map(|subject| self.all.get(usize::from(*subject)));
        !raised.is_empty() && rows.all(|row| row.is_form || row.weight < OWN_MATTER)
    }
}

/// How far ahead each of the words stands, where all stand there in order and none has more than so many before it.
pub(crate) fn follow<'s>(
    rest: &[String],
    most_between: usize,
    ahead: &mut dyn FnMut(usize) -> Option<&'s str>,
) -> Option<Vec<usize>> {
    let mut gone = 0;
    let places = rest.iter().map(|word| {
        let near = (gone..=gone + most_between).find(|at| ahead(*at) == Some(word));
        gone = near.map_or(gone, |at| at + 1);
        near
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lexicon;

    fn check(text: &str, expected: &[&str]) {
        let mut lexicon = Lexicon::new();
        let tokens = lexicon.tokens(text, "");
        let subjects = lexicon.subjects();
        let found: Vec<&str> =
            lexicon.raised(&tokens).into_iter().map(|at| subjects.all[usize::from(at)].label).collect();
        assert_eq!(found, expected, "subjects of {text:?}");
    }

    #[test]
    fn other_words_raise_the_same_subject() {
        check("a truce was reached", &["ceasefire"]);
        check("the fighting would stop", &[]);
        check("to end the recent hostilities", &["aggression"]);
        check("asset freezes", &["sanctions"]);
        check("ввели санкции", &["sanctions"]);
    }

    #[test]
    fn every_row_has_a_weight_a_label_and_entries_of_its_own() {
        let subjects = Lexicon::new();
        let subjects = subjects.subjects();
        assert_eq!(subjects.all.len(), TABLE.lines().count());
        for subject in &subjects.all {
            assert!((1..=4).contains(&subject.weight) && !subject.label.is_empty(), "{}", subject.label);
        }
    }
}
