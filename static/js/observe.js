/*
 * Ticking by keyboard, and what htmx leaves to say: [data-ticks] holds lines [data-tick], each with its words
 * [data-choice]. One word of each line is in the tab order; arrows move within a line and between lines, 1 to 9
 * choose and go on to the next line, U takes the last tick back. Without script every word is a button.
 */

const UNDO = "[data-undo]";
const CHOICE = "[data-choice]";

export function startObserve(scope) {
  for (const ticks of scope.querySelectorAll("[data-ticks]")) {
    ticks.addEventListener("keydown", (event) => press(event, ticks));
    ticks.addEventListener("focusin", (event) => event.target.matches(CHOICE) && keep(event.target));
    watch(ticks);
  }
  for (const here of scope.querySelectorAll(".app-observe-nav [aria-current]")) {
    const list = here.closest("ul"); // on a phone it scrolls sideways: what is chosen is in sight
    list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
  }
  const lines = [...scope.querySelectorAll("[data-tick]")];
  if (scope.matches?.("[data-tick]")) {
    lines.push(scope);
  }
  if (lines.length) {
    lines.forEach(rove);
    count();
  }
}

/* One word of a line can be reached with the Tab key: the one that holds, else the first. */
function rove(line) {
  const words = [...line.querySelectorAll(CHOICE)];
  const here = words.find((word) => word === document.activeElement) || words.find((word) => word.ariaChecked === "true");
  keep(here || words[0]);
}

function keep(word) {
  for (const other of word?.closest("[data-tick]").querySelectorAll(CHOICE) || []) {
    other.tabIndex = other === word ? 0 : -1;
  }
}

function press(event, ticks) {
  const word = event.target.closest(CHOICE);
  if (!word || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const words = [...word.closest("[data-tick]").querySelectorAll(CHOICE)];
  const act = {
    ArrowRight: () => words[(words.indexOf(word) + 1) % words.length].focus(),
    ArrowLeft: () => words.at(words.indexOf(word) - 1).focus(),
    ArrowDown: () => move(ticks, word, 1),
    ArrowUp: () => move(ticks, word, -1),
    Home: () => words[0].focus(),
    End: () => words.at(-1).focus(),
    u: takeBack,
    U: takeBack,
  }[event.key];
  const chosen = /^[1-9]$/.test(event.key) ? words[Number(event.key) - 1] : null;
  if (!act && !chosen) {
    return;
  }
  event.preventDefault();
  if (chosen) {
    chosen.click();
    keep(chosen);
    move(ticks, chosen, 1);
  } else {
    act();
  }
}

/* The word in the same place of the next line, or of the one before. */
function move(ticks, word, by) {
  const lines = [...ticks.querySelectorAll("[data-tick]")];
  const line = word.closest("[data-tick]");
  const place = [...line.querySelectorAll(CHOICE)].indexOf(word);
  const next = lines[lines.indexOf(line) + by];
  const words = next ? [...next.querySelectorAll(CHOICE)] : [];
  (words[place] || words.at(-1))?.focus();
}

function takeBack() {
  document.querySelector(`#last-tick ${UNDO}`)?.click();
}

/* How many of the lines in sight were looked at. */
function count() {
  const told = document.querySelector("[data-touched-count]");
  if (told) {
    told.textContent = document.querySelectorAll("[data-tick][data-touched]").length;
  }
}

/* An Undo goes with the tick that it took back: whoever stood on it then stands on the line. */
function watchFocus(page, ticks) {
  let line = "";
  page.addEventListener("focusin", (event) => {
    line = event.target.closest("[data-tick]")?.id || line;
  });
  page.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) {
      const at = document.getElementById(line) || ticks.querySelector("[data-tick]");
      at?.querySelector(`${CHOICE}[tabindex="0"]`)?.focus({ preventScroll: true });
    }
  });
}

/* A touch that did not arrive says so; the next that does takes the words away. */
function watch(ticks) {
  const problem = document.querySelector("[data-ticks-problem]");
  const say = (hidden) => {
    if (problem) {
      problem.hidden = hidden;
    }
  };
  const page = ticks.closest("main") || ticks;
  page.addEventListener("htmx:sendError", () => say(false));
  page.addEventListener("htmx:responseError", () => say(false));
  page.addEventListener("htmx:timeout", () => say(false));
  page.addEventListener("htmx:afterRequest", (event) => event.detail.successful && say(true));
  watchFocus(page, ticks);
}
