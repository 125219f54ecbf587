//! Orders as blocks of whole lines, each with the answers that are expected of them.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::Path;

use crate::input::{Failure, STDIN, STDIN_NAME};
use crate::lines;

/// About how many bytes a block has: a few dozen orders.
const BLOCK: usize = 32 * 1024;

/// A file, or standard input, of which a part is read at a time.
pub(super) struct Stream {
    /// What people call it.
    pub(super) name: String,
    /// How many bytes it has; standard input does not say.
    pub(super) size: Option<u64>,
    reader: BufReader<Box<dyn Read + Send>>,
    is_begun: bool,
}

/// Some lines of the orders.
pub(super) struct Block {
    /// The number of the first line, from 1.
    pub(super) first_line: u64,
    /// The lines with their ends.
    pub(super) lines: Vec<u8>,
    /// One answer for each line that is not empty, or fewer where there are no more of them.
    pub(super) expected: Option<Vec<Vec<u8>>>,
}

/// The orders, and what is expected.
pub(super) struct Blocks {
    /// The orders.
    pub(super) orders: Stream,
    expected: Option<Stream>,
    first: Option<Vec<u8>>,
    next_line: u64,
}

impl Stream {
    /// Opens the file, or standard input, that an argument names.
    pub(super) fn open(argument: &str) -> Result<Self, Failure> {
        if argument == STDIN {
            return Ok(Self::new(STDIN_NAME, None, Box::new(std::io::stdin())));
        }
        let opened = File::open(Path::new(argument)).and_then(|file| Ok((file.metadata()?, file)));
        let (metadata, file) = opened.map_err(|error| unreadable(argument, &error))?;
        Ok(Self::new(argument, metadata.is_file().then_some(metadata.len()), Box::new(file)))
    }

    fn new(name: &str, size: Option<u64>, reader: Box<dyn Read + Send>) -> Self {
        Self { name: name.to_owned(), size, reader: BufReader::with_capacity(BLOCK, reader), is_begun: false }
    }

    /// The whole lines that can be had without waiting for more; none at the end.
    fn lines(&mut self) -> Result<Vec<u8>, Failure> {
        let mut lines = Vec::new();
        loop {
            let read = match self.reader.fill_buf() {
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(&self.name, &error)),
            };
            let end = read.iter().rposition(|byte| *byte == b'\n').map(|last| last.saturating_add(1));
            let count = end.unwrap_or(read.len());
            lines.extend_from_slice(read.get(..count).unwrap_or_default());
            self.reader.consume(count);
            if end.is_some() || count == 0 {
                return Ok(self.without_mark(lines));
            }
        }
    }

    /// The next line that is not empty, without its end.
    fn line(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            let mut line = Vec::new();
            let read = self.reader.read_until(b'\n', &mut line);
            if read.map_err(|error| unreadable(&self.name, &error))? == 0 {
                return Ok(None);
            }
            let line = self.without_mark(line);
            if !is_empty(&line) {
                return Ok(Some(without_end(&line).to_vec()));
            }
        }
    }

    /// A mark of byte order at the very beginning is no part of the text.
    fn without_mark(&mut self, text: Vec<u8>) -> Vec<u8> {
        let is_begun = std::mem::replace(&mut self.is_begun, true);
        match text.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if !is_begun => rest.to_vec(),
            _ => text,
        }
    }
}

impl Blocks {
    /// Begins to read, and refuses orders that are not one JSON text a line.
    pub(super) fn new(mut orders: Stream, expected: Option<Stream>) -> Result<Self, Failure> {
        let first = orders.lines()?;
        // With what is there of the next line: a text on several lines may be no longer.
        let start = [first.as_slice(), orders.reader.buffer()].concat();
        lines::check(&orders.name, &String::from_utf8_lossy(&start))?;
        Ok(Self { orders, expected, first: Some(first), next_line: 1 })
    }

    /// The next block; `None` at the end of the orders.
    pub(super) fn next(&mut self) -> Result<Option<Block>, Failure> {
        let lines = self.first.take().map_or_else(|| self.orders.lines(), Ok)?;
        if lines.is_empty() {
            return Ok(None);
        }
        let orders = split(&lines).filter(|line| !is_empty(line)).count();
        let expected = self.expected.as_mut().map(|expected| {
            (0..orders).filter_map(|_| expected.line().transpose()).collect::<Result<Vec<_>, Failure>>()
        });
        let count = u64::try_from(split(&lines).count()).unwrap_or(u64::MAX);
        let first_line = self.next_line;
        self.next_line = first_line.saturating_add(count);
        Ok(Some(Block { first_line, lines, expected: expected.transpose()? }))
    }

