//! Reads the documents of a policy, checks them together and compiles them.

use chrono::Weekday;

use crate::by_market::ByMarket;
use crate::calendar::Calendar;
use crate::compile::Compiled;
use crate::day;
use crate::digest::{self, DataDigest};
use crate::document;
use crate::gather::{AddAll, Gather};
use crate::json::Json;
use crate::map::Map;
use crate::order;
use crate::pointer::Pointer;
use crate::policy::{self, PolicyDocument};
use crate::problem::{Problem, ProblemCode};
use crate::seal::Seal;
use crate::shape;
#[cfg(feature = "check")]
use crate::shape::Shape;
use crate::zone::Zone;
#[cfg(feature = "check")]
use crate::{check, prove};
use crate::{problem, seal, text};

/// Everything a set of documents holds, as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Library {
    /// The policies.
    pub(crate) policies: Vec<PolicyDocument>,
    /// The calendars by id.
    pub(crate) calendars: Map<String, Calendar>,
    /// The zones by IANA name.
    pub(crate) zones: Map<String, Zone>,
    /// The zones and calendars that policies name.
    pub(crate) names: Vec<ByMarket>,
    /// What identifies each calendar and zone.
    pub(crate) digests: Vec<DataDigest>,
    /// The formats and ids that documents state, ascending.
    pub(crate) ids: Vec<(String, String)>,
    /// What says that these documents were checked.
    pub(crate) seals: Vec<Seal>,
}

/// Compiles the documents of a JSON array, or says everything that is wrong with them.
pub(crate) fn load(text: &str) -> Result<Compiled, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let library = read(&json, &mut problems);
    seal::verify(&library, &mut problems);
    #[cfg(feature = "check")]
    check::check(&library, &json, &mut problems);
    if problems.is_empty() {
        let compiled = Compiled::new(library);
        #[cfg(feature = "check")]
        prove::prove(&compiled, &mut problems);
        if problems.is_empty() {
            return Ok(compiled);
        }
    }
    Err(problem::sorted(problems))
}

/// Reads each document of a list by itself.
pub(crate) fn read(json: &Json<'_>, problems: &mut Vec<Problem>) -> Library {
    read_into(Library::default(), json, problems)
}

/// Reads each document of a list by itself into a library that may hold names already.
pub(crate) fn read_into(mut library: Library, json: &Json<'_>, problems: &mut Vec<Problem>) -> Library {
    let Json::List(documents) = json else {
        let message = format!("a list of documents is expected, not {}", json.kind());
        problems.push(Problem::new(ProblemCode::WrongType, "", message));
        return library;
    };
    shape::check_depth(json, &Pointer::Root, problems);
    let text = |json: &Json<'_>, key: &str| json.text_of(key).unwrap_or_default().to_owned();
    for document in documents {
        library.ids.push((text(document, "format"), text(document, "id")));
    }
    let mut repeated = order::repeated(&library.ids);
    order::sort(&mut repeated);
    order::sort(&mut library.ids);
    for (place, document) in documents.iter().enumerate() {
        let is_repeated = repeated.binary_search(&place).is_ok();
        read_document(place, document, is_repeated, &mut library, problems);
    }
    if library.policies.is_empty() && problems.is_empty() {
        let message = "no policy among the documents; load at least one of format `return-policy/1`";
        problems.push(Problem::new(ProblemCode::NoPolicy, "", message));
    }
    library
}

/// The formats that are read.
const FORMATS: [&str; 4] =
    [document::POLICY_FORMAT, document::CALENDAR_FORMAT, document::ZONE_FORMAT, document::SEAL_FORMAT];

#[cfg(feature = "check")]
fn shape_of(format: Option<&str>) -> &'static shape::Object {
    match format {
        Some(document::CALENDAR_FORMAT) => &document::CALENDAR,
        Some(document::ZONE_FORMAT) => &document::ZONE,
        Some(document::SEAL_FORMAT) => &document::SEAL,
        _ => &document::POLICY,
    }
}

