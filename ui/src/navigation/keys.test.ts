import { expect, it } from "vitest";
import { keyAction, type Press } from "./keys";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

it.each([
  ["1", { kind: "go", to: "explore" }],
  ["2", { kind: "go", to: "top" }],
  ["3", { kind: "go", to: "recent" }],
  ["4", { kind: "go", to: "library" }],
  ["5", { kind: "go", to: "settings" }],
  ["t", { kind: "tab", tab: "tracks" }],
  ["R", { kind: "tab", tab: "artists" }],
  ["l", { kind: "tab", tab: "albums" }],
  ["g", { kind: "tab", tab: "genres" }],
  ["ArrowDown", { kind: "row", step: 1 }],
  ["ArrowUp", { kind: "row", step: -1 }],
  ["o", { kind: "openInSpotify" }],
  ["f", { kind: "filter" }],
  ["/", { kind: "filter" }],
  ["m", { kind: "measure" }],
  ["Backspace", { kind: "drop" }],
  ["Home", { kind: "wholeLife" }],
  ["End", { kind: "wholeLife" }],
])("%s means %o", (key, wanted) => expect(keyAction(press(key), false)).toEqual(wanted));

it("the digits are where they lie, whatever a French keyboard writes there", () => {
  const wanted = { kind: "go", to: "top" };
  expect(keyAction(press("é", { code: "Digit2" }), false)).toEqual(wanted);
});

it("6 is beyond the last screen", () => {
  expect(keyAction(press("6"), false)).toBeNull();
});

it.each([
  ["ArrowRight", {}, { by: "month", step: 1, resize: false }],
  ["ArrowLeft", { shiftKey: true }, { by: "month", step: -1, resize: true }],
  ["ArrowLeft", { altKey: true }, { by: "day", step: -1, resize: false }],
  ["ArrowRight", { altKey: true, shiftKey: true }, { by: "day", step: 1, resize: true }],
] as const)("%s with %o moves the brush", (key, held, nudge) => {
  expect(keyAction(press(key, held), false)).toEqual({ kind: "brush", ...nudge });
});

it("the slash takes Shift on many keyboards", () => {
  expect(keyAction(press("/", { shiftKey: true, code: "Digit7" }), false)).toEqual({
    kind: "filter",
  });
});

it("with single keys off, letters, digits and signs mean nothing, and longer keys what they did", () => {
  for (const key of ["2", "t", "o", "/", "m"]) {
    expect(keyAction(press(key), false, false)).toBeNull();
  }
  expect(keyAction(press("é", { code: "Digit2" }), false, false)).toBeNull();
  for (const key of ["Backspace", "Home", "ArrowLeft", "ArrowDown"]) {
    expect(keyAction(press(key), false, false)).not.toBeNull();
  }
  expect(keyAction(press("k", { ctrlKey: true }), false, false)).toEqual({ kind: "commandList" });
});

it("plain keys belong to a text field that has the focus", () => {
  for (const key of ["2", "t", "o", "/", "m", "Backspace", "Home", "ArrowLeft", "ArrowDown"])
    expect(keyAction(press(key), true)).toBeNull();
});

it("the command list opens from anywhere, by Ctrl or by ⌘", () => {
  expect(keyAction(press("k", { ctrlKey: true }), true)).toEqual({ kind: "commandList" });
  expect(keyAction(press("k", { metaKey: true }), false)).toEqual({ kind: "commandList" });
});

it("Ctrl Z undoes, but not for a text field", () => {
  expect(keyAction(press("z", { ctrlKey: true }), false)).toEqual({ kind: "undo" });
  expect(keyAction(press("z", { ctrlKey: true }), true)).toBeNull();
});

it("Ctrl S saves a playlist, with Shift it is somebody else's", () => {
  expect(keyAction(press("s", { ctrlKey: true }), false)).toEqual({ kind: "savePlaylist" });
  expect(keyAction(press("s", { ctrlKey: true, shiftKey: true }), false)).toBeNull();
});
