// Says how long something lasts, or by when it is due: the day where it is known, else a length from an event.

/** A length such as `P14D`, `P1Y6M` or `PT48H`; `counts` may say that it is of working days. */
export function length({ words, format }, text, counts) {
  if (text === "unlimited") return words.noLimit;
  if (counts === "working-day") return words.workingDays(Number.parseInt(text.slice(1), 10));
  const units = { Y: "year", M: "month", W: "week", D: "day", H: "hour" };
  const parts = [...text.matchAll(/(\d+)([YMWDH])/g)].map(([, count, unit]) =>
    new Intl.NumberFormat(format, { style: "unit", unit: units[unit], unitDisplay: "long" }).format(count),
  );
  return parts.join(" ");
}

/** By when it ends: "by 1 April", "within 14 days of delivery", or the earlier or later of several. */
export function end(speaker, period) {
  const { words } = speaker;
  if (period.lastDay) return words.by(speaker.day(period.lastDay));
  if (period.length === "unlimited") return words.noEnd;
  if (period.length === "P0D") return words.onDay(event(speaker, period));
  if (period.length) return words.within(length(speaker, period.length, period.counts), event(speaker, period));
  return phrase(speaker, period);
}

/** How long it lasts: "until 1 April", or "for 1 year after delivery". */
export function span(speaker, period) {
  const { words } = speaker;
  if (period.length === "unlimited") return words.noEnd;
  const isLength = period.length && period.length !== "P0D" && !period.lastDay;
  if (!isLength) return words.until(phrase(speaker, period, { inner: true }));
  return words.during(length(speaker, period.length, period.counts), event(speaker, period));
}

/** When it ends, as a thing: a day, "14 days after delivery", or "the earlier of" such things. */
export function phrase(speaker, period, { dated = true, inner = false } = {}) {
  const { words } = speaker;
  if (dated && period.lastDay) return speaker.day(period.lastDay);
  const [which, parts] = period.earliestOf ? ["earlier", period.earliestOf] : ["later", period.latestOf];
  if (parts) {
    const ends = [...new Set(joinDays(which, parts).map((part) => phrase(speaker, part, { dated, inner: true })))];
    return ends.length === 1 ? ends[0] : words[inner ? `the-${which}` : which](ends);
  }
  if (!period.length) return period.lastDay ? speaker.day(period.lastDay) : words.notStated;
  if (period.length === "P0D") return words.dayOf(event(speaker, period));
  return words.after(length(speaker, period.length, period.counts), event(speaker, period));
}

/** The earlier of the days of two events is the day of one or the other. */
function joinDays(which, parts) {
  const isDay = ({ length, lastDay }) => length === "P0D" && !lastDay;
  if (which === "later" || !parts.every(isDay)) return parts;
  return [{ length: "P0D", from: parts.flatMap(({ from }) => from) }];
}

/** How long a window is, from which event it runs only where that is needed to tell it. */
export function size(speaker, window) {
  const told = window.length && window.length !== "P0D";
  return told ? length(speaker, window.length, window.counts) : phrase(speaker, window, { dated: false, inner: true });
}

/** The event from which it runs: the one that has happened, else those of which the first counts. */
function event(speaker, { from, started }) {
  const { words } = speaker;
  const name = ({ anchor, offset }) => {
    const event = words.events[anchor] ?? words.facts[anchor] ?? anchor;
    return offset ? words.after(length(speaker, offset), event) : event;
  };
  return words.or((started ? from.filter(({ anchor }) => anchor === started.anchor) : from).map(name));
}
