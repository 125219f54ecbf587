//! Random shops and laws of two time zones: windows in days, hours and months, all acts, and conditions on the days of events.

use serde_json::{Value, json};

use crate::random::Random;

/// Zones whose days begin hours apart; in St. John's clocks are half an hour off, and were set back over midnight.
pub(crate) const ZONES: [&str; 7] = [
    "Europe/Berlin",
    "Asia/Shanghai",
    "America/Los_Angeles",
    "UTC",
    "America/St_Johns",
    "Asia/Kolkata",
    "Australia/Sydney",
];

/// Days on which clocks change somewhere, and one on which they change nowhere, with the days before and after.
pub(crate) const DAYS: [[&str; 3]; 4] = [
    ["2027-02-27", "2027-02-28", "2027-03-01"],
    ["2027-03-27", "2027-03-28", "2027-03-29"],
    ["2027-03-13", "2027-03-14", "2027-03-15"],
    ["2027-11-06", "2027-11-07", "2027-11-08"],
];

const ACTS: [&str; 5] = ["notify", "notice-received", "dispatch", "arrive", "pay"];
const LONG: [&str; 8] = ["P30D", "P30D", "PT720H", "P20D", "P15D", "PT360H", "P16D", "unlimited"];
const SHORT: [&str; 8] = ["P7D", "P14D", "PT168H", "PT336H", "PT24H", "P15D", "PT60H", "P2D"];

/// A shop and a law.
pub(crate) struct Pair {
    pub(crate) declared: Value,
    pub(crate) law: Value,
    /// The act of the law's windows.
    pub(crate) act: &'static str,
    /// The day around which conditions and events lie, by position.
    pub(crate) day: usize,
    /// Whether both have one zone.
    pub(crate) at_home: bool,
}

/// What one side tends to say.
struct Side<'r> {
    random: &'r mut Random,
    is_law: bool,
    act: &'static str,
    day: &'static str,
}

impl Side<'_> {
    fn chance(&mut self, of: usize) -> bool {
        self.random.below(of) == 0
    }

    fn length(&mut self) -> &'static str {
        // What is declared is mostly long, and what is required short: else all would be refuted.
        let odd = self.chance(8);
        if self.chance(100) {
            return "P1M";
        }
        let lengths: &[&str] = if self.is_law == odd { &LONG } else { &SHORT };
        self.random.one_of::<&str>(lengths)
    }

    fn anchor(&mut self) -> Value {
        if self.chance(if self.is_law { 6 } else { 12 }) {
            json!("contract")
        } else if self.chance(if self.is_law { 20 } else { 6 }) {
            json!({ "anchor": "delivery", "offset": "P1D" })
        } else {
            json!("delivery")
        }
    }

    fn window(&mut self) -> Value {
        let mut window = json!({ "length": self.length(), "from": [self.anchor()], "act": self.act });
        if self.chance(if self.is_law { 6 } else { 2 }) {
            window["opens"] = json!("contract");
        }
        if self.chance(10) {
            window["counts"] = json!("same-day");
        }
        if self.chance(400) {
            window["rolls"] = json!("weekend-or-holiday");
        }
        if self.chance(60) {
            window["suspends"] = json!({ "from": "hand-over", "days": "elapsed" });
        }
        if self.chance(40) {
            let other = json!({ "length": self.length(), "from": ["delivery"] });
            let how = if self.chance(2) { "earliestOf" } else { "latestOf" };
            window = json!({ how: [{ "length": self.length(), "from": ["contract"] }, other], "act": self.act });
        }
        window
    }

    fn due(&mut self) -> Value {
        let lengths: &[&str] =
            if self.is_law { &["P14D", "PT336H", "P5D", "PT66H"] } else { &["P1D", "PT24H", "P2D", "PT48H", "P14D"] };
        json!({ "length": self.random.one_of(lengths), "from": ["noticeReceived"] })
    }

    /// A condition on a day, or on a tag; ranges of both sides touch at the same day.
    fn condition(&mut self, when: &mut Value) {
        let event = *self.random.one_of(&["delivery", "delivery", "contract"]);
        match self.random.below(3) {
            0 => when[event] = json!({ "gte": self.day }),
            1 => when[event] = json!({ "lt": self.day }),
            _ => when["tag"] = json!(["sale"]),
        }
    }

    fn rules(&mut self) -> Vec<Value> {
        let asked = json!({ "reason": ["change-of-mind"], "remedy": ["refund"] });
        let mut then = json!({ "granted": true, "window": self.window() });
        if self.chance(if self.is_law { 6 } else { 3 }) {
            then["refundDue"] = self.due();
        }
        if self.chance(if self.is_law { 5 } else { 2 }) {
            then["returnShipping"] = json!(if self.is_law == self.chance(4) { "seller" } else { "buyer" });
        }
        let mut when = asked.clone();
        if self.chance(if self.is_law { 2 } else { 12 }) {
            self.condition(&mut when);
        }
        let mut rules = vec![json!({ "id": "all", "when": when, "then": then })];
        for id in 0..[0, 1, 1, 2][self.random.below(4)] {
            let mut when = asked.clone();
            self.condition(&mut when);
            let then = match self.random.below(if self.is_law { 8 } else { 12 }) {
                0 => json!({ "granted": false }),
                1 => json!({ "window": { "cap": self.length() } }),
                2 => json!({ "granted": "review" }),
                3 => json!({ "window": { "add": "P3D" } }),
                4 => json!({ "window": { "atLeastUntil": self.day } }),
                5 | 6 => json!({ "window": self.window() }),
                7 => json!({ "returnShipping": "seller" }),
                _ => {
                    json!({ "window": { "length": "P60D", "from": ["delivery"], "opens": "contract", "act": self.act } })
                }
            };
            rules.push(json!({ "id": format!("r{id}"), "when": when, "then": then }));
        }
        rules
    }
}

/// Draws a shop and a law; not all of them are sound documents.
pub(crate) fn draw(random: &mut Random) -> Pair {
    let zone = *random.one_of(&ZONES);
    let at_home = random.below(4) == 0;
    let others: Vec<&str> = ZONES.iter().copied().filter(|other| *other != zone).collect();
    let other = if at_home { zone } else { *random.one_of(&others) };
    let act = if random.below(2) == 0 { "notify" } else { *random.one_of(&ACTS) };
    let own_act = match random.below(10) {
        0 => *random.one_of(&ACTS),
        1 => "notify",
        _ => act,
    };
    let day = random.below(DAYS.len());
    let mut side = |layer: &str, zone: &str, act: &'static str| {
        let mut side = Side { random, is_law: layer == "floor", act, day: DAYS[day][1] };
        json!({ "format": "return-policy/1", "id": layer, "version": "1", "layer": layer, "zone": zone,
            "calendar": "de-be", "precedence": ["tag", "delivery", "contract"], "rules": side.rules() })
    };
    let (declared, law) = (side("declared", zone, own_act), side("floor", other, act));
    Pair { declared, law, act, day, at_home }
}
