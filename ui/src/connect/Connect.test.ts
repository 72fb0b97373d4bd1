import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { SetupCheck, Status } from "../shell/bindings";
import { failed, later, nobody, ok, status } from "../testing/shell";
import { button, open } from "../testing/window";

const id = "0123456789abcdef0123456789abcdef";
const step = (name: string) => screen.findByRole("region", { name });
const guide = (answers: Parameters<typeof open>[1]) =>
  open("#/connect", {
    status: () => Promise.resolve(ok(nobody())),
    setClientId: (text) => Promise.resolve(ok(nobody({ clientId: text }))),
    ...answers,
  });

it("copies a redirect and says so", async () => {
  const { user, asked } = await guide({});
  await user.click(await button("Copy tonearm://callback"));
  expect(asked("copy")).toEqual([["copy", "tonearm://callback"]]);
  expect(await button("Copied tonearm://callback")).toBeTruthy();
});

it("recommends the loopback redirect where the link does not work", async () => {
  const { redirects } = nobody();
  await guide({
    status: () =>
      Promise.resolve(ok(nobody({ redirects: { ...redirects, deepLinkWorks: false } }))),
  });
  const loopback = await screen.findByRole("radio", { name: redirects.loopback });
  const about = document.getElementById(loopback.getAttribute("aria-describedby") ?? "");
  expect(about?.textContent).toContain("The better choice here.");
});

it("switches the redirect", async () => {
  const settings = { ...nobody().settings, redirect: "loopback" as const };
  const { user, asked } = await guide({
    setRedirect: () => Promise.resolve(ok(nobody({ settings }))),
  });
  await user.click(await screen.findByRole("radio", { name: /127\.0\.0\.1/ }));
  expect(asked("setRedirect")).toEqual([["setRedirect", "loopback"]]);
});

it.each<[SetupCheck, string, string]>([
  ["ready", "Paste the redirect URI", "This redirect is registered."],
  ["ready", "Create an app at Spotify", "Spotify knows your app."],
  ["redirectMissing", "Paste the redirect URI", "Spotify has the app, but not this redirect"],
  ["unknownClient", "Bring the Client ID", "Spotify does not know this Client ID"],
  ["notChecked", "Bring the Client ID", "No answer from Spotify"],
])("%s is said beside “%s”", async (check, where, words) => {
  const { user } = await guide({ checkSetup: () => Promise.resolve(ok(check)) });
  await user.type(await screen.findByRole("textbox", { name: "Client ID" }), id);
  await user.click(await button("Check"));
  expect(await within(await step(where)).findByText(new RegExp(words))).toBeTruthy();
});

it("says at the field why a Client ID is none", async () => {
  const { user, asked } = await guide({
    setClientId: () =>
      Promise.resolve(failed({ kind: "clientIdWrong", why: "It has 3 characters." })),
  });
  await user.type(await screen.findByRole("textbox", { name: "Client ID" }), "abc");
  await user.click(await button("Check"));
  expect(await screen.findByText("It has 3 characters.")).toBeTruthy();
  expect(asked("checkSetup")).toHaveLength(0);
});

it("forgets a check when the Client ID changes", async () => {
  const { user } = await guide({ checkSetup: () => Promise.resolve(ok("ready")) });
  const field = await screen.findByRole("textbox", { name: "Client ID" });
  await user.type(field, id);
  await user.click(await button("Check"));
  await screen.findByText("Spotify knows this Client ID.");
  await user.type(field, "0");
  expect(screen.queryByText("Spotify knows this Client ID.")).toBeNull();
});

it("waits for the browser, tells of a stranger's answer, and arrives at Top", async () => {
  const browser = later<Status>();
  const { user, shell } = await guide({ signIn: () => browser.answer });
  await user.type(await screen.findByRole("textbox", { name: "Client ID" }), id);
  await user.click(await button("Sign in"));
  const waiting = await screen.findByRole("dialog", { name: "Waiting for your browser" });
  shell.emit.notice({ kind: "signInNotOurs" });
  expect(await within(waiting).findByText("That answer belongs to another sign-in.")).toBeTruthy();
  browser.arrive(ok(status()));
  expect(await screen.findByRole("tab", { name: "Tracks" })).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("copies the link while it waits, and can be called off", async () => {
  const { user, asked } = await guide({
    status: () => Promise.resolve(ok(nobody({ clientId: id }))),
    signInLink: () => Promise.resolve(ok("https://accounts.example/authorize")),
    cancelSignIn: () => Promise.resolve(ok(null)),
  });
  await user.click(await button("Sign in"));
  await user.click(await button("Copy the link"));
  expect(asked("copy")).toEqual([["copy", "https://accounts.example/authorize"]]);
  await user.click(await button("Cancel"));
  expect(asked("cancelSignIn")).toHaveLength(1);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("says how a sign-in failed and begins another when asked", async () => {
  const { user, asked } = await guide({
    status: () => Promise.resolve(ok(nobody({ clientId: id }))),
    signIn: () => Promise.resolve(failed({ kind: "signInCancelled" })),
  });
  await user.click(await button("Sign in"));
  const dialog = await screen.findByRole("dialog", { name: "You said no in the browser" });
  await user.click(within(dialog).getByRole("button", { name: "Sign in again" }));
  expect(asked("signIn")).toHaveLength(2);
});

it("a half-typed Client ID outlives a broken connection", async () => {
  const { user } = await guide({});
  const field = await screen.findByRole("textbox", { name: "Client ID" });
  await user.type(field, "0123");
  window.dispatchEvent(new Event("online"));
  expect(field).toHaveProperty("value", "0123");
});

it("says why the sample did not open, and nothing of it on the next screen", async () => {
  const { user, app } = await open("", {
    status: () => Promise.resolve(ok(nobody())),
    lookAround: () => Promise.resolve(failed({ kind: "unexpected", what: "No room." })),
  });
  await user.click(await button("Try the sample"));
  expect(await screen.findByText(/The sample did not open\. No room\./)).toBeTruthy();
  app.router.go({ screen: "connect" });
  await step("Create an app at Spotify");
  expect(screen.queryByText(/No room/)).toBeNull();
});

it("an error that has nothing to do with the sample is not told as one of it", async () => {
  const answers = [ok(nobody())];
  const { app } = await open("#/welcome", {
    status: () => Promise.resolve(answers.shift() ?? failed({ kind: "archiveBusy" })),
  });
  await app.status.refresh();
  expect(await screen.findByRole("region", { name: /archive/i })).toBeTruthy();
  expect(screen.queryByText(/The sample did not open/)).toBeNull();
});

it("tries again to copy a redirect that could not be copied", async () => {
  const answers = [failed({ kind: "unexpected", what: "No clipboard." })];
  const { user, asked } = await guide({
    copy: () => Promise.resolve(answers.shift() ?? ok(null)),
  });
  await user.click(await button("Copy tonearm://callback"));
  await user.click(await button("Try again"));
  expect(asked("copy")).toHaveLength(2);
  expect(await button("Copied tonearm://callback")).toBeTruthy();
  expect(screen.queryByText(/No clipboard/)).toBeNull();
});

it("tells to paste both redirects before the app is saved", async () => {
  await guide({});
  const words = (await step("Create an app at Spotify")).textContent.replace(/\s+/g, " ");
  expect(words).toContain("paste both from step 2");
  expect(words.indexOf("step 2")).toBeLessThan(words.indexOf("press Save"));
});
