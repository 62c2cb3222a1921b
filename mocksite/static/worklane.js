// Without this script every page still works; with it, the colour scheme follows the system and dialogs are modal.
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
paint();
dark.addEventListener("change", paint);

document.addEventListener("DOMContentLoaded", () => {
  const dialog = document.querySelector("dialog[open]");
  if (!dialog) return;
  const leave = dialog.querySelector("[data-leave]");
  dialog.close();
  dialog.showModal();
  dialog.focus();
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave.click(); });
});
