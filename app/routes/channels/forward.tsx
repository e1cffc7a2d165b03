import "#app/i18n/pages/files.ts";
import "#app/i18n/pages/panels.ts";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { MessageExcerpt } from "#app/components/panels/message-excerpt.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { FieldFrame } from "#app/components/ui/field-frame.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { SearchForm } from "#app/components/ui/search-form.tsx";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { browseChannelsSchema } from "#app/domain/channels/channels.schema.ts";
import { forwardMessage } from "#app/domain/messages/forward-message.server.ts";
import { forwardMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { findPeopleIn } from "#app/domain/messages/find-people.server.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { createFormAction, createPageLoader } from "#app/doors/page-door.server.ts";
import { translatorFor } from "#app/i18n/translator.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { nameChannel } from "#app/shared/names.ts";
import { findFailure } from "#app/shared/page-problem.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { requireMessage } from "./panel-door.server.ts";

/** So many conversations are offered at once. */
const OFFERED_MAX = 30;

export const loader = createPageLoader(async ({ actor, params, url }) => {
  const message = await requireMessage(actor, params);
  if (message.kind === "system" || message.deletedAt) throw new AppError("not_found");
  const { query } = parseInput(browseChannelsSchema, { query: url.searchParams.get("query") ?? "" });
  const mine = await listChannels(actor);
  const [people, users] = await Promise.all([
    findUsersById(mine.flatMap((channel) => channel.members ?? [])),
    findUsersById(findPeopleIn([message])),
  ]);
  const names = new Map(people.map((user) => [user.id, user]));
  const writesAnywhere = can(actor, "channel.edit.any");
  const speaker = translatorFor(actor.preferences.locale);
  const { compare } = new Intl.Collator(speaker.language);
  const places = mine
    // What would be refused is not offered.
    .filter((channel) => !channel.isReadOnly || writesAnywhere || channel.membership?.role !== "member")
    .map((channel) => ({
      id: channel.id,
      kind: channel.kind,
      name: nameChannel(channel, names, actor.userId, speaker),
    }))
    .filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
    .sort((a, b) => compare(a.name, b.name));
  return {
    message,
    users,
    query,
    places: places.slice(0, OFFERED_MAX),
    hasMore: places.length > OFFERED_MAX,
    clientId: createId(),
  };
});

export const action = createFormAction(async ({ actor, params, form }) => {
  const { id: messageId } = await requireMessage(actor, params);
  const input = parseInput(forwardMessageSchema, { ...Object.fromEntries(form), messageId });
  await forwardMessage(actor, input);
  return redirect(`/channels/${input.channelId}`, 303);
});

/** Passes a message on to another conversation. */
export default function Forward() {
  const { t } = useTranslation();
  const { message, users, query, places, hasMore, clientId } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const failure = findFailure(useActionData());
  const isBusy = useNavigation().state !== "idle";
  const state = useLive((live) => live.state);
  const errors = failure?.problem.errors ?? [];
  const hasNoPlace = errors.some(({ path }) => path === "channelId");
  return (
    <Panel title={t("forward.title")} channelId={message.channelId}>
      <div className="flex flex-col gap-4 p-4">
        <div className="max-h-44 overflow-hidden rounded-control border border-line p-3">
          <MessageExcerpt
            message={message}
            users={new Map([...users.map((user) => [user.id, user] as const), ...state.users])}
            myId={me.id}
          />
        </div>
        <SearchForm name="query" label={t("forward.search")} submit={t("forward.find")} value={query} />
        <Form method="post" noValidate className="flex flex-col gap-4">
          <input type="hidden" name="clientId" value={clientId} />
          {errors.length === 0 && <ProblemNotice problem={failure?.problem} />}
          <fieldset aria-describedby="forward-note" className="min-w-0">
            <legend className="pb-1 text-small font-medium">{t("forward.pick")}</legend>
            <p id="forward-note" className={`text-small ${hasNoPlace ? "text-danger" : "text-ink-muted"}`}>
              {hasNoPlace
                ? t("forward.pickFirst")
                : places.length === 0
                  ? t("forward.none")
                  : hasMore && t("forward.more", { count: places.length })}
            </p>
            {places.map((place) => (
              <label
                key={place.id}
                className="flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-1 hover:bg-surface-hover"
              >
                <input
                  type="radio"
                  name="channelId"
                  value={place.id}
                  defaultChecked={failure?.values["channelId"] === place.id}
                  className="choice"
                />
                <bdi className="min-w-0 truncate" title={place.name}>
                  {place.name}
                </bdi>
              </label>
            ))}
          </fieldset>
          <FieldFrame
            label={t("forward.comment")}
            name="body"
            hint={t("forward.commentHint")}
            errors={errors}
          >
            {(attributes) => (
              <textarea {...attributes} dir="auto" rows={3} defaultValue={failure?.values["body"]} />
            )}
          </FieldFrame>
          <p className="text-small text-ink-muted">
            {t("forward.private")} {message.files.length > 0 && t("files.notForwarded")}
          </p>
          <div>
            <Button isBusy={isBusy}>{t("forward.send")}</Button>
          </div>
        </Form>
      </div>
    </Panel>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
