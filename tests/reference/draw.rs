//! Draws windows, calendars and orders that meet at the edges: ends of months, midnights, rest days in a row.

use std::collections::{BTreeMap, BTreeSet};

use crate::almanac::Day;
use crate::clock::{DAY, HOUR, Instant, ZONES};
use crate::length::{Counts, Ends, Length};
use crate::random::Random;
use crate::rest::{RestDays, Roll};
use crate::window::{
    Adjustment, Anchor, ByMarket, Facts, Kind, Moment, Name, Period, Repair, Right, Span, Suspension, Window, World,
};

/// Where buyers are.
pub(crate) const MARKETS: [Name; 5] = ["AU", "CN", "DE", "EG", "US"];

/// Events that an order states for all its lines.
pub(crate) const OF_ORDERS: [Name; 3] = ["contract", "contractCopy", "order"];

/// Events that each line states.
pub(crate) const OF_LINES: [Name; 12] = [
    "delivery",
    "shipment",
    "invoice",
    "information",
    "signing",
    "installation",
    "activation",
    "exchange",
    "defectKnown",
    "goodsBack",
    "refundAgreed",
    "warrantyEnd",
];

/// What may have to happen inside a window.
pub(crate) const ACTS: [Name; 5] = ["notify", "notice-received", "dispatch", "arrive", "pay"];

/// How many calendars there are.
const CALENDARS: usize = 5;

/// Years before leap years, and before the century that has no leap day.
const ERAS: [usize; 6] = [2024, 2025, 2027, 2031, 2095, 2099];

