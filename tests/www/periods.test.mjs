// How the pages say windows and due dates, whatever they are made of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Speaker } from "../../pkg-template/elements/sentences.js";
import en from "../../pkg-template/elements/en.js";
import zh from "../../pkg-template/elements/zh.js";

const english = new Speaker(en);
const chinese = new Speaker(zh);

const from = (...anchors) => anchors.map((anchor) => ({ anchor }));
const told = { length: "P7D", from: from("information") };
const received = { length: "P4M", from: from("delivery") };
const back = { length: "P0D", from: from("goodsBack") };
const sent = { length: "P0D", from: from("returnDispatch") };
const noticed = { length: "P14D", from: from("noticeReceived") };
const dated = { ...noticed, lastDay: "2026-12-07" };

test("a window without a day is a length from its event, or made of such", () => {
  for (const [why, window, inEnglish, inChinese] of [
    ["a length", told, "within 7 days of being told of the right", "获知权利后7天内"],
    [
      "the first event that happens",
      { length: "P7D", from: from("signing", "delivery") },
      "within 7 days of signing for it or delivery",
      "签收或送达后7天内",
    ],
    [
      "the event that has happened",
      { length: "P7D", from: from("signing", "delivery"), started: { anchor: "delivery", day: "2026-03-03" } },
      "within 7 days of delivery",
      "送达后7天内",
    ],
    [
      "days after an event",
      { length: "P1Y", from: [{ anchor: "delivery", offset: "P14D" }] },
      "within 1 year of 14 days after delivery",
      "送达后14天后1年内",
    ],
    [
      "working days",
      { length: "P10D", counts: "working-day", from: from("delivery") },
      "within 10 working days of delivery",
      "送达后10个工作日内",
    ],
    ["hours", { length: "PT48H", from: from("delivery") }, "within 48 hours of delivery", "送达后48小时内"],
    ["the day itself", back, "on the day of the goods' arrival at the shop", "店铺收到退货当天"],
    ["no end", { length: "unlimited", from: from("delivery") }, "without a time limit", "不限期"],
    [
      "the earlier of two",
      { earliestOf: [told, received] },
      "7 days after being told of the right, or 4 months after delivery, whichever is first",
      "获知权利后7天、送达后4个月，以较早者为准",
    ],
    [
      "one inside another",
      { latestOf: [noticed, { earliestOf: [received, told] }] },
      "14 days after the arrival of your notice, or the first of 4 months after delivery and 7 days after being told of the right, whichever is last",
      "店铺收到通知后14天、（送达后4个月、获知权利后7天中较早者），以较晚者为准",
    ],
    ["twice the same", { earliestOf: [told, told] }, "7 days after being told of the right", "获知权利后7天"],
    [
      "one of two days inside another",
      { latestOf: [noticed, { earliestOf: [back, sent] }] },
      "14 days after the arrival of your notice, or the day of the goods' arrival at the shop or your sending them back, whichever is last",
      "店铺收到通知后14天、店铺收到退货或您寄回商品当天，以较晚者为准",
    ],
    [
      "a part whose day is known",
      { latestOf: [dated, back] },
      "Mon, 7 December 2026, or the day of the goods' arrival at the shop, whichever is last",
      "2026年12月7日周一、店铺收到退货当天，以较晚者为准",
    ],
  ]) {
    assert.equal(english.period({ status: "open", window }), inEnglish, why);
    assert.equal(chinese.period({ status: "open", window }), inChinese, why);
    assert.equal(english.due({ refundDue: window }), inEnglish, why);
  }
});

test("each layer says how long it is, also where it is made of several", () => {
  const layers = [
    { layer: "declared", window: { length: "P30D", from: from("delivery") } },
    { layer: "floor", window: { earliestOf: [{ ...told, lastDay: "2026-03-10" }, received], lastDay: "2026-03-10" } },
  ];
  assert.equal(
    english.layers({ layers }),
    "the first of 7 days after being told of the right and 4 months after delivery by law · 30 days by this shop",
  );
  assert.equal(chinese.layers({ layers }), "法定（获知权利后7天、送达后4个月中较早者） · 本店30天");
});

test("what is due, and who must prove, has a day once it is known", () => {
  assert.equal(english.due({ refundDue: dated }), "by Mon, 7 December 2026");
  assert.equal(chinese.due({ refundDue: dated }), "不迟于2026年12月7日周一");
  assert.equal(english.due({}), "Not stated");
  for (const [burden, inEnglish, inChinese] of [
    ["seller", "The shop must prove that it was not there on delivery", "由店铺证明交付时没有问题"],
    ["buyer", "You must prove that it was there on delivery", "由您证明交付时已有问题"],
    [
      { seller: { ...received, lastDay: "2027-03-03" } },
      "The shop must prove that it was not there on delivery, until Wed, 3 March 2027, then you that it was",
      "截至2027年3月3日周三由店铺证明交付时没有问题，此后由您证明",
    ],
    [
      { seller: received },
      "The shop must prove that it was not there on delivery, for 4 months after delivery, then you that it was",
      "送达后4个月内由店铺证明交付时没有问题，此后由您证明",
    ],
    [
      { seller: { earliestOf: [received, told] } },
      "The shop must prove that it was not there on delivery, until the first of 4 months after delivery and 7 days after being told of the right, then you that it was",
      "截至（送达后4个月、获知权利后7天中较早者）由店铺证明交付时没有问题，此后由您证明",
    ],
  ]) {
    assert.equal(english.burden({ burden }), inEnglish);
    assert.equal(chinese.burden({ burden }), inChinese);
  }
});
