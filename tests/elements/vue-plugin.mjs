// Compiles single-file components of Vue for esbuild, as the plugins of Vue's users do.

import { readFile } from "node:fs/promises";
import { compileScript, parse } from "vue/compiler-sfc";

/** Tags with these names are elements of the browser. */
const isCustomElement = (tag) => tag.startsWith("return-");

export const vue = {
  name: "vue",
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, "utf8"), { filename: path });
      if (errors.length > 0) return { errors: errors.map(({ message }) => ({ text: message })) };
      const templateOptions = { compilerOptions: { isCustomElement } };
      const { content } = compileScript(descriptor, { id: "example", inlineTemplate: true, templateOptions });
      return { contents: content, loader: "js" };
    });
  },
};
