import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import type { GenreServices, Learning } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { genreServices, learning, underWay } from "../testing/genres";
import { failed, ok, status } from "../testing/shell";
import { button, open } from "../testing/window";

const settings = (
  services: Partial<GenreServices> = {},
  told: Learning = underWay(),
  more: Partial<Shell> = {},
) =>
  open("#/settings/genres", {
    learning: () => Promise.resolve(ok(told)),
    genreServices: () => Promise.resolve(ok(genreServices(services))),
    ...more,
  });
const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name);

describe("the consent", () => {
  it("is given with a button", async () => {
    const { user, asked } = await settings({}, learning({ consent: "declined" }), {
      answerLearning: () => Promise.resolve(ok(underWay())),
    });
    await user.click(await button("Look up genres"));
    expect(asked("answerLearning")).toEqual([["answerLearning", true]]);
    expect(await screen.findByText("Genres are looked up.")).toBeTruthy();
  });

  it("is taken back with another", async () => {
    const { user, asked } = await settings({}, underWay(), {
      answerLearning: () =>
        Promise.resolve(ok(learning({ consent: "declined", artistsDone: 340 }))),
    });
    await user.click(await button("Stop looking up genres"));
    expect(asked("answerLearning")).toEqual([["answerLearning", false]]);
    expect(await screen.findByText("Genres are not looked up.")).toBeTruthy();
  });
});

describe("what was asked today", () => {
  it("is a table of who, what and how much", async () => {
    const asked = [
      { what: "links", requests: 4, artists: 400 },
      { what: "names", requests: 2, artists: 20 },
    ] as const;
    await settings({ musicBrainz: { own: null, host: "musicbrainz.org", today: [...asked] } });
    const table = await screen.findByRole("table", { name: "Asked today" });
    const rows = within(table).getAllByRole("row").slice(1);
    const cells = rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()));
    expect(cells).toEqual([
      ["MusicBrainzmusicbrainz.org", "Links to artists in Spotify", "4", "400"],
      ["MusicBrainzmusicbrainz.org", "Names of artists", "2", "20"],
    ]);
  });

  it("may be nothing", async () => {
    await settings();
    expect(await screen.findByText("Nothing was asked today.")).toBeTruthy();
  });
});

describe("a server of one's own", () => {
  it("is used, and left again", async () => {
    const own = { own: "https://mb.example", host: "mb.example", today: [] };
    const { user, asked } = await settings({}, underWay(), {
      setGenreServer: (_, address) =>
        Promise.resolve(ok(genreServices(address ? { musicBrainz: own } : {}))),
    });
    await user.type(await field("MusicBrainz server"), "https://mb.example{Enter}");
    expect(await screen.findByText("mb.example is asked, a server of your own.")).toBeTruthy();
    await user.click(await button("Use the public one of MusicBrainz"));
    expect((await field("MusicBrainz server")).value).toBe("");
    expect(asked("setGenreServer")).toEqual([
      ["setGenreServer", "musicBrainz", "https://mb.example"],
      ["setGenreServer", "musicBrainz", null],
    ]);
  });

  it("says in place what is wrong with the address, and keeps what was typed", async () => {
    const what = "Write an address that begins with https.";
    const { user } = await settings({}, underWay(), {
      setGenreServer: () => Promise.resolve(failed({ kind: "unexpected", what })),
    });
    await user.type(await field("ListenBrainz server"), "http://lb{Enter}");
    const told = await screen.findByText(what);
    const wrong = await field("ListenBrainz server");
    expect(wrong.value).toBe("http://lb");
    expect(wrong.getAttribute("aria-invalid")).toBe("true");
    const about = document.getElementById(wrong.getAttribute("aria-describedby") ?? "");
    expect(about?.contains(told)).toBe(true);
    expect((await field("MusicBrainz server")).getAttribute("aria-invalid")).toBe("false");
  });
});

describe("the token", () => {
  const secret = "0f8e-my-own-token";

  it("is sent once and never shown", async () => {
    const { user, asked } = await settings({}, underWay(), {
      setListenbrainzToken: () =>
        Promise.resolve(ok(genreServices({ hasToken: true, token: "keychain" }))),
    });
    const typed = await field("ListenBrainz token");
    expect(typed.type).toBe("password");
    await user.type(typed, `${secret}{Enter}`);
    expect(asked("setListenbrainzToken")).toEqual([["setListenbrainzToken", secret]]);
    expect(await screen.findByText("A token is kept in the keychain.")).toBeTruthy();
    expect((await field("ListenBrainz token")).value).toBe("");
    expect(document.body.innerHTML).not.toContain(secret);
  });

  it("is removed", async () => {
    const { user, asked } = await settings(
      { hasToken: true, token: "thisRunOnly" },
      underWay({ tokenRefused: true }),
      { setListenbrainzToken: () => Promise.resolve(ok(genreServices())) },
    );
    expect(await screen.findByText(/kept for this run only/)).toBeTruthy();
    expect(screen.getByText(/does not accept this token/)).toBeTruthy();
    await user.click(await button("Remove the token"));
    expect(asked("setListenbrainzToken")).toEqual([["setListenbrainzToken", null]]);
    expect(screen.queryByRole("button", { name: "Remove the token" })).toBeNull();
  });

  it("an empty one is not sent", async () => {
    const { user, asked } = await settings();
    await user.type(await field("ListenBrainz token"), "  {Enter}");
    expect(asked("setListenbrainzToken")).toEqual([]);
  });
});

it("an address leads to it", async () => {
  const scrolled = vi.spyOn(Element.prototype, "scrollIntoView");
  await settings();
  await field("ListenBrainz token");
  const genres = screen.getByRole("region", { name: "Genres" });
  await vi.waitFor(() => expect(scrolled.mock.contexts.at(-1)).toBe(genres));
  scrolled.mockRestore();
});

it("the sample has no servers and no token", async () => {
  await settings({}, underWay(), { status: () => Promise.resolve(ok(status({ sample: true }))) });
  expect(await screen.findByText(/Nothing leaves this computer/)).toBeTruthy();
  expect(screen.queryByLabelText("ListenBrainz token")).toBeNull();
});

it("axe finds nothing wrong", async () => {
  await settings({ hasToken: true, token: "keychain" });
  await field("ListenBrainz token");
  const rules = { "color-contrast": { enabled: false }, "target-size": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
