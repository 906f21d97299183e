import type { Words } from "./words.zh.ts";

export const en = {
  title: "Delegates", intro: "Let your family or the village agent act for you. Everything they do carries their name, and you can end it at any time.",
  acting: (name: string) => `You are acting for ${name}. Only they themselves can appoint or dismiss.`,
  who: "Who may act for me", none: "No delegates yet", noneHint: "Fill in their log-in name below; once signed in they can declare lots for you.",
  as: { owner: "owner", member: "member", delegate: "delegate" }, since: (day: string) => `since ${day}`, until: (day: string) => `ended ${day}`, past: "Ended",
  appoint: "Appoint a delegate", login: "Their log-in name", loginHint: "They find it under “My account” and can read it to you.", loginMissing: "Give a log-in name", submit: "Appoint", appointed: (name: string) => `${name} may act for you from now on`,
  dismiss: "End", dismissTitle: (name: string) => `End ${name}'s right to act?`, dismissWhy: "It ends at once. What they did before stays valid and on record.", dismissed: (name: string) => `${name} no longer acts for you`,
  trail: "Done in my name", trailAll: "All", trailDelegates: "Delegates only", trailEmpty: "Nothing yet", trailEmptyHint: "What is done in your name is listed here, line by line.",
  when: "Time", by: "Who", what: "What", result: "Result", detail: "Content", delegateMark: "delegate",
  outcomes: { done: "done", refused: "refused", failed: "failed" }, older: "Older", deeds: {
    "intake.declareLot": "declared a lot", "intake.changeLot": "changed a lot", "intake.cancelLot": "cancelled a lot", "intake.importLots": "imported lots", "files.keepPhoto": "uploaded a photo", "parties.appointDelegate": "appointed a delegate", "parties.dismissDelegate": "dismissed a delegate",
    "access.actFor": "changed the party", "access.changePassword": "changed the password", "access.logOut": "signed out", "clock.placeLimits": "placed limit orders", "clock.cancelLimit": "cancelled a limit order", "clock.joinSession": "took a seat", "clock.saveWorkplace": "changed a workplace", "clock.setDailyLimit": "changed the daily limit",
  },
} satisfies Words;
