// Days, months and zones as the engine works them out, held against Temporal, which shares nothing with it.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { before, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { compile, load } from "../../pkg/node.js";

const LINES = 250;
const MOST_DAYS = 200;
const zones = new URL("../../zones/", import.meta.url);

before(() => load());

/** Numbers drawn by chance, the same in every run (xorshift32). */
let state = 20_260_301;
function below(limit) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}

function oneOf(values) {
  return values[below(values.length)];
}

/** A day up to the year 2150, half the time at the end of a month. */
function anyDay() {
  const month = Temporal.PlainYearMonth.from({ year: 2000 + below(150), month: 1 + below(12) });
  const back = below(oneOf([4, month.daysInMonth]));
  return month.toPlainDate({ day: month.daysInMonth - back });
}

/** A length of at least one day. */
function anyLength() {
  const [few, some, many] = [below(4), below(60), below(800)];
  return oneOf([
    { days: 1 + many },
    { weeks: 1 + some },
    { months: 1 + some },
    { years: 1 + few },
    { years: few, months: below(12), weeks: below(4), days: 1 + some },
    { years: 1 + below(50) },
    { months: 12, days: 1 },
  ]);
}

function written({ years = 0, months = 0, weeks = 0, days = 0 }) {
  return `P${years}Y${months}M${weeks}W${days}D`;
}

/** What the engine says of windows, each in a rule and a line of its own. */
async function windows(zone, asked) {
  const rules = asked.map(({ window }, index) => ({
    id: `r${index}`,
    when: { reason: ["change-of-mind"], remedy: ["refund"], sku: [`${index}`] },
    then: { granted: true, window },
  }));
  const policy = { format: "return-policy/1", id: "temporal", version: "1", layer: "declared", zone: zone.id, rules };
  const compiled = compile([policy, zone]);
  assert.ok(compiled.ok, JSON.stringify(compiled));
  const lines = asked.map(({ deliveredAt }, index) => ({ id: `${index}`, sku: `${index}`, deliveredAt }));
  const answer = compiled.value.evaluate({ order: { id: "o", lines }, at: "2026-01-01T00:00:00Z" });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.lines.map(({ offers: [{ window }] }) => window);
}

async function readZone(name) {
  return JSON.parse(await readFile(new URL(name, zones), "utf8"));
}

async function allZones() {
  const names = (await readdir(zones)).filter((name) => name.endsWith(".json"));
  assert.notEqual(names.length, 0);
  return Promise.all(names.map(readZone));
}

function vectors(draw) {
  return Array.from({ length: LINES }, draw);
}

test("lengths end on the day that Temporal gives", async () => {
  const zone = await readZone("UTC.json");
  for (let round = 0; round < 8; round += 1) {
    const drawn = vectors(() => ({ day: anyDay(), length: anyLength() }));
    const asked = drawn.map(({ day, length }) => ({
      deliveredAt: day.toString(),
      window: { length: written(length), from: ["delivery"] },
    }));
    const found = await windows(zone, asked);
    drawn.forEach(({ day, length }, index) => {
      const last = day.add(length, { overflow: "constrain" });
      assert.equal(found[index].lastDay, last.toString(), `${written(length)} from ${day}`);
    });
  }
});

test("months end on the day before the one that Temporal gives", async () => {
  const zone = await readZone("UTC.json");
  const drawn = vectors(() => ({ day: anyDay(), length: anyLength(), counts: oneOf(["next-day", "same-day"]) }));
  const asked = drawn.map(({ day, length, counts }) => ({
    deliveredAt: day.toString(),
    window: { length: written(length), from: ["delivery"], counts, ends: "day-before" },
  }));
  const found = await windows(zone, asked);
  drawn.forEach(({ day, length, counts }, index) => {
    const first = counts === "same-day" ? day : day.add({ days: 1 });
    const last = beforeCorresponding(first, length);
    assert.equal(found[index].lastDay, last.toString(), `${written(length)} from ${first}, which counts`);
  });
});

/** The last day of a length that begins with a day: a month without such a day ends with its own last. */
function beforeCorresponding(first, { years = 0, months = 0, weeks = 0, days = 0 }) {
  const corresponding = first.add({ years, months }, { overflow: "constrain" });
  const monthsEnd = corresponding.day === first.day ? corresponding.subtract({ days: 1 }) : corresponding;
  return monthsEnd.add({ weeks, days });
}

