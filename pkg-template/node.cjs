"use strict";

// The entry for `require`: the same module instance that `import` gives, so a process never holds two engines.

let entry;

exports.load = async (source) => {
  entry = await import("./node.js");
  await entry.load(source);
};

for (const name of ["compile", "seal", "check", "coverage", "floor", "diff"]) {
  exports[name] = (...given) => {
    if (!entry) throw new Error(`return-policy is not loaded: await load() before the first ${name}()`);
    return entry[name](...given);
  };
}
