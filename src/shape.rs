//! What documents look like, as data: one description reads them, and produces their schemas and types.

#[cfg(feature = "check")]
mod documents;
mod facts;

use crate::day;
use crate::fact::{self, Levels};
use crate::gather::Gather;
use crate::json::{Json, LARGEST_WHOLE};
use crate::order;
use crate::pointer::Pointer;
use crate::problem::{Problem, ProblemCode};
use crate::text;

/// What one value looks like.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text of 1 to 500 characters.
    Text,
    /// A name: 1 to 100 letters, digits, `-`, `_`, `.` or `:`.
    Word,
    /// `true`, `false` or a name.
    WordOrFlag,
    /// Names or texts joined by `/`.
    Path,
    /// `DE`, `DE-BY`, or a group such as `EU`.
    Market,
    /// An ISO 4217 code.
    Currency,
    /// `2026-03-01`.
    Date,
    /// `2026-03-01T12:00:00+01:00`.
    Instant,
    /// A date or an instant.
    Moment,
    /// `P14D`.
    #[cfg(feature = "check")]
    Length,
    /// `PT168H`.
    #[cfg(feature = "check")]
    Hours,
    /// What `when` calls a fact.
    #[cfg(feature = "check")]
    FactName,
    /// A rule's id, or a document's and a rule's: `acme/final-sale`.
    #[cfg(feature = "check")]
    RuleName,
    /// `15%`.
    #[cfg(feature = "check")]
    Rate,
    /// Base64 text.
    #[cfg(feature = "check")]
    Base64,
    /// A whole number in this range.
    Whole(i64, i64),
    /// `true` or `false`.
    #[cfg(feature = "check")]
    Flag,
    /// `null`.
    Null,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of different values, at least as many as said.
    List(&'static Shape, usize),
    /// Names that map to values.
    Map(&'static Shape, &'static Shape),
    /// An object with known fields.
    Object(&'static Object),
    /// The first of these that fits the value's JSON type and, among objects, a required field, or else any.
    Either(&'static [&'static Shape]),
    /// A window, by name or definition.
    #[cfg(feature = "check")]
    Window,
    /// The conditions of a rule or document.
    #[cfg(feature = "check")]
    When,
    /// The facts a document vouches for.
    #[cfg(feature = "check")]
    Given,
    /// A period as answers show it.
    #[cfg(all(feature = "check", not(target_arch = "wasm32")))]
    Period,
    /// A condition as answers write it.
    #[cfg(all(feature = "check", not(target_arch = "wasm32")))]
    Condition,
    /// The code of a problem.
    #[cfg(all(feature = "check", not(target_arch = "wasm32")))]
    Code,
    /// The code of a finding.
    #[cfg(all(feature = "check", not(target_arch = "wasm32")))]
    FindingCode,
    /// Any text, the empty one included, as answers write it.
    #[cfg(all(feature = "check", not(target_arch = "wasm32")))]
    Prose,
}

impl Shape {
    /// An amount in minor units.
    pub(crate) const AMOUNT: Self = Self::Whole(0, LARGEST_WHOLE);
}

/// An object with known fields.
#[derive(Debug)]
pub(crate) struct Object {
    /// What schemas and types call it.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "only schemas and types call it by name"))]
    pub(crate) name: &'static str,
    /// What it is.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "only schemas and types have documentation"))]
    pub(crate) doc: &'static str,
    /// Its own fields.
    pub(crate) fields: &'static [Field],
    /// The levels whose facts it states besides.
    pub(crate) facts: Levels,
    /// Whether it must have a field at all.
    pub(crate) filled: bool,
}

/// One field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its key.
    pub(crate) name: &'static str,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// What its value looks like.
    pub(crate) shape: Shape,
    /// What it means.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "only schemas and types have documentation"))]
    pub(crate) doc: &'static str,
}

/// A field that must be there.
pub(crate) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, required: true, shape, doc: fact::doc(doc) }
}

/// A field that may be left out.
pub(crate) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, required: false, shape, doc: fact::doc(doc) }
}

/// The most items a list of a document may have.
const MOST_ITEMS: usize = 20_000;

