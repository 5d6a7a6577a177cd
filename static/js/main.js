/* What runs on every page. Every page works without it; each module finds its own parts by data attributes. */

import { initAll } from "../vendor/govuk.js";
import { startBusy } from "./busy.js";
import { startCopy } from "./copy.js";
import { startDrafts } from "./draft.js";
import { startFileNames } from "./file_name.js";
import { startFolds } from "./fold.js";
import { startJumps } from "./jump.js";
import { startMenus } from "./menu.js";
import { startObserve } from "./observe.js";
import { startPrints } from "./print.js";
import { startSession } from "./session.js";

const parts = [startBusy, startCopy, startDrafts, startFileNames, startFolds, startJumps, startMenus, startObserve, startPrints];

/* Start the parts inside an element: the page at first, later what htmx put in. */
async function start(scope) {
  initAll({ scope });
  for (const part of parts) {
    part(scope);
  }
  if (scope.querySelector('[data-module^="moj-"]')) {
    const moj = await import("../vendor/moj.js");
    moj.initAll({ scope });
  }
}

start(document.body);
startSession(document.querySelector("dialog[data-session]"));
document.body.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    start(event.target);
  }
});
