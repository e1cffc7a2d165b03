import { expect, test } from "vitest";
import type { FileView } from "#app/shared/views.ts";
import { makeMessage } from "#tests/views.ts";
import { mergeFiles, type ChannelFile } from "./channel-files.ts";

function makeFile(id: string): FileView {
  return { id, name: `${id}.txt`, type: "application/octet-stream", bytes: 1, width: null, height: null };
}

function found(id: string, seq: number): ChannelFile {
  return { file: makeFile(id), seq, authorId: "ada", sentAt: "2026-03-01T10:00:00.000Z" };
}

const names = (items: ChannelFile[]) => items.map(({ file }) => file.id);
const newest = { reachesNewest: true };

test("what was sent since stands before what the server found, once each", () => {
  const live = [
    makeMessage(3, { files: [makeFile("c")] }),
    makeMessage(4),
    makeMessage(5, { files: [makeFile("d"), makeFile("e")] }),
  ];
  expect(names(mergeFiles([found("c", 3), found("a", 1)], live, newest))).toEqual(["e", "d", "c", "a"]);
});

test("what was deleted since is gone, and nothing else", () => {
  const live = [makeMessage(3, { deletedAt: "2026-03-01T10:00:05.000Z" })];
  expect(names(mergeFiles([found("c", 3), found("a", 1)], live, newest))).toEqual(["a"]);
});

test("an older page gets nothing of what is new", () => {
  const live = [makeMessage(9, { files: [makeFile("z")] })];
  expect(names(mergeFiles([found("a", 1)], live, { reachesNewest: false }))).toEqual(["a"]);
});
