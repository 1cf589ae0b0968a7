// My page: what this device remembers about position.
import { part } from "./find.ts";
import { choice, choose } from "./position.ts";

const section = part("position-choice");
const wanted = choice();
for (const radio of section.querySelectorAll<HTMLInputElement>("input[name=position]")) {
  radio.checked = radio.value === (wanted === "denied" ? "" : wanted);
  radio.addEventListener("change", () => choose(radio.value));
}
part("denied").hidden = wanted !== "denied";
