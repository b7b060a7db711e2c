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

  // A link that is followed too early still knows where the person was going.
  addEventListener("click", function (event) {
    var link = page.ready === undefined && event.target.closest("a");
    if (link && link.search === "" && link.origin === location.origin) link.search = location.search;
  });

  // The page's own scripts, all at once, as soon as the page has been painted, and after three seconds in any case: a page
  // that is hidden, or a browser that reports no paint, must not wait for ever.
  var modules = document.currentScript.dataset.modules;
  if (!modules) return;
  var begun = false;
  function load() {
    if (begun) return;
    begun = true;
    for (var source of modules.split(" ")) void import(source);
  }
  setTimeout(load, 3000);
  try {
    new PerformanceObserver(load).observe({ type: "paint", buffered: true });
  } catch {
    load();
  }
})();
