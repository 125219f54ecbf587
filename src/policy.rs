//! A policy document as plain data, valid by construction.

pub(crate) mod read;

use chrono::NaiveDate;

use crate::by_market::NamesId;
use crate::calendar::Roll;
use crate::day::Length;
use crate::fact::FactId;
use crate::gather::Gather;
use crate::history::Counter;
use crate::map::Map;
use crate::term::{Term, Value};

/// One policy document.
#[derive(Debug, Clone)]
pub(crate) struct PolicyDocument {
    /// Its position among the documents loaded together.
    pub(crate) place: usize,
    /// Its id, unique among them.
    pub(crate) id: String,
    /// Its version, in the author's words.
    pub(crate) version: String,
    /// Its layer.
    pub(crate) layer: Layer,
    /// SHA-256 over its canonical form.
    pub(crate) digest: String,
    /// The first contract day it is for, and the first it is no longer for, as day numbers.
    pub(crate) effective: (Option<i64>, Option<i64>),
    /// The zones in which its days end.
    pub(crate) zone: NamesId,
    /// The calendars its windows roll by.
    pub(crate) calendar: NamesId,
    /// Groups of markets it defines.
    pub(crate) groups: Map<String, Vec<String>>,
    /// Reasons it defines, each with its parent.
    pub(crate) reasons: Map<String, String>,
    /// Conditions of every rule.
    pub(crate) when: Vec<Constraint>,
    /// Facts in order of precedence.
    pub(crate) precedence: Vec<FactId>,
    /// Whether the buyer gets the better where no rule wins.
    pub(crate) ties_to_buyer: bool,
    /// Facts it vouches for.
    pub(crate) given: Vec<Given>,
    /// Counters it defines.
    pub(crate) counters: Map<String, Counter>,
    /// The windows that its conditions name, by their full names.
    pub(crate) during: Map<String, Window>,
    /// Its rules.
    pub(crate) rules: Vec<Rule>,
}

/// What a document is to the buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// The shop's own promise.
    Declared,
    /// Fills what no declared rule sets.
    Default,
    /// A minimum.
    Floor,
}

impl Layer {
    /// The word that documents and answers use.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Default => "default",
            Self::Floor => "floor",
        }
    }
}

/// One condition: the fact's value is (or, negated, is not) in a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constraint {
    /// The fact.
    pub(crate) fact: FactId,
    /// The name below it, for facts of kind names.
    pub(crate) name: Option<String>,
    /// Whether the set is the complement of what is listed.
    pub(crate) negated: bool,
    /// What is listed.
    pub(crate) set: Set,
}

/// The set of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Set {
    /// Any of these values.
    Values(Vec<Scalar>),
    /// At least the first bound, below the second; days as day numbers.
    Range(Option<i64>, Option<i64>),
}

/// A value of a fact in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    /// `null`: known to be none.
    None,
    /// A text; `true` and `false` are the texts of flags.
    Word(String),
    /// A number, or the number of a day.
    Number(i64),
}

/// A fact the author vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    /// The fact.
    pub(crate) fact: FactId,
    /// The name below it, for facts of kind names.
    pub(crate) name: Option<String>,
    /// Its value.
    pub(crate) value: GivenValue,
}

/// What a document says a fact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GivenValue {
    /// This value.
    Is(Scalar),
    /// These tags and no others.
    Tags(Vec<String>),
    /// The same as another event.
    Anchor(FactId),
}

/// One rule.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// Its id, unique in the document.
    pub(crate) id: String,
    /// Its own conditions.
    pub(crate) when: Vec<Constraint>,
    /// The ids of the rules it beats.
    pub(crate) overrides: Vec<String>,
    /// The articles or clauses it states.
    pub(crate) basis: Vec<String>,
    /// How well they are established.
    pub(crate) confidence: Option<String>,
    /// The terms it sets.
    pub(crate) terms: Map<Term, Value>,
    /// How it changes the window that another rule sets.
    pub(crate) adjustment: Option<Adjustment>,
}

/// A period in which a remedy may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// The period, or several that make it.
    pub(crate) span: Span,
    /// Events from which it may be used before it starts.
    pub(crate) opens: Vec<FactId>,
    /// What must have happened inside it.
    pub(crate) act: Act,
    /// How much the goods may have been used, by what counts it.
    pub(crate) usage: Map<String, i64>,
}

/// A period, or several of which the earliest or latest end counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// One period.
    Period(Period),
    /// Several.
    Combined(Combine, Vec<Span>),
}

/// Which of several ends counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Combine {
    /// The earliest.
    Earliest,
    /// The latest.
    Latest,
}

impl Combine {
    /// The earlier or the later of two.
    pub(crate) fn pick(self, a: i64, b: i64) -> i64 {
        if self == Self::Earliest { a.min(b) } else { a.max(b) }
    }
}

