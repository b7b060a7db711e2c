// What must run before the page's own script has arrived. An external file, because inline scripts are forbidden.
(function () {
  var page = document.documentElement.dataset;

  // The stored choice of light or dark, before the first paint.
  try {
    var theme = localStorage.getItem("gh:theme");
    if (theme === "light" || theme === "dark") page.theme = theme;
  } catch {
    // Storage may be forbidden; then the system decides.
  }

  // A prerendered form that is sent too early is kept, and sent by the page itself as soon as it can.
  if (page.page === undefined) return;
  addEventListener("submit", function (event) {
    if (page.ready !== undefined) return;
    event.preventDefault();
    page.submitted = "";
  });

  // The page's own scripts, all at once, as soon as the page has been painted. A hidden page paints nothing and need not wait.
  var modules = document.currentScript.dataset.modules;
  if (!modules) return;
  function load() {
    for (var source of modules.split(" ")) void import(source);
  }
  try {
    if (document.visibilityState === "hidden") throw 0;
    var painted = new PerformanceObserver(function () {
      painted.disconnect();
      load();
    });
    painted.observe({ type: "paint", buffered: true });
  } catch {
    load();
  }
})();
