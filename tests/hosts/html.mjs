// A page with a script, in which nothing else is asked for.

/** @param {string} script - the element or elements that load it */
export const html = (script) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <link rel="icon" href="data:,">
  <title>A page that uses the package</title>
  ${script}
</html>
`;
