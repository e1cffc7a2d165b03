import { expect, test } from "vitest";
import { isOnlyPanelChange } from "./panel-change.ts";

const A = "/channels/a";

function change(from: string, to: string, formMethod?: "POST") {
  const find = (path: string) => ({ channelId: path.split(/[/?#]/)[2] });
  return isOnlyPanelChange({
    currentUrl: new URL(from, "http://localhost"),
    nextUrl: new URL(to, "http://localhost"),
    currentParams: find(from),
    nextParams: find(to),
    formMethod,
  });
}

test.each([
  ["a panel opens", A, `${A}/about`],
  ["a panel closes", `${A}/threads/t`, A],
  ["one panel takes another's place", `${A}/about`, `${A}/members`],
  ["a panel opens at an old place, and closes", `${A}?message=5`, `${A}/pins`],
  ["a message is to be quoted", A, `${A}?quote=m`],
  ["actions open at an old place", `${A}?message=5`, `${A}?message=5&actions=m`],
])("%s: the conversation stays", (_, from, to) => {
  expect(change(from, to)).toBe(true);
});

test.each([
  ["another conversation", A, "/channels/b"],
  ["another conversation's panel", `${A}/about`, "/channels/b/about"],
  ["another place", A, `${A}?message=5`],
  ["another place, from a panel", `${A}/pins`, `${A}?message=5`],
  ["back to the newest", `${A}?message=5`, A],
  ["the same once more", A, A],
])("%s: it is loaded", (_, from, to) => {
  expect(change(from, to)).toBe(false);
});

test("after a form was posted it is loaded, whatever the address", () => {
  expect(change(A, `${A}/about`, "POST")).toBe(false);
});
