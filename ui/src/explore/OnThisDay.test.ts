import { screen } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import { inside } from "../testing/inside";
import { dayOf } from "../words/days";
import OnThisDay from "./OnThisDay.svelte";

const day = dayOf(2019, 10, 21);
const track = { key: "spotify:track:1", name: "Blue Enamel" };
const page = (more: object = {}) => {
  const [onopen, onday] = [
    vi.fn<(sort: string, key: string) => void>(),
    vi.fn<(from: number, to: number) => void>(),
  ];
  const given = {
    days: [{ day, plays: 14, secs: 3300, track, under: "Mirador Septet" }],
    today: dayOf(2026, 10, 21),
    measure: "plays" as const,
    href: (sort: string, key: string) => `#/explore/${sort}/${encodeURIComponent(key)}`,
    onopen,
    onday,
    ...more,
  };
  return { onopen, onday, ...inside(OnThisDay, given) };
};
const row = () => screen.getByRole("listitem").textContent.replace(/\s+/g, " ").trim();

it("says how much it was, and what most", () => {
  page();
  expect(row()).toBe("2019 14 plays most: Blue Enamel by Mirador Septet");
});

it("says time where time is measured", () => {
  page({ measure: "time" });
  expect(row()).toContain("55 min");
});

it("leads to the track's page", async () => {
  const { user, onopen } = page();
  const link = screen.getByRole("link", { name: "Blue Enamel" });
  expect(link.getAttribute("href")).toBe("#/explore/tracks/spotify%3Atrack%3A1");
  await user.click(link);
  expect(onopen).toHaveBeenCalledExactlyOnceWith("tracks", "spotify:track:1");
});

it("its year makes that day the range", async () => {
  const { user, onday } = page();
  await user.click(screen.getByRole("button", { name: /^2019, show/ }));
  expect(onday).toHaveBeenCalledExactlyOnceWith(day, day);
});

it("says that there was nothing", () => {
  page({ days: [] });
  expect(screen.getByText("Nothing was played on this day in any other year.")).toBeTruthy();
});
