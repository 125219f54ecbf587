//! What a check finds in small random policies, against every combination of values, by an evaluator of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]
#![allow(clippy::arithmetic_side_effects, reason = "small numbers")]

use return_policy::check;
use serde_json::{Map, Value, json};

/// How many policies without problems are compared.
const POLICIES: usize = 20_000;

const REASON: usize = 0;
const REMEDY: usize = 1;
const SCORE: usize = 4;
const TAG: usize = 5;

/// The facts, each with values that stand for all others: the last reason, remedy and brand are named by no rule.
fn values(fact: usize) -> Vec<Value> {
    match fact {
        REASON => vec![json!("quality"), json!("defect"), json!("price"), json!("service")],
        REMEDY => vec![json!("refund"), json!("repair"), json!("cancel")],
        2 => vec![json!("a"), json!("b"), Value::Null, json!("other")],
        3 => vec![json!("consumer"), json!("business")],
        SCORE => vec![Value::Null, json!(50), json!(150), json!(250), json!(350), json!(450)],
        _ => vec![json!(false), json!(true)],
    }
}

const NAMES: [&str; 7] = ["reason", "remedy", "brand", "buyerKind", "creditScore", "tag", "tag"];
const TAGS: [&str; 2] = ["x", "y"];

/// A small generator, so that the same policies are made everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

/// A condition: for each value of a fact whether it holds; or one of some tags, or none of them.
#[derive(Clone)]
enum Condition {
    Fact(usize, Vec<bool>),
    Tags(Vec<usize>, bool),
}

type Point = Vec<usize>;

impl Condition {
    fn holds(&self, point: &Point) -> bool {
        match self {
            Self::Fact(fact, allowed) => allowed[point[*fact]],
            Self::Tags(tags, negated) => tags.iter().any(|tag| point[TAG + tag] == 1) != *negated,
        }
    }

    fn facts(&self) -> Vec<usize> {
        match self {
            Self::Fact(fact, _) => vec![*fact],
            Self::Tags(tags, _) => tags.iter().map(|tag| TAG + tag).collect(),
        }
    }

    /// The name of the fact, unless every value is allowed.
    fn narrows(&self) -> Option<&'static str> {
        match self {
            Self::Fact(fact, allowed) => allowed.contains(&false).then(|| NAMES[*fact]),
            Self::Tags(..) => Some("tag"),
        }
    }
}

#[derive(Clone)]
struct Rule {
    document: usize,
    when: Vec<Condition>,
    terms: Map<String, Value>,
    adjusts: bool,
    overrides: Vec<usize>,
    json: Value,
}

struct Document {
    layer: &'static str,
    when: Vec<Condition>,
    given: Vec<Condition>,
    json: Value,
}

struct Policy {
    documents: Vec<Document>,
    /// Of all documents; the number in a rule's id is its position here.
    rules: Vec<Rule>,
    precedence: Vec<&'static str>,
}

/// Draws a condition on one fact with the value that `when` gives it.
fn condition(draw: &mut Draw, fact: usize) -> (Condition, Value) {
    let all = values(fact);
    let negated = draw.one_in(4);
    if fact == TAG {
        let tags: Vec<usize> = if draw.one_in(3) { vec![0, 1] } else { vec![draw.below(2)] };
        let names: Vec<&str> = tags.iter().map(|tag| TAGS[*tag]).collect();
        let written = if negated { json!({ "not": names }) } else { json!(names) };
        return (Condition::Tags(tags, negated), written);
    }
    if fact == SCORE {
        let (from, below) = (draw.below(4), draw.below(4));
        let (from, below) = (from.min(below), from.max(below) + 1);
        let holds = |index: usize| index > from && index <= below;
        let allowed: Vec<bool> = (0..all.len()).map(|index| holds(index) != negated).collect();
        // Bounds lie between the values that stand for all.
        let mut range = json!({});
        range["gte"] = json!(from * 100);
        range["lt"] = json!(below * 100);
        let written = if negated { json!({ "not": range }) } else { range };
        return (Condition::Fact(fact, allowed), written);
    }
    let named = if fact == 3 { all.len() } else { all.len() - 1 };
    let mut listed: Vec<usize> = (0..named).filter(|_| draw.one_in(2)).collect();
    if listed.is_empty() {
        listed.push(draw.below(named));
    }
    let names: Vec<&Value> = listed.iter().map(|index| &all[*index]).collect();
    // What is a kind of quality is meant by it.
    let holds = |index: usize| listed.contains(&index) || (fact == REASON && index == 1 && listed.contains(&0));
    let allowed = (0..all.len()).map(|index| holds(index) != negated).collect();
    let written = if negated { json!({ "not": names }) } else { json!(names) };
    (Condition::Fact(fact, allowed), written)
}

