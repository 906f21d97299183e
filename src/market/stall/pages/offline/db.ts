/** A small wrapper of IndexedDB: what a telephone keeps when the hall's network is gone. */
const NAME = "hualian-stall";
const VERSION = 1;
export const STORES = ["bills", "counters", "drafts"] as const;
export type StoreName = (typeof STORES)[number];

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.addEventListener("upgradeneeded", () => { for (const store of STORES) if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, { keyPath: "id" }); });
    request.addEventListener("success", () => {
      // Another tab with a newer page may want to change the shape; this one then opens anew.
      request.result.addEventListener("versionchange", () => { request.result.close(); opened = null; });
      resolve(request.result);
    });
    request.addEventListener("error", () => { opened = null; reject(request.error ?? new Error("this device keeps nothing")); });
  });
  return opened;
}

/** One transaction; it resolves when the device has it for good, not when the request was answered. */
async function run<T>(store: StoreName, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await database();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : {});
    const request = work(transaction.objectStore(store));
    transaction.addEventListener("complete", () => resolve(request.result));
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("this device could not keep it")));
    transaction.addEventListener("error", () => reject(transaction.error ?? new Error("this device could not keep it")));
  });
}

export const put = async <T extends { readonly id: string }>(store: StoreName, value: T): Promise<void> => void (await run(store, "readwrite", (of) => of.put(value)));
export const take = async (store: StoreName, id: string): Promise<void> => void (await run(store, "readwrite", (of) => of.delete(id)));
export const get = async <T>(store: StoreName, id: string): Promise<T | undefined> => (await run(store, "readonly", (of) => of.get(id))) as T | undefined;
export const all = async <T>(store: StoreName): Promise<readonly T[]> => (await run(store, "readonly", (of) => of.getAll())) as readonly T[];
