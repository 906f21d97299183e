/** Refusals on screen; {names} are filled from the refusal's detail. */
export const zh = {
  refusals: {
    not_a_photo: "这不是 JPEG、PNG 或 WebP 照片，请重新拍照或换一张。",
    too_large: "照片 {bytes} 字节，超过 {limit} 字节，请缩小后再传。",
    not_base64: "照片传输有误，请再试一次。",
  },
};
export type Words = typeof zh;
