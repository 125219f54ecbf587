//! How far it is, on a terminal.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that comes up where the work takes long.
pub(super) struct Progress {
    started: Instant,
    /// How many bytes there are, where that is known.
    size: Option<u64>,
    is_wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins; a bar that is not wanted never comes up.
    pub(super) fn begin(size: Option<u64>, is_wanted: bool) -> Self {
        Self { started: Instant::now(), size, is_wanted, bar: None }
    }

    /// Says how many bytes and lines are done in all.
    pub(super) fn reach(&mut self, bytes: u64, lines: u64) {
        if self.bar.is_none() && self.is_wanted && self.started.elapsed() > PATIENCE {
            self.bar = Some(bar(self.size).with_elapsed(self.started.elapsed()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(if self.size.is_some() { bytes } else { lines });
        }
    }

    /// Takes the bar away, and says how long it took.
    pub(super) fn end(self) -> Duration {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }
}

fn bar(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{wide_bar} {bytes} of {total_bytes}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {human_pos} orders, {rate} a second"),
    };
    let rate = |state: &ProgressState, out: &mut dyn Write| {
        // What cannot be drawn is left out.
        let _ = write!(out, "{:.0}", state.per_sec());
    };
    // A template that cannot be read leaves the bar as it is.
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.with_key("rate", rate)),
        Err(_) => bar,
    }
}
