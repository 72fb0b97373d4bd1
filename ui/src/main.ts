// Starts the page: connects the app to the shell, and draws it.

import "./style/tokens.css";
import "./style/app.css";
import { mount } from "svelte";
import App from "./app/App.svelte";
import { Tonearm } from "./app/state.svelte";
import { tauriShell } from "./shell/shell";

const app = new Tonearm(tauriShell());
const target = document.getElementById("app");
if (target) mount(App, { target, props: { app } });
void app.start();