fn read_document(place: usize, json: &Json<'_>, is_repeated: bool, library: &mut Library, problems: &mut Vec<Problem>) {
    let root = Pointer::Root;
    let at = root.index(place);
    let before = problems.len();
    if !matches!(json, Json::Object(_)) {
        let message = format!("a document is expected, an object, not {}", json.kind());
        problems.push(Problem::new(ProblemCode::WrongType, at, message));
        return;
    }
    let format = json.text_of("format");
    if format.is_none_or(|format| !FORMATS.contains(&format)) {
        let found = format.map_or_else(|| "no `format`".to_owned(), |format| format!("`{format}`"));
        let message = format!("{found} where one of {} is expected", text::quoted(&FORMATS));
        let code = if format.is_none() { ProblemCode::MissingField } else { ProblemCode::UnknownFormat };
        problems.push(Problem::new(code, at.key("format"), message));
        return;
    }
    // What is sealed has the shape it should have.
    #[cfg(feature = "check")]
    shape::check(&Shape::Object(shape_of(format)), json, &at, problems);
    let sound = problems.len() == before;
    let text = |key| json.text_of(key).unwrap_or_default().to_owned();
    let id = text("id");
    if is_repeated {
        let message = format!("`{id}` is loaded twice; give each document of one format its own id");
        problems.push(Problem::new(ProblemCode::DuplicateId, at.key("id"), message));
        return;
    }
    if matches!(format, Some(document::CALENDAR_FORMAT | document::ZONE_FORMAT)) {
        library.digests.push(DataDigest { id: id.clone(), digest: digest::of_document(json) });
    }
    match format {
        Some(document::POLICY_FORMAT) => {
            library.policies.add(policy::read::policy(place, json, &mut library.names));
        }
        Some(document::CALENDAR_FORMAT) if sound => {
            let calendar = read_calendar(json);
            if calendar.as_ref().is_some_and(|calendar| calendar.known.1 < calendar.known.0) {
                let message = "`knownUntil` lies before `knownFrom`; nothing is known";
                problems.push(Problem::new(ProblemCode::InvertedRange, at.key("knownUntil"), message));
            }
            if let Some(calendar) = calendar {
                library.calendars.insert(id, calendar);
            }
        }
        Some(document::ZONE_FORMAT) if sound => match Zone::read(&id, &text("tzif")) {
            Some(zone) => {
                library.zones.insert(id, zone);
            }
            None => {
                let message = "this is no TZif data in base64; take the document from the package's `zones` folder";
                problems.push(Problem::new(ProblemCode::BadZone, at.key("tzif"), message));
            }
        },
        Some(document::SEAL_FORMAT) if sound => {
            library.seals.push(Seal { place, engine: text("engine"), digest: id });
        }
        _ => {}
    }
}

fn read_calendar(json: &Json<'_>) -> Option<Calendar> {
    let date = |json: &Json<'_>| day::read_day(json.text()?);
    let text = |key: &str| Some(json.text_of(key)?.to_owned());
    let mut weekend = Vec::new();
    for day in json.get("weekend")?.items() {
        weekend.add(day.text().and_then(weekday));
    }
    let mut holidays = Map::new();
    for holiday in json.get("holidays")?.items() {
        holidays.insert(date(holiday.get("date")?)?, holiday.text_of("name")?.to_owned());
    }
    Some(Calendar {
        id: text("id")?,
        known: (date(json.get("knownFrom")?)?, date(json.get("knownUntil")?)?),
        weekend,
        holidays,
        workdays: json.items_of("workdays").iter().filter_map(date).gather(),
    })
}

fn weekday(name: &str) -> Option<Weekday> {
    match name {
        "monday" => Some(Weekday::Mon),
        "tuesday" => Some(Weekday::Tue),
        "wednesday" => Some(Weekday::Wed),
        "thursday" => Some(Weekday::Thu),
        "friday" => Some(Weekday::Fri),
        "saturday" => Some(Weekday::Sat),
        "sunday" => Some(Weekday::Sun),
        _ => None,
    }
}
