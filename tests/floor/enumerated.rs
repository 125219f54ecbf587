//! Random policies against a small evaluator of this test's own.

use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::support::{file, holds};

/// One kind of order: its tier and its tags.
type World = (Option<&'static str>, bool, bool);

fn worlds() -> Vec<World> {
    let tiers = [None, Some("gold"), Some("silver"), Some("any-other")];
    let tags = [(false, false), (false, true), (true, false), (true, true)];
    tiers.iter().flat_map(|tier| tags.map(|(sale, gift)| (*tier, sale, gift))).collect()
}

/// A rule as this test reads it.
#[derive(Clone)]
pub(crate) struct Rule {
    /// The worlds in which it holds.
    worlds: Vec<World>,
    granted: Option<u8>,
    window: Option<Period>,
    add: i64,
    shipping: Option<u8>,
    evidence: Option<u8>,
}

/// From delivery or from the contract, open from the contract or not, months and days.
type Period = (bool, bool, i64, i64);

pub(crate) fn random_rule(random: &mut Random, id: usize, first: bool) -> (Value, Rule) {
    let tier = *random.one_of(&[None, None, Some("gold"), Some("silver")]);
    let not = random.below(3) == 0;
    let sale = *random.one_of(&[None, None, Some(true), Some(false)]);
    let gift = *random.one_of(&[None, None, None, Some(true)]);
    let (tier, sale, gift) = if first && random.below(3) > 0 { (None, None, None) } else { (tier, sale, gift) };
    let mut when = json!({ "reason": ["change-of-mind"], "remedy": ["refund"] });
    if let Some(tier) = tier {
        when["tier"] = if not { json!({ "not": [tier] }) } else { json!([tier]) };
    }
    match (sale, gift) {
        (Some(true), Some(_)) => when["tag"] = json!(["sale", "gift"]),
        (Some(true), None) => when["tag"] = json!(["sale"]),
        (Some(false), _) => when["tag"] = json!({ "not": ["sale"] }),
        (None, Some(_)) => when["tag"] = json!(["gift"]),
        (None, None) => {}
    }
    let tagged = |(_, has_sale, has_gift): &World| match (sale, gift) {
        (Some(true), Some(_)) => *has_sale || *has_gift,
        (Some(true), None) => *has_sale,
        (Some(false), _) => !has_sale,
        (None, Some(_)) => *has_gift,
        (None, None) => true,
    };
    let holds = |world: &World| tier.is_none_or(|tier| (world.0 == Some(tier)) != not) && tagged(world);
    let mut then = json!({});
    let granted = if first { Some(0) } else { *random.one_of(&[None, None, Some(0), Some(1), Some(2), Some(2)]) };
    if let Some(granted) = granted {
        then["granted"] = [json!(true), json!("review"), json!(false)][usize::from(granted)].clone();
    }
    let lengths = [("P7D", 0, 7), ("P14D", 0, 14), ("P30D", 0, 30), ("P1M", 1, 0)];
    let (text, months, days) = *random.one_of(&lengths);
    let (delivery, opens) = (random.below(3) > 0, random.below(2) == 0);
    let window = (first || random.below(3) == 0).then_some((delivery, opens, months, days));
    let mut add = 0;
    if window.is_some() {
        let anchor = if delivery { "delivery" } else { "contract" };
        then["window"] = json!({ "length": text, "from": [anchor] });
        if opens {
            then["window"]["opens"] = json!("contract");
        }
    } else if random.below(4) == 0 {
        add = 7;
        then["window"] = json!({ "add": "P7D" });
    }
    let shipping = *random.one_of(&[None, Some(0), Some(1)]);
    if let Some(shipping) = shipping {
        then["returnShipping"] = [json!("seller"), json!("buyer")][usize::from(shipping)].clone();
    }
    let evidence = *random.one_of(&[None, None, Some(0), Some(1), Some(2), Some(3)]);
    if let Some(evidence) = evidence {
        let all = [json!([]), json!(["photo"]), json!(["invoice"]), json!(["photo", "invoice"])];
        then["evidence"] = all[usize::from(evidence)].clone();
    }
    if then.as_object().is_some_and(Map::is_empty) {
        then["evidence"] = json!([]);
    }
    let evidence = if then["evidence"] == json!([]) { Some(0) } else { evidence };
    let rule = Rule { worlds: worlds().into_iter().filter(holds).collect(), granted, window, add, shipping, evidence };
    (json!({ "id": format!("r{id}"), "when": when, "then": then }), rule)
}

/// The value of a term in a world: of the rules that hold and set it, that which lies inside all others.
fn value<T: PartialEq + Copy>(rules: &[Rule], world: &World, get: &dyn Fn(&Rule) -> Option<T>) -> Option<T> {
    let true_ones: Vec<&Rule> =
        rules.iter().filter(|rule| rule.worlds.contains(world) && get(rule).is_some()).collect();
    let within = |a: &Rule, b: &Rule| a.worlds.iter().all(|world| b.worlds.contains(world));
    let beaten = |rule: &Rule| true_ones.iter().any(|other| within(other, rule) && !within(rule, other));
    true_ones.iter().find(|rule| !beaten(rule)).and_then(|rule| get(rule))
}

fn end_of(start: chrono_free::Day, (_, _, months, days): Period) -> i64 {
    chrono_free::plus_months(start, months) + days
}

/// Civil days, without the engine's calendar.
mod chrono_free {
    /// A day number of a calendar that begins on 2027-01-01 and has no leap year before 2028.
    pub(super) type Day = i64;
    const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    fn length(month: usize) -> i64 {
        if month == 13 { 29 } else { LENGTHS[month % 12] }
    }

    /// The day so many months later, or the last of that month.
    pub(super) fn plus_months(day: Day, months: i64) -> Day {
        let (mut month, mut first) = (0_usize, 0_i64);
        while first + length(month) <= day {
            first += length(month);
            month += 1;
        }
        let date = day - first;
        for _ in 0..months {
            first += length(month);
            month += 1;
        }
        first + date.min(length(month) - 1)
    }
}

/// Whether there are days on which a required window is open and a declared one is not.
fn is_worse(declared: Period, required: Period) -> bool {
    let ends = |period: Period, contract: i64, delivery: Option<i64>| {
        let start = if period.0 { delivery } else { Some(contract) };
        let opens = if period.1 { Some(contract) } else { start };
        (opens, start.map_or(i64::MAX, |start| end_of(start, period)))
    };
    (0..500).any(|contract| {
        [None, Some(0), Some(1), Some(5), Some(60), Some(90)].iter().any(|gap| {
            let delivery = gap.map(|gap| contract + gap);
            let ((own_opens, own_end), (opens, end)) =
                (ends(declared, contract, delivery), ends(required, contract, delivery));
            opens.is_some_and(|opens| opens <= end && (own_opens.is_none_or(|own| own > opens) || own_end < end))
        })
    })
}

/// The terms that are worse in a world, worked out by itself.
fn worse_terms(
    declared: &[Rule],
    default: &[Rule],
    law: &[Rule],
    world: &World,
    windows: &dyn Fn(Period, Period) -> bool,
) -> Vec<&'static str> {
    fn filled<T: PartialEq + Copy>(
        a: &[Rule],
        b: &[Rule],
        world: &World,
        get: &dyn Fn(&Rule) -> Option<T>,
    ) -> Option<T> {
        value(a, world, get).or_else(|| value(b, world, get))
    }
    let granted = |rule: &Rule| rule.granted;
    let required = value(law, world, &granted);
    let Some(required) = required.filter(|grant| *grant < 2) else { return Vec::new() };
    let own = filled(declared, default, world, &granted);
    let mut worse = Vec::new();
    if own.is_none_or(|own| own > required) {
        worse.push("granted");
    }
    if own.is_none_or(|own| own == 2) {
        return worse;
    }
    let added =
        |rules: &[Rule]| rules.iter().filter(|rule| rule.worlds.contains(world)).map(|rule| rule.add).sum::<i64>();
    let longer = |(delivery, opens, months, days): Period, more: i64| (delivery, opens, months, days + more);
    let window = |rule: &Rule| rule.window;
    let of_law = value(law, world, &window).map(|period| longer(period, added(law)));
    let of_own = match value(declared, world, &window) {
        Some(period) => Some(longer(period, added(declared))),
        None => value(default, world, &window).map(|period| longer(period, added(declared) + added(default))),
    };
    if of_law.is_some_and(|law| of_own.is_none_or(|own| windows(own, law))) {
        worse.push("window");
    }
    let shipping = |rule: &Rule| rule.shipping;
    if value(law, world, &shipping)
        .is_some_and(|law| filled(declared, default, world, &shipping).is_none_or(|own| own > law))
    {
        worse.push("returnShipping");
    }
    let evidence = |rule: &Rule| rule.evidence;
    if value(law, world, &evidence)
        .is_some_and(|law| filled(declared, default, world, &evidence).is_none_or(|own| own & !law != 0))
    {
        worse.push("evidence");
    }
    worse
}

