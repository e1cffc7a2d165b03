import { redirect } from "@remix-run/node";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import { createFormAction, safeNextPath } from "#app/doors/page-door.server.ts";

/** How one's own sidebar is arranged. */
export const action = createFormAction(async ({ actor, form }) => {
  await updateProfile(actor, { unreadFirst: form.get("unreadFirst") === "on" });
  return redirect(safeNextPath(form.get("next")), 303);
});
