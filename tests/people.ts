/** The people of every test, so that a name tells what somebody is there for. */
export interface Profile {
  username: string;
  displayName: string;
}

export const people = {
  /** Owns the channels. */
  ada: { username: "ada", displayName: "Ada Lovelace" },
  /** Joins them. */
  ben: { username: "ben", displayName: "Ben Okri" },
  cleo: { username: "cleo", displayName: "Cleo Birch" },
  /** Connected, and in none of them: whatever reaches her has leaked. */
  olga: { username: "olga", displayName: "Olga the Outsider" },
} as const satisfies Record<string, Profile>;

/** Everybody's. */
export const PASSWORD = "correct horse battery staple";
