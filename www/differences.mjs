// Where two JSON values differ.

/**
 * Lists the JSON Pointers at which `yours` and `ours` differ, each with both values.
 *
 * What is absent is left out; a list or object that has no counterpart is only hinted at, for it may be large.
 */
export function differences(yours, ours, path = "") {
  if (Object.is(yours, ours)) return [];
  if (!isBranch(yours) || !isBranch(ours) || Array.isArray(yours) !== Array.isArray(ours)) {
    return [{ path, yours: hint(yours), ours: hint(ours) }];
  }
  const keys = new Set([...Object.keys(yours), ...Object.keys(ours)]);
  return [...keys].flatMap((key) => differences(own(yours, key), own(ours, key), `${path}/${escape(key)}`));
}

function isBranch(value) {
  return typeof value === "object" && value !== null;
}

function hint(value) {
  if (!isBranch(value)) return value;
  return Array.isArray(value) ? "[…]" : "{…}";
}

function own(value, key) {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function escape(key) {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
