/**
 * What does not look as it should of the elements with one tag, in words: an expression in ES5 for any engine. Whatever the
 * page does, letters can be read, what is pressed is as large as a finger, nothing sticks out, and Chinese runs from left to
 * right.
 */
export const flaws = (tag: string): string => `(function () {
  var found = [];
  var say = function (element, what) {
    var name = element.localName + (element.className ? '.' + String(element.className).split(' ').join('.') : '');
    found.push(name + ': ' + what);
  };
  var hosts = document.querySelectorAll(${JSON.stringify(tag)});
  if (!hosts.length) found.push('no ' + ${JSON.stringify(tag)});
  [].forEach.call(hosts, function (host) {
    var scale = host.getBoundingClientRect().width / host.offsetWidth || 1;
    var right = host.getBoundingClientRect().right;
    if (!host.shadowRoot || !host.shadowRoot.querySelector('.root')) return say(host, 'is not drawn');
    var box = host.shadowRoot.querySelector('.root').getBoundingClientRect();
    var last = host.shadowRoot.querySelector('.root').lastElementChild.getBoundingClientRect();
    if (host.localName === 'help-board-home' && box.bottom - last.bottom > 60) say(host, 'is empty at its end');
    if (host.offsetWidth < 200) say(host, 'is ' + host.offsetWidth + ' px wide');
    var look = function (root) {
      [].forEach.call(root.querySelectorAll('*'), function (element) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (!element.getClientRects().length || /^(style|link|slot)$/.test(element.localName)) return;
        var style = getComputedStyle(element);
        if (style.direction !== 'ltr') say(element, 'runs ' + style.direction);
        // Hidden from the eye on purpose, or scrolled within its own box.
        for (var at = element; at && at !== host; at = at.parentElement || at.getRootNode().host) {
          var box = getComputedStyle(at);
          if (box.position === 'absolute' && at.offsetWidth <= 1) return;
          if (at !== element && /auto|scroll|hidden/.test(box.overflowX)) return;
        }
        var size = parseFloat(style.fontSize);
        if (element.textContent.trim() && size < 12) say(element, 'letters of ' + size + ' px');
        // A card is pressed as a whole: what its button lays over it.
        var whole = getComputedStyle(element, '::after').position === 'absolute';
        if (/^(button|select|textarea)$/.test(element.localName) && !whole && element.offsetHeight < 43)
          say(element, 'is ' + element.offsetHeight + ' px high');
        var out = (element.getBoundingClientRect().right - right) / scale;
        if (out > 1) say(element, 'sticks out by ' + Math.round(out) + ' px');
        if (style.transitionDuration === '3s' || style.animationDuration === '3s') say(element, 'moves as the page does');
      });
    };
    look(host.shadowRoot);
  });
  return found.slice(0, 12);
})()`;
