/**
 * What a person does with a page, as ES5 source for any engine: it looks through shadow roots, finds fields by their labels
 * and buttons by their words, and types the way the elements hear it.
 */
const SOURCE = `
var elements = function (root) {
  var found = [];
  root.querySelectorAll('*').forEach(function (element) {
    found.push(element);
    if (element.shadowRoot) found = found.concat(elements(element.shadowRoot));
  });
  return found;
};
var shown = function (element) { return element.getClientRects().length > 0; };
var all = function (selector, words) {
  return elements(document).filter(function (element) {
    return element.matches(selector) && (!words || element.textContent.indexOf(words) >= 0);
  });
};
var control = function (words) {
  var label = all('label', words)[0];
  if (!label) return null;
  return label.control || label.querySelector('input, textarea, select') ||
    (label.htmlFor && label.getRootNode().querySelector('[id="' + label.htmlFor + '"]'));
};
var tell = function (element, type) {
  element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
};
var press = function (selector, words) {
  var element = all(selector, words).filter(shown)[0];
  if (element) element.click();
  return !!element;
};
var fill = function (words, value, caret) {
  var field = control(words);
  if (!field) return false;
  field.focus();
  field.value = value;
  if (caret !== undefined) field.setSelectionRange(caret, caret);
  tell(field, 'input');
  tell(field, 'change');
  return true;
};
var pick = function (words) {
  var box = control(words);
  if (!box) return false;
  if (!box.checked) box.click();
  return box.checked;
};
var attach = function (base64) {
  var input = all('input[type=file]')[0];
  if (!input) return false;
  var bytes = Uint8Array.from(atob(base64), function (letter) { return letter.charCodeAt(0); });
  var chosen = new DataTransfer();
  chosen.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
  input.files = chosen.files;
  tell(input, 'change');
  return true;
};
/** One box a call, as a hand does; true when all are ticked. */
var agree = function () {
  var open = all('fieldset', '请您同意').reduce(function (boxes, group) {
    return boxes.concat(Array.from(group.querySelectorAll('input[type=checkbox]:not(:checked)')));
  }, []);
  if (open[0]) open[0].click();
  return all('fieldset', '请您同意').length > 0 && open.length === 0;
};
`;

/** An expression that may use the hands above. */
export const byHand = (expression: string): string => `(function () {${SOURCE}; return ${expression}; })()`;
