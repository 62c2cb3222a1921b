// Every page works without this script. With it, Escape leaves a dialog, and Space presses a link drawn as a button.
document.addEventListener("keydown", (event) => {
  const names = { Escape: "dialog[open] [data-leave]", " ": "a.btn:focus" };
  const link = names[event.key] && document.querySelector(names[event.key]);
  if (!link || event.isComposing) return;
  event.preventDefault();
  link.click();
});
