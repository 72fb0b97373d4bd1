import { expect, it } from "vitest";
import { countryName } from "./countries";

it("names countries", () => {
  expect(["AT", "DE", "GB"].map(countryName)).toEqual(["Austria", "Germany", "United Kingdom"]);
});

it("leaves letters alone that stand for nothing", () => {
  expect(["QX", "", "Mars"].map(countryName)).toEqual(["QX", "", "Mars"]);
});