test("offsets reach the day that Temporal gives", async () => {
  const zone = await readZone("UTC.json");
  const drawn = vectors(() => ({ day: anyDay(), offset: anyLength(), length: anyLength() }));
  const asked = drawn.map(({ day, offset, length }) => ({
    deliveredAt: day.toString(),
    window: { length: written(length), from: [{ anchor: "delivery", offset: written(offset) }] },
  }));
  const found = await windows(zone, asked);
  drawn.forEach(({ day, offset, length }, index) => {
    const last = day.add(offset, { overflow: "constrain" }).add(length, { overflow: "constrain" });
    assert.equal(found[index].lastDay, last.toString(), `${written(length)} from ${written(offset)} after ${day}`);
  });
});

/** Changes of law that a host with older zone data does not know, with the first day on which it matters. */
const news = { "America/Edmonton": "2026-11-01", "America/Vancouver": "2026-11-01", "America/Winnipeg": "2026-11-01" };

/** Whether the host can tell what the clocks of a zone show on a day and for a while after it. */
function isKnown({ id, version }, day) {
  const knowsAll = process.versions.tz >= version || !(id in news);
  return knowsAll || Temporal.PlainDate.compare(day.add({ days: MOST_DAYS }), news[id]) < 0;
}

/** Some of the instants at which the clocks of a zone are changed. */
function changesOf(zone) {
  const changes = [];
  let at = Temporal.ZonedDateTime.from(`2000-01-01T00:00[${zone.id}]`).getTimeZoneTransition("next");
  while (at !== null && changes.length < 20) {
    changes.push(at);
    at = at.add({ years: below(5) }).getTimeZoneTransition("next");
  }
  return changes.filter((change) => isKnown(zone, change.toPlainDate()));
}

/** Days on which the clocks of a zone are changed, those before, and any others. */
function daysOf(zone) {
  const changed = changesOf(zone).map((change) => change.toPlainDate());
  const others = vectors(anyDay).slice(0, 20).filter((day) => isKnown(zone, day));
  return [...changed, ...changed.map((day) => day.subtract({ days: 1 })), ...others];
}

function midnight(day, zone) {
  return day.toZonedDateTime({ timeZone: zone }).toString({ timeZoneName: "never" });
}

test("days begin where Temporal has them begin", async () => {
  for (const zone of await allZones()) {
    const days = daysOf(zone);
    const window = { length: "P0D", from: ["delivery"] };
    const found = await windows(zone, days.map((day) => ({ deliveredAt: day.toString(), window })));
    days.forEach((day, index) => {
      assert.equal(found[index].opensAt, midnight(day, zone.id), `${day} in ${zone.id}`);
      assert.equal(found[index].endsBefore, midnight(day.add({ days: 1 }), zone.id), `the end of ${day} in ${zone.id}`);
    });
  }
});

test("hours end at the instant that Temporal gives", async () => {
  for (const zone of await allZones()) {
    const hours = () => 1 + below(24 * MOST_DAYS);
    const any = daysOf(zone).map((day) => ({ at: day.toZonedDateTime({ timeZone: zone.id }), hours: hours() }));
    const drawn = [...any, ...changesOf(zone).map((change) => until(change.add({ minutes: below(120) }), hours()))];
    const asked = drawn.map(({ at, hours }) => ({
      deliveredAt: at.toInstant().toString(),
      window: { length: `PT${hours}H`, from: ["delivery"] },
    }));
    const found = await windows(zone, asked);
    drawn.forEach(({ at, hours }, index) => {
      const end = at.add({ hours });
      const text = end.toString({ timeZoneName: "never" });
      assert.equal(found[index].endsBefore, text, `${hours} hours after ${at}`);
      assert.equal(found[index].lastDay, end.subtract({ milliseconds: 1 }).toPlainDate().toString(), `${at}`);
    });
  }
});

/** The hours that end at an instant; they are fewer before the year 2000. */
function until(end, hours) {
  const at = end.subtract({ hours });
  return at.year < 2000 ? { at: end, hours } : { at, hours };
}

test("instants fall on the day that Temporal gives", async () => {
  for (const zone of await allZones()) {
    const instants = daysOf(zone).map((day) => {
      const start = day.toZonedDateTime({ timeZone: zone.id }).toInstant();
      return start.add({ milliseconds: oneOf([-1, 0, 1, 3_600_000, below(86_400_000)]) });
    });
    const window = { length: "P0D", from: ["delivery"] };
    const found = await windows(zone, instants.map((at) => ({ deliveredAt: at.toString(), window })));
    instants.forEach((at, index) => {
      const local = at.toZonedDateTimeISO(zone.id);
      assert.equal(found[index].lastDay, local.toPlainDate().toString(), `${at} in ${zone.id}`);
      assert.equal(Temporal.Instant.compare(found[index].opensAt, at), 0, `${at} in ${zone.id}`);
    });
  }
});
