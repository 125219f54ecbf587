//! Periods as documents and answers write them: both use the same names for the same things.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A period, or a combination of several.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Period {
    /// How long it is.
    pub(crate) length: Option<String>,
    /// Its last day, instead of a length.
    pub(crate) until: Option<String>,
    /// The events from which it may run, the first that is not null counting.
    pub(crate) from: Vec<Anchor>,
    /// Which days count.
    pub(crate) counts: Option<String>,
    /// On which day months end.
    pub(crate) ends: Option<String>,
    /// Which rest days move its last day.
    pub(crate) rolls: Option<String>,
    /// How repairs stop it.
    pub(crate) suspends: Option<Suspension>,
    /// The parts of a combination of which the earliest end counts.
    pub(crate) earliest_of: Vec<Period>,
    /// The parts of a combination of which the latest end counts.
    pub(crate) latest_of: Vec<Period>,
    /// The event from which it may be used before it starts.
    pub(crate) opens: Option<String>,
    /// What must have happened inside it.
    pub(crate) act: Option<String>,
    /// How much the goods may be used before it ends: a number in documents, an object in answers.
    pub(crate) usage: Map<String, Value>,
    /// The event from which it does run; only in answers.
    pub(crate) started: Option<Started>,
    /// Its last day; only in answers.
    pub(crate) last_day: Option<String>,
}

/// An event from which a period may run, moved where it says so.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "AnchorForm")]
pub(crate) struct Anchor {
    /// The event.
    pub(crate) anchor: String,
    /// What is added to its day.
    pub(crate) offset: Option<String>,
    /// Which rest days then move the day.
    pub(crate) rolls: Option<String>,
}

/// The event from which a period does run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Started {
    /// The event.
    pub(crate) anchor: String,
    /// Its day.
    pub(crate) day: String,
}

/// How repairs stop a period.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "SuspensionForm")]
pub(crate) struct Suspension {
    /// From which day on.
    pub(crate) from: Option<String>,
    /// How its days are counted.
    pub(crate) days: String,
    /// What is left at least after the return.
    pub(crate) leaves: Option<String>,
}

/// A document may write an event by its name alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum AnchorForm {
    Name(String),
    Moved { anchor: String, offset: Option<String>, rolls: Option<String> },
}

impl From<AnchorForm> for Anchor {
    fn from(form: AnchorForm) -> Self {
        match form {
            AnchorForm::Name(anchor) => Self { anchor, ..Self::default() },
            AnchorForm::Moved { anchor, offset, rolls } => Self { anchor, offset, rolls },
        }
    }
}

/// An answer says only how its days are counted.
#[derive(Deserialize)]
#[serde(untagged)]
enum SuspensionForm {
    Days(String),
    Whole { from: Option<String>, days: String, leaves: Option<String> },
}

impl From<SuspensionForm> for Suspension {
    fn from(form: SuspensionForm) -> Self {
        match form {
            SuspensionForm::Days(days) => Self { days, ..Self::default() },
            SuspensionForm::Whole { from, days, leaves } => Self { from, days, leaves },
        }
    }
}

impl Period {
    /// The parts of a combination, and whether the earliest of them counts; none for a period.
    pub(crate) fn parts(&self) -> Option<(&[Self], bool)> {
        match (self.earliest_of.as_slice(), self.latest_of.as_slice()) {
            ([], []) => None,
            ([], latest) => Some((latest, false)),
            (earliest, _) => Some((earliest, true)),
        }
    }
}
