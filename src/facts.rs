//! What an order, a product or a request states, as far as the loaded documents can read it.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::condition::Truth;
use crate::day::{self, Moment};
use crate::dimension::DimensionId;
use crate::fact::{self, Definition, FactId, Kind, LINE, Levels, ORDER, PRODUCT, REQUEST, REQUEST_LINE};
use crate::gather::GatherAll;
use crate::json::Json;
use crate::map::Map;
use crate::policy::{GivenValue, Scalar};
use crate::suspension::Repair;
use crate::world::{self, Assumption};

/// One source of facts: an object, what it may state, and where it stands in the call.
#[derive(Debug, Clone)]
pub(crate) struct Source<'j> {
    /// What it may state.
    pub(crate) levels: Levels,
    /// The object.
    pub(crate) json: &'j Json<'j>,
    /// Where it stands, as a JSON Pointer.
    pub(crate) path: String,
}

/// The value of a fact, and who says so.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stated {
    /// The value.
    pub(crate) value: FactValue,
    /// Who says so.
    pub(crate) origin: Origin,
    /// The atoms in which a text may lie, once they were asked for.
    located: OnceCell<AtomSet>,
}

impl Stated {
    /// A value, and who says so.
    pub(crate) const fn new(value: FactValue, origin: Origin) -> Self {
        Self { value, origin, located: OnceCell::new() }
    }

    /// The atoms in which the text may lie that is stated of a dimension.
    pub(crate) fn located(&self, compiled: &Compiled, id: DimensionId, word: &str) -> AtomSet {
        self.located.get_or_init(|| compiled.dimensions.locate(id, word)).clone()
    }
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FactValue {
    /// Known to be none.
    None,
    /// A text.
    Word(String),
    /// A number.
    Number(i64),
    /// One of the numbers from this to that, both inside.
    Between(i64, i64),
    /// A day or instant.
    Moment(Moment),
    /// Whether a tag is there.
    Tag(bool),
    /// Every repair so far.
    Repairs(Vec<Repair>),
    /// Something that only counters read.
    History,
}

/// Who states a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The call, at this JSON Pointer.
    Call(String),
    /// The position of the document that vouches for it.
    Given(usize),
}

/// A fact that follows from others, or from the call itself.
#[derive(Debug, Clone)]
pub(crate) struct Derived {
    /// The fact.
    pub(crate) fact: FactId,
    /// The name below it.
    pub(crate) name: Option<String>,
    /// Its value, if what it follows from is stated.
    pub(crate) value: Option<FactValue>,
    /// Where what it follows from is, or would be, stated.
    pub(crate) place: String,
}

/// What is stated of one subject: a bucket of a line, or a product.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// By dimension; `None` where nobody says.
    pub(crate) stated: Vec<Option<Stated>>,
    /// By dimension, where a missing fact would be stated.
    pub(crate) places: Vec<String>,
    /// Whether a document that vouches for facts may come to apply when more is known.
    pub(crate) open: bool,
}

