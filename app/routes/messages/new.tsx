import "#app/i18n/pages/places.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { openDirectSchema } from "#app/domain/channels/channels.schema.ts";
import { openDirect } from "#app/domain/channels/open-direct.server.ts";
import { findUsers, findUsersById } from "#app/domain/users/find-users.server.ts";
import { findUsersSchema } from "#app/domain/users/users.schema.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { say } from "#app/i18n/say.ts";
import { DIRECT_OTHERS_MAX } from "#app/shared/limits.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { isId } from "#app/shared/ids.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { UserView } from "#app/shared/views.ts";

export const handle: PageHandle = { title: "titles.messagesNew" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const input = parseInput(findUsersSchema, { query: url.searchParams.get("query") ?? "", limit: 100 });
  // People who were picked before looking for somebody else stay picked.
  const picked = await findUsersById(
    url.searchParams.getAll("userIds").filter(isId).slice(0, DIRECT_OTHERS_MAX),
  );
  const found = await findUsers(actor, input);
  const others = found.filter(
    (user) => user.id !== actor.userId && !picked.some((other) => other.id === user.id),
  );
  return { query: input.query, picked, others };
});

export const action = createFormAction(async ({ actor, form }) => {
  const { channel } = await openDirect(
    actor,
    parseInput(openDirectSchema, { userIds: form.getAll("userIds") }),
  );
  return redirect(`/channels/${channel.id}`, 303);
});

export default function NewMessage() {
  const { t } = useTranslation();
  const { query, picked, others } = useLoaderData<typeof loader>();
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const fieldError = failure?.problem.errors[0];
  const hasPeople = picked.length + others.length > 0;
  return (
    <>
      <PageHeader title={t("people.newTitle")} />
      <div className="flex min-h-0 w-full max-w-2xl flex-1 flex-col gap-4 p-4 md:py-6">
        <Form method="post" className="flex min-h-0 flex-1 flex-col gap-3">
          <div className="flex gap-2">
            <input
              key={query}
              type="search"
              name="query"
              dir="auto"
              defaultValue={query}
              aria-label={t("people.find")}
              placeholder={t("people.find")}
              className="min-h-10 min-w-0 flex-1 rounded-control border border-line-strong bg-surface-raised px-3"
            />
            {/* The same form asks again by GET, so that who was picked stays picked. It comes first, so Enter means it. */}
            <Button look="plain" formMethod="get">
              {t("people.findGo")}
            </Button>
          </div>
          <fieldset className="flex min-h-0 min-w-0 flex-col" aria-describedby="people-note">
            <legend className="font-medium">{t("people.pick")}</legend>
            <div id="people-note" className="pb-2 text-small text-ink-muted">
              {fieldError ? (
                <span className="text-danger">{say(t, `fields.${fieldError.code}`, fieldError.params)}</span>
              ) : (
                t("people.pickHint", { count: DIRECT_OTHERS_MAX })
              )}
            </div>
            {failure && !fieldError && <ProblemNotice problem={failure.problem} />}
            {!hasPeople && (
              <p className="text-ink-muted">{query ? t("people.noneMatching") : t("people.none")}</p>
            )}
            <ul className="min-h-0 overflow-y-auto">
              {picked.map((user) => (
                <Person key={user.id} user={user} isPicked />
              ))}
              {others.map((user) => (
                <Person key={user.id} user={user} />
              ))}
            </ul>
          </fieldset>
          {hasPeople && (
            <div>
              <Button isBusy={isBusy}>{t("people.start")}</Button>
            </div>
          )}
        </Form>
      </div>
    </>
  );
}

function Person({ user, isPicked = false }: { user: UserView; isPicked?: boolean }) {
  return (
    <li>
      <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-2 hover:bg-surface-hover">
        <input type="checkbox" name="userIds" value={user.id} defaultChecked={isPicked} className="choice" />
        <Avatar name={user.displayName} seed={user.id} url={user.avatarUrl} className="size-7" />
        <bdi className="min-w-0 truncate">{user.displayName}</bdi>
        <span className="max-w-[40%] shrink-0 truncate text-small text-ink-muted">@{user.username}</span>
      </label>
    </li>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
