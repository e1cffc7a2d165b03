import { Smile } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "#app/components/ui/icon-button.tsx";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";

const choicePart = defineLazyPart("emoji-choice", () => import("./emoji-choice.tsx"));

/** A button that opens the choice of emoji, which is loaded then. */
export function EmojiButton({ label, onPick }: { label: string; onPick: (emoji: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const Choice = useLazyPart(choicePart, isOpen)?.EmojiChoice;
  return (
    <span ref={place} className="flex">
      <IconButton
        label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="scripted"
      >
        <Smile size={18} aria-hidden="true" />
      </IconButton>
      {Choice && isOpen && <Choice anchor={place} onPick={onPick} onClose={() => setOpen(false)} />}
    </span>
  );
}