fn draw_when(draw: &mut Draw, facts: &[usize], chances: usize) -> (Vec<Condition>, Map<String, Value>) {
    let (mut conditions, mut written) = (Vec::new(), Map::new());
    for fact in facts {
        if draw.one_in(chances) {
            let (condition, json) = condition(draw, *fact);
            conditions.push(condition);
            written.insert(NAMES[*fact].to_owned(), json);
        }
    }
    (conditions, written)
}

fn draw_policy(draw: &mut Draw) -> Policy {
    let mut facts: Vec<usize> = (0..1 + draw.below(2)).map(|_| 2 + draw.below(4)).collect();
    facts.sort_unstable();
    facts.dedup();
    let mut precedence: Vec<&str> = Vec::new();
    while draw.one_in(2) {
        let name = NAMES[draw.below(6)];
        if !precedence.contains(&name) {
            precedence.push(name);
        }
    }
    let count = 1 + draw.below(2);
    let mut policy = Policy { documents: Vec::new(), rules: Vec::new(), precedence };
    let rules = 2 + draw.below(4);
    for document in 0..count {
        let layer = if document > 0 && draw.one_in(2) { "default" } else { "declared" };
        let (when, written) = draw_when(draw, &facts, 5);
        let mut json = json!({ "format": "return-policy/1", "id": format!("d{document}"), "version": "1", "layer": layer,
            "zone": "UTC", "when": written });
        if when.is_empty() {
            json.as_object_mut().unwrap().remove("when");
        }
        if !policy.precedence.is_empty() {
            json["precedence"] = json!(policy.precedence);
        }
        let mut given = Vec::new();
        if facts.contains(&3) && document == 0 && draw.one_in(4) {
            given.push(Condition::Fact(3, vec![true, false]));
            json["given"] = json!({ "buyerKind": "consumer" });
        }
        policy.documents.push(Document { layer, when, given, json });
        let share = if document + 1 == count { rules - policy.rules.len() } else { 1 + draw.below(rules - 1) };
        for _ in 0..share {
            let rule = draw_rule(draw, &policy, document, &facts);
            policy.rules.push(rule);
        }
    }
    policy
}

fn draw_rule(draw: &mut Draw, policy: &Policy, document: usize, facts: &[usize]) -> Rule {
    let (mut when, mut written) = draw_when(draw, facts, 2);
    let mut terms = Map::new();
    if draw.one_in(2) {
        terms.insert("granted".into(), [json!(true), json!("review"), json!(false)][draw.below(3)].clone());
    }
    let grants = terms.get("granted").is_some_and(|granted| *granted != json!(false));
    for fact in [REASON, REMEDY] {
        if grants || draw.one_in(2) {
            let (condition, json) = loop {
                let drawn = condition(draw, fact);
                if !grants || drawn.1.is_array() {
                    break drawn;
                }
            };
            when.push(condition);
            written.insert(NAMES[fact].into(), json);
        }
    }
    let mut adjusts = false;
    if grants {
        terms.insert("window".into(), json!({ "length": "P14D", "from": ["delivery"] }));
    } else if draw.one_in(4) {
        adjusts = true;
    }
    if draw.one_in(3) || (terms.is_empty() && !adjusts) {
        terms.insert("returnShipping".into(), [json!("buyer"), json!("seller")][draw.below(2)].clone());
    }
    let id = policy.rules.len();
    let together =
        |other: &&usize| policy.documents[policy.rules[**other].document].layer == policy.documents[document].layer;
    let earlier: Vec<usize> = (0..id).collect();
    let overrides: Vec<usize> = earlier.iter().filter(together).copied().filter(|_| draw.one_in(2)).collect();
    let mut then = terms.clone();
    if adjusts {
        then.insert("window".into(), json!({ "add": "P5D" }));
    }
    let mut json = json!({ "id": format!("r{id}"), "then": then });
    if !written.is_empty() {
        json["when"] = Value::Object(written);
    }
    if !overrides.is_empty() {
        let name = |rule: &usize| format!("d{}/r{rule}", policy.rules[*rule].document);
        json["overrides"] = overrides.iter().map(name).collect();
    }
    Rule { document, when, terms, adjusts, overrides, json }
}

