import type { Letter } from "./letter.js";

/** The letter as plain text. */
export function letterText({ heading, greeting, paragraphs, action, request, footer }: Letter): string {
  const parts = [
    heading,
    greeting,
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(request ? [`${request.intro}\n\n${indented(request.lines)}`, `${request.explained}:\n${request.url}`] : []),
    `-- \n${footer}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

const indented = (lines: string[]): string => lines.map((line) => `    ${line}`).join("\n");
