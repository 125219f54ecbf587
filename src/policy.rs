//! A policy document as plain data, valid by construction.

pub(crate) mod read;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::calendar::Roll;
use crate::day::Length;
use crate::fact::FactId;
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
    pub(crate) zone: ByMarket,
    /// The calendars its windows roll by.
    pub(crate) calendar: ByMarket,
    /// Groups of markets it defines.
    pub(crate) groups: BTreeMap<String, Vec<String>>,
    /// Reasons it defines, each with its parent.
    pub(crate) reasons: BTreeMap<String, String>,
    /// Conditions of every rule.
    pub(crate) when: Vec<Constraint>,
    /// Facts in order of precedence.
    pub(crate) precedence: Vec<FactId>,
    /// Facts it vouches for.
    pub(crate) given: Vec<Given>,
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

/// A name, or names by market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ByMarket {
    /// Nothing is named.
    None,
    /// One name everywhere.
    One(String),
    /// A name for each of these markets; the narrowest that holds the buyer's counts.
    Map(Vec<(String, String)>),
}

impl ByMarket {
    /// Every name with its key; an empty key where one name serves everywhere.
    pub(crate) fn names(&self) -> Vec<(&str, &str)> {
        match self {
            Self::None => Vec::new(),
            Self::One(name) => vec![("", name)],
            Self::Map(map) => map.iter().map(|(market, name)| (market.as_str(), name.as_str())).collect(),
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
    pub(crate) terms: BTreeMap<Term, Value>,
    /// How it changes the window that another rule sets.
    pub(crate) adjustment: Option<Adjustment>,
}

/// A period in which a remedy may be asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Window {
    /// How long it is.
    pub(crate) span: Span,
    /// The events from which it runs, in order of fallback, each with an offset.
    pub(crate) from: Vec<(FactId, Length)>,
    /// An event from which it may be used before it starts.
    pub(crate) opens: Option<FactId>,
    /// What moves its last day.
    pub(crate) rolls: Roll,
    /// What must have happened inside it.
    pub(crate) act: Act,
}

/// How long a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Span {
    /// A length from its start.
    Length(Length),
    /// Until a day, inclusive.
    Until(NaiveDate),
    /// Without end.
    Unlimited,
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
pub(crate) type Evidence = BTreeSet<String>;
