//! Reads a call of plain form into lists of what it states, or leaves it to the reader that can say what is wrong.
//!
//! Every field of a call has to look as it should, read by the policy or not: what is wrong is never passed over.

use crate::brief::known::Known;
use crate::brief::room;
use crate::brief::scan::{Keys, Scanner};
use crate::call::MOST_SUBJECTS;
use crate::day::{self, Instant};
use crate::document;
use crate::fact::{self, Definition, FactId, Kind, LINE, Levels, ORDER, REQUEST, REQUEST_LINE};
use crate::map::Map;
use crate::order;
use crate::policy::Act;
use crate::shape::{self, LONGEST_NAME, LONGEST_TEXT, Shape};

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
    pub(super) order: Vec<Fact<'t>>,
    /// The lines of the order.
    pub(super) lines: Vec<Line<'t>>,
    /// What the request states.
    pub(super) request: Vec<Fact<'t>>,
    /// Whether there is a request, and its lines.
    pub(super) is_request: bool,
    pub(super) asked: Vec<Asked<'t>>,
    /// What the lines of the order state, one after another.
    of_lines: Vec<Fact<'t>>,
    /// What the lines of the request state.
    of_asked: Vec<Fact<'t>>,
    /// Tags, and the names in facts that have names.
    pub(super) lists: Lists<'t>,
    keys: KeysOf,
}

/// The keys of the last object of each kind.
#[derive(Debug, Default)]
struct KeysOf {
    order: Keys,
    line: Keys,
    request: Keys,
    asked: Keys,
}

/// A fact that an object states.
pub(super) type Fact<'t> = (FactId, Known<'t>);

/// Where a part of a list begins, and before which item it ends.
pub(super) type Part = (usize, usize);

/// What values hold that are lists.
#[derive(Debug, Default)]
pub(super) struct Lists<'t> {
    names: Vec<(&'t str, Known<'t>)>,
    tags: Vec<&'t str>,
}

impl<'t> Lists<'t> {
    /// The names of a fact that has names.
    pub(super) fn names(&self, (from, to): Part) -> &[(&'t str, Known<'t>)] {
        self.names.get(from..to).unwrap_or_default()
    }

    /// The tags of a product.
    pub(super) fn tags(&self, (from, to): Part) -> &[&'t str] {
        self.tags.get(from..to).unwrap_or_default()
    }
}

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

/// The places of own fields follow those of the facts.
const OWN: usize = fact::FACTS.len();

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
    pub(super) fn read(&mut self, text: &'t str, fields: &Fields) -> Option<()> {
        self.clear();
        let mut scanner = Scanner::new(text);
        let mut seen = Seen::default();
        scanner.object(|scanner, key| {
            let place = ["order", "request", "at"].iter().position(|name| *name == key)?;
            seen.once(place)?;
            match place {
                0 => self.read_order(scanner, fields),
                1 => self.read_request(scanner, fields),
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
        if self.lines.len() <= FEW {
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
        self.lists.names.clear();
        self.lists.tags.clear();
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
            lists: Lists { names: room::emptied(self.lists.names), tags: room::emptied(self.lists.tags) },
            keys: self.keys,
            ..Call::default()
        }
    }

    /// What a line states.
    pub(super) fn of_line(&self, line: &Line<'t>) -> &[Fact<'t>] {
        self.of_lines.get(line.facts.0..line.facts.1).unwrap_or_default()
    }

    /// What a line of the request states.
    pub(super) fn of_asked(&self, asked: &Asked<'t>) -> &[Fact<'t>] {
        self.of_asked.get(asked.facts.0..asked.facts.1).unwrap_or_default()
    }

    fn read_order(&mut self, scanner: &mut Scanner<'t>, fields: &Fields) -> Option<()> {
        let mut seen = Seen::default();
        let mut keys = std::mem::take(&mut self.keys.order);
        let find = |key: &str| find(key, &["id", "lines"], &fields.order);
        scanner.fields(&mut keys, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(0) => self.id = text(scanner)?,
                Some(_) => scanner.list(|scanner| self.read_line(scanner, fields))?,
                None => self.order.push(read_fact(scanner, field, &mut self.lists)?),
            }
            Some(())
        })?;
        self.keys.order = keys;
        seen.has(0)
    }

    fn read_line(&mut self, scanner: &mut Scanner<'t>, fields: &Fields) -> Option<()> {
        let mut line = Line::default();
        let mut seen = Seen::default();
        let from = self.of_lines.len();
        let find = |key: &str| find(key, &["id", "returned"], &fields.line);
        scanner.fields(&mut self.keys.line, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(0) => line.id = text(scanner)?,
                Some(_) => line.returned = read_shape(scanner, &document::RETURNED)?.number()?,
                None => self.of_lines.push(read_fact(scanner, field, &mut self.lists)?),
            }
            Some(())
        })?;
        line.facts = (from, self.of_lines.len());
        self.lines.push(line);
        seen.has(0)
    }

    fn read_request(&mut self, scanner: &mut Scanner<'t>, fields: &Fields) -> Option<()> {
        let mut seen = Seen::default();
        let mut keys = std::mem::take(&mut self.keys.request);
        let find = |key: &str| match Act::ALL.iter().position(|(.., field)| *field == key) {
            Some(act) => Some(OWN.wrapping_add(act).wrapping_add(2)),
            None => find(key, &["id", "lines"], &fields.request),
        };
        scanner.fields(&mut keys, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(0) => {
                    text(scanner)?;
                }
                Some(1) => scanner.list(|scanner| self.read_asked(scanner, fields))?,
                Some(act) => {
                    let (act, ..) = Act::ALL.get(act.wrapping_sub(2))?;
                    self.acts.insert(*act, day::read_instant(scanner.string()?)?);
                }
                None => self.request.push(read_fact(scanner, field, &mut self.lists)?),
            }
            Some(())
        })?;
        self.keys.request = keys;
        self.is_request = true;
        Some(())
    }

    fn read_asked(&mut self, scanner: &mut Scanner<'t>, fields: &Fields) -> Option<()> {
        let mut asked = Asked::default();
        let mut seen = Seen::default();
        let from = self.of_asked.len();
        let find = |key: &str| find(key, &["line", "quantity"], &fields.asked);
        scanner.fields(&mut self.keys.asked, find, |scanner, field| {
            seen.once(field)?;
            match own(field) {
                Some(0) => asked.line = text(scanner)?,
                Some(_) => {
                    read_shape(scanner, &document::REQUESTED)?;
                }
                None => self.of_asked.push(read_fact(scanner, field, &mut self.lists)?),
            }
            Some(())
        })?;
        asked.facts = (from, self.of_asked.len());
        self.asked.push(asked);
        seen.has(0)
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

/// Up to so many items are compared with each other; tags and names beyond are left to the decision in full.
const FEW: usize = 32;

#[inline]
fn text<'t>(scanner: &mut Scanner<'t>) -> Option<&'t str> {
    scanner.string().filter(|text| fits(&Shape::Text, text))
}

