// Which language an element speaks, and what it says before there is any.

import { speak } from "/pkg/elements.js";
import en from "/pkg/elements/en.js";
import zh from "/pkg/elements/zh.js";
import { check, matches, put, settled, textOf } from "./check.js";
import { at, product } from "./setup.js";

export function checkLanguages({ policy }) {
  const properties = { policy, product, at, expectedDelivery: "2026-11-24" };

  check("without a language it says what to do, and draws as soon as one arrives", async () => {
    const terms = await put("return-policy", { properties });
    matches(textOf(terms), /No language is loaded: call speak\(en\)/);
    speak(en, zh);
    await settled();
    matches(textOf(terms), /^Returns and warranty Refund Yes until/);
  });

  check("it speaks the language of its `lang`, else of what is around it, else the first", async () => {
    const around = document.createElement("div");
    document.body.append(around);
    const terms = await put("return-policy", { properties, into: around });
    for (const [own, outer, pattern] of [
      [undefined, undefined, /^Returns and warranty/],
      [undefined, "zh", /^退换与保修 退货退款/],
      ["en", "zh", /^Returns and warranty/],
      ["zh-CN", "en", /^退换与保修/],
      ["EN-gb", "zh", /^Returns and warranty/],
      ["fr", "zh", /^Returns and warranty/],
      ["not a language", "zh", /^Returns and warranty/],
    ]) {
      for (const [place, tag] of [
        [terms, own],
        [around, outer],
      ])
        if (tag) place.lang = tag;
        else place.removeAttribute("lang");
      terms.at = at; // what is around is looked at when something is drawn
      await settled();
      matches(textOf(terms), pattern, `${own} in ${outer}:`);
    }
  });

  check("a shop's own words are used at once", async () => {
    const terms = await put("return-policy", { properties });
    const remedies = { ...en.words.remedies, refund: "Your money" };
    speak({ ...en, words: { ...en.words, remedies } });
    await settled();
    matches(textOf(terms), /^Returns and warranty Your money Yes/);
    speak(en);
    await settled();
    matches(textOf(terms), /^Returns and warranty Refund Yes/);
  });

  check("both languages have the same words", () => {
    const keys = (words, before = "") =>
      Object.entries(words).flatMap(([key, word]) =>
        Object(word) === word && typeof word !== "function" ? keys(word, `${before}${key}.`) : `${before}${key}`,
      );
    matches(
      keys(en.words)
        .filter((key) => !keys(zh.words).includes(key))
        .join(),
      /^$/,
    );
    matches(
      keys(zh.words)
        .filter((key) => !keys(en.words).includes(key))
        .join(),
      /^$/,
    );
  });
}
