// Whether a host gives the answers that are kept. Knows nothing of its host, so that pages can load it too.

/**
 * Asks every case of the engine and gives, in the order of the cases, the line that is kept and the one that is given.
 *
 * `documents` are JSON texts. A case is `{ vector, documents, question, call, line }`: the position of the documents, the
 * form of the question, the call as JSON text, and the kept line of `answers.ndjson`. One that asks for a report on the
 * documents has no call but `besides`, what is passed after them.
 */
export function answers(engine, { documents, cases }) {
  const lines = new Map();
  documents.forEach((text, position) => {
    const asked = cases.filter((one) => one.documents === position);
    if (asked.length === 0) return;
    const compiled = engine.compile(text);
    for (const one of asked) lines.set(one, lineOf(one.vector, answer(engine, text, compiled, one)));
    if (compiled.ok) compiled.value.free();
  });
  return cases.map((one) => ({ vector: one.vector, kept: one.line, given: lines.get(one) }));
}

function lineOf(vector, answer) {
  return `{"vector":${JSON.stringify(vector)},"answer":${answer}}`;
}

/** The answer's text; documents with problems answer every question about orders with them. */
function answer(engine, documents, compiled, { question, call, besides }) {
  if (besides) return JSON.stringify(engine[question](documents, ...besides));
  return compiled.ok ? compiled.value[`${question}Text`](call) : JSON.stringify(compiled);
}