impl Policy {
    fn text(&self) -> String {
        let mut documents: Vec<Value> = self.documents.iter().map(|document| document.json.clone()).collect();
        for (position, document) in documents.iter_mut().enumerate() {
            let rules = self.rules.iter().filter(|rule| rule.document == position);
            document["rules"] = rules.map(|rule| rule.json.clone()).collect();
        }
        documents.push(serde_json::from_str(include_str!("../zones/UTC.json")).unwrap());
        Value::Array(documents).to_string()
    }

    fn path(&self, rule: usize) -> String {
        let document = self.rules[rule].document;
        let index = self.rules[..rule].iter().filter(|other| other.document == document).count();
        format!("/{document}/rules/{index}")
    }

    /// Where the engine points for a rule's conditions.
    fn when_path(&self, rule: usize) -> String {
        let own = if self.rules[rule].when.is_empty() { "" } else { "/when" };
        format!("{}{own}", self.path(rule))
    }

    fn conditions(&self, rule: usize) -> impl Iterator<Item = &Condition> {
        let rule = &self.rules[rule];
        rule.when.iter().chain(&self.documents[rule.document].when)
    }

    fn holds(&self, rule: usize, point: &Point) -> bool {
        self.conditions(rule).all(|condition| condition.holds(point))
    }

    /// Every combination of the values that the policy tells apart.
    fn points(&self) -> Vec<Point> {
        let documents = self.documents.iter().flat_map(|document| document.when.iter().chain(&document.given));
        let all = self.rules.iter().flat_map(|rule| &rule.when).chain(documents);
        let used: Vec<usize> = all.flat_map(Condition::facts).collect();
        let mut points = vec![vec![0; NAMES.len()]];
        for fact in 0..NAMES.len() {
            if used.contains(&fact) {
                let with = |point: &Point, value: usize| {
                    let mut point = point.clone();
                    point[fact] = value;
                    point
                };
                let count = values(fact).len();
                points = points.iter().flat_map(|point| (0..count).map(move |value| with(point, value))).collect();
            }
        }
        points
    }

