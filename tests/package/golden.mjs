// Whether a host gives the answers that are kept. Knows nothing of its host, so that pages can load it too.

/**
 * Asks every case of the engine and gives those whose answer is not, to the byte, the one that is kept.
 *
 * `documents` are JSON texts. A case is `{ vector, documents, question, call, line }`: the position of the documents, the
 * call as JSON text, the form of the question, and the kept line of `answers.ndjson`.
 */
export function differing(engine, { documents, cases }) {
  const given = documents.flatMap((text, position) => {
    const compiled = engine.compile(text);
    const asked = cases.filter((one) => one.documents === position);
    const answers = asked.map((one) => ({ vector: one.vector, kept: one.line, given: lineOf(one.vector, answer(compiled, one)) }));
    if (compiled.ok) compiled.value.free();
    return answers;
  });
  return given.filter(({ kept, given }) => kept !== given);
}

function lineOf(vector, answer) {
  return `{"vector":${JSON.stringify(vector)},"answer":${answer}}`;
}

/** The answer's text; documents with problems answer every question with them. */
function answer(compiled, { question, call }) {
  return compiled.ok ? compiled.value[`${question}Text`](call) : JSON.stringify(compiled);
}
