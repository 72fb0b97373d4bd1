import { expect, it } from "vitest";
import { placesOf } from "./log";

it("tells the places of an error and nothing that it says", () => {
  const error = new TypeError("duplicate key `Mirador Septet`");
  error.stack = `TypeError: duplicate key \`Mirador Septet\`
    at draw@tauri://localhost/assets/Explore-Bx1.js:12:3045
    at update@tauri://localhost/assets/index-C2.js?t=1:7:21`;
  expect(placesOf(error)).toBe("TypeError Explore-Bx1.js:12:3045 index-C2.js:7:21");
});

it("names what is no error by its type", () => {
  expect(placesOf("Mirador Septet")).toBe("string");
  expect(placesOf(undefined)).toBe("undefined");
});
