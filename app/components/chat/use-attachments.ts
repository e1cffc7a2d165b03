import { useEffect, useRef, useState } from "react";
import type { Attachment, Refusal, Uploads } from "#app/hooks/uploads.ts";
import type { FileView } from "#app/shared/views.ts";
import { defineLazyPart } from "./lazy-part.ts";

const attachmentsPart = defineLazyPart("attachments", () => import("./attachment-list.tsx"));

type Part = Awaited<ReturnType<typeof attachmentsPart.load>>;

export interface Attachments {
  list: readonly Attachment[];
  refusals: readonly Refusal[];
  /** The message was to be sent, and goes as soon as they are there. */
  isWaiting: boolean;
  /** It was to be sent, and one of them failed. */
  isBlocked: boolean;
  /** What shows them, once it is loaded. */
  part: Part | undefined;
  add: (files: readonly File[]) => void;
  /** Somebody is about to attach something. */
  prepare: () => void;
  remove: (id: string) => void;
  retry: (id: string) => void;
  /** All of them, to be sent; undefined where one is not there yet: then `onReady` is called when they are. */
  take: () => FileView[] | undefined;
}

const NONE: readonly Attachment[] = [];

/** What is attached to what is being written in one place. All it needs is loaded with the first file. */
export function useAttachments(
  { channelId, parentId }: { channelId: string; parentId: string | undefined },
  onReady: () => void,
): Attachments {
  const [part, setPart] = useState(attachmentsPart.get);
  const [list, setList] = useState(NONE);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [isWaiting, setWaiting] = useState(false);
  const [isBlocked, setBlocked] = useState(false);
  // As `isWaiting`, for what happens between two renderings.
  const isDue = useRef(false);
  // Chosen, and not yet among those that are listed.
  const adding = useRef(0);
  const ready = useRef(onReady);
  useEffect(() => {
    ready.current = onReady;
  });

  // Where one has attached something, it is still there.
  const open = (): Uploads | undefined => attachmentsPart.get()?.openUploads(channelId, parentId).uploads;

  function wait(should: boolean): void {
    isDue.current = should;
    setWaiting(should);
  }

  useEffect(() => {
    const place = part?.openUploads(channelId, parentId);
    const listen = () => {
      const next = place?.uploads.read() ?? NONE;
      setList(next);
      if (!isDue.current || !next.every(({ file, problem }) => file ?? problem)) return;
      isDue.current = false;
      setWaiting(false);
      // What failed is to be looked at first.
      if (next.some(({ problem }) => problem)) setBlocked(true);
      else ready.current();
    };
    place?.listeners.add(listen);
    listen();
    return () => void place?.listeners.delete(listen);
  }, [part, channelId, parentId]);

  // What was told of one place says nothing of another.
  useEffect(
    () => () => {
      isDue.current = false;
      setRefusals([]);
      setWaiting(false);
      setBlocked(false);
    },
    [channelId, parentId],
  );

  const hasFailed = list.some(({ problem }) => problem);

  async function add(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    adding.current++;
    const loaded = await attachmentsPart.load().catch(() => undefined);
    adding.current--;
    if (!loaded) return wait(false);
    const refused = loaded.openUploads(channelId, parentId).uploads.add(files);
    // Nothing goes without what was meant to go with it.
    if (refused.length > 0) wait(false);
    setRefusals(refused);
    setPart(loaded);
  }

  return {
    list,
    refusals,
    isWaiting,
    isBlocked: isBlocked && hasFailed,
    part,
    add: (files) => void add(files),
    prepare: () => void attachmentsPart.load().then(setPart, () => undefined),
    remove(id) {
      setRefusals([]);
      wait(false);
      open()?.remove(id);
    },
    retry: (id) => open()?.retry(id),
    take() {
      setRefusals([]);
      const uploads = open();
      const known = uploads?.read() ?? NONE;
      const isListed = adding.current === 0;
      const files = isListed && known.length > 0 ? uploads?.take() : isListed ? [] : undefined;
      if (!files && known.some(({ problem }) => problem)) setBlocked(true);
      else if (!files) wait(true);
      return files;
    },
  };
}
