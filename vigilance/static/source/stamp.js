// In a rush, a little work of this phone lets the complaint go first. Without it the complaint is kept all the same.
"use strict";
{
  const field = document.querySelector("input[name=stamp]");
  const submission = document.querySelector("input[name=submission_id]");
  const bits = Number(document.querySelector("[data-work]")?.dataset.work || 0);
  const enough = (hash) => (new DataView(hash).getUint32(0) >>> (32 - bits)) === 0;
  const work = async () => {
    const words = new TextEncoder();
    for (let tried = 0; tried < 4000000; tried += 1) {
      const hash = await crypto.subtle.digest("SHA-256", words.encode(`${submission.value}:${tried}`));
      if (enough(hash)) { field.value = String(tried); return; }
    }
  };
  if (field && submission && bits && globalThis.crypto?.subtle) work();
}
