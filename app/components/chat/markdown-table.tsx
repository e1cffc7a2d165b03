import type { ReactNode } from "react";
import type { Tokens } from "marked";

interface MarkdownTableProps {
  table: Tokens.Table;
  label: string;
  renderCell: (tokens: readonly unknown[]) => ReactNode;
}

/** Classes: the page's policy lets no style stand in an element. */
const ALIGNED = { left: "text-left", center: "text-center", right: "text-right" };

/** A table that scrolls within the message when it is wider. */
export function MarkdownTable({ table, label, renderCell }: MarkdownTableProps) {
  const renderRow = (cells: Tokens.TableCell[], Cell: "th" | "td") =>
    cells.map((cell, index) => (
      <Cell key={index} className={cell.align ? ALIGNED[cell.align] : undefined}>
        {renderCell(cell.tokens)}
      </Cell>
    ));
  return (
    // Whatever scrolls can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <figure className="overflow-x-auto" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>{renderRow(table.header, "th")}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>{renderRow(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
