"use strict";

// An entry for `require`: the same engine that `import` gives, so a process never holds two.

module.exports = (open, names) => {
  let entry;
  const deferred = {
    load: async (source) => {
      entry = await open();
      return entry.load(source);
    },
  };
  for (const name of names) {
    deferred[name] = (...given) => {
      if (!entry) throw new Error(`return-policy is not loaded: await load() before the first ${name}()`);
      return entry[name](...given);
    };
  }
  return deferred;
};
