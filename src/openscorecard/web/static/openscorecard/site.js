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
