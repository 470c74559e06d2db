// The date line of the masthead, as county sites have it.
(function () {
  var line = document.getElementById('today');
  if (!line) return;
  var now = new Date();
  var days = '日一二三四五六';
  line.appendChild(
    document.createTextNode(
      now.getFullYear() +
        '年' +
        (now.getMonth() + 1) +
        '月' +
        now.getDate() +
        '日 星期' +
        days.charAt(now.getDay()),
    ),
  );
})();
