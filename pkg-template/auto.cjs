"use strict";

const deferred = require("./deferred.cjs");

module.exports = deferred(() => import("./auto.js"), ["compile"]);
