/** What a browser without JavaScript makes of one answer. */
export interface Answer {
  status: number;
  url: string;
  html: string;
  /** Where it leads by itself: by a redirect, or by the Refresh header of a page. */
  next: string | null;
  headers: Headers;
}

interface Step {
  /** Posted as a form; left out: GET. */
  form?: Record<string, string>;
}

/** Somebody's browser as far as HTTP is concerned: it keeps cookies for each origin and goes where it is sent. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** One request, and no further. */
  async step(url: string, { form }: Step = {}): Promise<Answer> {
    const { origin } = new URL(url);
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      headers: { accept: "text/html", cookie: this.cookieHeader(origin), ...(form && { origin }) },
      body: form && new URLSearchParams(form),
      redirect: "manual",
    });
    this.#keep(origin, response.headers.getSetCookie());
    const target = response.headers.get("location") ?? readRefresh(response.headers.get("refresh"));
    return {
      status: response.status,
      url,
      html: await response.text(),
      next: target && new URL(target, url).href,
      headers: response.headers,
    };
  }

  /** Goes on until a page is reached, or an address that begins with `until`, which is not asked for. */
  async open(url: string, { until = "nowhere", ...step }: Step & { until?: string } = {}): Promise<Answer> {
    let answer = await this.step(url, step);
    for (let hops = 0; answer.next && !answer.next.startsWith(until); hops++) {
      if (hops === 20) throw new Error(`${url} leads in a circle.`);
      answer = await this.step(answer.next);
    }
    return answer;
  }

  cookieHeader(origin: string): string {
    return [...this.#jarOf(origin)].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#jarOf(origin).get(name);
  }

  setCookie(origin: string, name: string, value: string): void {
    this.#jarOf(origin).set(name, value);
  }

  /** As if it had never been at this origin. */
  forget(origin: string): void {
    this.#jars.delete(origin);
  }

  /** Another browser with the same cookies, which go their own way from here. */
  copy(): Browser {
    const copy = new Browser();
    for (const [origin, jar] of this.#jars) copy.#jars.set(origin, new Map(jar));
    return copy;
  }

  #jarOf(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }

  #keep(origin: string, setCookies: string[]): void {
    for (const line of setCookies) {
      const [pair = "", ...attributes] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      const isOver = attributes.some((attribute) => /^\s*max-age=0$|^\s*expires=.* 1970 /i.test(attribute));
      if (isOver) this.#jarOf(origin).delete(name);
      else this.#jarOf(origin).set(name, value.join("="));
    }
  }
}

function readRefresh(header: string | null): string | null {
  return /^0; url=(.*)$/.exec(header ?? "")?.[1] ?? null;
}
