export const FORMATS = ["xlsx", "xls", "xlsb", "ods", "xml", "html", "csv"] as const;
export type Format = (typeof FORMATS)[number];

export const ENCODINGS = ["UTF-8", "UTF-16", "GB18030", "Big5"] as const;
export type Encoding = (typeof ENCODINGS)[number];
