//! Reads TZif data (RFC 9636): what the clocks of one place show, and when they change.

use crate::zone::yearly::Rule;

/// From when on yearly changes are spelled out: before any day that documents may name.
#[cfg(feature = "check")]
const FIRST_YEAR: i32 = 1995;

/// What the clocks of one place show, as seconds that they are ahead of UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clocks {
    /// Before the first change.
    first: i64,
    /// From which second on since 1970 they show what, ascending.
    changes: Vec<(i64, i64)>,
    /// What they do after the last change; `None` where nobody says.
    after: Option<Rule>,
}

/// How many of everything a block of data has.
struct Counts {
    version: u8,
    universal: usize,
    standard: usize,
    leap: usize,
    changes: usize,
    kinds: usize,
    letters: usize,
}

impl Clocks {
    /// Reads TZif data of any version; data that counts leap seconds is refused.
    pub(crate) fn read(data: &[u8]) -> Option<Self> {
        let mut rest = data;
        let counts = header(&mut rest)?;
        if counts.version == 0 {
            return block(&mut rest, &counts, 4).filter(|_| rest.is_empty());
        }
        // Data for readers of the first version, with times of four bytes, stands before the rest.
        take(&mut rest, counts.bytes(4)?)?;
        let counts = header(&mut rest)?;
        let clocks = block(&mut rest, &counts, 8)?;
        if !rest.is_ascii() {
            return None;
        }
        let footer: String = rest.iter().map(|byte| char::from(*byte)).collect();
        let footer = footer.strip_prefix('\n')?.strip_suffix('\n')?;
        if footer.is_empty() {
            return Some(clocks);
        }
        let rule = Rule::read(footer)?;
        let agrees = clocks.changes.last().is_none_or(|(from, ahead)| rule.ahead_at(*from) == Some(*ahead));
        agrees.then_some(Self { after: Some(rule), ..clocks })
    }

    /// What they show at a second since 1970, as seconds ahead of UTC.
    pub(crate) fn ahead_at(&self, second: i64) -> Option<i64> {
        let passed = self.changes.partition_point(|(from, _)| *from <= second);
        if passed == self.changes.len() {
            return match &self.after {
                Some(rule) => rule.ahead_at(second),
                None => self.changes.is_empty().then_some(self.first),
            };
        }
        let last = passed.checked_sub(1).and_then(|last| self.changes.get(last));
        Some(last.map_or(self.first, |(_, ahead)| *ahead))
    }
}

#[cfg(feature = "check")]
impl Clocks {
    /// The same with every change up to the end of a year by itself, so that clocks that show the same are alike; none that
    /// changes nothing.
    pub(crate) fn spelled_out(&self, last: i32) -> Self {
        let passed = self.changes.last().map_or(i64::MIN, |(from, _)| *from);
        let yearly = self.after.as_ref().map(|rule| rule.changes(FIRST_YEAR..=last)).unwrap_or_default();
        let mut first = self.first;
        if let (true, Some(rule), Some((from, _))) = (self.changes.is_empty(), &self.after, yearly.first()) {
            first = rule.ahead_at(from.saturating_sub(1)).unwrap_or(first);
        }
        let mut changes: Vec<(i64, i64)> = Vec::new();
        for (from, ahead) in self.changes.iter().copied().chain(yearly.into_iter().filter(|(from, _)| *from > passed)) {
            if changes.last().is_some_and(|(other, _)| *other == from) {
                changes.pop();
            }
            if changes.last().map_or(first, |(_, before)| *before) != ahead {
                changes.push((from, ahead));
            }
        }
        Self { first, changes, after: self.after.clone() }
    }

    /// The changes from one second until before another, with what they show before; only as far as they are spelled out.
    pub(crate) fn between(&self, from: i64, below: i64) -> (i64, &[(i64, i64)]) {
        let position = |second: i64| self.changes.partition_point(|(change, _)| *change < second);
        let (first, end) = (position(from), position(below));
        let before = first.checked_sub(1).and_then(|last| self.changes.get(last));
        (before.map_or(self.first, |(_, ahead)| *ahead), self.changes.get(first..end).unwrap_or_default())
    }
}

impl Counts {
    /// How many bytes a block has whose times have this many.
    fn bytes(&self, width: usize) -> Option<usize> {
        let times = self.changes.checked_mul(width.checked_add(1)?)?;
        let marks = self.letters.checked_add(self.standard)?.checked_add(self.universal)?;
        times.checked_add(self.kinds.checked_mul(6)?)?.checked_add(marks)
    }
}

fn header(rest: &mut &[u8]) -> Option<Counts> {
    let (magic, version) = (take(rest, 4)?, number(rest, 1)?);
    take(rest, 15)?;
    let mut count = || usize::try_from(number(rest, 4)?).ok();
    let counts = Counts {
        version: u8::try_from(version).ok()?,
        universal: count()?,
        standard: count()?,
        leap: count()?,
        changes: count()?,
        kinds: count()?,
        letters: count()?,
    };
    let is_known = counts.version == 0 || counts.version >= b'2';
    (magic == b"TZif" && is_known && counts.leap == 0).then_some(counts)
}

/// Reads a block whose times have this many bytes; what the times are called is passed over.
fn block(rest: &mut &[u8], counts: &Counts, width: usize) -> Option<Clocks> {
    let mut block = take(rest, counts.bytes(width)?)?;
    let mut times = take(&mut block, counts.changes.checked_mul(width)?)?;
    let kinds = take(&mut block, counts.changes)?;
    let mut described = take(&mut block, counts.kinds.checked_mul(6)?)?;
    let mut shown = Vec::new();
    while !described.is_empty() {
        shown.push(number(&mut described, 4)?);
        take(&mut described, 2)?;
    }
    let mut changes = Vec::new();
    for kind in kinds {
        changes.push((number(&mut times, width)?, *shown.get(usize::from(*kind))?));
    }
    let is_ascending = changes.is_sorted_by(|(a, _), (b, _)| a < b);
    is_ascending.then_some(Clocks { first: *shown.first()?, changes, after: None })
}

fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

/// Reads a signed number, the highest byte first.
fn number(rest: &mut &[u8], width: usize) -> Option<i64> {
    let bytes = take(rest, width)?;
    let negative = bytes.first().is_some_and(|byte| *byte > 127);
    let start = if negative { -1 } else { 0 };
    Some(bytes.iter().fold(start, |number: i64, byte| (number << 8) | i64::from(*byte)))
}
