/** Puts a text on the clipboard; false when that was refused: then the person must be shown the text. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** On plain-http hosts there is no `navigator.clipboard`. */
function copyByCommand(text: string): boolean {
  let done = false;
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // The page must not hear of what its visitor copies from us.
    event.stopImmediatePropagation();
    done = true;
  };
  addEventListener('copy', put, { capture: true });
  try {
    return document.execCommand('copy') && done;
  } catch {
    return false;
  } finally {
    removeEventListener('copy', put, { capture: true });
  }
}
