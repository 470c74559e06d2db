// The page of the CMS says who is signed in to it: a fresh token of the CMS's own whenever the editor needs one.
document.querySelector('help-board-home-editor').user = {
  getToken: function () {
    return fetch('/admin/token', { method: 'POST' })
      .then(function (answer) {
        // Whoever is signed out of the CMS has no token; the editor says what to do.
        return answer.ok ? answer.json() : {};
      })
      .then(function (given) {
        return given.token;
      });
  },
};
