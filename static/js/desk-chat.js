// Puts a canned answer into the field to be looked over; nothing is sent unseen.
for (const list of document.querySelectorAll("select[data-into]")) {
  list.addEventListener("change", () => {
    const field = document.getElementById(list.dataset.into);
    if (list.value) field.value = field.value ? `${field.value}\n${list.value}` : list.value;
    list.value = "";
    field.focus();
  });
}
