/* What browsers get in the place of i18next: of its sixteen kilobytes, Parley's pages use plurals and {{values}}. The server
 * has i18next itself; a test holds both to the same words for every key in every language. */

type Branch = { [key: string]: string | Branch };
type Values = Record<string, unknown>;
/** How a value is written. */
type FillIn = (value: unknown) => string;

interface Options {
  lng: string;
  resources: Record<string, { translation: Branch }>;
  interpolation: { escape: FillIn };
}

const PLACEHOLDER = /\{\{(.+?)\}\}/g;

class Translator {
  language = "en";
  #texts: Branch = {};
  #plurals: Intl.PluralRules | undefined;
  #fillIn: FillIn | undefined;

  use(): this {
    return this;
  }

  async init({ lng, resources, interpolation }: Options): Promise<void> {
    this.language = lng;
    this.#fillIn = interpolation.escape;
    this.addResourceBundle(lng, "translation", resources[lng]?.translation ?? {});
  }

  addResourceBundle(_language: string, _namespace: string, texts: Branch): void {
    merge(this.#texts, texts);
  }

  /** Bound, because components take it off its translator. A key without a text is its own text. */
  t = (key: string, values: Values = {}): string => {
    const text = this.#find(key, values["count"]) ?? key;
    return text.replace(
      PLACEHOLDER,
      (_match, name: string) => this.#fillIn?.(values[name.trim()] ?? "") ?? "",
    );
  };

  #find(key: string, count: unknown): string | undefined {
    const path = key.split(".");
    const last = path.pop()!;
    let branch: Branch | string | undefined = this.#texts;
    for (const part of path) branch = typeof branch === "object" ? branch[part] : undefined;
    if (typeof branch !== "object") return undefined;
    // Languages without a form for nothing may have one all the same.
    const forms = count === 0 ? ["_zero"] : [];
    if (typeof count === "number") forms.push(`_${this.#selectForm(count)}`, "_other");
    const found = [...forms, ""].map((form) => branch[last + form]).find((text) => text !== undefined);
    return typeof found === "string" ? found : undefined;
  }

  #selectForm(count: number): Intl.LDMLPluralRule {
    return (this.#plurals ??= new Intl.PluralRules(this.language)).select(count);
  }
}

function merge(target: Branch, source: Branch): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key];
    if (typeof value === "string") target[key] = value;
    else if (typeof known === "object") merge(known, value);
    else merge((target[key] = {}), value);
  }
}

export default { createInstance: () => new Translator() };
