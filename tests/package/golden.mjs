// Whether a host gives the answers that are kept. Knows nothing of its host, so that pages can load it too.

/**
 * Asks every case of the engine and gives those whose answer is not, to the byte, the one that is kept.
 *
 * `documents` are JSON texts. A case is `{ vector, documents, question, call, line }`: the position of the documents, the
 * form of the question, the call as JSON text, and the kept line of `answers.ndjson`. One that asks for a report on the
 * documents has no call but `besides`, what is passed after them.
 */
export function differing(engine, { documents, cases }) {
  const given = documents.flatMap((text, position) => {
    const compiled = engine.compile(text);
    const asked = cases.filter((one) => one.documents === position);
    const answers = asked.map((one) => ({ vector: one.vector, kept: one.line, given: lineOf(one.vector, answer(engine, text, compiled, one)) }));
    if (compiled.ok) compiled.value.free();
    return answers;
  });
  return given.filter(({ kept, given }) => kept !== given);
}

function lineOf(vector, answer) {
  return `{"vector":${JSON.stringify(vector)},"answer":${answer}}`;
}

/** The answer's text; documents with problems answer every question about orders with them. */
function answer(engine, documents, compiled, { question, call, besides }) {
  if (besides) return JSON.stringify(engine[question](documents, ...besides));
  return compiled.ok ? compiled.value[`${question}Text`](call) : JSON.stringify(compiled);
}
