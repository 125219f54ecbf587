// What only this shop says; what is said of every policy stands with the elements of the package.

import en from "./engine/elements/en.js";
import zh from "./engine/elements/zh.js";

const english = {
  shop: "Lantern Market",
  nav: { products: "Shop", returns: "Returns" },
  skip: "Skip to the content",
  language: "Language",
  failed: (reason) => `This page could not be loaded: ${reason}. Please load it again.`,
  products: {
    title: "Look before you buy",
    lead: "What happens if you change your mind, or if something breaks: the answer for your country, your delivery day and your membership, before you pay.",
    choose: "Product",
    market: "Deliver to",
    delivery: "Expected delivery",
    tier: "Membership",
    noTier: "None",
    gold: "Gold",
    box: "Returns and warranty",
    short: "In short",
    undecided: "Not sure yet",
  },
  returns: {
    title: "Return something",
    lead: "The answer appears as you fill in the form. When you send it, the shop decides again by the same rules.",
    order: "Order",
    orderOf: (id, customer, day) => `${id} · ${customer} · ${day}`,
    delivered: (day) => `delivered ${day}`,
    onItsWay: "on its way",
    lines: "What is it about?",
    submit: "Send request",
    sendAnyway: "Send it all the same",
    sending: "Sending …",
    accepted: (id) => `Accepted: request ${id}`,
    acceptedNext: "Put the goods in their box; the label is on its way to you by e-mail.",
    inReview: (id) => `Received: request ${id}`,
    inReviewNext: "A person will look at it and write to you.",
    refused: "The shop cannot accept this",
    contradicted: "This is not what the shop decides",
    contradictedNext:
      "Your page showed something else than the shop's own records. The order was loaded again; please look at it once more.",
    differs: (yours, ours) => `your page: ${yours}, the shop: ${ours}`,
    absent: "nothing",
    clock: "The clock of your page was wrong. It has been set; please send the request again.",
    offline: "The shop could not be reached. Nothing was sent; please try again.",
    and: (count) => `and ${count} more`,
  },
  documents: { lantern: "Lantern Market's terms", cn: "Chinese law", eu: "European law" },
};

const chinese = {
  shop: "灯笼集市",
  nav: { products: "商品", returns: "退换货" },
  skip: "跳到正文",
  language: "语言",
  failed: (reason) => `页面加载失败：${reason}。请重新加载。`,
  products: {
    title: "下单前，先看清售后",
    lead: "改变主意了怎么办，坏了怎么办：按您的国家、送达日期和会员等级，付款之前就给出答案。",
    choose: "商品",
    market: "送货至",
    delivery: "预计送达",
    tier: "会员等级",
    noTier: "非会员",
    gold: "金卡会员",
    box: "退换与保修",
    short: "概要",
    undecided: "还不确定",
  },
  returns: {
    title: "申请退换货",
    lead: "填写时即时显示结果；提交后，店铺会按同一套规则重新判定。",
    order: "订单",
    orderOf: (id, customer, day) => `${id} · ${customer} · ${day}`,
    delivered: (day) => `${day}送达`,
    onItsWay: "运送中",
    lines: "要退换哪些商品？",
    submit: "提交申请",
    sendAnyway: "仍要提交",
    sending: "正在提交……",
    accepted: (id) => `申请已通过：${id}`,
    acceptedNext: "请将商品装回原包装，退货面单将发送到您的邮箱。",
    inReview: (id) => `申请已收到：${id}`,
    inReviewNext: "客服将人工审核并与您联系。",
    refused: "店铺无法接受此申请",
    contradicted: "与店铺的判定不一致",
    contradictedNext: "您页面上的内容与店铺自己的记录不同。订单已重新载入，请再核对一次。",
    differs: (yours, ours) => `您的页面：${yours}，店铺：${ours}`,
    absent: "无",
    clock: "您页面的时钟有误，现已校正，请重新提交。",
    offline: "无法连接店铺，申请没有发出，请重试。",
    and: (count) => `另有 ${count} 处`,
  },
  documents: { lantern: "灯笼集市售后规则", cn: "中国法律", eu: "欧盟法律" },
};

const extended = (language, words) => ({ ...language, words: { ...language.words, ...words } });

/** The languages of the pages. */
export const languages = { en: extended(en, english), zh: extended(zh, chinese) };
