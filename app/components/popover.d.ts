import "react";

/** The Popover API (HTML standard), which React 18 passes through but does not know the types of. */
declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- an augmentation repeats the original's parameters
  interface HTMLAttributes<T> {
    popover?: "auto" | "manual";
  }

  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- as above
  interface ButtonHTMLAttributes<T> {
    popovertarget?: string;
    popovertargetaction?: "show" | "hide" | "toggle";
  }
}
