// Puts a box above a long list: typing a few letters, in either script, shortens the list.
"use strict";
{
  const filtered = (select) => {
    const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f\u093c]/g, "").toLowerCase();
    const all = Array.from(select.querySelectorAll("option")).filter((option) => option.value).map((option) => ({
      option, group: option.parentNode, text: plain(option.textContent + " " + (option.dataset.also || "")),
    }));
    const groups = Array.from(select.querySelectorAll("optgroup"));
    const box = document.createElement("input");
    box.className = "box w20 filter";
    box.type = "search";
    box.autocomplete = "off";
    box.placeholder = select.dataset.filter;
    box.setAttribute("aria-label", select.dataset.filter);
    box.setAttribute("aria-controls", select.id);
    const found = document.createElement("p");
    found.className = "count";
    found.setAttribute("role", "status");
    box.addEventListener("input", () => {
      const asked = plain(box.value.trim());
      const chosen = select.value;
      const left = all.filter((item) => item.text.includes(asked) || (!asked && item.option.value));
      for (const item of all) item.option.remove();
      for (const group of groups) group.remove();
      for (const item of left) item.group.append(item.option);
      for (const group of groups) if (group.children.length) select.append(group);
      select.value = left.length === 1 ? left[0].option.value : chosen;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
      select.dispatchEvent(new Event("input", { bubbles: true }));
      found.textContent = asked ? select.dataset.found.replace("{n}", left.length) : "";
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); select.focus(); }
    });
    select.before(box);
    select.after(found);
  };
  const look = (root) => root.querySelectorAll("select[data-filter]").forEach(filtered);
  look(document);
  document.addEventListener("opened", (event) => look(event.detail));
}
