// What was measured, as tables of Markdown: ratios first, then times.

import { count, kilobytes, targetsOf, times } from "./targets.mjs";

export function report(measured) {
  return `${[...introduction(measured), ...targets(measured), ...speed(measured), ...rest(measured)].join("\n\n")}\n`;
}

const introduction = ({ machine, versions, orders }) => [
  "# Measured beside other engines",
  `Written by \`cargo xtask bench\`. ${machine}; ${versions}.`,
  `One policy of 46 rules ([\`compare/policy.json\`](compare/policy.json)) and ${count(orders)} orders of one to five lines.
Each line is given its status, last day, payer of the return, fee and end of the warranty. Every engine gave our answers on
every order before anything was timed.`,
  `Each engine is timed in a process of its own, in turn with the hand-written function; ratios are medians of rounds. Ours
is asked in brief, and for the whole explained decision with every rule and fact behind it, and gives text where text comes in; all
others give five values for each line. For them days are counted by the functions that the hand-written one uses, and where an engine only
says which rules hold, the first is picked for it.`,
];

const targets = (measured) => [
  "## Targets",
  table(
    ["target", "measured", ""],
    targetsOf(measured).map(({ what, measured, met }) => [what, measured, met ? "met" : "**not met**"]),
  ),
];

function speed({ speed, native, download }) {
  const rows = Object.values(speed);
  return [
    "## Speed against the hand-written function",
    "`1/5` is a fifth of its speed, `2.0x` twice.",
    table(
      ["engine", "object in", "JSON text in", "lines in and out"],
      rows.map(({ name, object, text, lines }) => [name, ...[object, text, lines].map(({ ratio }) => times(ratio))]),
    ),
    `Natively, in brief, from text, on one core: ${times(native.ratio)}. Download of a page, brotli, with every zone: \
${kilobytes(download)}.`,
    "Times of this run, in microseconds an order; they follow the machine and what else it does:",
    table(
      ["engine", "object in", "JSON text in", "lines in and out"],
      [
        ...rows.map(({ name, object, text, lines }) => [name, ...[object, text, lines].map(microseconds)]),
        ["return-policy, in brief, natively", "", microseconds(native), ""],
      ],
    ),
  ];
}

const rest = ({ growth, cold, memory }) => [
  "## Growth",
  "The time of an order, with 100 times the rules; the time of a line in long orders, against an order of one line:",
  table(
    ["engine", "4,600 rules", "10 lines", "100 lines", "1,000 lines", "loading 4,600 rules"],
    Object.values(growth).map(({ name, timesForRules, lines, loadMilliseconds }) => [
      name,
      `${timesForRules.toFixed(1)} times`,
      ...lines.slice(1).map(({ ratio }) => `${ratio.toFixed(2)} times`),
      `${loadMilliseconds.toFixed(0)} ms`,
    ]),
  ),
  "## Cold start",
  "A process of Node that imports, loads the policy and decides one order, over one that does nothing, the quickest of each:",
  table(
    ["engine", "ms"],
    Object.values(cold).map(({ name, over }) => [name, over.toFixed(0)]),
  ),
  "## Memory",
  "Orders of one line, from text, after a tenth of them and at the end: objects with what they hold outside of V8's heap, the \
module's memory included; and what the process has resident, with V8's room for young objects bounded.",
  table(
    ["engine", "evaluations", "held", "at the end", "resident", "at the end"],
    Object.values(memory).map(({ name, evaluations, warm, end }) => [
      name,
      count(evaluations),
      ...["held", "resident"].flatMap((what) => [warm, end].map((memory) => `${(memory[what] / 1e6).toFixed(1)} MB`)),
    ]),
  ),
];

const microseconds = ({ nanoseconds }) => (nanoseconds / 1000).toFixed(nanoseconds < 10_000 ? 2 : 0);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
