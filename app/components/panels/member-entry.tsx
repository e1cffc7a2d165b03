import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { SelectField } from "#app/components/ui/select-field.tsx";
import type { ChannelKind, MemberView } from "#app/shared/views.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { PersonLine } from "./people-list.tsx";

interface MemberEntryProps {
  member: MemberView;
  selfId: string;
  kind: ChannelKind;
  canRemove: boolean;
  canSetRole: boolean;
  canHandOver: boolean;
}

const ROLES = ["member", "moderator", "owner"] as const;

/** One member, and for those who keep order, what they may do about them. */
export function MemberEntry({ member, selfId, kind, canRemove, canSetRole, canHandOver }: MemberEntryProps) {
  const { t } = useTranslation();
  const { user, role, userId } = member;
  const isSelf = userId === selfId;
  const name = user.displayName;
  const note = role === "member" ? undefined : t(`panels.roles.${role}`);
  const isManaged = (canRemove && !isSelf) || canSetRole;
  return (
    <li className="py-0.5">
      <PersonLine user={user} isSelf={isSelf} note={note} />
      {isManaged && (
        <details className="ps-11">
          <summary
            aria-label={t("members.manageNamed", { name })}
            className="w-fit text-small text-accent-text"
          >
            {t("members.manage")}
          </summary>
          <div className="flex flex-col gap-3 py-2">
            {canSetRole && (
              <Form key={role} method="post" preventScrollReset className="flex flex-wrap items-end gap-2">
                <input type="hidden" name="intent" value="set-role" />
                <input type="hidden" name="userId" value={userId} />
                <SelectField
                  label={t("members.role")}
                  name="role"
                  defaultValue={role}
                  options={ROLES.map((value) => ({ value, label: t(`panels.roles.${value}`) }))}
                />
                <Button look="plain" className="min-h-10">
                  {t("members.saveRole")}
                </Button>
              </Form>
            )}
            {!isSelf && (canHandOver || canRemove) && (
              <div className="flex flex-wrap gap-2">
                {canHandOver && (
                  <ConfirmButton
                    label={t("members.handOver")}
                    question={t("members.handOverQuestion", { name })}
                    lead={t("members.handOverLead")}
                    fields={{ intent: "hand-over", userId }}
                  />
                )}
                {canRemove && (
                  <ConfirmButton
                    label={t("members.remove")}
                    question={t("members.removeQuestion", { name })}
                    lead={kind === "public" ? t("members.removePublic") : t("members.removePrivate")}
                    fields={{ intent: "remove", userId }}
                  />
                )}
              </div>
            )}
          </div>
        </details>
      )}
    </li>
  );
}
