//! The lines of a text around a place, and around a second one that takes part.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin as Heading, Snippet};

use crate::input::{Origin, Source};

/// The longest line that an excerpt is made of, cut to the terminal's width; reading more for each problem takes long.
const LONG: usize = 10_000;

/// The longest line that two places are shown in together: some four lines of a terminal.
const WIDE: usize = 400;

/// A place in a text.
pub(crate) type Place<'p> = (&'p Source, Range<usize>);

/// Shows a place, and the second one: in the same excerpt if it is in the same text.
pub(crate) fn of<'p>(place: Place<'p>, also: Option<Place<'p>>) -> Vec<Element<'p>> {
    let primary = |bytes: Range<usize>| AnnotationKind::Primary.span(bytes);
    let second = |bytes: Range<usize>| AnnotationKind::Context.span(bytes).label("and here");
    match also {
        None => vec![alone(&place, primary)],
        Some(also) if std::ptr::eq(place.0, also.0) && width(&place).max(width(&also)) <= WIDE => {
            let both = place.1.start.min(also.1.start)..place.1.end.max(also.1.end);
            let lines = lines(&place.0.text, &both);
            let annotations = [primary(inside(&place.1, &lines)), second(inside(&also.1, &lines))];
            vec![snippet(place.0, lines).annotations(annotations).into()]
        }
        Some(also) => vec![alone(&place, primary), alone(&also, second)],
    }
}

fn alone<'p>(place: &Place<'p>, annotation: impl Fn(Range<usize>) -> Annotation<'p>) -> Element<'p> {
    let (source, bytes) = place;
    let lines = lines(&source.text, bytes);
    if width(place) > LONG {
        let before = source.text.get(lines.start..bytes.start).unwrap_or_default();
        let column = before.chars().count().saturating_add(1);
        return Heading::path(source.name()).line(number(source, lines.start)).char_column(column).into();
    }
    let annotation = annotation(inside(bytes, &lines));
    snippet(source, lines).annotation(annotation).into()
}

/// How many bytes the lines of a place have.
fn width((source, bytes): &Place<'_>) -> usize {
    lines(&source.text, bytes).len()
}

/// The bytes of the lines that a place is in, without the last end of line.
fn lines(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let before = text.get(..bytes.start).unwrap_or_default();
    let after = text.get(bytes.end..).unwrap_or_default();
    let end = after.find('\n').map_or(text.len(), |line| bytes.end.saturating_add(line));
    before.rfind('\n').map_or(0, |end| end.saturating_add(1))..end
}

/// Only what is shown is handed over: a whole file would be read again for each problem in it.
fn snippet(source: &Source, lines: Range<usize>) -> Snippet<'_, Annotation<'_>> {
    let number = number(source, lines.start);
    Snippet::source(source.text.get(lines).unwrap_or_default()).line_start(number).path(source.name())
}

/// The number of the line that a byte is in.
fn number(source: &Source, byte: usize) -> usize {
    let first = if let Origin::Line(_, number) = source.origin { number } else { 1 };
    let before = source.text.get(..byte).unwrap_or_default();
    first.saturating_add(before.bytes().filter(|byte| *byte == b'\n').count())
}

fn inside(place: &Range<usize>, shown: &Range<usize>) -> Range<usize> {
    place.start.saturating_sub(shown.start)..place.end.saturating_sub(shown.start)
}

#[cfg(test)]
mod tests {
    use annotate_snippets::{Level, Renderer};

    use super::*;

    /// What people see of two marks in a text, `<` and `>`.
    fn shown(text: String) -> String {
        let places = ['<', '>'].map(|mark| text.find(mark).expect("a mark"));
        let source = Source { origin: Origin::File("a.json".into()), text };
        let [place, also] = places.map(|start| (&source, start..start.saturating_add(1)));
        let elements = of(place, Some(also));
        Renderer::plain().render(&[Level::ERROR.primary_title("wrong").elements(elements)])
    }

    #[test]
    fn two_places_are_shown_together_where_their_lines_are_short() {
        let wide = |width: usize| format!("\né{}<{}>", " ".repeat(9), " ".repeat(width));
        #[rustfmt::skip]
        let cases = [
            // why this row             text                            lines shown  headings
            ("on one line",             wide(9),                        1,           ["a.json:2:11"].as_slice()),
            ("on lines of their own",   "<\n\n\n\n\n\n\n>\n".into(),    2,           &["a.json:1:1"]),
            ("in the other order",      ">\n\n\n\n\n\n<".into(),        2,           &["a.json:7:1"]),
            ("on one line that is wide", wide(WIDE),                    2,           &["a.json:2:11", "a.json:2:412"]),
            ("on a line too long",      wide(LONG),                     0,           &["a.json:2:11", "a.json:2:10012"]),
        ];
        for (why, text, lines, headings) in cases {
            let shown = shown(text);
            let is_line = |line: &&str| line.split_once(" | ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
            assert_eq!(shown.lines().filter(is_line).count(), lines, "{why}\n{shown}");
            let found: Vec<_> = shown.split_whitespace().filter(|word| word.starts_with("a.json")).collect();
            assert_eq!(found, headings, "{why}\n{shown}");
        }
    }
}
