// Small comforts; every page works without them.
"use strict";

// A menu closes on Escape, giving the focus back, and when one clicks elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.account[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.account[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// After a refused form, the summary of what is wrong is where reading goes on.
document.querySelector(".error-summary:not(.form-pair *)")?.focus();

// Where a part of the page is changed under the focus, the focus stays in that part instead of falling to the page's top.
let left = null;
document.addEventListener("htmx:beforeSwap", (event) => keep(event.detail.target));
document.addEventListener("htmx:oobBeforeSwap", (event) => keep(event.detail.target));
document.addEventListener("htmx:afterSettle", () => {
  const place = left && document.getElementById(left);
  left = null;
  if (!place || document.activeElement !== document.body) return;
  const next = place.querySelector("a[href], button, input:not([type=hidden]), select, textarea, summary") ?? place;
  if (next === place) place.tabIndex = -1;
  next.focus();
});
function keep(target) {
  if (target?.id && target.contains(document.activeElement)) left = target.id;
}
