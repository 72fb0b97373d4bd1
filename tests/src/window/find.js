// Finds what a listener would find: the visible elements of a role, by the name that a screen reader says.
// An exact name wins over one that merely contains the words; an empty name takes any. The role "field" is whatever is typed into.
// Kept to the roles that Tonearm uses; what has another role must say so with a role attribute.

const [role, name, scope] = arguments;

const spoken = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const implicit = {
  A: (e) => (e.hasAttribute("href") ? "link" : null),
  ARTICLE: () => "article",
  ASIDE: () => "complementary",
  BUTTON: () => "button",
  DIALOG: () => "dialog",
  FIELDSET: () => "group",
  FORM: () => "form",
  H1: () => "heading",
  H2: () => "heading",
  H3: () => "heading",
  H4: () => "heading",
  IMG: (e) => (e.getAttribute("alt") === "" ? null : "img"),
  INPUT: (e) =>
    ({ checkbox: "checkbox", radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", button: "button", submit: "button" })[
      e.type
    ] ?? "textbox",
  LI: () => "listitem",
  MAIN: () => "main",
  NAV: () => "navigation",
  OL: () => "list",
  OPTION: () => "option",
  OUTPUT: () => "status",
  PROGRESS: () => "progressbar",
  SECTION: () => "region",
  SELECT: () => "combobox",
  SUMMARY: () => "button",
  TABLE: () => "table",
  TEXTAREA: () => "textbox",
  TD: () => "cell",
  TH: () => "columnheader",
  TR: () => "row",
  UL: () => "list",
};

const roleOf = (e) => spoken(e.getAttribute("role")).split(" ")[0] || implicit[e.tagName]?.(e) || null;

const contentOf = (e) => {
  let words = "";
  for (const node of e.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) words += node.data;
    else if (node.nodeType === Node.ELEMENT_NODE && node.getAttribute("aria-hidden") !== "true")
      words += ` ${node.getAttribute("aria-label") ?? node.getAttribute("alt") ?? contentOf(node)} `;
  }
  return spoken(words);
};

const nameOf = (e) => {
  const by = spoken(e.getAttribute("aria-labelledby"));
  if (by) return spoken(by.split(" ").map((id) => contentOf(document.getElementById(id) ?? e)).join(" "));
  if (e.hasAttribute("aria-label")) return spoken(e.getAttribute("aria-label"));
  if (e.labels?.length) return spoken([...e.labels].map(contentOf).join(" "));
  const caption = e.querySelector(":scope > legend, :scope > caption, :scope > figcaption");
  if (caption) return contentOf(caption);
  if (e.tagName === "IMG") return spoken(e.alt);
  const fromContent = ["button", "link", "tab", "heading", "listitem", "option", "row", "cell", "radio", "switch", "checkbox", "menuitem", "status", "alert"];
  return (fromContent.includes(roleOf(e)) && contentOf(e)) || spoken(e.title) || spoken(e.placeholder);
};

const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert], [aria-hidden="true"]');

const fields = ["textbox", "searchbox", "spinbutton"];
const wanted = (e) => (role === "field" ? fields.includes(roleOf(e)) : roleOf(e) === role);

// Behind an open dialog nothing can be reached.
const within = scope ?? [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
const all = [...(within.parentElement ?? within).querySelectorAll("*")]
  .filter((e) => (!scope || scope.contains(e)) && within.contains(e) && wanted(e) && seen(e))
  .map((e) => [e, nameOf(e)]);
const exact = all.filter(([, said]) => !name || said === name);
const found = exact.length ? exact : all.filter(([, said]) => said.toLowerCase().includes(name.toLowerCase()));
// A drawn radio button hides the real one; what a hand presses is its label.
const pressed = (e) => (["radio", "checkbox"].includes(e.type) && e.labels?.[0]) || e;
return { found: found.map(([e]) => e), pressed: found.map(([e]) => pressed(e)), names: all.map(([, said]) => said) };
