import { Fragment, type ReactNode } from "react";
import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

interface Node {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: Node[];
}

/** The elements of a program in one of the common languages; undefined for any other. */
export function highlight(text: string, language: string): ReactNode {
  if (!lowlight.registered(language)) return undefined;
  return renderNodes((lowlight.highlight(language, text) as Node).children);
}

function renderNodes(nodes: readonly Node[] = []): ReactNode {
  return nodes.map((node, index) =>
    node.type === "text" ? (
      <Fragment key={index}>{node.value}</Fragment>
    ) : (
      <span key={index} className={[node.properties?.className].flat().join(" ")}>
        {renderNodes(node.children)}
      </span>
    ),
  );
}
