import { expect, it } from "vitest";
import { wish, type Press } from "./keys";

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
  ["2", { kind: "go", to: "top" }],
  ["3", { kind: "go", to: "recent" }],
  ["5", { kind: "go", to: "library" }],
  ["6", { kind: "go", to: "settings" }],
  ["t", { kind: "tab", tab: "tracks" }],
  ["R", { kind: "tab", tab: "artists" }],
  ["g", { kind: "tab", tab: "genres" }],
  ["ArrowDown", { kind: "row", step: 1 }],
  ["ArrowUp", { kind: "row", step: -1 }],
  ["o", { kind: "openInSpotify" }],
])("%s means %o", (key, wanted) => expect(wish(press(key), false)).toEqual(wanted));

it("the digits are where they lie, whatever a French keyboard writes there", () => {
  const wanted = { kind: "go", to: "top" };
  expect(wish(press("é", { code: "Digit2" }), false)).toEqual(wanted);
});

it.each(["1", "4"])("%s waits for its screen", (key) => {
  expect(wish(press(key), false)).toBeNull();
});

it("plain keys belong to a text field that has the focus", () => {
  for (const key of ["2", "t", "o", "ArrowDown"]) expect(wish(press(key), true)).toBeNull();
});

it("the command list opens from anywhere, by Ctrl or by ⌘", () => {
  expect(wish(press("k", { ctrlKey: true }), true)).toEqual({ kind: "commandList" });
  expect(wish(press("k", { metaKey: true }), false)).toEqual({ kind: "commandList" });
});

it("Ctrl Z undoes, but not for a text field", () => {
  expect(wish(press("z", { ctrlKey: true }), false)).toEqual({ kind: "undo" });
  expect(wish(press("z", { ctrlKey: true }), true)).toBeNull();
});

it("Ctrl S saves a playlist, with Shift it is somebody else's", () => {
  expect(wish(press("s", { ctrlKey: true }), false)).toEqual({ kind: "savePlaylist" });
  expect(wish(press("s", { ctrlKey: true, shiftKey: true }), false)).toBeNull();
});
