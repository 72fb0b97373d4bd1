// Starts the page of the quick view. It loads nothing of the app, so that it is there at once.

import "./style/tokens.css";
import "./style/app.css";
import { mount } from "svelte";
import { Clock } from "./shell/clock.svelte";
import { tauriShell } from "./shell/shell";
import QuickView from "./tray/QuickView.svelte";
import { QuickViewState } from "./tray/state.svelte";

const quick = new QuickViewState(tauriShell(), new Clock());
const target = document.getElementById("app");
if (target) mount(QuickView, { target, props: { quick } });
void quick.start();
