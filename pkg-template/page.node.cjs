"use strict";

const deferred = require("./deferred.cjs");

module.exports = deferred(() => import("./page.node.js"), ["compile"]);
