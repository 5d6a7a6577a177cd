/* A form is sent once. Its button says so, to the eye and to a screen reader, and takes no second press. */

export function startBusy(scope) {
  for (const form of scope.querySelectorAll("form[method=post]:not([data-again])")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      if (event.defaultPrevented) {
        return;
      }
      form.dataset.sent = "yes";
      show(event.submitter);
    });
  }
}

function show(button) {
  if (!button) {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  const words = button.dataset.busy;
  if (words) {
    button.setAttribute("aria-live", "polite");
    button.textContent = words;
  }
}

/* Coming back with the Back button shows the page as it was left: ready to send again. */
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-disabled]")?.removeAttribute("aria-disabled");
    }
  }
});
