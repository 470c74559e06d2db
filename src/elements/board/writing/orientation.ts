/** How the camera was held, as the EXIF block of a JPEG says: 1 upright, 3 upside down, 6 and 8 on its sides. 1 when unknown. */
export async function jpegOrientation(file: Blob): Promise<number> {
  // The block comes first and is at most 64 kB. No `Blob.arrayBuffer`: who needs this function does not have it.
  const view = new DataView(await new Response(file.slice(0, 131_072)).arrayBuffer());
  try {
    for (let at = 2; view.getUint16(0) === 0xffd8; at += 2 + view.getUint16(at + 2)) {
      const marker = view.getUint16(at);
      if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return readTag(view, at + 10);
      if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) break;
    }
  } catch {
    // Cut short or damaged: shown as it is.
  }
  return 1;
}

function readTag(view: DataView, tiff: number): number {
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const tag = directory + 2 + i * 12;
    if (view.getUint16(tag, little) === 0x0112) return view.getUint16(tag + 8, little);
  }
  return 1;
}
