/* <button data-copy="text" hidden>: copies the text and says so. It shows only where copying works. */

export function startCopy(scope) {
  if (!navigator.clipboard) {
    return;
  }
  for (const button of scope.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.setAttribute("aria-live", "polite");
      button.textContent = "Copied";
    });
  }
}
