/** What was published lately, as Atom (RFC 4287) and JSON Feed 1.1. */

export interface FeedEntry {
  /** Never changes: one publication, one id. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly url: string;
  readonly published: string;
  readonly updated: string;
  readonly files: readonly { readonly url: string; readonly mime: string; readonly title: string }[];
}
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly home: string;
  readonly self: string;
  readonly language: "zh" | "en";
  readonly entries: readonly FeedEntry[];
}

const NEVER = "1970-01-01T00:00:00Z";
const newest = (feed: Feed): string => feed.entries.map((entry) => entry.updated).toSorted().at(-1) ?? NEVER;
/** XML 1.0: the five entities, and no control characters, which XML cannot hold at all. */
// oxlint-disable-next-line no-control-regex
const xml = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;");

export function atomFeed(feed: Feed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language === "zh" ? "zh-CN" : "en"}">`,
    `  <id>${xml(feed.id)}</id>`, `  <title>${xml(feed.title)}</title>`, `  <updated>${newest(feed)}</updated>`, `  <author><name>${xml(feed.author)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(feed.self)}"/>`, `  <link rel="alternate" type="text/html" href="${xml(feed.home)}"/>`,
    ...feed.entries.flatMap((entry) => [
      "  <entry>", `    <id>${xml(entry.id)}</id>`, `    <title>${xml(entry.title)}</title>`, `    <published>${entry.published}</published>`, `    <updated>${entry.updated}</updated>`,
      `    <link rel="alternate" type="text/html" href="${xml(entry.url)}"/>`,
      ...entry.files.map((file) => `    <link rel="enclosure" type="${xml(file.mime)}" title="${xml(file.title)}" href="${xml(file.url)}"/>`),
      `    <summary>${xml(entry.summary)}</summary>`, "  </entry>",
    ]),
    "</feed>", "",
  ];
  return lines.join("\n");
}

export function jsonFeed(feed: Feed): Record<string, unknown> {
  return {
    version: "https://jsonfeed.org/version/1.1", title: feed.title, home_page_url: feed.home, feed_url: feed.self, language: feed.language === "zh" ? "zh-CN" : "en", authors: [{ name: feed.author }],
    items: feed.entries.map((entry) => ({
      id: entry.id, url: entry.url, title: entry.title, content_text: entry.summary, date_published: entry.published, date_modified: entry.updated,
      attachments: entry.files.map((file) => ({ url: file.url, mime_type: file.mime, title: file.title })),
    })),
  };
}
