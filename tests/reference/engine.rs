//! Asks the engine, and finds what it says of each window.

use std::collections::BTreeMap;

use return_policy::Policy;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Instant;
use crate::draw::{OF_LINES, OF_ORDERS};
use crate::window::{Facts, Name};
use crate::write;

/// What is asked of all lines of an order.
pub(crate) struct Call {
    pub(crate) order: Facts,
    pub(crate) lines: Vec<Facts>,
    /// When each act was done; without a request nothing was.
    pub(crate) acts: Option<BTreeMap<Name, Instant>>,
    pub(crate) at: Instant,
}

/// What the engine says of one line.
#[derive(Deserialize)]
pub(crate) struct Offer {
    pub(crate) status: String,
    pub(crate) window: Window,
}

/// When it says that a window may be used, and the same of what it is made of.
#[derive(Deserialize, Serialize, PartialEq, Eq, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Window {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) opens_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ends_before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) days_left: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) zone: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) earliest_of: Vec<Window>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) latest_of: Vec<Window>,
}

#[derive(Deserialize)]
struct Answer {
    value: Decision,
}

#[derive(Deserialize)]
struct Decision {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    offers: [Offer; 1],
}

impl Call {
    /// What is stated of one line.
    pub(crate) fn line(&self, number: usize) -> Value {
        let facts = &self.lines[number];
        let mut line = json!({ "id": number.to_string(), "sku": number.to_string() });
        if let Some(repairs) = &facts.repairs {
            line["repairs"] = write::repairs(repairs);
        }
        line.as_object_mut().expect("an object").extend(write::events(facts, &OF_LINES));
        line
    }

    /// The call with these of its lines.
    pub(crate) fn write(&self, numbers: impl Iterator<Item = usize> + Clone) -> Value {
        let lines: Value = numbers.clone().map(|number| self.line(number)).collect();
        let mut order = json!({ "id": "o", "market": self.order.market, "lines": lines });
        order.as_object_mut().expect("an object").extend(write::events(&self.order, &OF_ORDERS));
        let mut call = json!({ "order": order, "at": write::instant(self.at) });
        if let Some(acts) = &self.acts {
            let asked =
                |number: usize| json!({ "line": number.to_string(), "reason": "change-of-mind", "remedy": "refund" });
            call["request"] = json!({ "lines": numbers.map(asked).collect::<Value>() });
            for (act, done) in acts {
                call["request"][write::act_field(act)] = json!(write::instant(*done));
            }
        }
        call
    }

    pub(crate) fn ask(&self, policy: &Policy) -> Vec<Offer> {
        let answer = policy.evaluate(&self.write(0..self.lines.len()).to_string());
        let answer: Answer = serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error} in {answer:.2000}"));
        answer
            .value
            .lines
            .into_iter()
            .map(|line| {
                let [offer] = line.offers;
                offer
            })
            .collect()
    }
}
