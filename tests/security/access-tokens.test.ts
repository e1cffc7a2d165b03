// A token that we did not sign, or not for this, opens no door.
import { createHash } from "node:crypto";
import { decodeJwt, SignJWT, UnsecuredJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signAccessToken } from "#app/domain/sessions/access-token.server.ts";
import { serializeSession } from "#app/doors/session-cookies.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { signTokenOfAge } from "#tests/access-tokens.ts";
import { openPage, rest, toCookieHeader } from "#tests/doors/http-client.ts";
import { withServer } from "#tests/doors/server.ts";
import { refusal } from "#tests/doors/socket-client.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createPerson, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

afterEach(() => setEnvironment());

const isSignedIn = async (session: SessionView) => (await rest({ session }, "GET", "/me")).status === 200;

describe("an access token", () => {
  const claims = () => ({ sid: ada.actor.sessionId });
  const headerOf = (token: string) =>
    JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string };
  const forge = (secret: string, kid = headerOf(ada.session.accessToken).kid, algorithm = "HS256") =>
    new SignJWT(claims())
      .setProtectedHeader({ alg: algorithm, typ: "JWT", kid })
      .setSubject(ada.id)
      .setIssuer("parley")
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(
        createHash(algorithm === "HS512" ? "sha512" : "sha256")
          .update(secret)
          .digest(),
      );

  test.each([
    ["without a signature", () => new UnsecuredJWT(claims()).setSubject(ada.id).setIssuer("parley").encode()],
    ["signed with another key", () => forge("a guess")],
    ["of a key there is not", () => forge("a guess", "0000000000000000")],
    ["that names __proto__ as its key", () => forge("a guess", "__proto__")],
    ["of another algorithm", () => forge("a guess", undefined, "HS512")],
    ["that has expired", () => signTokenOfAge(ada, 10.1)],
    [
      "whose payload was changed",
      async () => {
        const [header, , signature] = ada.session.accessToken.split(".");
        const other = await createPerson(people.olga);
        return [header, other.session.accessToken.split(".")[1], signature].join(".");
      },
    ],
    ["that is a refresh token", () => ada.session.refreshToken],
    ["of a session there is not", () => signAccessToken({ id: createId(), userId: ada.id })],
  ])("%s signs nobody in, by REST, page and socket", async (_, make) => {
    expect(await isSignedIn(ada.session)).toBe(true);
    const token = await make();
    const session = { ...ada.session, accessToken: token };
    expect((await rest({ session }, "GET", "/me")).body).toMatchObject({
      status: 401,
      code: "unauthenticated",
    });
    const [access] = await serializeSession(session, false);
    const page = await openPage(null, "/settings/profile", { cookie: toCookieHeader([access ?? ""]) });
    expect(page).toMatchObject({ status: 302, location: "/login?next=%2Fsettings%2Fprofile" });
    expect(await refusal({ auth: { token } })).toMatchObject({ code: "unauthenticated" });
  });

  test("lives ten minutes", async () => {
    const session = { ...ada.session, accessToken: await signTokenOfAge(ada, 9.9) };
    expect(await isSignedIn(session)).toBe(true);
    const { exp, iat } = decodeJwt(ada.session.accessToken);
    expect((exp ?? 0) - (iat ?? 0)).toBe(600);
  });

  test("stays good while its secret is listed behind a newer one, and no longer", async () => {
    const old = "an old secret that is long enough too";
    const fresh = "a new secret that is long enough too";
    setEnvironment({ SESSION_SECRET: old });
    const session = {
      ...ada.session,
      accessToken: await signAccessToken({ id: ada.actor.sessionId, userId: ada.id }),
    };
    setEnvironment({ SESSION_SECRET: `${fresh},${old}` });
    expect(await isSignedIn(session)).toBe(true);
    setEnvironment({ SESSION_SECRET: fresh });
    expect(await isSignedIn(session)).toBe(false);
  });
});
