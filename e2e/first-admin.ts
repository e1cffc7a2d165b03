import { request } from "@playwright/test";
import type { FullConfig } from "@playwright/test";
import { PASSWORD } from "#tests/people.ts";

/** The first account of the installation that all browser tests share, and therefore its admin. */
export const FIRST_ADMIN = {
  username: "first-admin",
  displayName: "Frieda First",
  email: "first-admin@parley.test",
  password: PASSWORD,
};

/** Signs it up before any test does. */
export default async function signUpFirstAdmin(config: FullConfig): Promise<void> {
  const { baseURL } = config.projects[0]!.use;
  const api = await request.newContext({ baseURL });
  const response = await api.post("/api/v1/auth/signup", { data: FIRST_ADMIN });
  if (!response.ok()) throw new Error(`The first admin could not sign up: ${response.status()}`);
  await api.dispose();
}
