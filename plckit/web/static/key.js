// The page that hands over the key: a download leaves the page as it was, so it says by itself that it is done.

const form = document.querySelector("[data-key]");
form?.addEventListener("submit", () => {
  // after this turn, so that the form is still there to be sent
  setTimeout(() => {
    document.querySelector("[data-before]").hidden = true;
    const after = document.querySelector("[data-after]");
    after.hidden = false;
    after.querySelector("h1").focus();
  });
});
