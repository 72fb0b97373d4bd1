import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Detail } from "../shell/bindings";
import { detail } from "../testing/detail";
import { explored, exploreRows } from "../testing/explore";
import { later, ok, status } from "../testing/shell";
import { open } from "../testing/window";

const page = () => screen.getByRole("main");
const link = (name: string) => screen.findByRole("link", { name });
const companion = async () => {
  const list = within(await screen.findByRole("list", { name: "Heard with" }));
  return list.getByRole("link", { name: "Tamsin Achterveld" });
};
const focused = () => document.activeElement?.getAttribute("href");
const answers = {
  status: () => Promise.resolve(ok(status({ archivePlays: 12 }))),
  explore: () => Promise.resolve(ok(explored({ rows: exploreRows("artists") }))),
  exploreDetail: ({ key }: { key: string }) => Promise.resolve(ok(detail({ key }))),
};

async function opened() {
  const all = await open("#/explore?list=artists", answers);
  const vesper = await link("Vesper Kilometre");
  page().scrollTop = 400;
  await all.user.click(vesper);
  await screen.findByRole("navigation", { name: "The way here" });
  return { ...all, href: vesper.getAttribute("href") };
}

it("a new page begins at its top, and Back leads to where one was, with the focus", async () => {
  const { href } = await opened();
  await expect.poll(() => page().scrollTop).toBe(0);
  history.back();
  await expect.poll(focused).toBe(href);
  expect(page().scrollTop).toBe(400);
});

it("so does Forward", async () => {
  const { app } = await opened();
  await companion();
  page().scrollTop = 250;
  history.back();
  await expect.poll(() => page().scrollTop).toBe(400);
  history.forward();
  await expect.poll(() => app.screen).toBe("detail");
  await expect.poll(() => page().scrollTop).toBe(250);
});

it("waits for what is read again", async () => {
  const { user, shell } = await opened();
  const heardWith = await companion();
  page().scrollTop = 250;
  await user.click(heardWith);
  await expect.poll(() => page().scrollTop).toBe(0);
  const slow = later<Detail>();
  shell.exploreDetail = () => slow.answer;
  history.back();
  await screen.findByText(/Reading its plays/);
  slow.arrive(ok(detail()));
  await expect.poll(focused).toBe(heardWith.getAttribute("href"));
  expect(page().scrollTop).toBe(250);
});

it("takes nothing from a listener who goes on meanwhile", async () => {
  const { user, shell } = await opened();
  await user.click(await companion());
  const slow = later<Detail>();
  shell.exploreDetail = () => slow.answer;
  history.back();
  await screen.findByText(/Reading its plays/);
  const rail = screen.getByRole("link", { name: /Library/ });
  await user.click(document.body);
  rail.focus();
  slow.arrive(ok(detail()));
  await companion();
  expect(document.activeElement).toBe(rail);
});

it("a filter that is taken back leaves the page where it is", async () => {
  const { app } = await open("#/explore?list=artists", answers);
  await link("Vesper Kilometre");
  page().scrollTop = 400;
  app.explore.setMeasure("time");
  page().scrollTop = 500;
  history.back();
  await expect.poll(() => location.hash).toBe("#/explore?list=artists");
  expect(page().scrollTop).toBe(500);
});