impl Facts {
    /// Reads what the sources say, and fills in what documents vouch for.
    pub(crate) fn filled(compiled: &Compiled, sources: &[Source<'_>], derived: &[Derived]) -> Rc<Self> {
        let mut facts = Self::read(compiled, sources, derived);
        facts.fill(compiled, &Map::new());
        Rc::new(facts)
    }

    /// Reads what the sources say, the earlier before the later.
    fn read(compiled: &Compiled, sources: &[Source<'_>], derived: &[Derived]) -> Self {
        let mut facts = Self { stated: Vec::new(), places: Vec::new(), open: false };
        for (id, dimension) in compiled.dimensions.iter() {
            let definition = fact::definition(dimension.fact);
            let name = dimension.name.as_deref();
            let place = place(definition, name, sources);
            if let Some((reading, document)) = compiled.settings.get(&id) {
                let value = FactValue::Word(reading.clone());
                facts.stated.push(Some(Stated::new(value, Origin::Given(*document))));
                facts.places.push(place);
                continue;
            }
            match derived.iter().find(|derived| derived.fact == dimension.fact && derived.name == dimension.name) {
                Some(Derived { value, place, .. }) => {
                    let stated = value.clone().map(|value| Stated::new(value, Origin::Call(place.clone())));
                    facts.stated.push(stated);
                    facts.places.push(place.clone());
                }
                None => {
                    facts.stated.push(sources.iter().find_map(|source| source.find(definition, name)));
                    facts.places.push(place);
                }
            }
        }
        facts
    }

    /// Fills what nobody states with what the documents vouch for where they apply.
    ///
    /// A document applies where its own conditions hold, its own given facts included. Afterwards
    /// `open` says whether some document may still come to apply.
    pub(crate) fn fill(&mut self, compiled: &Compiled, assumed: &Map<DimensionId, Assumption>) {
        let nothing = AtomSet::none(0);
        // One fact may bring another's document to apply, or be another's anchor: every round fills one at least.
        loop {
            let before = self.stated.iter().flatten().count();
            let mut open = false;
            for (position, scope) in compiled.scopes.iter().enumerate() {
                if compiled.documents.get(position).is_none_or(|document| document.given.is_empty()) {
                    continue;
                }
                let mut own = self.clone();
                own.vouch(compiled, position);
                let known = world::known(compiled, &own, assumed, position);
                match scope.truth(&|dimension| known.get(dimension).unwrap_or(&nothing)) {
                    Truth::True => *self = own,
                    Truth::Unknown => open = true,
                    Truth::False => {}
                }
            }
            if self.stated.iter().flatten().count() == before {
                self.open = open;
                return;
            }
        }
    }

    fn vouch(&mut self, compiled: &Compiled, position: usize) {
        let Some(document) = compiled.documents.get(position) else { return };
        for (id, dimension) in compiled.dimensions.iter() {
            if self.stated.get(id).is_some_and(Option::is_some) {
                continue;
            }
            let given = document.given.iter().find(|given| {
                given.fact == dimension.fact
                    && (given.name == dimension.name || matches!(given.value, GivenValue::Tags(_)))
            });
            let value = given.and_then(|given| match &given.value {
                GivenValue::Is(Scalar::None) => Some(FactValue::None),
                GivenValue::Is(Scalar::Word(word)) => Some(FactValue::Word(word.clone())),
                GivenValue::Is(Scalar::Number(number)) if fact::definition(given.fact).kind == Kind::Day => {
                    day::day_with_number(*number).map(|day| FactValue::Moment(Moment::Day(day)))
                }
                GivenValue::Is(Scalar::Number(number)) => Some(FactValue::Number(*number)),
                GivenValue::Tags(tags) => dimension.name.as_ref().map(|name| FactValue::Tag(tags.contains(name))),
                GivenValue::Anchor(other) => {
                    let other = compiled.dimensions.position(*other, None)?;
                    self.stated.get(other)?.as_ref().map(|stated| stated.value.clone())
                }
            });
            if let (Some(value), Some(slot)) = (value, self.stated.get_mut(id)) {
                *slot = Some(Stated::new(value, Origin::Given(position)));
            }
        }
    }
}

impl Source<'_> {
    fn find(&self, definition: &Definition, name: Option<&str>) -> Option<Stated> {
        if definition.levels & self.levels == 0 {
            return None;
        }
        let json = self.json.get(definition.field)?;
        let field = format!("{}/{}", self.path, definition.field);
        let (value, path) = match (definition.kind, name) {
            (Kind::Tags, Some(tag)) => {
                (FactValue::Tag(json.items().iter().any(|item| item.text() == Some(tag))), field)
            }
            (Kind::Names | Kind::Amounts, Some(name)) => {
                (read_value(definition.kind, json.get(name)?)?, format!("{field}/{name}"))
            }
            (Kind::History, _) if definition.name != "repairs" => (FactValue::History, field),
            _ => (read_value(definition.kind, json)?, field),
        };
        Some(Stated::new(value, Origin::Call(path)))
    }
}

fn read_value(kind: Kind, json: &Json<'_>) -> Option<FactValue> {
    match json {
        Json::Null => Some(FactValue::None),
        Json::Bool(flag) => Some(FactValue::Word(flag.to_string())),
        Json::Number(_) => json.whole().map(FactValue::Number),
        Json::Text(text) if kind == Kind::Day => day::read_moment(text).map(FactValue::Moment),
        Json::Text(text) => Some(FactValue::Word(text.to_string())),
        Json::List(repairs) if kind == Kind::History => {
            repairs.iter().map(read_repair).gather_all().map(FactValue::Repairs)
        }
        _ => None,
    }
}

fn read_repair(json: &Json<'_>) -> Option<Repair> {
    let moment = |field| day::read_moment(json.text_of(field)?);
    Some(Repair {
        requested: moment("requestedAt"),
        handed_over: moment("handedOverAt")?,
        returned: moment("returnedAt"),
    })
}

/// Where a fact would be stated: by the buyer's request if it may, else as near to the goods as it may be; no place for
/// one that no call states.
fn place(definition: &Definition, name: Option<&str>, sources: &[Source<'_>]) -> String {
    if definition.field.is_empty() {
        return String::new();
    }
    let order = [REQUEST_LINE, LINE, PRODUCT, REQUEST, ORDER];
    let source = order
        .iter()
        .filter(|level| definition.levels & **level != 0)
        .find_map(|level| sources.iter().find(|source| source.levels & level != 0));
    let base = match source {
        Some(source) => source.path.as_str(),
        None if definition.levels & REQUEST_LINE != 0 => "/request/lines/0",
        None if definition.levels & REQUEST != 0 => "/request",
        None => "/order",
    };
    match (definition.kind, name) {
        (Kind::Names | Kind::Amounts, Some(name)) => format!("{base}/{}/{name}", definition.field),
        _ => format!("{base}/{}", definition.field),
    }
}
