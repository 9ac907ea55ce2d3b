// Asks once a second which phones wait, and shows their numbers with Yes and No.

const card = document.querySelector("[data-pair]");
const list = card.querySelector(".numbers");

function button(name, number, text, label) {
  const el = document.createElement("button");
  Object.assign(el, { name, value: number, textContent: text, ariaLabel: label });
  return el;
}

function show(numbers) {
  const shown = new Map([...list.children].map((li) => [Number(li.dataset.number), li]));
  for (const [number, li] of shown) if (!numbers.includes(number)) li.remove();
  for (const number of numbers) {
    if (shown.has(number)) continue;
    const li = document.createElement("li");
    const strong = document.createElement("strong");
    li.dataset.number = strong.textContent = number;
    li.append(
      strong,
      button("yes", number, "Yes", `Yes, ${number} is my phone`),
      button("no", number, "No", `No, ${number} is not mine`),
    );
    list.append(li);
  }
  const says = numbers.length ? "Does your phone show one of these?" : "No phone has come yet.";
  const status = card.querySelector("[data-waiting]");
  if (status.textContent !== says) status.textContent = says;
}

async function look() {
  try {
    const { open, left, numbers } = await (await fetch(card.dataset.pair)).json();
    if (!open) return location.reload();
    show(numbers);
    card.querySelector("[data-left]").textContent = `It works for ${left} more ${left === 1 ? "second" : "seconds"}.`;
  } catch {
    // The server is away for a moment: asked again.
  }
  setTimeout(look, 1000);
}

if (card.dataset.open) look();
