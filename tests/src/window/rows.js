// Reads a list's rows, each as its lines of text. Leaves out buttons, because their text changes under the pointer.

const [list] = arguments;
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const isButton = (part) => part.matches("button") || part.querySelector("button") !== null;
const words = (row) => {
  const parts = [...row.children].filter((part) => !isButton(part));
  return parts.length ? parts.flatMap((part) => lines(part.innerText)) : lines(row.innerText);
};
return [...list.children].map((row) => words(row).join("\n"));