    fn layer(&self, rule: usize) -> &'static str {
        self.documents[self.rules[rule].document].layer
    }

    /// Whether `a` beats `b` wherever both hold, as the documentation of rules says; `extents` tells where each rule holds.
    fn beats(&self, a: usize, b: usize, points: &[Point], extents: &[Vec<bool>]) -> bool {
        let meets = extents[a].iter().zip(&extents[b]).any(|(a, b)| *a && *b);
        if a == b || self.layer(a) != self.layer(b) || !meets {
            return false;
        }
        if self.rules[a].overrides.contains(&b) || self.rules[b].overrides.contains(&a) {
            return self.rules[a].overrides.contains(&b);
        }
        let narrows = |rule: usize, name: &str| self.conditions(rule).any(|one| one.narrows() == Some(name));
        for name in &self.precedence {
            if narrows(a, name) != narrows(b, name) {
                return narrows(a, name);
            }
        }
        let bare = |extent: &[bool]| -> Vec<Point> {
            let inside = points.iter().zip(extent).filter(|(_, inside)| **inside);
            inside
                .map(|(point, _)| {
                    point.iter().enumerate().filter(|(fact, _)| *fact != REMEDY).map(|(_, value)| *value).collect()
                })
                .collect()
        };
        let (bare_a, bare_b) = (bare(&extents[a]), bare(&extents[b]));
        let within = |a: &[Point], b: &[Point]| a.iter().all(|point| b.contains(point));
        match (within(&bare_a, &bare_b), within(&bare_b, &bare_a)) {
            (true, true) => {
                let inside = |a: usize, b: usize| extents[a].iter().zip(&extents[b]).all(|(a, b)| !a || *b);
                inside(a, b) && !inside(b, a)
            }
            (a_inside, _) => a_inside,
        }
    }

    /// What a check should find, by enumeration: codes and places.
    fn expected(&self) -> Vec<(String, String)> {
        let points = self.points();
        let all = 0..self.rules.len();
        let extents: Vec<Vec<bool>> =
            all.clone().map(|rule| points.iter().map(|point| self.holds(rule, point)).collect()).collect();
        let beats: Vec<Vec<bool>> =
            all.clone().map(|a| all.clone().map(|b| self.beats(a, b, &points, &extents)).collect()).collect();
        let mut found = Vec::new();
        // At a point, whether a rule that holds is beaten there in a term.
        let beaten = |rule: usize, at: usize, term: &str| {
            all.clone()
                .any(|other| beats[other][rule] && extents[other][at] && self.rules[other].terms.contains_key(term))
        };
        let silenced = |rule: usize, at: usize| {
            all.clone()
                .any(|other| beats[other][rule] && extents[other][at] && self.rules[other].overrides.contains(&rule))
        };
        let granted = |at: usize| {
            ["declared", "default"].iter().find_map(|layer| {
                all.clone()
                    .filter(|rule| self.layer(*rule) == *layer && extents[*rule][at] && !beaten(*rule, at, "granted"))
                    .find_map(|rule| self.rules[rule].terms.get("granted"))
            })
        };
        for rule in all.clone() {
            let stated = &self.rules[rule];
            let here: Vec<usize> = (0..points.len()).filter(|at| extents[rule][*at]).collect();
            let never_wins = stated.terms.keys().all(|term| here.iter().all(|at| beaten(rule, *at, term)))
                && (!stated.adjusts || here.iter().all(|at| silenced(rule, *at)));
            let says_more = stated.adjusts || stated.terms.keys().any(|term| term != "granted");
            if here.is_empty() {
                found.push(("never-holds".to_owned(), self.when_path(rule)));
            } else if never_wins {
                found.push(("never-wins".to_owned(), self.path(rule)));
            } else if says_more && here.iter().all(|at| granted(*at).is_none_or(|granted| *granted == json!(false))) {
                found.push(("never-granted-term".to_owned(), format!("{}/then", self.path(rule))));
            }
        }
        found.extend(self.expected_gaps(&points, &extents));
        found.sort();
        found
    }

    /// Whatever the facts are that an example leaves out, it shows what is claimed.
    fn check_example(&self, finding: &Value, text: &str) {
        let Some(facts) = finding["example"].as_object() else { return };
        let points = self.points();
        let shown: Vec<&Point> = points.iter().filter(|point| is_like(point, facts)).collect();
        assert!(!shown.is_empty(), "{finding}: {text}");
        let at = |key: &str| {
            let path = finding[key].as_str().unwrap_or_default();
            (0..self.rules.len()).find(|rule| path.starts_with(&self.path(*rule)))
        };
        let holding: Vec<usize> = match finding["code"].as_str().unwrap() {
            "gap" | "hole" => {
                let speaks = |rule: usize, point: &Point| {
                    self.rules[rule].terms.contains_key("granted") && self.holds(rule, point)
                };
                let silent = |point: &&Point| !(0..self.rules.len()).any(|rule| speaks(rule, point));
                assert!(shown.iter().all(silent), "{finding}: {text}");
                Vec::new()
            }
            "precedence-decides" => at("path").into_iter().chain(at("also")).collect(),
            _ => at("path").into_iter().collect(),
        };
        let holds = |point: &&Point| holding.iter().all(|rule| self.holds(*rule, point));
        assert!(shown.iter().all(holds), "{finding}: {text}");
    }

    fn expected_gaps(&self, points: &[Point], extents: &[Vec<bool>]) -> Vec<(String, String)> {
        let grant = |rule: usize| self.rules[rule].terms.get("granted");
        let spoken = |at: usize| (0..self.rules.len()).any(|rule| grant(rule).is_some() && extents[rule][at]);
        let mut groups: Vec<(Vec<usize>, bool)> = Vec::new();
        for reason in 0..values(REASON).len() {
            for remedy in 0..values(REMEDY).len() {
                let asked: Vec<usize> = (0..points.len())
                    .filter(|at| points[*at][REASON] == reason && points[*at][REMEDY] == remedy)
                    .collect();
                let grants = |rule: &usize| {
                    self.layer(*rule) == "declared"
                        && grant(*rule).is_some_and(|granted| *granted != json!(false))
                        && asked.iter().any(|at| extents[*rule][*at])
                };
                let granting: Vec<usize> = (0..self.rules.len()).filter(grants).collect();
                let in_scope = |at: usize| {
                    granting.iter().any(|rule| {
                        let document = &self.documents[self.rules[*rule].document];
                        document.when.iter().chain(&document.given).all(|one| one.holds(&points[at]))
                    })
                };
                let open: Vec<usize> = asked.iter().copied().filter(|at| in_scope(*at) && !spoken(*at)).collect();
                if granting.is_empty() || open.is_empty() {
                    continue;
                }
                let is_hole = open.iter().any(|at| {
                    let score = points[*at][SCORE];
                    let same = |other: usize| {
                        (0..NAMES.len()).all(|fact| fact == SCORE || points[other][fact] == points[*at][fact])
                    };
                    let beside = |below: bool| {
                        asked.iter().any(|other| {
                            let value = points[*other][SCORE];
                            value > 0 && (value < score) == below && value != score && same(*other) && spoken(*other)
                        })
                    };
                    score > 0 && beside(true) && beside(false)
                });
                match groups.iter_mut().find(|(rules, _)| *rules == granting) {
                    Some((_, hole)) => *hole |= is_hole,
                    None => groups.push((granting, is_hole)),
                }
            }
        }
        let named = |(rules, hole): (Vec<usize>, bool)| {
            (if hole { "hole" } else { "gap" }.to_owned(), self.when_path(rules[0]))
        };
        groups.into_iter().map(named).collect()
    }
}

