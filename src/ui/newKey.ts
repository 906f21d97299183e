/** Names one deed, so that sending it twice does it once. Works over plain http in the hall's own network too, where randomUUID does not exist. */
export const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
