//! Reads a call of plain form into lists of what it states, or leaves it to the reader that can say what is wrong.
//!
//! Every field of a call has to look as it should, read by the policy or not: what is wrong is never passed over.

use crate::brief::room;
use crate::brief::said::{Heard, Reader, Said};
use crate::brief::scan::{Keys, Scanner};
use crate::brief::value;
use crate::call::MOST_SUBJECTS;
use crate::day::{self, Instant};
use crate::document;
use crate::fact::{self, FactId, LINE, Levels, ORDER, REQUEST, REQUEST_LINE};
use crate::map::Map;
use crate::order;
use crate::policy::Act;

/// A call.
#[derive(Debug, Default)]
pub(super) struct Call<'t> {
    /// The order's id.
    pub(super) id: &'t str,
    /// Now.
    pub(super) at: Option<Instant>,
    /// What a request says has happened.
    pub(super) acts: Map<Act, Instant>,
    /// What the order states.
    pub(super) order: Vec<Said<'t>>,
    /// The lines of the order.
    pub(super) lines: Vec<Line<'t>>,
    /// What the request states.
    pub(super) request: Vec<Said<'t>>,
    /// Whether there is a request, and its lines.
    pub(super) is_request: bool,
    pub(super) asked: Vec<Asked<'t>>,
    /// What the lines of the order state, one after another.
    of_lines: Vec<Said<'t>>,
    /// What the lines of the request state.
    of_asked: Vec<Said<'t>>,
    keys: KeysOf,
    heard: Heard,
}

/// The keys of the last object of each kind.
#[derive(Debug, Default)]
struct KeysOf {
    order: Keys,
    line: Keys,
    request: Keys,
    asked: Keys,
}

/// Where a part of a list begins, and before which item it ends.
type Part = (usize, usize);

/// A line of the order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line<'t> {
    /// Its id.
    pub(super) id: &'t str,
    /// Units that came back.
    pub(super) returned: i64,
    facts: Part,
}

/// A line of the request.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked<'t> {
    /// The line it is about.
    pub(super) line: &'t str,
    facts: Part,
}

/// Which facts the objects of a call may state, by the lengths of their fields.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    order: ByLength,
    line: ByLength,
    request: ByLength,
    asked: ByLength,
}