/// Says whether a point has the facts of an example.
fn is_like(point: &Point, facts: &Map<String, Value>) -> bool {
    let value = |fact: usize| values(fact)[point[fact]].clone();
    let same = |fact: usize, stated: &Value| match stated.as_i64() {
        Some(score) => value(fact).as_i64().is_some_and(|found| found.div_euclid(100) == score.div_euclid(100)),
        None if stated == "any-other" => point[fact] + 1 == values(fact).len(),
        None => {
            value(fact) == *stated || (fact == REMEDY && point[fact] == 2 && stated != "refund" && stated != "repair")
        }
    };
    // A reason that no policy names is like its class.
    let class = |stated: &Value| match stated.as_str() {
        Some("not-as-described") => json!("quality"),
        Some("service-attitude") => json!("service"),
        _ => stated.clone(),
    };
    facts.iter().all(|(name, stated)| {
        let fact = NAMES.iter().position(|other| other == name).unwrap();
        match stated.as_object() {
            Some(tags) => tags.iter().all(|(tag, present)| {
                let tag = TAGS.iter().position(|other| other == tag).unwrap();
                value(TAG + tag) == *present
            }),
            None => same(fact, &class(stated)),
        }
    })
}

#[test]
fn findings_are_those_of_enumeration() {
    let compared = ["never-holds", "never-wins", "never-granted-term", "gap", "hole"];
    let mut draw = Draw(20_261_122);
    let (mut sound, mut drawn) = (0, 0);
    let mut shown = [0_usize; 5];
    while sound < POLICIES {
        drawn += 1;
        let policy = draw_policy(&mut draw);
        let text = policy.text();
        let answer: Value = serde_json::from_str(&check(&text)).unwrap();
        let findings = answer["value"]["findings"].as_array().unwrap();
        if findings.iter().any(|finding| finding["severity"] == "error") {
            continue;
        }
        sound += 1;
        findings.iter().for_each(|finding| policy.check_example(finding, &text));
        let placed = |finding: &Value| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            (text("code"), text("path"))
        };
        let mut found: Vec<_> =
            findings.iter().map(placed).filter(|(code, _)| compared.contains(&code.as_str())).collect();
        found.sort();
        let expected = policy.expected();
        assert_eq!(found, expected, "policy {drawn}: {text}\n{findings:#?}");
        for (code, _) in expected {
            shown[compared.iter().position(|other| *other == code).unwrap()] += 1;
        }
    }
    // Each kind is there often enough for the comparison to mean something.
    assert!(shown.iter().all(|count| *count > 200), "{compared:?} {shown:?} of {drawn}");
    println!("{sound} of {drawn} policies are sound: {compared:?} {shown:?}");
}
