/* <details data-fold>: open on a desk, folded on a phone. The markup says open, so that it is open without script. */

export function startFolds(scope) {
  if (!matchMedia("(max-width: 40rem)").matches) {
    return;
  }
  for (const fold of scope.querySelectorAll("details[data-fold]")) {
    fold.open = false;
  }
}
