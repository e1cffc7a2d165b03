import "#app/i18n/pages/admin.ts";
import "#app/i18n/pages/invites.ts";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { SelectField } from "#app/components/ui/select-field.tsx";
import { INVITE_ORDERS, INVITE_STATES, type ListInvitesInput } from "#app/domain/invites/invites.schema.ts";

/** Narrows and sorts the list of invites; begins at its first page. */
export function InviteFilter({ input }: { input: ListInvitesInput }) {
  const { t } = useTranslation();
  return (
    <search>
      <Form method="get" className="flex flex-wrap items-end gap-3">
        <Field
          label={t("invites.search")}
          name="query"
          type="search"
          defaultValue={input.query}
          className="min-w-52 flex-1"
        />
        <SelectField
          label={t("admin.filterState")}
          name="state"
          defaultValue={input.state}
          options={[
            { value: "", label: t("admin.any") },
            ...INVITE_STATES.map((state) => ({ value: state, label: t(`invites.states.${state}`) })),
          ]}
        />
        <SelectField
          label={t("admin.order")}
          name="order"
          defaultValue={input.order}
          options={INVITE_ORDERS.map((order) => ({ value: order, label: t(`invites.orders.${order}`) }))}
        />
        <Button look="plain" className="min-h-10">
          {t("admin.find")}
        </Button>
      </Form>
    </search>
  );
}