/// A stretch of time from an event on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Period {
    /// How long it is.
    pub(crate) run: Run,
    /// The events from which it runs, in order of fallback.
    pub(crate) from: Vec<Anchor>,
    /// Which days count.
    pub(crate) counts: Counts,
    /// On which day months end.
    pub(crate) ends: Ends,
    /// What moves its last day.
    pub(crate) rolls: Roll,
    /// Whether repairs suspend it.
    pub(crate) suspends: Option<Suspension>,
    /// The zone in which its days begin and end.
    pub(crate) zone: NamesId,
    /// The calendar that tells rest days.
    pub(crate) calendar: NamesId,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Run {
    /// A length from its start.
    Length(Length),
    /// Hours from the instant of its start.
    Hours(u32),
    /// Until a day, inclusive.
    Until(NaiveDate),
    /// Without end.
    Unlimited,
}

/// An event, moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Anchor {
    /// The event.
    pub(crate) fact: FactId,
    /// What is added to its day.
    pub(crate) offset: Length,
    /// What then moves the day.
    pub(crate) rolls: Roll,
}

/// Which days of a period count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Counts {
    /// All from the day after the event.
    FromNext,
    /// All from the event's day.
    FromSame,
    /// Working days from the day after the event.
    Working,
}

impl Counts {
    /// The words that documents and answers use.
    pub(crate) const ALL: &[(Self, &str)] =
        &[(Self::FromNext, "next-day"), (Self::FromSame, "same-day"), (Self::Working, "working-day")];
}

/// On which day months end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ends {
    /// On the day with the number of the event's day.
    CorrespondingDay,
    /// On the day before the one with the number of the first day counted.
    DayBefore,
}

/// How repairs suspend a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Suspension {
    /// From which day on.
    pub(crate) from: SuspendedFrom,
    /// Whether the first day and the day of return both count.
    pub(crate) inclusive: bool,
    /// What is left at least after the return.
    pub(crate) leaves: Option<Length>,
}

/// From which day on a repair suspends a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SuspendedFrom {
    /// The day the goods were handed over.
    HandOver,
    /// The day the repair was asked for, if that was earlier.
    Request,
}

impl Period {
    /// Whether a calendar has to tell rest days.
    pub(crate) fn asks_calendar(&self) -> bool {
        self.counts == Counts::Working
            || self.rolls != Roll::None
            || self.from.iter().any(|anchor| anchor.rolls != Roll::None)
    }
}

impl Span {
    /// The same with every period changed.
    pub(crate) fn map(&self, change: &dyn Fn(&Period) -> Period) -> Self {
        match self {
            Self::Period(period) => Self::Period(change(period)),
            Self::Combined(how, parts) => Self::Combined(*how, parts.iter().map(|part| part.map(change)).gather()),
        }
    }

    /// Every period in it.
    pub(crate) fn periods(&self) -> Vec<&Period> {
        let mut periods = Vec::new();
        self.collect_periods(&mut periods);
        periods
    }

    fn collect_periods<'s>(&'s self, periods: &mut Vec<&'s Period>) {
        match self {
            Self::Period(period) => periods.push(period),
            Self::Combined(_, parts) => parts.iter().for_each(|part| part.collect_periods(periods)),
        }
    }
}

/// What must have happened inside a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Act {
    /// Notice was sent.
    Notify,
    /// Notice was received.
    NoticeReceived,
    /// The goods were handed to a carrier.
    Dispatch,
    /// The goods arrived.
    Arrive,
    /// Something was paid.
    Pay,
}

impl Act {
    /// Says whether whoever has done another act in time has done this one no later: a notice is sent before it is received. All
    /// other acts may come in any order, or without each other.
    #[cfg(feature = "check")]
    pub(crate) fn comes_no_later(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Notify, Self::NoticeReceived)
    }

    /// The word that documents and answers use, and the field of a request that says when it happened.
    pub(crate) const ALL: &[(Self, &str, &str)] = &[
        (Self::Notify, "notify", "noticeSentAt"),
        (Self::NoticeReceived, "notice-received", "noticeReceivedAt"),
        (Self::Dispatch, "dispatch", "dispatchedAt"),
        (Self::Arrive, "arrive", "arrivedAt"),
        (Self::Pay, "pay", "paidAt"),
    ];

    /// The word that documents and answers use.
    pub(crate) fn text(self) -> &'static str {
        Self::ALL.iter().find(|(act, ..)| *act == self).map_or("notify", |(_, text, _)| text)
    }
}

/// A change to the window that another rule sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjustment {
    /// What is added to its length.
    pub(crate) add: Option<Length>,
    /// A day before which it does not end.
    pub(crate) at_least_until: Option<NaiveDate>,
    /// A length from its start beyond which it does not run.
    pub(crate) cap: Option<Length>,
}

/// Evidence, in the order of its names.
pub(crate) type Evidence = Vec<String>;
