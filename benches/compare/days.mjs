// Civil days as text, moved by days or by months: plain whole numbers, for `Date` takes several times as long.

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year, month) => (month === 2 && isLeap(year) ? 29 : monthLengths[month - 1]);
const digit = (text, at) => text.charCodeAt(at) - 48;
const two = (number) => (number < 10 ? `0${number}` : `${number}`);

const yearOf = (day) => digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3);
const monthOf = (day) => digit(day, 5) * 10 + digit(day, 6);
const dateOf = (day) => digit(day, 8) * 10 + digit(day, 9);

export function plusDays(day, days) {
  let year = yearOf(day);
  let month = monthOf(day);
  let date = dateOf(day) + days;
  for (let length = monthLength(year, month); date > length; length = monthLength(year, month)) {
    date -= length;
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return `${year}-${two(month)}-${two(date)}`;
}

/** The same day of a later month, or that month's last day where it has none. */
export function plusMonths(day, months) {
  const month = monthOf(day) - 1 + months;
  const year = yearOf(day) + Math.floor(month / 12);
  const inYear = (month % 12) + 1;
  return `${year}-${two(inYear)}-${two(Math.min(dateOf(day), monthLength(year, inYear)))}`;
}

/** A length such as `P30D`, `P18M` or `P2Y` as a number and what it moves a day by. */
export function readLength(length) {
  const number = Number(length.slice(1, -1));
  if (length.endsWith("D")) return { number, plus: plusDays };
  if (length.endsWith("M")) return { number, plus: plusMonths };
  if (length.endsWith("Y")) return { number: number * 12, plus: plusMonths };
  throw new Error(`no length: ${length}`);
}
