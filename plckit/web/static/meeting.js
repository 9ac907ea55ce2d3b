// The times of a meeting are times of this browser: the form says how far its clock is from UTC on that day.

const form = document.querySelector("[data-meeting]");
if (form) {
  const { day, begins, offset } = form.elements;
  form.addEventListener("submit", () => {
    const start = new Date(`${day.value}T${begins.value || "12:00"}`);
    offset.value = String((Number.isNaN(start.getTime()) ? new Date() : start).getTimezoneOffset());
  });
}
document.getElementById("plan")?.scrollIntoView({ block: "nearest" });
