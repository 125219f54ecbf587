// A page in Vue with the example's component.

import { createApp, h, ref } from "vue";
import Returns from "../../../examples/elements/Returns.vue";
import { at, items, order, product } from "./setup.js";

const tier = ref(null);
const given = () => ({ at, items, order, product: { ...product, tier: tier.value }, expectedDelivery: "2026-11-24" });
const gold = () => h("button", { id: "gold", onClick: () => (tier.value = "gold") }, "Gold");

createApp({ render: () => h("main", [gold(), h(Returns, given())]) }).mount("#root");
document.documentElement.dataset.ready = "";
