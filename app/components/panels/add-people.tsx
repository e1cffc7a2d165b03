import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { SearchForm } from "#app/components/ui/search-form.tsx";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { UserView } from "#app/shared/views.ts";

interface AddPeopleProps {
  search: string;
  /** Who was found; null before anybody was looked for. */
  people: UserView[] | null;
  failure: FormFailure | undefined;
}

/** Finds people who are not in the channel yet, and adds those who are picked. */
export function AddPeople({ search, people, failure }: AddPeopleProps) {
  const { t } = useTranslation();
  const hasNobody = failure?.problem.errors.some(({ path }) => path === "userIds") ?? false;
  return (
    <details open={people !== null || failure !== undefined} className="border-y border-line py-2">
      <summary className="w-fit font-medium text-accent-text">{t("members.add")}</summary>
      <div className="flex flex-col gap-3 pt-3 pb-1">
        {failure && !hasNobody && <ProblemNotice problem={failure.problem} />}
        <SearchForm name="find" label={t("members.addSearch")} submit={t("members.find")} value={search} />
        {hasNobody && people === null && <p className="text-small text-danger">{t("members.addEmpty")}</p>}
        {people?.length === 0 && <p className="text-small text-ink-muted">{t("members.addNone")}</p>}
        {people && people.length > 0 && (
          <Form method="post" preventScrollReset className="flex flex-col gap-2">
            <fieldset aria-describedby={hasNobody ? "add-note" : undefined} className="min-w-0">
              <legend className="text-small font-medium">{t("members.addPick")}</legend>
              {hasNobody && (
                <p id="add-note" className="text-small text-danger">
                  {t("members.addEmpty")}
                </p>
              )}
              <ul className="max-h-64 overflow-y-auto">
                {people.map((user) => (
                  <li key={user.id}>
                    <label className="flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-1 hover:bg-surface-hover">
                      <input type="checkbox" name="userIds" value={user.id} className="choice" />
                      <Avatar
                        name={user.displayName}
                        seed={user.id}
                        url={user.avatarUrl}
                        className="size-6"
                      />
                      <bdi className="min-w-0 truncate">{user.displayName}</bdi>
                      <span className="max-w-[40%] shrink-0 truncate text-small text-ink-muted">
                        @{user.username}
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
            </fieldset>
            <div>
              <Button name="intent" value="add">
                {t("members.addGo")}
              </Button>
            </div>
          </Form>
        )}
      </div>
    </details>
  );
}
