"use strict";

// A link to what is folded away unfolds it.
document.addEventListener("DOMContentLoaded", () => {
  function open() {
    const details = document.getElementById(location.hash.slice(1))?.closest("details");
    if (details && !details.open) {
      details.open = true;
      details.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", open);
  open();
});
