// The service's clock. The engine has none: whoever asks it says what time it is.

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const mostApart = 10 * 60_000;

/** Tells the time, or always the same time. */
export class Clock {
  #stopped;

  /** @param {string} [at] - the instant at which the clock stands still */
  constructor(at) {
    this.#stopped = at === undefined ? undefined : readInstant(at);
    if (Number.isNaN(this.#stopped)) throw new Error(`--at ${at} is no instant such as 2026-11-21T12:00:00+01:00`);
  }

  /** Whether time passes. */
  get runs() {
    return this.#stopped === undefined;
  }

  /** Milliseconds since 1970. */
  get time() {
    return this.#stopped ?? Date.now();
  }

  /** The instant as the engine takes it. */
  get at() {
    return new Date(this.time).toISOString();
  }

  /** Whether an instant of a browser is close enough to take its decision for one made just now. */
  isNear(at) {
    return Math.abs(readInstant(at) - this.time) <= mostApart;
  }
}

function readInstant(text) {
  return instant.test(text) ? Date.parse(text) : NaN;
}
