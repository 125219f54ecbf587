//! Lines of text with labels in a column.

use anstyle::{AnsiColor, Style};

/// How wide labels are; longer ones push their text to the right.
const LABEL: usize = 16;

/// A page that is being written; the styles are removed on printing where there is no terminal.
#[derive(Debug, Default)]
pub(crate) struct Page {
    text: String,
}

impl Page {
    /// Adds a heading.
    pub(crate) fn heading(&mut self, text: &str) {
        let bold = Style::new().bold();
        self.push(&format!("{bold}{}{bold:#}", clean(text)));
    }

    /// Adds the heading of an offer with its status in the status's colour.
    pub(crate) fn status(&mut self, text: &str, status: &str) {
        let (bold, colour) = (Style::new().bold(), status_style(status));
        self.push(&format!("  {bold}{}{bold:#}: {colour}{}{colour:#}", clean(text), clean(status)));
    }

    /// Adds a text below a heading.
    pub(crate) fn line(&mut self, text: &str) {
        self.push(&format!("  {}", clean(text)));
    }

    /// Adds a text with a label.
    pub(crate) fn row(&mut self, label: &str, text: &str) {
        let dim = Style::new().dimmed();
        self.push(&format!("    {dim}{:<LABEL$}{dim:#} {}", clean(label), clean(text)));
    }

    /// Adds an empty line.
    pub(crate) fn blank(&mut self) {
        self.push("");
    }

    /// The whole page.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Names and rules are other people's text: nothing in them may steer the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

fn status_style(status: &str) -> Style {
    let colour = match status {
        "open" => AnsiColor::Green,
        "closed" | "excluded" => AnsiColor::Red,
        _ => AnsiColor::Yellow,
    };
    colour.on_default().bold()
}
