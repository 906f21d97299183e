import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    not_a_photo: "This is no JPEG, PNG or WebP photograph. Take it again or choose another.",
    too_large: "The photograph has {bytes} bytes, more than {limit}. Make it smaller.",
    not_base64: "The photograph did not arrive whole. Try again.",
  },
} satisfies Words;
