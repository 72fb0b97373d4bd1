import { expect, it } from "vitest";
import { csv } from "./csv";

const field = (cell: string | number) => csv({ head: [], rows: [[cell]] }).slice(2, -2);

it("ends every line as RFC 4180 does", () => {
  const table = { head: ["Artist", "plays"], rows: [["Mirador Septet", 1204]] };
  expect(csv(table)).toBe("Artist,plays\r\nMirador Septet,1204\r\n");
});

it.each([
  ["Tyler, The Creator", '"Tyler, The Creator"'],
  ['The "Weird" One', '"The ""Weird"" One"'],
  ["two\nlines", '"two\nlines"'],
  ["久石譲", "久石譲"],
])("writes %j as %j", (name, text) => {
  expect(field(name)).toBe(text);
});

it.each(["=1+1", "+44", "-", "@home", "\tcmd", "＝1"])("keeps %j from being run", (name) => {
  expect(field(name)).toBe(`'${name}`);
});

it("quotes what it guards where it has to", () => {
  expect(field('=HYPERLINK("x","y")')).toBe('"\'=HYPERLINK(""x"",""y"")"');
});

it("leaves numbers as they are", () => {
  expect(field(-3)).toBe("-3");
});
