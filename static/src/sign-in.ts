// The door: says what waits on this device for whoever comes in.
import { part } from "./find.ts";
import { waitingHere } from "./outbox_store.ts";

const words = part("waiting");
const count = await waitingHere();
words.hidden = count === 0;
words.textContent = (count === 1 ? words.dataset["one"] : words.dataset["many"]?.replace("0", String(count))) ?? "";
