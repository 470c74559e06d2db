// `/r/{id}` is this same page with one request open: the address says which. Runs before the board's script is there.
(function () {
  var match = /^\/r\/([^/]+)$/.exec(location.pathname);
  var board = document.querySelector('help-board');
  if (!match || !board) return;
  board.setAttribute('view', 'request');
  board.setAttribute('request', decodeURIComponent(match[1]));
})();
