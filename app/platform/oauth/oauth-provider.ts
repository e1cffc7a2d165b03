/** Somebody's account at a provider, as far as the provider told. Texts are storable lines, and empty where there is none. */
export interface ProviderAccount {
  /** Never changes and names nobody else, also when the provider is replaced by another one. */
  subject: string;
  email: string;
  /** The provider says that it has proven the address. */
  isEmailVerified: boolean;
  username: string;
  displayName: string;
  /** What the person is called there, to tell two accounts apart. */
  label: string;
  /** When the person last showed the provider who they are; null where it does not say. */
  authenticatedAt: Date | null;
}

/** What starts a visit at a provider. */
export interface VisitStart {
  /** Where to send the browser. */
  url: string;
  /** Comes back with the browser; only the browser that started has the cookie that goes with it. */
  state: string;
  /** Set-Cookie headers. */
  cookies: string[];
}

/** A place where people have accounts that can open one here: OAuth 2.0 (RFC 6749) with PKCE, or OpenID Connect on top. */
export interface OAuthProvider {
  /** Whether it can be made to ask for the password again, and tells when it did. */
  asksAgain: boolean;
  /** Begins a visit; `again` asks people who are signed in there to log in once more. Throws `unavailable`. */
  start(options: { again: boolean }): Promise<VisitStart>;
  /**
   * Whose browser came back by this request. Throws `forbidden` where anything about it is not as it should be, or where
   * the person said no, and `unavailable`.
   */
  finish(request: Request): Promise<ProviderAccount>;
  /** Set-Cookie headers that remove what earlier visits left in this browser. */
  forget(request: Request): string[];
}
