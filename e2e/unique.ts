import { randomUUID } from "node:crypto";
import { people, PASSWORD } from "#tests/people.ts";

export type Name = keyof typeof people;

export interface Account {
  username: string;
  displayName: string;
  email: string;
  password: string;
}

/** Tests share one installation, so what has to be found again gets a name that no other test uses. */
export function makeUnique(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

export function makeAccount(name: Name): Account {
  const { username, displayName } = people[name];
  const unique = makeUnique(username);
  return { username: unique, displayName, email: `${unique}@parley.test`, password: PASSWORD };
}
