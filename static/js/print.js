/* <button data-print hidden>: prints the page. It shows only where it can work. */

export function startPrints(scope) {
  for (const button of scope.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
