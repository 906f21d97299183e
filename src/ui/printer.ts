/**
 * Bytes from the page to a receipt printer that stands beside it: over Bluetooth, a serial port or USB. Which of them a
 * browser offers differs (Chrome and Edge do, Safari and Firefox do not, and none does on a page without HTTPS), so a page
 * asks `printerWays()` and always has a file and the browser's own print beside them.
 */
export const PRINTER_WAYS = ["bluetooth", "serial", "usb"] as const;
export type PrinterWay = (typeof PRINTER_WAYS)[number];

/** What small printers take at once over Bluetooth Low Energy; more than the agreed packet is lost without a word. */
export const BLUETOOTH_CHUNK = 180;
const SERIAL_CHUNK = 1_024;
const USB_CHUNK = 4_096;
/** Between two packets without an answer: the print head is slower than the radio. */
const BREATH_MS = 20;
const BAUD_RATE = 9_600;
const USB_PRINTER_CLASS = 7;

/** Services under which receipt printers take bytes; makers agree on none, these are the common ones. */
export const PRINTER_SERVICES: readonly string[] = [
  "000018f0-0000-1000-8000-00805f9b34fb", "0000ff00-0000-1000-8000-00805f9b34fb", "0000ffe0-0000-1000-8000-00805f9b34fb", "0000fff0-0000-1000-8000-00805f9b34fb",
  "49535343-fe7d-4ae5-8fa9-9fafd205e455", "e7810a71-73ae-499d-8c15-faa9aef0c3f2", "6e400001-b5a3-f393-e0a9-e50e24dcca9e",
];

/** The parts of three web interfaces that we use; the compiler's library does not know them. */
interface Characteristic {
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  writeValueWithResponse(bytes: BufferSource): Promise<void>;
  writeValueWithoutResponse(bytes: BufferSource): Promise<void>;
}
interface BluetoothDevice {
  readonly gatt: { connect(): Promise<{ getPrimaryServices(): Promise<readonly { getCharacteristics(): Promise<readonly Characteristic[]> }[]>; disconnect(): void }> };
}
interface Bluetooth {
  requestDevice(options: { acceptAllDevices: true; optionalServices: readonly string[] }): Promise<BluetoothDevice>;
}
interface SerialPort {
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
  readonly writable: WritableStream<Uint8Array> | null;
}
interface Serial {
  requestPort(): Promise<SerialPort>;
}
interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternate: { readonly interfaceClass: number; readonly endpoints: readonly { readonly direction: "in" | "out"; readonly endpointNumber: number }[] };
}
interface UsbDevice {
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(n: number): Promise<void>;
  claimInterface(n: number): Promise<void>;
  transferOut(endpoint: number, bytes: BufferSource): Promise<unknown>;
}
interface Usb {
  requestDevice(options: { filters: readonly { classCode: number }[] }): Promise<UsbDevice>;
}
interface Doors {
  readonly bluetooth?: Bluetooth;
  readonly serial?: Serial;
  readonly usb?: Usb;
}
const doors = (): Doors => navigator as unknown as Doors;

/** The ways this browser offers, on this page. */
export const printerWays = (): readonly PrinterWay[] => PRINTER_WAYS.filter((way) => doors()[way] !== undefined);

/** The reader closed the list of devices without choosing one: no failure, and nothing to say. */
export const wasDismissed = (error: unknown): boolean => error instanceof DOMException && error.name === "NotFoundError";

/** Asks the reader for his printer and sends it the bytes. Must be called from a click; rejects when the printer does not take them. */
export async function sendToPrinter(way: PrinterWay, bytes: Uint8Array<ArrayBuffer>, services: readonly string[] = PRINTER_SERVICES): Promise<void> {
  const { bluetooth, serial, usb } = doors();
  if (way === "bluetooth" && bluetooth !== undefined) return overBluetooth(await bluetooth.requestDevice({ acceptAllDevices: true, optionalServices: services }), bytes);
  if (way === "serial" && serial !== undefined) return overSerial(await serial.requestPort(), bytes);
  if (way === "usb" && usb !== undefined) return overUsb(await usb.requestDevice({ filters: [{ classCode: USB_PRINTER_CLASS }] }), bytes);
  throw new Error(`this browser has no ${way}`);
}

export function chunks(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

async function overBluetooth(device: BluetoothDevice, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const server = await device.gatt.connect();
  try {
    const all = (await Promise.all((await server.getPrimaryServices()).map((service) => service.getCharacteristics()))).flat();
    // One that answers paces us by itself.
    const target = all.find((one) => one.properties.write) ?? all.find((one) => one.properties.writeWithoutResponse);
    if (target === undefined) throw new Error("the device takes no bytes; it is no printer known here");
    for (const part of chunks(bytes, BLUETOOTH_CHUNK)) {
      if (target.properties.write) await target.writeValueWithResponse(part);
      else {
        await target.writeValueWithoutResponse(part);
        await new Promise((wake) => setTimeout(wake, BREATH_MS));
      }
    }
  } finally {
    server.disconnect();
  }
}

async function overSerial(port: SerialPort, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await port.open({ baudRate: BAUD_RATE });
  try {
    const writer = port.writable?.getWriter();
    if (writer === undefined) throw new Error("the port cannot be written to");
    for (const part of chunks(bytes, SERIAL_CHUNK)) await writer.write(part);
    await writer.close();
  } finally {
    await port.close();
  }
}

async function overUsb(device: UsbDevice, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await device.open();
  try {
    if (device.configuration === null) await device.selectConfiguration(1);
    const printer = device.configuration?.interfaces.find((one) => one.alternate.interfaceClass === USB_PRINTER_CLASS);
    const out = printer?.alternate.endpoints.find((one) => one.direction === "out");
    if (printer === undefined || out === undefined) throw new Error("the device is no printer");
    await device.claimInterface(printer.interfaceNumber);
    for (const part of chunks(bytes, USB_CHUNK)) await device.transferOut(out.endpointNumber, part);
  } finally {
    await device.close();
  }
}