/// Reports everything about `json` that does not look like `shape`.
pub(crate) fn check(shape: &Shape, json: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    let mut say = |code, message: String| problems.push(Problem::new(code, at, message));
    match (shape, json) {
        // Reported by a walk over the whole document, for it may lie where no shape looks.
        (_, Json::TooDeep) => {}
        (Shape::WordOrFlag, Json::Bool(_)) | (Shape::Null, Json::Null) => {}
        (Shape::OneOf(among), Json::Text(text)) => {
            if !among.contains(&text.as_ref()) {
                say(ProblemCode::UnknownValue, format!("`{text}` is none of {}", text::quoted(among)));
            }
        }
        (Shape::Whole(least, most), Json::Number(_)) => {
            let whole = json.whole();
            if !whole.is_some_and(|whole| (*least..=*most).contains(&whole)) {
                let found = whole.map_or_else(|| "this number".into(), |whole| format!("`{whole}`"));
                say(ProblemCode::OutOfRange, format!("{found} is no whole number from {least} to {most}"));
            }
        }
        (Shape::List(of, least), Json::List(items)) => check_list(of, *least, items, at, problems),
        (Shape::Map(key, of), Json::Object(entries)) => check_map(key, of, entries, at, problems),
        (Shape::Object(object), Json::Object(entries)) => check_object(object, entries, at, problems),
        (Shape::Either(shapes), _) => match fitting(shapes, json) {
            Some(fitting) => check(fitting, json, at, problems),
            None => say(ProblemCode::WrongType, format!("{} where {} stands", expected(shape), json.kind())),
        },
        (shape, Json::Text(text)) if admits_text(shape) => {
            if let Some((code, message)) = check_text(shape, text) {
                say(code, message);
            }
        }
        #[cfg(feature = "check")]
        (Shape::Flag | Shape::FactName | Shape::Window | Shape::When | Shape::Given, _) => {
            documents::check(shape, json, at, problems);
        }
        (shape, json) => say(ProblemCode::WrongType, mistaken(shape, json)),
    }
}

/// Says that a value has another type than its shape.
fn mistaken(shape: &Shape, json: &Json<'_>) -> String {
    format!("{} is expected, not {}", expected(shape), json.kind())
}

fn admits_text(shape: &Shape) -> bool {
    #[rustfmt::skip]
    let admits = matches!(shape, Shape::Text | Shape::Word | Shape::WordOrFlag | Shape::Path | Shape::Market | Shape::Currency
        | Shape::Date | Shape::Instant | Shape::Moment);
    #[cfg(feature = "check")]
    let admits = admits || documents::admits_text(shape);
    admits
}

/// Says whether a text has a form.
#[cfg(feature = "brief")]
pub(crate) fn fits(shape: &Shape, text: &str) -> bool {
    admits_text(shape) && check_text(shape, text).is_none()
}

/// How many characters a name may have.
pub(crate) const LONGEST_NAME: usize = 100;

/// How many characters any other text may have.
pub(crate) const LONGEST_TEXT: usize = 500;

/// Says what is wrong with a text of a form.
fn check_text(shape: &Shape, text: &str) -> Option<(ProblemCode, String)> {
    // `chars().count()` counts several bytes at once, and weighs more: every character has one byte that goes on with no other.
    let count = text.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
    let most = match shape {
        #[cfg(feature = "check")]
        Shape::Base64 => 100_000,
        Shape::Word | Shape::WordOrFlag => LONGEST_NAME,
        _ => LONGEST_TEXT,
    };
    if count == 0 || count > most {
        return Some((ProblemCode::BadSize, format!("{count} characters where 1 to {most} are allowed")));
    }
    (!has_form(shape, text)).then(|| (ProblemCode::BadForm, format!("`{text}` is not {}", expected(shape))))
}

/// Says whether a text that is neither empty nor too long has a form.
pub(crate) fn has_form(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Word | Shape::WordOrFlag => text.chars().all(is_of_name),
        Shape::Path => {
            text.split('/').all(|part| !is_space(part.chars().next()) && !is_space(part.chars().next_back()))
        }
        Shape::Market => is_market(text),
        Shape::Currency => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        Shape::Date => day::read_day(text).is_some(),
        Shape::Instant => day::read_instant(text).is_some(),
        Shape::Moment => day::read_moment(text).is_some(),
        #[cfg(feature = "check")]
        Shape::RuleName | Shape::Length | Shape::Hours | Shape::Rate => documents::fits(shape, text),
        _ => true,
    }
}

/// Says whether names are made of a character.
pub(crate) const fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')
}

fn is_market(text: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    (2..=20).contains(&text.len()) && text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(rest)
}

