/*
 * .app-jump: the path through a long form. A stone is marked as soon as something is written or chosen in its
 * part of the form: the section that its link names, and those after it up to the next named one.
 */

const WRITTEN = "textarea, input[type=radio]:checked, input[type=checkbox]:checked";

export function startJumps(scope) {
  for (const path of scope.querySelectorAll(".app-jump")) {
    const links = [...path.querySelectorAll("a[href^='#']")];
    const form = document.getElementById(links[0].hash.slice(1))?.closest("form");
    if (form) {
      const mark = () => links.forEach((link) => markLink(link, links));
      form.addEventListener("input", mark);
      mark();
    }
  }
}

function markLink(link, links) {
  const named = new Set(links.map((other) => other.hash.slice(1)));
  let part = document.getElementById(link.hash.slice(1));
  let done = isWritten(part);
  while (!done && part?.nextElementSibling && !named.has(part.nextElementSibling.id)) {
    part = part.nextElementSibling;
    done = isWritten(part);
  }
  link.classList.toggle("app-jump__link--done", done);
  const word = link.querySelector("[data-jump-word]");
  if (word) {
    word.hidden = !done;
  }
}

function isWritten(part) {
  return [...(part?.querySelectorAll(WRITTEN) || [])].some((field) => field.value.trim() !== "");
}
