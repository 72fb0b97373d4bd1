// Finds what a listener would find: the visible elements of a role, by the name that a screen reader reads out.
// An exact name is preferred to one that only contains the words; an empty name takes any. The role "field" is every element that
// one can type into. Knows only the implicit roles that Tonearm uses.

const [role, name, scope] = arguments;

const normal = (text) => (text ?? "").replace(/\s+/g, " ").trim();

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

const roleOf = (e) => normal(e.getAttribute("role")).split(" ")[0] || implicit[e.tagName]?.(e) || null;

const contentOf = (e) => {
  let words = "";
  for (const node of e.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) words += node.data;
    else if (node.nodeType === Node.ELEMENT_NODE && node.getAttribute("aria-hidden") !== "true")
      words += ` ${node.getAttribute("aria-label") ?? node.getAttribute("alt") ?? contentOf(node)} `;
  }
  return normal(words);
};

const nameOf = (e) => {
  const by = normal(e.getAttribute("aria-labelledby"));
  if (by) return normal(by.split(" ").map((id) => contentOf(document.getElementById(id) ?? e)).join(" "));
  if (e.hasAttribute("aria-label")) return normal(e.getAttribute("aria-label"));
  if (e.labels?.length) return normal([...e.labels].map(contentOf).join(" "));
  const caption = e.querySelector(":scope > legend, :scope > caption, :scope > figcaption");
  if (caption) return contentOf(caption);
  if (e.tagName === "IMG") return normal(e.alt);
  const fromContent = ["button", "link", "tab", "heading", "listitem", "option", "row", "cell", "radio", "switch", "checkbox", "menuitem", "status", "alert"];
  return (fromContent.includes(roleOf(e)) && contentOf(e)) || normal(e.title) || normal(e.placeholder);
};

const isVisible = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert], [aria-hidden="true"]');

const fields = ["textbox", "searchbox", "spinbutton"];
// A list to choose from is no field, unless one types into it.
const isField = (e) => fields.includes(roleOf(e)) || (roleOf(e) === "combobox" && e.matches("input"));
const wanted = (e) => (role === "field" ? isField(e) : roleOf(e) === role);

// Behind an open dialog nothing can be reached.
const within = scope ?? [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
const all = [...(within.parentElement ?? within).querySelectorAll("*")]
  .filter((e) => (!scope || scope.contains(e)) && within.contains(e) && wanted(e) && isVisible(e))
  .map((e) => [e, nameOf(e)]);
const exact = all.filter(([, label]) => !name || label === name);
const found = exact.length ? exact : all.filter(([, label]) => label.toLowerCase().includes(name.toLowerCase()));
// A styled radio button hides the real one; what can be clicked is its label.
const clickable = (e) => (["radio", "checkbox"].includes(e.type) && e.labels?.[0]) || e;
return { found: found.map(([e]) => e), clickable: found.map(([e]) => clickable(e)), names: all.map(([, label]) => label) };