/// What a value of this shape is called in a message.
pub(crate) fn expected(shape: &Shape) -> String {
    match shape {
        Shape::Text => "a text".into(),
        Shape::Word => "a name of letters, digits, `-`, `_`, `.` and `:`".into(),
        Shape::WordOrFlag => "true, false or a name of letters, digits, `-`, `_`, `.` and `:`".into(),
        Shape::Path => "a path such as `apparel/shoes`".into(),
        Shape::Market => "a market such as `DE`, `DE-BY` or `EU`".into(),
        Shape::Currency => "an ISO 4217 code such as `EUR`".into(),
        Shape::Date => "a date such as `2026-03-01`".into(),
        Shape::Instant => "an instant such as `2026-03-01T12:00:00+01:00`".into(),
        Shape::Moment => "a date such as `2026-03-01` or an instant such as `2026-03-01T12:00:00+01:00`".into(),
        Shape::Whole(least, most) => format!("a whole number from {least} to {most}"),
        Shape::Null => "null".into(),
        Shape::OneOf(among) => format!("one of {}", text::quoted(among)),
        Shape::List(..) => "a list".into(),
        Shape::Map(..) | Shape::Object(_) => "an object".into(),
        Shape::Either(shapes) => {
            let each: Vec<String> = shapes.iter().map(|shape| expected(shape)).gather();
            text::joined(&each.iter().map(String::as_str).gather(), " or ")
        }
        #[cfg(feature = "check")]
        shape => documents::expected(shape).into(),
    }
}

/// Picks the shape that a value of several possible ones is meant to have.
fn fitting<'s>(shapes: &'s [&'static Shape], json: &Json<'_>) -> Option<&'s Shape> {
    let candidates = || shapes.iter().copied().filter(|shape| admits(shape, json));
    let has_field = |shape: &Shape, matters: fn(&Field) -> bool| {
        let Shape::Object(object) = shape else { return true };
        object.fields.iter().filter(|field| matters(field)).any(|field| json.get(field.name).is_some())
    };
    let fits = |shape: &&Shape| match json {
        Json::Text(_) => {
            let mut problems = Vec::new();
            check(shape, json, &Pointer::Root, &mut problems);
            problems.is_empty()
        }
        _ => has_field(shape, |field| field.required),
    };
    let some_field = |shape: &&Shape| has_field(shape, |_| true);
    candidates().find(fits).or_else(|| candidates().find(some_field)).or_else(|| candidates().next())
}

fn admits(shape: &Shape, json: &Json<'_>) -> bool {
    #[cfg(feature = "check")]
    if documents::admits(shape, json) {
        return true;
    }
    match json {
        Json::Bool(_) => matches!(shape, Shape::WordOrFlag),
        Json::Number(_) => matches!(shape, Shape::Whole(..)),
        Json::Text(_) => admits_text(shape) || matches!(shape, Shape::OneOf(_)),
        Json::List(_) => matches!(shape, Shape::List(..)),
        Json::Object(_) => matches!(shape, Shape::Object(_) | Shape::Map(..)),
        Json::Null => matches!(shape, Shape::Null),
        Json::TooDeep => false,
    }
}

fn check_list(of: &Shape, least: usize, items: &[Json<'_>], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if items.len() < least || items.len() > MOST_ITEMS {
        let message = format!("{} items where {least} to {MOST_ITEMS} are allowed", items.len());
        problems.push(Problem::new(ProblemCode::BadSize, at, message));
    }
    for (index, item) in items.iter().enumerate() {
        check(of, item, &at.index(index), problems);
    }
    check_different(items, at, problems);
}

/// Values of a list differ from each other; objects are told apart by their ids.
fn check_different(items: &[Json<'_>], at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    if items.len() < 2 {
        return;
    }
    let written = |item: &Json<'_>| {
        let mut text = String::new();
        item.write_canonical(&mut text);
        text
    };
    let (mut places, mut texts) = (Vec::new(), Vec::new());
    for (place, item) in items.iter().enumerate().filter(|(_, item)| !matches!(item, Json::Object(_))) {
        places.push(place);
        texts.push(written(item));
    }
    // As slices, like names: what is compared is compiled once.
    let texts: Vec<&str> = texts.iter().map(String::as_str).gather();
    for position in order::repeated(&texts) {
        if let (Some(place), Some(text)) = (places.get(position), texts.get(position)) {
            let message = format!("{text} stands here twice");
            problems.push(Problem::new(ProblemCode::DuplicateValue, at.index(*place), message));
        }
    }
}