type ByLength = Vec<Vec<(&'static str, FactId)>>;

impl Fields {
    /// Sorts the fields of all facts.
    pub(super) fn new() -> Self {
        Self { order: of(ORDER), line: of(LINE), request: of(REQUEST), asked: of(REQUEST_LINE) }
    }
}

fn of(levels: Levels) -> ByLength {
    let mut fields: ByLength = Vec::new();
    for (fact, definition) in fact::FACTS.iter().enumerate() {
        let length = definition.field.len();
        if definition.levels & levels != 0 {
            while fields.len() <= length {
                fields.push(Vec::new());
            }
            if let Some(of_length) = fields.get_mut(length) {
                of_length.push((definition.field, fact));
            }
        }
    }
    fields
}

/// The fields of one object that were read, as bits: those of facts, and its own by the places that they are given here.
#[derive(Default)]
struct Seen([u64; 2]);

/// The places of own fields follow those of the facts: what names an object or the line it is about, then the lines of an order
/// or a request, then the acts of a request.
const OWN: usize = fact::FACTS.len();
const ID: usize = 0;
const LINES: usize = 1;
const ACTS: usize = 2;

impl Seen {
    /// Takes a field in, unless it was read already.
    #[inline]
    fn once(&mut self, field: usize) -> Option<()> {
        let word = self.0.get_mut(field.div_euclid(64))?;
        let bit = 1 << field.rem_euclid(64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new.then_some(())
    }

    /// Says that an object's own field was read.
    fn has(&self, field: usize) -> Option<()> {
        let field = OWN.wrapping_add(field);
        let word = self.0.get(field.div_euclid(64))?;
        (word & (1 << field.rem_euclid(64)) != 0).then_some(())
    }
}

impl<'t> Call<'t> {
    /// Reads a call; `None` where it is not plain, or not right.
    pub(super) fn read(&mut self, text: &'t str, reader: Reader<'_>) -> Option<()> {
        self.clear();
        let mut scanner = Scanner::new(text);
        let mut seen = Seen::default();
        scanner.object(|scanner, key| {
            let place = ["order", "request", "at"].iter().position(|name| *name == key)?;
            seen.once(place)?;
            match place {
                0 => self.read_order(scanner, reader),
                1 => self.read_request(scanner, reader),
                _ => {
                    self.at = Some(day::read_instant(scanner.string()?)?);
                    Some(())
                }
            }
        })?;
        let asked = if self.is_request { self.asked.len() } else { 1 };
        let is_right = scanner.is_over() && self.at.is_some() && self.has_own_ids();
        let fits = |count| (1..=MOST_SUBJECTS).contains(&count);
        (is_right && fits(self.lines.len()) && fits(asked)).then_some(())
    }

    /// Says whether each line has an id of its own.
    fn has_own_ids(&self) -> bool {
        if self.lines.len() <= FEW_LINES {
            let is_first =
                |(place, line): (usize, &Line<'t>)| !self.lines.iter().take(place).any(|one| one.id == line.id);
            return self.lines.iter().enumerate().all(is_first);
        }
        let mut ids = Vec::new();
        for line in &self.lines {
            ids.push(line.id);
        }
        order::repeated(&ids).is_empty()
    }

    fn clear(&mut self) {
        self.lines.clear();
        self.order.clear();
        self.request.clear();
        self.of_lines.clear();
        self.of_asked.clear();
        self.asked.clear();
        (self.at, self.is_request, self.acts) = (None, false, Map::new());
    }

    /// The same room for a call in another text.
    pub(super) fn emptied(self) -> Call<'static> {
        Call {
            order: room::emptied(self.order),
            lines: room::emptied(self.lines),
            request: room::emptied(self.request),
            of_lines: room::emptied(self.of_lines),
            asked: room::emptied(self.asked),
            of_asked: room::emptied(self.of_asked),
            keys: self.keys,
            heard: self.heard,
            ..Call::default()
        }
    }

    /// What a line states.
    pub(super) fn of_line(&self, line: &Line<'t>) -> &[Said<'t>] {
        self.of_lines.get(line.facts.0..line.facts.1).unwrap_or_default()
    }

    /// What a line of the request states.
    pub(super) fn of_asked(&self, asked: &Asked<'t>) -> &[Said<'t>] {
        self.of_asked.get(asked.facts.0..asked.facts.1).unwrap_or_default()
    }

    fn read_order(&mut self, scanner: &mut Scanner<'t>, reader: Reader<'_>) -> Option<()> {
        let mut seen = Seen::default();
        let mut keys = std::mem::take(&mut self.keys.order);
        let find = |key: &str| find(key, &["id", "lines"], &reader.plan.fields.order);
        scanner.fields(&mut keys, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(ID) => self.id = value::text(scanner)?,
                Some(_) => scanner.list(|scanner| self.read_line(scanner, reader))?,
                None => reader.read(scanner, field, &mut self.heard, &mut self.order)?,
            }
            Some(())
        })?;
        self.keys.order = keys;
        seen.has(ID)
    }

    fn read_line(&mut self, scanner: &mut Scanner<'t>, reader: Reader<'_>) -> Option<()> {
        let mut line = Line::default();
        let mut seen = Seen::default();
        let from = self.of_lines.len();
        let find = |key: &str| find(key, &["id", "returned"], &reader.plan.fields.line);
        scanner.fields(&mut self.keys.line, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(ID) => line.id = value::text(scanner)?,
                Some(_) => line.returned = value::read_shape(scanner, &document::RETURNED)?.number()?,
                None => reader.read(scanner, field, &mut self.heard, &mut self.of_lines)?,
            }
            Some(())
        })?;
        line.facts = (from, self.of_lines.len());
        self.lines.push(line);
        (self.lines.len() <= MOST_SUBJECTS).then_some(())?;
        seen.has(ID)
    }

    fn read_request(&mut self, scanner: &mut Scanner<'t>, reader: Reader<'_>) -> Option<()> {
        let mut seen = Seen::default();
        let mut keys = std::mem::take(&mut self.keys.request);
        let find = |key: &str| match Act::ALL.iter().position(|(.., field)| *field == key) {
            Some(act) => Some(OWN.wrapping_add(act).wrapping_add(ACTS)),
            None => find(key, &["id", "lines"], &reader.plan.fields.request),
        };
        scanner.fields(&mut keys, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(ID) => {
                    value::text(scanner)?;
                }
                Some(LINES) => scanner.list(|scanner| self.read_asked(scanner, reader))?,
                Some(act) => {
                    let (act, ..) = Act::ALL.get(act.wrapping_sub(ACTS))?;
                    self.acts.insert(*act, day::read_instant(scanner.string()?)?);
                }
                None => reader.read(scanner, field, &mut self.heard, &mut self.request)?,
            }
            Some(())
        })?;
        self.keys.request = keys;
        self.is_request = true;
        Some(())
    }

    fn read_asked(&mut self, scanner: &mut Scanner<'t>, reader: Reader<'_>) -> Option<()> {
        let mut asked = Asked::default();
        let mut seen = Seen::default();
        let from = self.of_asked.len();
        let find = |key: &str| find(key, &["line", "quantity"], &reader.plan.fields.asked);
        scanner.fields(&mut self.keys.asked, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(ID) => asked.line = value::text(scanner)?,
                Some(_) => {
                    value::read_shape(scanner, &document::REQUESTED)?;
                }
                None => reader.read(scanner, field, &mut self.heard, &mut self.of_asked)?,
            }
            Some(())
        })?;
        asked.facts = (from, self.of_asked.len());
        self.asked.push(asked);
        (self.asked.len() <= MOST_SUBJECTS).then_some(())?;
        seen.has(ID)
    }
}

/// The field of a key: one of an object's own, or the fact that it states.
#[inline]
fn find(key: &str, own: &[&str], facts: &ByLength) -> Option<usize> {
    match own.iter().position(|name| *name == key) {
        Some(place) => Some(OWN.wrapping_add(place)),
        None => facts.get(key.len())?.iter().find(|(name, _)| *name == key).map(|(_, fact)| *fact),
    }
}

/// The place of an own field among those of its object.
const fn own(field: usize) -> Option<usize> {
    field.checked_sub(OWN)
}

/// Up to so many lines are compared with each other.
const FEW_LINES: usize = 32;
