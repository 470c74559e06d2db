/** Puts a text on the clipboard; false where the browser refuses. Plain-http pages have no clipboard API, only the old command. */
export async function copyText(text: string, near: ShadowRoot | HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement('textarea');
    box.className = 'hush';
    box.readOnly = true;
    box.value = text;
    near.appendChild(box);
    box.select();
    try {
      return document.execCommand('copy');
    } catch {
      return false;
    } finally {
      box.remove();
    }
  }
}
