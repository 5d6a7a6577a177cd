/*
 * Keeps what is typed: form[data-draft-url][data-draft-key] is sent to the server 1.5 seconds after the last
 * keystroke, on leaving a field and on leaving the page. What happened is said in [data-draft-state].
 * Nothing is kept in the browser, and a field is never rewritten under the writer's hands.
 *
 * A field named "version" in the form is kept up to date, so that who signs says which draft she has seen.
 *
 * The form may carry data-draft-about (what it is about) and data-draft-version. We send key, about, version and
 * fields; the server answers 200 {"version": 4, "saved_at": "10:42"}, 409 when a newer draft was saved
 * elsewhere, 413 when it is too long to keep, 401 or 403 when signed out.
 */

const PAUSE = 1500;
const RETRY = 15000;

const WORDS = {
  busy: ["busy", "Saving"],
  offline: ["error", "Not saved: no connection. We keep trying."],
  conflict: ["error", "Not saved: this was changed in another window. Copy your words, then reload the page."],
  signedOut: ["error", "Not saved: you are signed out. Sign in in another tab, then come back here."],
  long: ["error", "Not saved: this is more than a draft can hold. Send it in parts."],
  refused: ["error", "Not saved. Save with the button below."],
};

export function startDrafts(scope) {
  for (const form of scope.querySelectorAll("form[data-draft-url]")) {
    new Draft(form).start();
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-draft-state]") || document.querySelector("[data-draft-state]");
    this.version = form.dataset.draftVersion || "0";
    this.sent = this.read();
    this.sending = false;
    this.over = false;
  }

  start() {
    this.form.addEventListener("input", () => this.soon(PAUSE));
    this.form.addEventListener("focusout", () => this.save());
    this.form.addEventListener("submit", (event) => {
      this.over = !event.defaultPrevented;
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.save({ keepalive: true }));
    document.addEventListener("session:ending", () => this.save());
    addEventListener("online", () => this.save());
  }

  /* The form's fields as they stand, as text, so that two readings can be compared. */
  read() {
    const fields = new FormData(this.form);
    fields.delete("csrfmiddlewaretoken");
    fields.delete("version");
    const typed = [...fields].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(typed).toString();
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    const now = this.read();
    if (this.over || now === this.sent) {
      return;
    }
    if (this.sending) {
      this.soon(PAUSE);
      return;
    }
    this.sending = true;
    this.say(...WORDS.busy);
    try {
      const answer = await fetch(this.form.dataset.draftUrl, { method: "POST", body: this.body(now), keepalive, redirect: "manual" });
      await this.heard(answer, now);
    } catch {
      this.say(...WORDS.offline);
      this.soon(RETRY);
    } finally {
      this.sending = false;
    }
  }

  /* The fields as one text, and which draft they belong to. */
  body(fields) {
    return new URLSearchParams({
      csrfmiddlewaretoken: this.form.querySelector("[name=csrfmiddlewaretoken]").value,
      key: this.form.dataset.draftKey,
      about: this.form.dataset.draftAbout || "",
      version: this.version,
      fields,
    });
  }

  async heard(answer, now) {
    if (answer.ok) {
      const told = await answer.json();
      this.sent = now;
      this.know(String(told.version));
      this.say("", `Saved ${told.saved_at}`);
      document.dispatchEvent(new Event("session:kept"));
    } else if (answer.status === 409) {
      this.over = true;
      this.say(...WORDS.conflict);
    } else if (answer.status === 413) {
      this.say(...WORDS.long);
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.say(...WORDS.signedOut);
      this.soon(RETRY);
    } else if (answer.status >= 500 || answer.status === 429) {
      this.say(...WORDS.offline);
      this.soon(RETRY);
    } else {
      this.say(...WORDS.refused);
    }
  }

  /* The draft that this window has seen: in the next save, and in what is sent at last. */
  know(version) {
    this.version = version;
    const field = this.form.querySelector("input[type=hidden][name=version]");
    if (field) {
      field.value = version;
    }
  }

  say(tone, words) {
    if (!this.state) {
      return;
    }
    this.state.className = tone ? `app-saved app-saved--${tone}` : "app-saved";
    const line = this.state.querySelector("[data-draft-words]") || this.state;
    if (line.textContent !== words) {
      line.textContent = words;
    }
  }
}
