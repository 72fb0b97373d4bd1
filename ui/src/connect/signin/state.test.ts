import { expect, it, vi } from "vitest";
import type { Status } from "../../shell/bindings";
import { AppStatus } from "../../shell/status.svelte";
import { failed, fakeShell, later, nobody, ok, status } from "../../testing/shell";
import { SignInState } from "./state.svelte";

function waiting() {
  const browser = later<Status>();
  const shell = fakeShell({
    signIn: () => browser.answer,
    cancelSignIn: () => Promise.resolve(ok(null)),
  });
  const appStatus = new AppStatus(shell);
  const signIn = new SignInState(shell, appStatus);
  const signedIn = vi.fn<() => void>();
  signIn.start(signedIn);
  return { browser, shell, appStatus, signIn, signedIn };
}

it("takes the new status and says that it is done", async () => {
  const { browser, appStatus, signIn, signedIn } = waiting();
  const ended = signIn.begin();
  expect(signIn.phase).toBe("waiting");
  browser.arrive(ok(status()));
  await ended;
  expect(signIn.phase).toBe("none");
  expect(appStatus.current?.connection).toBe("signedIn");
  expect(signedIn).toHaveBeenCalledOnce();
});

it("the answer to a cancelled sign-in changes nothing", async () => {
  const { browser, signIn, signedIn } = waiting();
  const ended = signIn.begin();
  await signIn.cancel();
  browser.arrive(failed({ kind: "signInExpired" }));
  await ended;
  expect(signIn.phase).toBe("none");
  expect(signIn.error).toBeNull();
  expect(signedIn).not.toHaveBeenCalled();
});

it("goes on waiting in a window that was opened anew", () => {
  const { signIn, signedIn } = waiting();
  signIn.resume();
  expect(signIn.phase).toBe("waiting");
  signIn.waitingEnded(true);
  expect(signIn.phase).toBe("none");
  expect(signedIn).toHaveBeenCalledOnce();
});

it("a change of status does not end the waiting that this window began", () => {
  const { signIn } = waiting();
  void signIn.begin();
  signIn.resume();
  signIn.waitingEnded(false);
  expect(signIn.phase).toBe("waiting");
});

it("a notice with no sign-in under way is not kept for the next", () => {
  const { shell, signIn } = waiting();
  shell.emit.notice({ kind: "signInNotOurs" });
  void signIn.begin();
  expect(signIn.notice).toBeNull();
});

it("says why the link did not get onto the clipboard", async () => {
  const error = { kind: "unexpected", what: "The clipboard did not take it." } as const;
  const shell = fakeShell({
    signInLink: () => Promise.resolve(ok("https://accounts.example/authorize")),
    copy: () => Promise.resolve(failed(error)),
  });
  const signIn = new SignInState(shell, new AppStatus(shell));
  await signIn.copyLink();
  expect(signIn.copied).toBe(false);
  expect(signIn.notice).toEqual(error);
});

it("nobody here means neither an account nor the sample", () => {
  const appStatus = new AppStatus(fakeShell({}));
  expect(appStatus.empty).toBe(false);
  appStatus.receive(nobody());
  expect(appStatus.empty).toBe(true);
  appStatus.receive(nobody({ sample: true }));
  expect(appStatus.empty).toBe(false);
  appStatus.receive(status({ connection: "signedOut" }));
  expect(appStatus.empty).toBe(false);
});

it("says so when the browser does not open again, and goes on waiting", async () => {
  const { shell, signIn } = waiting();
  void signIn.begin();
  Object.assign(shell, { reopenBrowser: () => Promise.resolve(failed({ kind: "noBrowser" })) });
  await signIn.reopenBrowser();
  expect(signIn.notice).toEqual({ kind: "noBrowser" });
  expect(signIn.phase).toBe("waiting");
});
