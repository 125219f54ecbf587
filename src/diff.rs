//! Compares two versions of a policy: where the buyer sees another answer, and what changes there.

mod both;
mod compare;
mod course;
mod effect;
mod except;
mod json;
mod judge;
mod merge;
mod orders;
mod pair;
mod part;
mod places;
mod rows;
mod seen;
mod suspect;
mod tree;
mod walk;
mod widen;

use std::rc::Rc;

use crate::answer::Condition;
use crate::atom::AtomSet;
use crate::condition::Cell;
use crate::dimension::DimensionId;
use crate::json::write::Written;
use crate::map::Map;
use crate::problem::Problem;
use crate::term::Term;
use both::Both;
use merge::Piece;
use walk::Undecided;

/// The `format` of a comparison.
pub(crate) const FORMAT: &str = "return-diff/1";

/// Where two versions answer otherwise.
#[derive(Debug)]
struct Diff {
    /// Every change.
    rows: Vec<Row>,
    /// What could not be told within the budget.
    undecided: Vec<Undecided>,
    /// What the rows touch among orders, where orders were given.
    orders: Option<orders::Count>,
}

/// One term that changes in one way in one region.
#[derive(Debug, Clone)]
struct Row {
    reasons: Vec<String>,
    remedies: Vec<String>,
    when: Map<&'static str, Condition>,
    /// The nodes of trees that are left out below those named.
    unless: Map<&'static str, Condition>,
    /// The orders that are left out, where any are: they meet all of these.
    except: Map<&'static str, Condition>,
    piece: Piece,
    /// The box it says.
    cell: Vec<(DimensionId, AtomSet)>,
    /// The box it leaves out; nothing where that is empty.
    left_out: Vec<(DimensionId, AtomSet)>,
    /// The boxes to which the change is bound: elsewhere neither version offers anything.
    exact: Vec<Rc<Vec<Cell>>>,
    touched: Option<orders::Touched>,
}

/// Which of two answers is better for the buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Buyer {
    /// The new one.
    Better,
    /// The old one.
    Worse,
    /// Neither, or there is no order between them.
    Other,
}

/// How one term changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    term: Term,
    old: Option<Written>,
    new: Option<Written>,
    /// What both say in turn while one window after another ends, where they say the same at first.
    phases: Option<[Vec<Written>; 2]>,
    buyer: Buyer,
    /// The zones and calendars whose own contents differ.
    data: Vec<String>,
}

/// A rule that sets a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reference {
    document: String,
    version: String,
    rule: String,
}

/// Compares two lists of documents.
pub(crate) fn diff(old: &str, new: &str) -> Result<Written, Vec<Problem>> {
    Ok(Written::of(&compare(&Both::compile(old, new)?)))
}

/// Compares two lists of documents, and counts what the changes touch among orders.
pub(crate) fn diff_orders(old: &str, new: &str, calls: &str) -> Result<Written, Vec<Problem>> {
    let both = Both::compile(old, new)?;
    let mut diff = compare(&both);
    diff.orders = Some(orders::count(&both, &mut diff.rows, calls));
    Ok(Written::of(&diff))
}

fn compare(both: &Both) -> Diff {
    let walked = walk::walk(both);
    let mut shown = both.new.clone();
    // A group that is another one in the old version would say two things.
    shown.dimensions.groups.retain(|group, members| both.old.dimensions.groups.get(group) == Some(members));
    let rows = rows::rows(&shown, except::join(&shown, merge::merge(walked.cases)));
    Diff { rows, undecided: walked.undecided, orders: None }
}
