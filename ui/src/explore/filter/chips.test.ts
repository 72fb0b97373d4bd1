import { expect, it } from "vitest";
import { parse, print } from "../../navigation/question";
import { chipsOf, withoutFilter } from "./chips";

const texts = (query: string) =>
  chipsOf(parse(query), (key) => key).map(
    ({ label, value, atLeast }) => `${label} ${atLeast ? ">= " : ""}${value}`,
  );

it("says every part of a filter", () => {
  expect(
    texts(
      "genre=Modal+jazz&genre=dub&genre=ska&genre=soul&-artist=Sleep+Ledger&day=1-5&hour=22-2&kind=podcast" +
        "&skipped=yes&shuffle=no&on=android&in=AT&hidden=yes",
    ),
  ).toEqual([
    "Genre Modal jazz, dub +2",
    "Not Sleep Ledger",
    "Days Mon–Fri",
    "Hours 22–03",
    "Kind podcasts",
    "Plays skipped",
    "Shuffle off",
    "On Android",
    "In Austria",
    "With what is hidden",
    "A play is >= 30\u00a0s",
  ]);
});

it("says when a day or an hour stands alone, and when the week goes on at its beginning", () => {
  expect(texts("day=3,6-1&hour=7")).toEqual([
    "Days Wed, Sat–Mon",
    "Hours 07–08",
    "A play is >= 30\u00a0s",
  ]);
});

it.each([
  ["rule=half", "A play is >= half the track"],
  ["rule=end", "A play is to the end"],
  ["rule=0s", "A play is >= 0\u00a0s"],
])("%s is said as %s", (query, words) => expect(texts(query)).toEqual([words]));

it("drops one part and keeps the others", () => {
  const question = parse("from=2020-01-01&genre=dub&-genre=ska&day=1-5");
  const [genre] = chipsOf(question, (key) => key);
  expect(print({ ...question, ...genre?.without })).toBe("from=2020-01-01&-genre=ska&day=1-5");
});

it("the usual rule can't be dropped, another one can", () => {
  expect(chipsOf(parse(""), String).at(-1)?.without).toBeNull();
  const question = parse("rule=end");
  expect(print({ ...question, ...chipsOf(question, String).at(-1)?.without })).toBe("");
});

it("without any of them, the days stay", () => {
  const question = parse("from=2020-01-01&genre=dub&rule=end&list=albums");
  expect(print({ ...question, ...withoutFilter(question) })).toBe("from=2020-01-01&list=albums");
});

it("tells a family from a genre of the same name", () => {
  expect(texts("genre=tonearm:family:metal&-genre=tonearm:genre:metal")).toEqual([
    "Genre metal (family)",
    "Not metal",
    "A play is >= 30\u00a0s",
  ]);
});
