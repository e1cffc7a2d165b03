/** The token in the address that the link of a mail opens: in its query, because paths are logged. Empty if there is none. */
export function readMailedToken(url: string): string {
  return new URL(url).searchParams.get("token") ?? "";
}
