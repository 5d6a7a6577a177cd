/*
 * Asks before an idle session ends, and leaves at the end.
 *
 * The server counts from the last request, and so do we: typing alone keeps nothing alive, but a saved
 * draft is a request and tells us by the event "session:kept". Several tabs tell each other the same way.
 */

const TICK = 1000;

export function startSession(dialog) {
  if (!dialog) {
    return;
  }
  const idle = Number(dialog.dataset.idle) * 1000;
  const warn = Number(dialog.dataset.warn) * 1000;
  const left = dialog.querySelector("[data-session-left]");
  const tabs = new BroadcastChannel("session");
  let end = Date.now() + idle;

  const kept = (left) => {
    end = Date.now() + left;
    dialog.close();
  };
  tabs.addEventListener("message", (event) => kept(event.data));
  document.addEventListener("session:kept", (event) => {
    const left = event.detail?.left ?? idle;
    kept(left);
    tabs.postMessage(left);
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.hasAttribute("data-quiet")) {
      event.detail.headers["X-Quiet"] = "1"; // the server, too, counts only what a person does
    }
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && !event.detail.elt.hasAttribute("data-quiet")) {
      document.dispatchEvent(new Event("session:kept"));
    }
  });
  dialog.querySelector("[data-session-keep]").addEventListener("submit", (event) => keep(event, dialog));
  tabs.postMessage(idle);

  setInterval(() => {
    const rest = end - Date.now();
    if (rest <= 0) {
      leave(dialog.dataset.signInUrl);
    } else if (rest <= warn) {
      left.textContent = inWords(rest);
      ask(dialog);
    }
  }, TICK);
}

function ask(dialog) {
  if (dialog.open) {
    return;
  }
  const saved = dialog.querySelector("[data-session-saved]");
  saved.hidden = !document.querySelector("form[data-draft-url]");
  document.dispatchEvent(new Event("session:ending"));
  dialog.showModal();
}

async function keep(event, dialog) {
  event.preventDefault();
  const form = event.currentTarget;
  delete form.dataset.sent;
  try {
    const answer = await fetch(dialog.dataset.keepUrl, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.ok) {
      const { left } = await answer.json(); // less than the idle limit when the day's limit is near
      document.dispatchEvent(new CustomEvent("session:kept", { detail: { left: left * 1000 } }));
      return;
    }
  } catch {
    dialog.querySelector("[data-session-left]").textContent = "a moment: there is no connection";
    return;
  }
  leave(dialog.dataset.signInUrl);
}

function leave(signIn) {
  const here = location.pathname;
  location.replace(`${signIn}?next=${encodeURIComponent(here)}`);
}

function inWords(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const said = [minutes && counted(minutes, "minute"), rest && counted(rest, "second")];
  return said.filter(Boolean).join(" ");
}
