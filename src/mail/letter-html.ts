import type { Letter } from "./letter.js";

/**
 * The letter as one page of HTML: styles in the elements, since mail programs drop others, and nothing that is loaded from
 * anywhere. Everything that the letter says is text and is escaped here.
 */
export function letterHtml({
  language,
  subject,
  heading,
  greeting,
  paragraphs,
  action,
  request,
  footer,
}: Letter): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #14171c !important; }
  .card { background: #1f242c !important; border-color: #343b47 !important; }
  .card h1, .card p, .card pre { color: #e8eaee !important; }
  .card pre { background: #14171c !important; }
  .faint { color: #a7aebb !important; }
  .link { color: #8fb8ff !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f2f4f7">
<div class="page" role="article" lang="${language}" style="padding:32px 16px;background:#f2f4f7;font-family:${font}">
<div class="card" style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dde1e8;border-radius:12px">
<h1 style="margin:0 0 24px;font-size:22px;line-height:1.3;color:#161a20;overflow-wrap:anywhere">${escaped(heading)}</h1>
${[greeting, ...paragraphs].map(paragraph).join("\n")}
${action ? button(action) : ""}${request ? requestBlock(request) : ""}</div>
<p class="faint" style="max-width:560px;margin:16px auto 0;font-size:13px;line-height:1.5;color:#5a6270;overflow-wrap:anywhere">${escaped(footer)}</p>
</div>
</body>
</html>
`;
}

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const paragraph = (text: string): string =>
  `<p style="margin:0 0 16px;font-size:16px;line-height:1.55;color:#2a303a;overflow-wrap:anywhere">${escaped(text)}</p>`;

const button = ({ label, url, orOpen }: NonNullable<Letter["action"]>): string =>
  `<p style="margin:28px 0"><a href="${escaped(url)}" style="display:inline-block;padding:13px 22px;border-radius:8px;background:#1d4ed8;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${escaped(label)}</a></p>
<p class="faint" style="margin:0;font-size:13px;line-height:1.5;color:#5a6270;overflow-wrap:anywhere">${escaped(orOpen)}<br><a class="link" href="${escaped(url)}" style="color:#1d4ed8">${escaped(url)}</a></p>
`;

const requestBlock = ({ intro, lines, explained, url }: NonNullable<Letter["request"]>): string =>
  `${paragraph(intro)}
<pre style="margin:0 0 16px;padding:14px 16px;border-radius:8px;background:#f2f4f7;color:#161a20;font-size:13px;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere">${escaped(lines.join("\n"))}</pre>
<p style="margin:0;font-size:14px;line-height:1.5"><a class="link" href="${escaped(url)}" style="color:#1d4ed8">${escaped(explained)}</a></p>
`;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
