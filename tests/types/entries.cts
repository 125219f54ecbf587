import auto = require("return-policy/auto");
import fallback = require("return-policy/fallback");
import inline = require("return-policy/inline");
import miniProgram = require("return-policy/mini-program");
import page = require("return-policy/page");
import pageInline = require("return-policy/page/inline");

async function load(): Promise<boolean> {
  const picked: "page" | "fallback" = await auto.load();
  await fallback.load();
  await miniProgram.load();
  await inline.load();
  inline.seal([]);
  await page.load(new Uint8Array());
  return picked === "page" && [page, pageInline, auto, fallback, miniProgram].every(({ compile }) => compile("[]").ok);
}

export = load;
