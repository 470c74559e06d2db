/**
 * Escape answers a question with no, or closes what is open, and nothing else: a dialog around us stays open. The page's own
 * hears no key; the browser's closes at the default action, whoever has heard the key. In an input method it is the method's.
 */
export const onEscape =
  (act: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    act();
  };
