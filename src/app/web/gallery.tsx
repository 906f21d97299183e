import type { PageEntry } from "../../ui/page.ts";

/** Registered while developing only; never part of a built market. */
export const galleryPages: readonly PageEntry[] = [
  { path: "/_gallery", roles: "anyone", titleWords: { zh: "样品间", en: "Gallery" }, icon: "pot", nav: 900, group: { zh: "设计", en: "Design" }, load: () => import("./gallery/GalleryPage.tsx") },
  { path: "/_gallery/field", roles: "anyone", titleWords: { zh: "大棚版", en: "Field" }, icon: "home", nav: 901, group: { zh: "设计", en: "Design" }, stage: "field", load: () => import("./gallery/GalleryPage.tsx") },
  { path: "/_gallery/phone", roles: "anyone", titleWords: { zh: "手机钟", en: "Phone clock" }, icon: "clock", nav: 902, stage: "field", group: { zh: "设计", en: "Design" }, load: () => import("./gallery/PhonePage.tsx") },
  { path: "/_gallery/wall", roles: "anyone", titleWords: { zh: "大屏", en: "Wall" }, icon: "wall", nav: 903, stage: "wall", load: () => import("./gallery/WallPage.tsx") },
];
