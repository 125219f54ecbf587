// How long a call takes: rounds over one input after another, and medians of rounds.

const roundMilliseconds = 40;

/** A subject that `round` measures; it goes on with the inputs where the last round stopped. */
export const subject = (run, inputs, { isLater = false, each = 1 } = {}) =>
  ({ run, inputs, isLater, each, next: 0, batch: 0 });

/** Nanoseconds for each order, over one round. */
export async function round(subject) {
  if (subject.batch === 0) await repeat(subject, 1);
  const start = performance.now();
  let calls = 0;
  let passed = 0;
  do {
    const batch = Math.max(1, subject.batch);
    await repeat(subject, batch);
    calls += batch;
    passed = performance.now() - start;
    subject.batch = Math.min(1000, Math.max(1, Math.floor(calls / Math.max(passed, 1))));
  } while (passed < roundMilliseconds);
  return (passed * 1e6) / (calls * subject.each);
}

async function repeat(subject, calls) {
  if (subject.isLater) {
    for (let call = 0; call < calls; call += 1) await subject.run(following(subject));
  } else {
    for (let call = 0; call < calls; call += 1) subject.run(following(subject));
  }
}

function following(subject) {
  const input = subject.inputs[subject.next];
  subject.next = subject.next + 1 < subject.inputs.length ? subject.next + 1 : 0;
  return input;
}

export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Measures in turn, so that a busy machine slows all alike: gives for each subject the median time and the median of its
 * times over those of the first, which ran right before. The first round warms up. Slow subjects end after `seconds`.
 */
export async function inTurn(subjects, rounds, seconds = 8) {
  const times = subjects.map(() => []);
  const end = performance.now() + seconds * 1000;
  for (let count = 0; count <= rounds && (count <= 3 || performance.now() < end); count += 1) {
    for (const [index, one] of subjects.entries()) {
      const time = await round(one);
      if (count > 0) times[index].push(time);
    }
  }
  const ratios = (list) => list.map((time, count) => time / times[0][count]);
  return times.map((list) => ({ nanoseconds: median(list), ratio: median(ratios(list)) }));
}
