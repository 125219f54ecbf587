//! The time zones, calendars and statutes that this program carries.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::documents::Header;
use crate::input::{Origin, Source};

static ZONES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../zones");
static CALENDARS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../calendars");
static STATUTES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../statutes");

/// The document of the time zone `id`.
pub(crate) fn zone(id: &str) -> Option<Source> {
    find(&ZONES, "zones", id)
}

/// The document of the calendar `id`.
pub(crate) fn calendar(id: &str) -> Option<Source> {
    find(&CALENDARS, "calendars", id)
}

/// Every statute, in the order of the names of their files.
pub(crate) fn statutes() -> Vec<Source> {
    let is_json = |path: &Path| path.extension().is_some_and(|extension| extension == "json");
    let mut files: Vec<_> = STATUTES.files().filter(|file| is_json(file.path())).collect();
    files.sort_by_key(|file| file.path().file_stem());
    let source = |path: &Path, text: &str| {
        let origin = Origin::BuiltIn(path.display().to_string());
        Source { origin, text: text.to_owned() }
    };
    files.into_iter().filter_map(|file| Some(source(file.path(), file.contents_utf8()?))).collect()
}

/// Files are named after the document in them, with `-` for `/`; the id inside decides.
fn find(folder: &Dir<'_>, folder_name: &str, id: &str) -> Option<Source> {
    let file = format!("{}.json", id.replace('/', "-"));
    let text = folder.get_file(&file)?.contents_utf8()?;
    let header = Header::read(text).filter(|header| header.id.as_deref() == Some(id));
    header.map(|_| Source { origin: Origin::BuiltIn(format!("built-in {folder_name}/{file}")), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_found_by_its_id() {
        for (folder, find) in [(&ZONES, zone as fn(&str) -> Option<Source>), (&CALENDARS, calendar)] {
            let documents: Vec<_> =
                folder.files().filter(|file| file.path().extension() == Some("json".as_ref())).collect();
            assert!(!documents.is_empty(), "{folder:?}");
            for file in documents {
                let id = file.contents_utf8().and_then(Header::read).and_then(|header| header.id).expect("an id");
                assert!(find(&id).is_some(), "{id} in {}", file.path().display());
            }
        }
    }

    #[test]
    fn what_is_not_carried_is_not_found() {
        for id in ["Asia-Shanghai", "../zones/Asia-Shanghai", "Mars/Olympus", ""] {
            assert_eq!(zone(id), None, "{id}");
        }
    }
}
