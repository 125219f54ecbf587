"use strict";

const deferred = require("./deferred.cjs");

module.exports = deferred(() => import("./node.js"), [
  "compile",
  "seal",
  "check",
  "coverage",
  "floor",
  "diff",
  "importWarranty",
]);
