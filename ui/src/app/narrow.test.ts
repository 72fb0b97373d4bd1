// A window so narrow, or a page so enlarged, that the whole page scrolls.

import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { report, running } from "../testing/archive";
import { library } from "../testing/library";

it("the end of an import leads to its report at the top of the page", async () => {
  const { shell } = await library();
  const main = await screen.findByRole("main");
  main.style.overflowY = "visible";
  const page = document.scrollingElement ?? document.documentElement;
  page.scrollTop = 800;
  shell.emit.imported(running);
  shell.emit.imported({ kind: "done", report });
  await screen.findByRole("button", { name: "Done" });
  expect(page.scrollTop).toBe(0);
});
