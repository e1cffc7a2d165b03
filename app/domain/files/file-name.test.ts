import { expect, test } from "vitest";
import { FILE_NAME_MAX } from "#app/shared/limits.ts";
import { cleanFileName } from "./file-name.ts";

test.each([
  ["plan.pdf", "plan.pdf"],
  ["  two   words .txt ", "two words .txt"],
  ["/etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["a\u0000b\nc.txt", "abc.txt"],
  ["invoice\u202egpj.exe", "invoicegpj.exe"],
  ["\u200b\u2060", "file"],
  ["...", "file"],
  ["", "file"],
  ["\ud800.txt", "\ufffd.txt"],
  ["Cafe\u0301.png", "Caf\u00e9.png"],
])("%j becomes %j", (raw, name) => {
  expect(cleanFileName(raw)).toBe(name);
});

test("what is far too long is cut before its ending", () => {
  const name = cleanFileName(`${"😀".repeat(500)}.tar.gz`);
  expect(Array.from(name)).toHaveLength(FILE_NAME_MAX);
  expect(name.endsWith("😀.gz")).toBe(true);
});
