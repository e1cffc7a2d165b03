import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** What the sources say about texts. */
export interface TextUses {
  /** Every word or path that stands in quotation marks. */
  literals: ReadonlySet<string>;
  /** Names of properties, some of which end a key that is put together. */
  names: ReadonlySet<string>;
  /** Keys that are put together: what stands before and after what is filled in. */
  patterns: readonly RegExp[];
  /** Keys that are translated as they stand, with their places. */
  asked: readonly { key: string; place: string }[];
  /** Words in components that are no keys, with their places. */
  bare: readonly string[];
}

/** Attributes whose words people see or hear. */
const SPOKEN = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "label",
  "placeholder",
  "title",
]);

/** Operators that hand on what stands beside them, unlike comparisons. */
const JOINS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
]);

/** Reads all sources of the app in a folder. */
export function findUses(root: string): TextUses {
  const literals = new Set<string>();
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  const asked: { key: string; place: string }[] = [];
  const bare: string[] = [];
  for (const path of globSync("app/**/*.{ts,tsx}", { cwd: root })) {
    if (/\.test\.tsx?$|\.d\.ts$/.test(path)) continue;
    const source = ts.createSourceFile(
      path,
      readFileSync(join(root, path), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const placeOf = (node: ts.Node) =>
      `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    visit(source);

    function visit(node: ts.Node): void {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      else if (ts.isIdentifier(node)) names.add(node.text);
      else if (ts.isTemplateExpression(node)) patterns.push(toPattern(node));
      else if (ts.isCallExpression(node)) readCall(node);
      else if (ts.isJsxText(node) && isWords(node.text)) bare.push(`${placeOf(node)}: ${node.text.trim()}`);
      else if (ts.isJsxAttribute(node)) readAttribute(node);
      else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) readSpoken(node.expression);
      ts.forEachChild(node, visit);
    }

    /** `t("key")` and `say(t, "key")`. */
    function readCall({ expression, arguments: args }: ts.CallExpression): void {
      if (!ts.isIdentifier(expression)) return;
      const key = expression.text === "t" ? args[0] : expression.text === "say" ? args[1] : undefined;
      if (key && ts.isStringLiteralLike(key)) asked.push({ key: key.text, place: placeOf(key) });
    }

    function readAttribute({ name, initializer }: ts.JsxAttribute): void {
      if (!initializer || !SPOKEN.has(name.getText())) return;
      if (ts.isJsxExpression(initializer)) readSpoken(initializer.expression);
      else if (ts.isStringLiteral(initializer) && isWords(initializer.text))
        bare.push(`${placeOf(initializer)}: ${name.getText()}="${initializer.text}"`);
    }

    /** What an expression in a component comes to, as far as it stands there in quotation marks. */
    function readSpoken(expression: ts.Expression | undefined): void {
      if (!expression) return;
      if (ts.isConditionalExpression(expression)) {
        readSpoken(expression.whenTrue);
        readSpoken(expression.whenFalse);
      } else if (ts.isBinaryExpression(expression) && JOINS.has(expression.operatorToken.kind)) {
        readSpoken(expression.left);
        readSpoken(expression.right);
      } else if (ts.isParenthesizedExpression(expression)) readSpoken(expression.expression);
      else if (isQuoted(expression) && isWords(readQuoted(expression)))
        bare.push(`${placeOf(expression)}: ${expression.getText()}`);
    }
  }
  return { literals, names, patterns, asked, bare };
}

function isQuoted(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function readQuoted(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(" ");
}

function isWords(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

function toPattern({ head, templateSpans }: ts.TemplateExpression): RegExp {
  const parts = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
  // A template that begins with what is filled in could be any key.
  return /^\w+\./.test(head.text) ? new RegExp(`^${parts.map(escape).join("([\\w.]+)")}$`) : /^\b$/;
}

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
