// Imports go one way (shared design, section 2). Each rule says in `comment` why a careful reader should not undo it.

const TESTS = "\\.test\\.tsx?$";
const SERVER_LAYERS = "^app/(routes|realtime|doors|domain|db|platform)/";

/** A rule that lets `from` import, of all of app/, only what `allowed` matches. */
function allowOnly(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: TESTS },
    to: { path: "^app/", pathNot: allowed },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    allowOnly(
      "doors-call-the-domain",
      "^app/routes/",
      "^app/(routes|doors|domain|platform|components|hooks|i18n|shared|styles)/",
      "A door parses, calls a verb and answers. With the database within reach, rules about who may do what grow in the doors, and differ from door to door.",
    ),
    {
      name: "doors-apart",
      comment:
        "Pages, REST and sockets meet in the domain. A door that calls another door gets its parsing and its error format as well.",
      severity: "error",
      from: { path: "^app/(routes|realtime)/", pathNot: TESTS },
      to: { path: "^app/(routes|realtime)/", pathNot: "^app/$1/" },
    },
    allowOnly(
      "door-frames-call-the-domain",
      "^app/(doors|realtime)/",
      "^app/(doors|realtime|domain|platform|i18n|shared)/",
      "What doors have in common (who is signed in, parsing, error format) may not reach around the domain either, and REST and sockets show no pages.",
    ),
    {
      name: "door-frames-know-no-door",
      comment:
        "doors/ is what every door is built from; importing a single door back would tie the others to it.",
      severity: "error",
      from: { path: "^app/doors/", pathNot: TESTS },
      to: { path: "^app/(routes|realtime)/" },
    },
    allowOnly(
      "domain-knows-no-door",
      "^app/domain/",
      "^app/(domain|db|platform|i18n|shared)/",
      "A verb serves every door, so it may know none of them: it must run the same from a form, REST, a socket or a job.",
    ),
    {
      name: "domain-has-no-web-framework",
      comment:
        "The product's rules outlive the framework. A verb that takes a Request or a Socket cannot be called by the other doors, nor tested without them.",
      severity: "error",
      from: { path: "^app/domain/", pathNot: TESTS },
      to: { path: "node_modules/(@remix-run/|express/|socket\\.io|react/|react-dom/|react-i18next/)" },
    },
    allowOnly(
      "db-below-domain",
      "^app/db/",
      "^app/(db|platform|shared)/",
      "Tables and the connection know nothing of the verbs that use them; otherwise a migration would load the product.",
    ),
    allowOnly(
      "platform-has-no-product",
      "^app/platform/",
      "^app/(platform|shared)/",
      "The outside world in general terms: a mailer or a key-value store that knows channels cannot be tested or replaced alone.",
    ),
    allowOnly(
      "shared-is-the-bottom",
      "^app/shared/",
      "^app/shared/",
      "Everything imports shared/, in the browser too, so whatever it imports would be everywhere.",
    ),
    {
      name: "shared-runs-anywhere",
      comment:
        "shared/ is bundled for the browser, where Node's modules do not exist: the page would break only when it loads.",
      severity: "error",
      from: { path: "^app/shared/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    allowOnly(
      "service-worker-stands-alone",
      "^app/service-worker/",
      "^app/(service-worker|shared)/",
      "It runs without a page and outlives the version that it came with. What it imports is loaded by every browser in the background.",
    ),
    allowOnly(
      "i18n-knows-no-layer",
      "^app/i18n/",
      "^app/(i18n|shared)/",
      "Texts are used by the interface and by mails alike; they may drag neither into the other.",
    ),
    allowOnly(
      "interface-sees-schemas-only",
      "^app/(components|hooks)/",
      "^app/(components|hooks|i18n|shared|styles)/|^app/domain/[^/]+/[^/]+\\.schema\\.ts$",
      "Components and hooks run in the browser. Of the domain they share only the zod schemas, so that a form and its door agree; anything more would ship server code.",
    ),
    {
      name: "composition-is-imported-by-nobody",
      comment:
        "root, entry and runtime put the layers together, so they import all of them. Importing one of them back is a cycle in the making.",
      severity: "error",
      from: { path: `${SERVER_LAYERS}|^app/(components|hooks|i18n|shared)/`, pathNot: TESTS },
      to: { path: "^app/(root|runtime|entry|routes)[^/]*$" },
    },
    {
      name: "database-behind-the-domain",
      comment:
        "Only a noun's own folder reads and writes its tables. A query in a door or a component skips the verb's authorisation.",
      severity: "error",
      from: { path: "^app/(routes|realtime|doors|components|hooks|i18n)/", pathNot: TESTS },
      to: { path: "node_modules/(drizzle-orm|postgres|ioredis)/" },
    },
    {
      name: "server-takes-the-built-app",
      comment:
        "Two module graphs: a value import from app/ in server.ts loads a second copy of the module, with a second pool and a second io. Take it from the build's entry.module; types are fine.",
      severity: "error",
      from: { path: "^server\\.ts$" },
      to: { path: "^app/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      comment:
        "In a cycle, which module is ready first depends on who was imported first, so moving an import breaks the app.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-vague-names-importing",
      comment:
        "utils, helpers, misc and their like say nothing of what is inside, and so they collect everything. Name the thing.",
      severity: "error",
      from: { path: "(^|/)(utils?|helpers?|misc|common|managers?|lib)(/|\\.)", pathNot: "node_modules" },
      to: {},
    },
    {
      name: "no-vague-names",
      comment:
        "utils, helpers, misc and their like say nothing of what is inside, and so they collect everything. Name the thing.",
      severity: "error",
      from: {},
      to: { path: "(^|/)(utils?|helpers?|misc|common|managers?|lib)(/|\\.)", pathNot: "node_modules" },
    },
    {
      name: "no-test-code-in-the-product",
      comment:
        "Test code is not in the production image, and a product that branches for its tests is not what was tested.",
      severity: "error",
      from: { path: "^(app/|server\\.ts)", pathNot: TESTS },
      to: { path: `^(tests|e2e|bench|scripts)/|${TESTS}` },
    },
    {
      name: "production-has-no-dev-dependencies",
      comment:
        "Production images install with --omit=dev. Only the build reads app/routes.ts, and server.ts loads vite in development alone.",
      severity: "error",
      from: { path: "^(app/|server\\.ts)", pathNot: `${TESTS}|^app/routes\\.ts$` },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only", "npm"],
        pathNot: "node_modules/(@types|vite)/",
      },
    },
    {
      name: "no-missing-modules",
      comment: "An import that cannot be found makes every other rule blind to what it leads to.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:|\\?" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Type-only imports count as well: a type that points up the layers is a dependency that comes next.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
