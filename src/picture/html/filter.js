(function () {
  "use strict";
  var find = document.getElementById("find");
  if (!find) return;
  find.closest(".filter").hidden = false;
  var alerts = Array.from(document.querySelectorAll(".alert"));
  var services = Array.from(document.querySelectorAll(".service"));
  var open = services.map(function (service) { return service.open; });
  find.addEventListener("input", function () {
    var words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    services.forEach(function (service, index) {
      var own = service.querySelector("summary").textContent.toLowerCase();
      var any = false;
      service.querySelectorAll(".alert").forEach(function (alert) {
        var text = own + " " + alert.textContent.toLowerCase();
        var fits = words.every(function (word) { return text.includes(word); });
        alert.hidden = !fits;
        if (fits) { any = true; shown += 1; }
      });
      service.hidden = words.length !== 0 ? !any : false;
      service.open = words.length !== 0 ? any : open[index];
    });
    document.getElementById("found").textContent = words.length === 0 ? "" : shown + " of " + alerts.length;
  });
})();
