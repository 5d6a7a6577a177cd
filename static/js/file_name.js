/* Says which file was chosen and how large it is, and warns before one is sent that is too large. */

const MEGABYTE = 1024 * 1024;

export function startFileNames(scope) {
  for (const input of scope.querySelectorAll(".app-upload input[type=file]")) {
    const words = input.closest(".app-upload").querySelector("[data-file-words]");
    input.addEventListener("change", () => {
      words.textContent = [...input.files].map((file) => describe(file, input)).join(", ");
    });
  }
}

function describe(file, input) {
  const size = file.size < MEGABYTE ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / MEGABYTE).toFixed(1)} MB`;
  const limit = Number(input.dataset.maxSize || Infinity);
  return file.size > limit ? `${file.name} is ${size}: too large` : `${file.name}, ${size}`;
}