    /// How many answers are expected for which there is no order.
    pub(super) fn left(&mut self) -> Result<u64, Failure> {
        let Some(expected) = &mut self.expected else { return Ok(0) };
        let mut left = 0_u64;
        while expected.line()?.is_some() {
            left = left.saturating_add(1);
        }
        Ok(left)
    }
}

impl Block {
    /// The lines that are not empty, with their numbers.
    pub(super) fn orders(&self) -> impl Iterator<Item = (u64, &[u8])> {
        (self.first_line..).zip(split(&self.lines)).filter(|(_, line)| !is_empty(line))
    }
}

/// The lines of a text without their ends.
fn split(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').map(without_end)
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn is_empty(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

fn unreadable(name: &str, error: &std::io::Error) -> Failure {
    if name == STDIN_NAME {
        return Failure(format!("cannot read standard input: {error}"));
    }
    Failure(format!("cannot read `{name}`: {error}"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn stream(text: &str) -> Stream {
        Stream::new("text", None, Box::new(Cursor::new(text.to_owned())))
    }

    /// Every line that is not empty with its number, and what is expected of it.
    fn pairs(orders: &str, expected: &str) -> Vec<(u64, String, String)> {
        let mut blocks = Blocks::new(stream(orders), Some(stream(expected))).expect("lines");
        let mut pairs = Vec::new();
        while let Some(block) = blocks.next().expect("a text") {
            let mut expected = block.expected.clone().unwrap_or_default().into_iter();
            for (number, order) in block.orders() {
                let expected = expected.next().unwrap_or_default();
                pairs.push((number, text(order), text(&expected)));
            }
            assert_eq!(expected.next(), None, "no more is expected than there are orders");
        }
        pairs
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn lines_keep_their_numbers() {
        #[rustfmt::skip]
        let cases = [
            // why this row               orders                  expected        pairs
            ("lines",                     "1\n2\n",               "a\nb\n",       vec![(1, "1", "a"), (2, "2", "b")]),
            ("no end of the last line",   "1\n2",                 "a\nb",         vec![(1, "1", "a"), (2, "2", "b")]),
            ("empty lines",               "\n1\n \t\n2\n\n",      "\na\n\n\nb",   vec![(2, "1", "a"), (4, "2", "b")]),
            ("ends of two characters",    "1\r\n\r\n2\r\n",       "a\r\nb\r\n",   vec![(1, "1", "a"), (3, "2", "b")]),
            ("marks of byte order",       "\u{feff}1\n2",         "\u{feff}a\nb", vec![(1, "1", "a"), (2, "2", "b")]),
            ("fewer are expected",        "1\n2",                 "a",            vec![(1, "1", "a"), (2, "2", "")]),
            ("nothing",                   "",                     "",             vec![]),
        ];
        for (why, orders, expected, wanted) in cases {
            let wanted: Vec<_> = wanted
                .into_iter()
                .map(|(number, order, answer)| (number, order.to_owned(), answer.to_owned()))
                .collect();
            assert_eq!(pairs(orders, expected), wanted, "{why}");
        }
    }

    /// Lines shorter and longer than a block come out as they went in.
    #[test]
    fn no_line_is_cut_where_blocks_meet() {
        let line = |number: usize| format!("{number}:{}", "x".repeat(number * 7919 % (BLOCK * 2)));
        let lines: Vec<String> = (0..200).map(line).collect();
        let read = pairs(&lines.join("\n"), &lines.join("\r\n"));
        let wanted: Vec<_> = (1..).zip(&lines).map(|(number, line)| (number, line.clone(), line.clone())).collect();
        assert_eq!(read.len(), wanted.len());
        assert!(read == wanted, "a line is not as it was");
    }

    #[test]
    fn what_is_expected_beyond_the_orders_is_counted() {
        let mut blocks = Blocks::new(stream("1\n"), Some(stream("a\nb\n\nc\n"))).expect("lines");
        while blocks.next().expect("a text").is_some() {}
        assert_eq!(blocks.left(), Ok(2));
    }
}
