// Whether a host gives the answers that are kept. Knows nothing of its host, so that pages can load it too.

/**
 * Asks every case of the engine and gives those whose answer is not, to the byte, the one that is kept.
 *
 * A case is `{ vector, documents, question, call, line }`: the documents and the call as JSON text, the form of the
 * question, and the kept line of `answers.ndjson`.
 */
export function differing(engine, cases) {
  return cases
    .map(({ vector, line, ...asked }) => ({ vector, kept: line, given: lineOf(vector, answer(engine, asked)) }))
    .filter(({ kept, given }) => kept !== given);
}

function lineOf(vector, answer) {
  return `{"vector":${JSON.stringify(vector)},"answer":${answer}}`;
}

/** The answer's text; documents with problems answer every question with them. */
function answer(engine, { documents, question, call }) {
  const compiled = engine.compile(documents);
  if (!compiled.ok) return JSON.stringify(compiled);
  const policy = compiled.value;
  try {
    return policy[`${question}Text`](call);
  } finally {
    policy.free();
  }
}
