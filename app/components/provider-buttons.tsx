import "#app/i18n/pages/providers.ts";
import { Form, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ProviderView } from "#app/domain/identities/identities.schema.ts";
import { Button } from "./ui/button.tsx";

interface ProviderButtonsProps {
  providers: ProviderView[];
  /** Where to go then: a path of ours. */
  next?: string;
  /** What the link of an invite carries. */
  invite?: string;
}

/** The other ways to log in and to sign up, beneath the form of one's own password. Nothing where none is set up. */
export function ProviderButtons({ providers, next = "/", invite = "" }: ProviderButtonsProps) {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const matched = providers.find(({ id }) => id === query.get("connect"));
  const offered = providers.filter((provider) => provider !== matched);
  return (
    <>
      {matched && <p role="note">{t("providers.logInToConnect", { name: matched.name })}</p>}
      {offered.length > 0 && (
        <Form method="post" className="flex flex-col gap-3 border-t border-line pt-6">
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="invite" value={invite} />
          {offered.map(({ id, name }) => (
            <Button key={id} look="plain" formAction={`/auth/${id}`}>
              {t("providers.continue", { name })}
            </Button>
          ))}
          <label className="flex min-h-6 items-center gap-2 text-small">
            <input type="checkbox" name="remember" className="choice" />
            {t("providers.remember")}
          </label>
        </Form>
      )}
    </>
  );
}
