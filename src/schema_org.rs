//! Reads what structured data of a page promises: a `WarrantyPromise` of schema.org becomes a rule.
//!
//! It says how long and, in words of `GoodRelations`, what is covered and how the goods get to where they are repaired. It does
//! not say from when, nor what the buyer gets first: that is assumed, and said so.

use crate::day::Length;
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::json::write::{Object, ToJson};
use crate::pointer::Pointer;
use crate::problem::{self, Problem, ProblemCode};
use crate::{shape, text};

/// What answers of an import call their form.
const FORMAT: &str = "return-import/1";

/// Units of time by their common codes (UN/CEFACT Recommendation 20), and as lengths write them.
const UNITS: [(&str, char); 4] = [("ANN", 'Y'), ("MON", 'M'), ("WEE", 'W'), ("DAY", 'D')];

/// What a scope covers, and how the goods get to where they are repaired (`GoodRelations` 1.0, `WarrantyScope`).
const SCOPES: [(&str, &[&str], &str); 3] = [
    ("Labor-BringIn", &["labour"], "bring-in"),
    ("PartsAndLabor-BringIn", &["labour", "parts"], "bring-in"),
    ("PartsAndLabor-PickUp", &["labour", "parts"], "pick-up"),
];

/// What a promise does not say, and its rule must.
const ASSUMED: [&str; 2] = ["/when/remedy", "/then/window/from"];

/// What a promise says.
pub(crate) struct Imported {
    length: String,
    /// What is covered, and how the goods get to where they are repaired.
    scope: Option<(&'static [&'static str], &'static str)>,
    /// Places in the promise that a rule has no room for.
    left: Vec<String>,
}

/// Reads a promise, or what is offered with one as its `warranty`.
pub(crate) fn warranty(text: &str) -> Result<Imported, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();

    let (promise, at) = match json.get("warranty") {
        Some(promise) => (promise, Pointer::Root.key("warranty")),
        None => (&json, Pointer::Root),
    };
    for (object, at) in [(Some(promise), at), (promise.get("durationOfWarranty"), at.key("durationOfWarranty"))] {
        shape::check_duplicates(object.map(Json::entries).unwrap_or_default(), &at, &mut problems);
    }
    let imported = read(promise, &at, &mut problems);
    match imported {
        Some(imported) if problems.is_empty() => Ok(imported),
        _ => Err(problem::sorted(problems)),
    }
}

fn read(promise: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) -> Option<Imported> {
    let mut say = |code, at: &Pointer<'_>, message: String| problems.push(Problem::new(code, at, message));
    if !matches!(promise, Json::Object(_)) {
        let message = format!("a `WarrantyPromise` is expected, not {}; give one as an object", promise.kind());
        say(ProblemCode::WrongType, at, message);
        return None;
    }
    if let Some(kind) = promise.text_of("@type").map(local).filter(|kind| *kind != "WarrantyPromise") {
        let message = format!("`{kind}` is no `WarrantyPromise`; give one, or what has one as its `warranty`");
        say(ProblemCode::UnknownValue, &at.key("@type"), message);
    }
    let scope = promise.get("warrantyScope").and_then(|scope| {
        let name = scope.text().or_else(|| scope.text_of("@id")).map(local);
        let known = SCOPES.iter().find(|(known, ..)| Some(*known) == name);
        if known.is_none() {
            let names = SCOPES.map(|(name, ..)| name);
            let message = format!(
                "the scope is none of {}; leave it out, and say in the rule what it covers",
                text::quoted(&names)
            );
            say(ProblemCode::UnknownValue, &at.key("warrantyScope"), message);
        }
        known.map(|(_, covers, service)| (*covers, *service))
    });
    let at_duration = at.key("durationOfWarranty");
    let duration = promise.get("durationOfWarranty");
    let length = duration.and_then(|duration| read_length(duration, &at_duration, &mut say));
    if duration.is_none() {
        say(
            ProblemCode::MissingField,
            &at_duration,
            "`durationOfWarranty` is missing; state `value` and `unitCode`".into(),
        );
    }
    let mut left = unread(promise, at, &["@context", "@id", "@type", "durationOfWarranty", "warrantyScope"]);
    left.add_all(duration.into_iter().flat_map(|of| unread(of, &at_duration, &["@type", "value", "unitCode"])));
    length.map(|length| Imported { length, scope, left })
}

/// A `QuantitativeValue` of time as a length.
fn read_length(
    duration: &Json<'_>,
    at: &Pointer<'_>,
    say: &mut dyn FnMut(ProblemCode, &Pointer<'_>, String),
) -> Option<String> {
    let stated = duration.get("value").and_then(|value| value.whole().or_else(|| value.text()?.parse().ok()));
    let unit = duration.text_of("unitCode").map(local);
    let unit = UNITS.iter().find(|(code, _)| Some(*code) == unit);
    if unit.is_none() {
        let message = format!("the unit is none of {}; state one of them", text::quoted(&UNITS.map(|(code, _)| code)));
        say(ProblemCode::UnknownValue, &at.key("unitCode"), message);
    }
    let length = |value: i64| format!("P{value}{}", unit.map_or('D', |(_, letter)| *letter));
    let length = stated.filter(|value| *value > 0).map(length).filter(|length| Length::read(length).is_some());
    if length.is_none() {
        let message =
            "the duration is no whole number of units from 1; state a fraction in smaller units, such as 18 months";
        say(ProblemCode::OutOfRange, &at.key("value"), message.into());
    }
    length.filter(|_| unit.is_some())
}

/// The places of all fields but those that are read.
fn unread(json: &Json<'_>, at: &Pointer<'_>, read: &[&str]) -> Vec<String> {
    let others = json.entries().iter().filter(|(name, _)| !read.contains(&name.as_ref()));
    others.map(|(name, _)| at.key(name).text()).gather()
}

/// A name without what it is a name of: `https://schema.org/`, `gr:`.
fn local(name: &str) -> &str {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// An object of these fields.
struct Fields<'f>(&'f [(&'f str, &'f dyn ToJson)]);

impl ToJson for Fields<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        self.0.iter().for_each(|(name, value)| object.field(name, *value));
        object.close();
    }
}

impl ToJson for Imported {
    fn write(&self, out: &mut String) {
        let (covers, service) = self.scope.map(|(covers, service)| (covers.to_vec(), service)).unzip();
        let window = Fields(&[("length", &self.length), ("from", &vec!["delivery"])]);
        let then: &[(&str, &dyn ToJson)] =
            &[("granted", &true), ("window", &window), ("covers", &covers), ("service", &service)];
        let when = Fields(&[("reason", &vec!["defect"]), ("remedy", &vec!["repair"])]);
        let rule = Fields(&[("id", &"warranty"), ("when", &when), ("then", &Fields(then))]);
        let assumed = ASSUMED.to_vec();
        Fields(&[("format", &FORMAT), ("rule", &rule), ("assumed", &assumed), ("left", &self.left)]).write(out);
    }
}
