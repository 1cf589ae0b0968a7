// My page: what this device remembers about position, and whether posts wait when I sign out.
import { part } from "./find.ts";
import { many, t } from "./messages.ts";
import { waitingHere } from "./outbox_store.ts";
import { choice, choose } from "./position.ts";

const section = part("position-choice");
const wanted = choice();
for (const radio of section.querySelectorAll<HTMLInputElement>("input[name=position]")) {
  radio.checked = radio.value === (wanted === "denied" ? "" : wanted);
  radio.addEventListener("change", () => choose(radio.value));
}
part("denied").hidden = wanted !== "denied";

const out = part<HTMLFormElement>("sign-out");
out.addEventListener("submit", (event) => {
  event.preventDefault();
  void waitingHere().then((count) => { if (count === 0 || confirm(question(count))) out.submit(); });
});

function question(count: number): string {
  return many(count, t("1 post waits on this phone. It leaves when you sign in again. Sign out?"),
    t("%(count)s posts wait on this phone. They leave when you sign in again. Sign out?"));
}
