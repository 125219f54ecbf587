// What the engine is to reach, each with what was measured.

import { ours, ownTimed, reference, sealedOnly } from "./engines.mjs";

/** `measured` is what `run.mjs` gathered, by the ids of engines; of the ways to ask ours, the best counts. */
export function targetsOf({ speed, growth, cold, memory, native, download }) {
  const least = (table, valueOf) => Math.min(...ownTimed.map((id) => valueOf(table[id])));
  const ratioOf = (form) => least(speed, (engine) => engine[form].ratio);
  const [object, text, lines] = ["object", "text", "lines"].map(ratioOf);
  const { name: rival, object: { ratio: rivalObject } } = fastestRival(speed);
  const rules = least(growth, ({ timesForRules }) => timesForRules);
  const longest = least(growth, ({ lines }) => Math.max(...lines.slice(1).map(({ ratio }) => ratio)));
  const everywhere = [...ownTimed, sealedOnly];
  const load = Math.min(...everywhere.map((id) => growth[id].loadMilliseconds));
  const start = Math.min(...everywhere.map((id) => cold[id].over));
  const again = speed.brief.object.nanoseconds / speed[ours].object.nanoseconds;
  const { evaluations } = memory[ours];
  const growths = ({ warm, end }) => ["held", "resident"].map((what) => (end[what] - warm[what]) / warm[what]);
  const grown = Math.max(...ownTimed.flatMap((id) => growths(memory[id])));
  const grownPercent = `${(grown * 100).toFixed(1)} %`;
  return [
    target("JSON text in, decision out: no slower than hand-written with `JSON.parse`", times(text), text <= 1),
    target("the same, goal: twice as fast", times(text), text <= 1 / 2),
    target("lines of JSON in and out, one thread: 3 times as fast as hand-written", times(lines), lines <= 1 / 3),
    target(`object in: ahead of every engine (${rival}: ${times(rivalObject)})`, times(object), object < rivalObject),
    target("object in, goal: a quarter of the speed of hand-written", times(object), object <= 4),
    target("one fact changed, decided again in brief: under a tenth of the time of the whole decision", `1/${(1 / again).toFixed(0)}`, again < 1 / 10),
    target("natively, from text, on one core: 4 times as fast as hand-written", times(native.ratio), native.ratio <= 1 / 4),
    target("100 times the rules: at most twice the time of an order", `${rules.toFixed(1)} times`, rules <= 2),
    target("lines: linear, one of 1,000 takes at most twice as long", `${longest.toFixed(2)} times`, longest <= 2),
    target("4,600 rules are loaded under 50 ms", `${load.toFixed(0)} ms`, load < 50),
    target("cold start of Node: at most 12 ms over an empty process", `${start.toFixed(0)} ms`, start <= 12),
    target("download: at most 100 kB of brotli, with every zone", kilobytes(download), download <= 100_000),
    target("download, goal: 70 kB", kilobytes(download), download <= 70_000),
    target(`memory over ${count(evaluations)} evaluations: flat, held and resident, within 5 %`, grownPercent, grown <= 0.05),
  ];
}

const target = (what, measured, met) => ({ what, measured, met });

/** The engine that is no work of a shop's own. */
function fastestRival(speed) {
  const notRivals = [...ownTimed, reference, "interpreter"];
  const rivals = Object.entries(speed).filter(([id]) => !notRivals.includes(id));
  return rivals.map(([, engine]) => engine).sort((one, other) => one.object.ratio - other.object.ratio)[0];
}

/** A time over that of the hand-written function, in words. */
export const times = (ratio) =>
  ratio >= 1 ? `1/${ratio < 9.95 ? ratio.toFixed(1) : count(Math.round(ratio))}` : `${(1 / ratio).toFixed(1)}x`;

export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** A number for readers. */
export const count = (number) => number.toLocaleString("en");
