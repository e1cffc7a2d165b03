import { useEffect, useRef, useState, type RefObject } from "react";
import type { Attachments } from "./use-attachments.ts";

/**
 * Attaches what is pasted into a form, and what is dropped on the element around it. Answers where that is while somebody
 * holds files over it.
 */
export function useFileDrop(
  form: RefObject<HTMLFormElement>,
  attachments: Pick<Attachments, "add" | "prepare">,
): DOMRect | null {
  const [area, setArea] = useState<DOMRect | null>(null);
  const latest = useRef(attachments);
  useEffect(() => {
    latest.current = attachments;
  });

  useEffect(() => {
    const around = form.current?.parentElement;
    if (!around) return;
    // Each element within is entered before the one around it is left.
    let depth = 0;

    function enter(event: DragEvent): void {
      if (!hasFiles(event.dataTransfer)) return;
      depth++;
      latest.current.prepare();
      setArea(around!.getBoundingClientRect());
    }

    function leave(event: DragEvent): void {
      if (!hasFiles(event.dataTransfer)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setArea(null);
    }

    function allow(event: DragEvent): void {
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    }

    function drop(event: DragEvent): void {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth = 0;
      setArea(null);
      latest.current.add(listFiles(event.dataTransfer));
    }

    function paste(event: ClipboardEvent): void {
      const isInForm = event.target instanceof Node && form.current?.contains(event.target);
      const files = listFiles(event.clipboardData);
      // Programs put a picture beside a text that was copied: then the text is meant.
      if (!isInForm || files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      latest.current.add(files);
    }

    const handlers = { dragenter: enter, dragleave: leave, dragover: allow, drop, paste };
    for (const [name, handler] of Object.entries(handlers))
      around.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers))
        around.removeEventListener(name, handler as EventListener);
    };
  }, [form]);

  return area;
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes("Files") ?? false;
}

/** Folders have no content of their own, and no type. */
function listFiles(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}
