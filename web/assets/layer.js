/* What is written is saved while one writes, and hints appear in their place. Without this the buttons do the same. */
const send = (address, body, accept) => fetch(address, { method: "POST", headers: { Accept: accept }, body: new URLSearchParams(body) });

for (const state of document.querySelectorAll("[data-saves]")) {
  const form = state.closest("form");
  let wait;
  const save = async () => {
    const answer = await send(state.dataset.saves, new FormData(form), "text/plain").catch(() => ({}));
    state.textContent = answer.ok && !answer.redirected ? await answer.text() : "";
  };
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(save, 2000);
  });
  form.addEventListener("submit", () => clearTimeout(wait));
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-part]");
  if (!button) return;
  event.preventDefault();
  const part = button.dataset.part;
  const body = new FormData(button.form);
  body.set(button.name, button.value);
  const text = await send(button.formAction, body, "text/html").then((answer) => answer.text(), () => "");
  const found = new DOMParser().parseFromString(text, "text/html").getElementById(part);
  if (!found) return button.form.requestSubmit(button);
  document.getElementById(part).replaceWith(found);
  found.querySelector("button").focus();
});