/// Reports every value that lies deeper than documents go.
pub(crate) fn check_depth(json: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    // Hardly any does: that is quicker to see without knowing where.
    if cfg!(feature = "check") && !goes_too_deep(json) {
        return;
    }
    match json {
        Json::TooDeep => {
            let message = "nested more than 64 deep; no document needs that";
            problems.push(Problem::new(ProblemCode::TooDeep, at, message));
        }
        Json::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| check_depth(item, &at.index(index), problems));
        }
        Json::Object(entries) => entries.iter().for_each(|(name, value)| check_depth(value, &at.key(name), problems)),
        _ => {}
    }
}

fn goes_too_deep(json: &Json<'_>) -> bool {
    match json {
        Json::TooDeep => true,
        Json::List(items) => items.iter().any(goes_too_deep),
        Json::Object(entries) => entries.iter().any(|(_, value)| goes_too_deep(value)),
        _ => false,
    }
}

fn check_map(
    key: &Shape,
    of: &Shape,
    entries: &[(std::borrow::Cow<'_, str>, Json<'_>)],
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    check_duplicates(entries, at, problems);
    for (name, value) in entries {
        let at = at.key(name);
        check(key, &Json::Text(name.as_ref().into()), &at, problems);
        check(of, value, &at, problems);
    }
}

/// Reports keys that stand twice.
pub(crate) fn check_duplicates(
    entries: &[(std::borrow::Cow<'_, str>, Json<'_>)],
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    // Most objects have few keys, and none of them twice. The engine for pages reads few objects.
    let stands_before = |(place, (name, _)): (usize, &(std::borrow::Cow<'_, str>, Json<'_>))| {
        entries.iter().take(place).any(|(other, _)| other == name)
    };
    if cfg!(feature = "check") && entries.len() <= 16 && !entries.iter().enumerate().any(stands_before) {
        return;
    }
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_ref()).gather();
    for name in order::repeated(&names).into_iter().filter_map(|position| names.get(position)) {
        let message = format!("`{name}` stands twice; keep one, for readers disagree on which counts");
        problems.push(Problem::new(ProblemCode::DuplicateKey, at.key(name), message));
    }
}

fn check_object(
    object: &Object,
    entries: &[(std::borrow::Cow<'_, str>, Json<'_>)],
    at: &Pointer<'_>,
    problems: &mut Vec<Problem>,
) {
    check_duplicates(entries, at, problems);
    if object.filled && entries.is_empty() {
        let message = format!("an empty object says nothing; give one of {}", text::quoted(&field_names(object)));
        problems.push(Problem::new(ProblemCode::BadSize, at, message));
    }
    for (name, value) in entries {
        let at = at.key(name);
        if let Some(field) = object.fields.iter().find(|field| field.name == name) {
            check(&field.shape, value, &at, problems);
        } else if let Some(fact) = fact::stated(name, object.facts) {
            facts::check_fact(fact::definition(fact), value, &at, problems);
        } else {
            let message = unknown_field(name, &field_names(object));
            problems.push(Problem::new(ProblemCode::UnknownField, at, message));
        }
    }
    for field in object.fields.iter().filter(|field| field.required) {
        if !entries.iter().any(|(name, _)| name == field.name) {
            let message = format!("`{}` is missing: {} is expected", field.name, expected(&field.shape));
            problems.push(Problem::new(ProblemCode::MissingField, at.key(field.name), message));
        }
    }
}

fn field_names(object: &Object) -> Vec<&'static str> {
    let mut names = Vec::new();
    for field in object.fields {
        names.push(field.name);
    }
    for fact in fact::FACTS {
        if fact.levels & object.facts != 0 {
            names.push(fact.field);
        }
    }
    names
}

/// A name in small letters, without what joins its words.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars().filter(|letter| !matches!(letter, '-' | '_')) {
        plain.push(letter.to_ascii_lowercase());
    }
    plain
}

/// Says whether a part of a path begins or ends with a space, or with nothing.
fn is_space(end: Option<char>) -> bool {
    end.is_none_or(char::is_whitespace)
}

/// Names the field that was probably meant, else all that are known.
fn unknown_field(name: &str, known: &[&str]) -> String {
    let alike = |known: &&&str| {
        let (a, b) = (plain(known), plain(name));
        a == b || a.strip_suffix('s') == Some(&b) || b.strip_suffix('s') == Some(&a)
    };
    match known.iter().find(alike) {
        Some(meant) => format!("`{name}` is not known here; write `{meant}`"),
        None => format!("`{name}` is not known here; known are {}", text::quoted(known)),
    }
}