/// Draws everything of one policy.
pub(crate) struct Draw {
    random: Random,
    era: usize,
}

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        // Seeds that follow each other start far apart, and none at zero.
        let mut random = Random((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let era = *random.one_of(&ERAS);
        Self { random, era }
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.random.below(times) == 0
    }

    pub(crate) fn one_of<T: Clone>(&mut self, values: &[T]) -> T {
        self.random.one_of(values).clone()
    }

    pub(crate) fn world(&mut self) -> World {
        let calendars: Vec<RestDays> = (0..CALENDARS).map(|number| self.calendar(number)).collect();
        World { zone: self.by_market(ZONES.len()), calendar: self.by_market(CALENDARS), calendars }
    }

    fn by_market(&mut self, count: usize) -> ByMarket {
        let one = self.random.below(count);
        let differs = self.once_in(2);
        MARKETS.into_iter().map(|market| (market, if differs { self.random.below(count) } else { one })).collect()
    }

    fn calendar(&mut self, number: usize) -> RestDays {
        let first = Day::on(self.era - self.one_of(&[0, 1, 1, 1]), 1 + self.random.below(12), 1);
        let last = first.plus(self.one_of(&[300, 3_000, 9_000, 9_000, 12_000, 12_000]));
        let weekend: [&[usize]; 5] = [&[5, 6], &[6], &[4, 5], &[0, 2, 3], &[]];
        let weekend = self.one_of(&weekend).iter().copied().collect();
        let (holidays, workdays) = (BTreeSet::new(), BTreeSet::new());
        let mut rest = RestDays { id: format!("rest-{number}"), known: (first, last), weekend, holidays, workdays };
        let mut day = first;
        while day <= last {
            let is_weekend = rest.weekend.contains(&day.weekday());
            match self.random.below(if is_weekend { 8 } else { 60 }) {
                0 if is_weekend => _ = rest.workdays.insert(day),
                0 => day = self.holidays(&mut rest, day),
                _ => {}
            }
            day = day.next();
        }
        rest
    }

    /// Some holidays in a row; gives the last day before there may be others.
    fn holidays(&mut self, rest: &mut RestDays, first: Day) -> Day {
        let days = (0..=self.one_of(&[0, 0, 1, 7])).map(|later| first.plus(later));
        rest.holidays.extend(days.filter(|day| *day <= rest.known.1));
        first.plus(7)
    }

    pub(crate) fn right(&mut self) -> Right {
        let window = self.window(2);
        let adjustments = (0..self.one_of(&[0, 0, 0, 1, 2])).map(|_| self.adjustment()).collect();
        Right { window, act: self.one_of(&ACTS), adjustments }
    }

    fn window(&mut self, depth: usize) -> Window {
        let kind = if depth == 0 || !self.once_in(4) {
            Kind::Period(Box::new(self.period()))
        } else {
            let parts = (0..2 + self.random.below(2)).map(|_| self.window(depth - 1)).collect();
            if self.once_in(2) { Kind::EarliestOf(parts) } else { Kind::LatestOf(parts) }
        };
        Window { kind, opens: self.once_in(5).then(|| self.name()) }
    }

    fn period(&mut self) -> Period {
        let counts = self.one_of(&[Counts::Next, Counts::Next, Counts::Same, Counts::Working]);
        let span = match self.random.below(12) {
            0 => Span::Until(self.day()),
            1 => Span::Unlimited,
            2 | 3 => Span::Hours(self.one_of(&[1, 24, 48, 100, 168, 720, 2_400])),
            4 if counts == Counts::Next => Span::Length(Length::default()),
            _ if counts == Counts::Working => Span::Length(Length::of_days(1 + self.random.below(40))),
            _ => Span::Length(self.length()),
        };
        let is_length = matches!(span, Span::Length(_));
        let is_working = counts == Counts::Working;
        Period {
            span,
            from: self.anchors(!matches!(span, Span::Hours(_))),
            counts: if is_length { counts } else { Counts::Next },
            ends: if is_length && !is_working && self.once_in(2) { Ends::DayBefore } else { Ends::CorrespondingDay },
            rolls: if is_length || matches!(span, Span::Until(_)) { self.roll() } else { Roll::None },
            suspends: (is_length && self.once_in(3)).then(|| self.suspension()),
            zone: self.once_in(4).then(|| self.by_market(ZONES.len())),
            calendar: self.once_in(4).then(|| self.by_market(CALENDARS)),
        }
    }

    /// A length of at least one day.
    fn length(&mut self) -> Length {
        let (few, some, many) = (1 + self.random.below(3), 1 + self.random.below(40), 1 + self.random.below(400));
        match self.random.below(8) {
            0 => Length { years: few, ..Length::default() },
            1 => Length { years: 1 + self.random.below(12), ..Length::default() },
            2 => Length { weeks: some, ..Length::default() },
            3 | 4 => Length { months: some, ..Length::default() },
            5 => Length { years: few, months: self.random.below(12), weeks: self.random.below(3), days: some },
            6 => Length::of_days(some),
            _ => Length::of_days(many),
        }
    }

    fn roll(&mut self) -> Roll {
        self.one_of(&[Roll::None, Roll::Holiday, Roll::WeekendOrHoliday, Roll::WorkingCalendar])
    }

    fn suspension(&mut self) -> Suspension {
        let leaves = self.once_in(2).then(|| Length::of_days(self.random.below(30)));
        Suspension { from_request: self.once_in(2), is_inclusive: self.once_in(2), leaves }
    }

    fn anchors(&mut self, may_move: bool) -> Vec<Anchor> {
        let mut anchors: Vec<Anchor> = Vec::new();
        for _ in 0..=self.random.below(3) {
            let name = self.name();
            if anchors.iter().all(|anchor| anchor.name != name) {
                anchors.push(self.anchor(name, may_move));
            }
        }
        anchors
    }

    fn anchor(&mut self, name: Name, may_move: bool) -> Anchor {
        let offset = (may_move && self.once_in(4)).then(|| self.length());
        let rolls = if may_move && self.once_in(6) { self.roll() } else { Roll::None };
        Anchor { name, offset, rolls }
    }

    fn name(&mut self) -> Name {
        if self.once_in(4) { self.one_of(&OF_ORDERS) } else { self.one_of(&OF_LINES) }
    }

    fn adjustment(&mut self) -> Adjustment {
        match self.random.below(3) {
            0 => Adjustment::Add(self.length()),
            1 => Adjustment::AtLeastUntil(self.day()),
            _ => Adjustment::Cap(self.length()),
        }
    }

    /// A day of the era, half the time about the end of a month, and sometimes one on which clocks are changed.
    pub(crate) fn day(&mut self) -> Day {
        if self.once_in(8) {
            return ZONES[0].day_of(self.change());
        }
        let month = Day::on(self.era + self.random.below(2), 1 + self.random.below(12), 1);
        let most = self.one_of(&[5, 31]);
        let back = self.random.below(most);
        (0..back).fold(month.next_month(), |day, _| day.before())
    }

    fn moment(&mut self, day: Day) -> Moment {
        if self.once_in(2) { Moment::On(day) } else { Moment::At(self.instant(day)) }
    }

    /// An instant at which the clocks are changed somewhere.
    fn change(&mut self) -> Instant {
        let changes: Vec<Instant> = ZONES.iter().flat_map(|zone| zone.changes(self.era)).collect();
        self.one_of(&changes)
    }

    /// An instant of a day, often just at midnight somewhere, or one about which clocks are changed.
    pub(crate) fn instant(&mut self, day: Day) -> Instant {
        if self.once_in(10) {
            return self.change() + self.one_of(&[-HOUR, -1, 0, 1, HOUR, -24 * HOUR, -168 * HOUR]);
        }
        let zone = self.random.below(ZONES.len());
        let into_day = i64::try_from(self.random.below(86_400_000)).expect("a day");
        let shift = self.one_of(&[-1, 0, 1, -1_000, into_day, DAY - 1_000]);
        ZONES[zone].start_of(day) + shift
    }

    /// What an order says of the events that concern all its lines.
    pub(crate) fn order(&mut self) -> Facts {
        let first = self.day();
        let events = OF_ORDERS.into_iter().map(|name| (name, self.event(name, first))).collect();
        Facts { market: self.one_of(&MARKETS), events, repairs: None }
    }

    /// What is said besides of the line that a right is about: all that it asks for.
    pub(crate) fn line(&mut self, order: &Facts, right: &Right) -> Facts {
        let first = self.day();
        let mut events: BTreeMap<Name, Option<Moment>> = order.events.clone();
        let asked = right.window.events().into_iter().filter(|name| OF_LINES.contains(name));
        events.extend(asked.map(|name| (name, self.event(name, first))));
        let most = right.window.is_suspended().then(|| self.one_of(&[0, 1, 1, 2, 3]));
        let repairs = most.map(|most| (0..most).map(|_| self.repair(first)).collect());
        Facts { market: order.market, events, repairs }
    }

    fn event(&mut self, name: Name, first: Day) -> Option<Moment> {
        let day = first.plus(self.one_of(&[0, 0, 1, 2, 30, 60]));
        match name {
            _ if self.once_in(4) => None,
            "warrantyEnd" => Some(Moment::On(day)),
            _ => Some(self.moment(day)),
        }
    }

    /// A stay, its days in their order wherever they are read.
    fn repair(&mut self, first: Day) -> Repair {
        let later = self.one_of(&[0, 3, 10, 14, 30, 60]) + self.random.below(3);
        let requested = first.plus(later);
        let handed_over = requested.plus(self.random.below(4));
        let days = [requested, handed_over, handed_over.plus(self.random.below(20))];
        let moments = if self.once_in(2) {
            days.map(Moment::On)
        } else {
            let mut instants = days.map(|day| self.instant(day));
            instants.sort_unstable();
            instants.map(Moment::At)
        };
        let [requested, handed_over, returned] = moments;
        Repair { requested, handed_over, returned: (!self.once_in(8)).then_some(returned) }
    }
}