/// As `shape` has it, which counts characters; where these are fewer than bytes it is asked.
#[inline]
fn fits(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Word | Shape::WordOrFlag => (1..=LONGEST_NAME).contains(&text.len()) && is_name(text),
        shape if (1..=LONGEST_TEXT).contains(&text.len()) => shape::has_form(shape, text),
        shape => shape::fits(shape, text),
    }
}

fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| OF_NAMES.get(usize::from(byte)) == Some(&true))
}

/// Which bytes names are made of.
const OF_NAMES: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest = table.as_mut_slice();
    let mut byte = 0_u8;
    while let [first, others @ ..] = rest {
        *first = shape::is_of_name(byte as char);
        byte = byte.wrapping_add(1);
        rest = others;
    }
    table
};

/// Reads a fact as objects state it.
fn read_fact<'t>(scanner: &mut Scanner<'t>, fact: FactId, lists: &mut Lists<'t>) -> Option<Fact<'t>> {
    let definition = fact::definition(fact);
    let known = match definition.kind {
        Kind::Tags => Known::Tags(read_tags(scanner, &definition.value, lists)?),
        Kind::Names | Kind::Amounts => Known::Names(read_names(scanner, &definition.value, lists)?),
        // What happened to the goods is rarely stated, and takes more to read.
        Kind::History => return None,
        _ => read_value(scanner, definition)?,
    };
    Some((fact, known))
}

fn read_tags<'t>(scanner: &mut Scanner<'t>, shape: &Shape, lists: &mut Lists<'t>) -> Option<Part> {
    let from = lists.tags.len();
    scanner.list(|scanner| {
        let tag = scanner.string().filter(|text| fits(shape, text))?;
        let before = lists.tags.get(from..)?;
        let is_right = before.len() < FEW && !before.contains(&tag);
        lists.tags.push(tag);
        is_right.then_some(())
    })?;
    Some((from, lists.tags.len()))
}

fn read_names<'t>(scanner: &mut Scanner<'t>, shape: &Shape, lists: &mut Lists<'t>) -> Option<Part> {
    let from = lists.names.len();
    scanner.object(|scanner, name| {
        let known = if scanner.peek()? == b'n' { read_null(scanner)? } else { read_shape(scanner, shape)? };
        let before = lists.names.get(from..)?;
        let is_new = before.len() < FEW && !before.iter().any(|(other, _)| *other == name);
        let is_right = is_new && fits(&Shape::Word, name);
        lists.names.push((name, known));
        is_right.then_some(())
    })?;
    Some((from, lists.names.len()))
}

#[inline]
fn read_value<'t>(scanner: &mut Scanner<'t>, definition: &Definition) -> Option<Known<'t>> {
    if definition.nullable && scanner.peek()? == b'n' {
        return read_null(scanner);
    }
    read_shape(scanner, &definition.value)
}

fn read_null<'t>(scanner: &mut Scanner<'t>) -> Option<Known<'t>> {
    scanner.word("null")?;
    Some(Known::None)
}

fn read_shape<'t>(scanner: &mut Scanner<'t>, shape: &Shape) -> Option<Known<'t>> {
    match (shape, scanner.peek()?) {
        (Shape::Whole(least, most), _) => {
            scanner.whole().filter(|whole| (*least..=*most).contains(whole)).map(Known::Number)
        }
        (Shape::WordOrFlag, b't') => scanner.word("true").map(|()| Known::Word("true")),
        (Shape::WordOrFlag, b'f') => scanner.word("false").map(|()| Known::Word("false")),
        (Shape::Moment, _) => day::read_moment(scanner.string()?).map(Known::Moment),
        (Shape::OneOf(among), _) => scanner.string().filter(|text| among.contains(text)).map(Known::Word),
        (shape, _) => scanner.string().filter(|text| fits(shape, text)).map(Known::Word),
    }
}
