/** The installation. */
export interface WorkspaceView {
  /** Empty: it is called Parley. */
  name: string;
}

/** What the first admin has done so far of what comes first. */
export interface FirstSteps {
  name: string;
  hasChannel: boolean;
  hasInvite: boolean;
}
