// Starts the page: connects the app to the shell and to the computer's clock, and draws it.

import "./style/tokens.css";
import "./style/app.css";
import { mount } from "svelte";
import App from "./app/App.svelte";
import { Tonearm } from "./app/state.svelte";
import { Clock } from "./shell/clock.svelte";
import { tauriShell } from "./shell/shell";

const app = new Tonearm(tauriShell(), new Clock());
const target = document.getElementById("app");
if (target) mount(App, { target, props: { app } });
void app.start();
