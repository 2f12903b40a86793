// Arrow keys and Escape in a meeting; the links on the page do the same without them.
"use strict";

const WAYS = {
  ArrowRight: "[rel=next]", PageDown: "[rel=next]",
  ArrowLeft: "[rel=prev]", PageUp: "[rel=prev]",
  Escape: "#leave-meeting",
};
document.addEventListener("keydown", (event) => {
  const steps = document.querySelector(".meeting-steps[open]");
  if (steps && event.key === "Escape") {
    steps.open = false;
    steps.querySelector("summary").focus();
    return;
  }
  const box = event.target.closest("[role=region]");
  const scrolls = box && box.scrollWidth > box.clientWidth;
  if (scrolls || event.target.closest("input, select, textarea") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const way = WAYS[event.key] && document.querySelector(`.meeting-bar ${WAYS[event.key]}`);
  if (way) {
    event.preventDefault();
    way.click();
  }
});
