import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import table from "../../tests/availability_cases.json";
import { effective, moment, rules } from "./availability.ts";
import type { Code, Settings } from "./shapes.ts";

const firm = rules(table.rules as unknown as Settings, table.rules.zone);

for (const given of table.cases) {
  test(`counted as on the server: ${given.name}`, () => {
    const found = effective(given.declared as Code | null, moment(given.said_at), moment(given.free_from), Date.parse(given.now), firm);
    deepEqual(found, { ...given.expect, since: moment(given.expect.since) });
  });
}