fn world_of(example: &Value) -> Vec<World> {
    let tag = |tag: &str, has: bool| example["tag"].get(tag).is_none_or(|there| *there == json!(has));
    let tier = |own: Option<&str>| example.get("tier").is_none_or(|tier| *tier == json!(own));
    worlds().into_iter().filter(|(own, sale, gift)| tier(*own) && tag("sale", *sale) && tag("gift", *gift)).collect()
}

#[test]
fn random_policies_end_as_enumeration_has_it() {
    let mut random = Random(0x5EED_F100);
    let mut known: std::collections::BTreeMap<(Period, Period), bool> = std::collections::BTreeMap::new();
    let (mut asked, mut refuted) = (0, 0);
    let zone = file("zones/Europe-Berlin.json");
    while asked < 20_000 {
        let mut layer = |layer: &str, least: usize, most: usize| {
            let count = least + random.below(most - least + 1);
            let rules: Vec<(Value, Rule)> = (0..count).map(|id| random_rule(&mut random, id, id == 0)).collect();
            let written: Vec<Value> = rules.iter().map(|(written, _)| written.clone()).collect();
            let document = json!({ "format": "return-policy/1", "id": layer, "version": "1", "layer": layer,
                "zone": "Europe/Berlin", "rules": written });
            (document, rules.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>())
        };
        let ((declared, own), (law, theirs)) = (layer("declared", 2, 4), layer("floor", 1, 3));
        let filler = layer("default", 1, 1);
        let mut documents = vec![&declared, &law, &zone];
        let mut default: &[Rule] = &[];
        if asked % 4 == 0 {
            documents.push(&filler.0);
            default = &filler.1;
        }
        let text = serde_json::to_string(&documents).expect("JSON");
        let answer: Value = serde_json::from_str(&return_policy::floor(&text)).expect("JSON");
        if answer["ok"] != true {
            // Rules that clash, or grant without a window, are refused before.
            continue;
        }
        asked += 1;
        let windows = |own: Period, law: Period, known: &mut std::collections::BTreeMap<(Period, Period), bool>| {
            *known.entry((own, law)).or_insert_with(|| is_worse(own, law))
        };
        let known = std::cell::RefCell::new(&mut known);
        let judge = |own: Period, law: Period| windows(own, law, &mut known.borrow_mut());
        let worse = |world: &World| worse_terms(&own, default, &theirs, world, &judge);
        let mut expected: Vec<&str> = worlds().iter().flat_map(&worse).collect();
        expected.sort_unstable();
        expected.dedup();
        let findings = answer["value"]["findings"].as_array().expect("findings");
        let mut found: Vec<&str> = findings.iter().filter_map(|finding| finding["term"].as_str()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected, "{text}\n{answer:#}");
        let outcome = if expected.is_empty() { "proved" } else { "refuted" };
        assert_eq!(answer["value"]["outcome"], outcome, "{text}\n{answer:#}");
        refuted += usize::from(outcome == "refuted");
        for finding in findings {
            let shown = world_of(&finding["example"]);
            let term = finding["term"].as_str().expect("a term");
            assert!(!shown.is_empty() && shown.iter().all(|world| worse(world).contains(&term)), "{text}\n{finding:#}");
            if asked % 200 == 0 {
                let mut own = vec![&declared];
                own.extend((!default.is_empty()).then_some(&filler.0));
                holds(finding, &own, &law).expect("as claimed");
            }
        }
    }
    assert!(refuted < asked * 49 / 50, "{refuted} of {asked} refuted: too few are proved to say anything");
}
