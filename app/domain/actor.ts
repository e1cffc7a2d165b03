/** Who is asking: what every verb takes first. Made by the session lookup and nowhere else. */
export interface Actor {
  userId: string;
  sessionId: string;
  role: string;
}
