/** What the open data says on screen. */
export const zh = {
  refusals: {},
  actions: { catalogue: "开放数据目录", periods: "开放数据各期", file: "下载开放数据" },
};
