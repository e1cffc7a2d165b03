// A passkey as a device makes it (WebAuthn level 2): ES256 keys, CBOR and COSE, signatures over what a browser would send.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** Concise binary object representation (RFC 8949), as far as authenticators need it. */
function encodeCbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? encodeHead(1, -1 - value) : encodeHead(0, value);
  if (typeof value === "string")
    return Buffer.concat([encodeHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([encodeHead(2, value.length), value]);
  const pairs = [...value].flatMap(([key, part]) => [encodeCbor(key), encodeCbor(part)]);
  return Buffer.concat([encodeHead(5, value.size), ...pairs]);
}

function encodeHead(type: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(type << 5) | count]);
  if (count < 256) return Buffer.from([(type << 5) | 24, count]);
  return Buffer.from([(type << 5) | 25, count >> 8, count & 255]);
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const FLAGS = { present: 1, verified: 4, attested: 64 };

/** What a test may have go wrong. */
interface Deviations {
  /** Where the browser is; the site that asks, unless given. */
  origin?: string;
  /** Whom it signs for. */
  rpId?: string;
  challenge?: string;
  counter?: number;
  /** False: it was touched, but asked for no finger and no PIN. */
  isVerified?: boolean;
  type?: string;
  userHandle?: string;
  /** The key of somebody else. */
  key?: KeyObject;
}

interface Options {
  challenge: string;
  rp?: { id?: string };
  rpId?: string;
  user?: { id: string };
}

/** One device with one passkey on it, in a browser that shows pages of `origin`. */
export class SoftwareAuthenticator {
  readonly origin: string;
  readonly id = randomBytes(32).toString("base64url");
  readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  counter = 0;
  userHandle: string | undefined;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** The answer to `navigator.credentials.create`. */
  register(options: object, deviations: Deviations = {}) {
    const { challenge, rp, user } = options as Options;
    this.userHandle = user?.id;
    const credentialId = Buffer.from(this.id, "base64url");
    const length = Buffer.from([credentialId.length >> 8, credentialId.length & 255]);
    const attested = [Buffer.alloc(16), length, credentialId, this.#encodePublicKey()];
    const authData = this.#authenticate(rp?.id, FLAGS.attested, deviations, attested);
    const attestation = new Map<string, Cbor>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    return {
      ...this.#describe(),
      response: {
        clientDataJSON: this.#describeClient("webauthn.create", challenge, deviations).toString("base64url"),
        attestationObject: encodeCbor(attestation).toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** The answer to `navigator.credentials.get`. */
  answer(options: object, deviations: Deviations = {}) {
    const { challenge, rpId } = options as Options;
    const clientData = this.#describeClient("webauthn.get", challenge, deviations);
    const authData = this.#authenticate(rpId, 0, deviations);
    const signed = Buffer.concat([authData, sha256(clientData)]);
    return {
      ...this.#describe(),
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: sign("sha256", signed, deviations.key ?? this.keys.privateKey).toString("base64url"),
        userHandle: deviations.userHandle ?? this.userHandle,
      },
    };
  }

  #describe() {
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {} };
  }

  #describeClient(type: string, challenge: string, deviations: Deviations): Buffer {
    const { origin } = this;
    const { type: otherType = type, challenge: otherChallenge = challenge } = deviations;
    const client = { type: otherType, challenge: otherChallenge, origin: deviations.origin ?? origin };
    return Buffer.from(JSON.stringify({ ...client, crossOrigin: false }));
  }

  #authenticate(
    rpId: string | undefined,
    flags: number,
    deviations: Deviations,
    rest: Buffer[] = [],
  ): Buffer {
    const { isVerified = true, counter = ++this.counter } = deviations;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const set = flags | FLAGS.present | (isVerified ? FLAGS.verified : 0);
    return Buffer.concat([sha256(deviations.rpId ?? rpId ?? ""), Buffer.from([set]), count, ...rest]);
  }

  /** COSE (RFC 9052): an EC2 key for ES256 on P-256. */
  #encodePublicKey(): Buffer {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    return encodeCbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
  }
}
