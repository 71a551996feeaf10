/// What the page that checks a bundle does: manifest, digests, canonical JSON, signature, metrics from samples, the total from metrics.
///
/// It uses the browser's own SHA-256 and Ed25519 (WebCrypto), and says of everything else that it is not checked.
let checkScript: StaticString = #"""
  "use strict";
  const Check = (() => {
    const by = id => document.getElementById(id);
    const words = JSON.parse(by("site-data").textContent).words;
    const fill = (text, ...values) => values.reduce((t, v, i) => t.replaceAll("{" + (i + 1) + "}", () => String(v)), text);
    const utf8 = new TextEncoder(), text = bytes => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const hex = bytes => Array.from(new Uint8Array(bytes), b => b.toString(16).padStart(2, "0")).join("");
    const sha256 = async bytes => hex(await crypto.subtle.digest("SHA-256", bytes));
    const base64 = string => Uint8Array.from(atob(string), c => c.charCodeAt(0));

    // RFC 8785: names by UTF-16 code units, numbers and texts as ECMAScript writes them.
    const canonical = value => Array.isArray(value) ? "[" + value.map(canonical).join(",") + "]"
      : value && typeof value === "object"
        ? "{" + Object.keys(value).sort().map(k => JSON.stringify(k) + ":" + canonical(value[k])).join(",") + "}" : JSON.stringify(value);
    const isCanonical = string => { try { return canonical(JSON.parse(string)) === string; } catch { return false; } };

    const manifestOf = string => {
      const lines = string.split("\n"), listed = new Map();
      if (lines.pop() !== "") return { fault: "LF" };
      let last = "";
      for (const line of lines) {
        const match = /^([0-9a-f]{64})  (data\/[^\\]+)$/.exec(line), path = match?.[2] ?? "";
        const isBad = !match || path.split("/").some(p => p === "" || p === "." || p === "..") || path <= last;
        if (isBad) return { fault: line.slice(0, 120) };
        listed.set(path, match[1]);
        last = path;
      }
      return { listed };
    };

    // The finding of each check: a property, a state (good, bad, warn) and a sentence.
    const run = async (files, keyText) => {
      const found = [], say = (what, state, sentence) => found.push({ what, state, sentence });
      const raw = files.get("manifest-sha256.txt");
      if (!raw) { say(words.manifest, "bad", words.noManifest); return found; }
      const root = await sha256(raw), { listed, fault } = manifestOf(text(raw));
      if (fault !== undefined) { say(words.manifest, "bad", fill(words.manifestForm, fault)); return found; }
      await checkFiles(files, listed, say);
      say(words.root, "warn", fill(words.rootWords, root));
      checkForm(files, say);
      const json = name => JSON.parse(text(files.get("data/" + name)));
      try {
        const isNamed = json("run.json").plan === await sha256(files.get("data/plan.json"));
        say(words.planWord, isNamed ? "good" : "bad", isNamed ? words.planGood : words.planBad);
      } catch { say(words.planWord, "bad", words.planBad); }
      await checkSignatures(files, root, keyText, say);
      checkDerived(files, json, say);
      try { checkScore(json("plan.json"), json("scores.json"), say); } catch { say(words.scoreWord, "warn", words.notChecked); }
      return found;
    };
    const checkFiles = async (files, listed, say) => {
      let wrong = 0;
      for (const [path, digest] of listed) {
        const bytes = files.get(path);
        if (!bytes) { wrong += 1; say(words.manifest, "bad", fill(words.manifestMissing, path)); continue; }
        if (await sha256(bytes) !== digest) { wrong += 1; say(words.manifest, "bad", fill(words.manifestBad, path)); }
      }
      for (const path of files.keys()) {
        if (path.startsWith("data/") && !listed.has(path)) { wrong += 1; say(words.manifest, "bad", fill(words.manifestExtra, path)); }
      }
      if (!wrong) say(words.manifest, "good", fill(words.manifestGood, listed.size));
    };
    const checkForm = (files, say) => {
      let count = 0, wrong = 0;
      for (const [path, bytes] of files) {
        const isLines = /^data\/trials\.jsonl$/.test(path), isRecord = /^data\/[^/]+\.json$/.test(path) || isLines;
        if (!isRecord) continue;
        let isGood = false;
        try { const string = text(bytes); isGood = isLines ? string.split("\n").slice(0, -1).every(isCanonical) : isCanonical(string); } catch { }
        count += 1;
        if (!isGood) { wrong += 1; say(words.canonical, "bad", fill(words.canonicalBad, path)); }
      }
      if (!wrong) say(words.canonical, "good", fill(words.canonicalGood, count));
    };
    const rawKey = string => {
      const body = string.replace(/-----[A-Z ]+-----/g, "").replace(/\s/g, "");
      const der = base64(body);
      return der.length === 44 ? der.slice(12) : null;
    };
    const checkSignatures = async (files, root, keyText, say) => {
      const envelopes = [...files].filter(([path]) => /^attestations\/run[^/]*\.dsse\.json$/.test(path));
      if (!envelopes.length) { say(words.signature, "warn", words.signatureNone); return; }
      for (const [path, bytes] of envelopes) {
        try {
          const envelope = JSON.parse(text(bytes)), payload = base64(envelope.payload), [only] = envelope.signatures;
          const statement = JSON.parse(text(payload));
          if (statement.subject[0].digest.sha256 !== root) { say(words.signature, "bad", fill(words.signatureOther, path)); continue; }
          const raw = keyText.trim() ? rawKey(keyText) : null;
          if (!raw) { say(words.signature, "warn", fill(words.signatureKey, path, only.keyid)); continue; }
          const keyid = await sha256(utf8.encode(canonical({ keytype: "ed25519", keyval: { public: hex(raw) }, scheme: "ed25519" })));
          const head = utf8.encode("DSSEv1 " + utf8.encode(envelope.payloadType).length + " " + envelope.payloadType + " " + payload.length + " ");
          const signed = new Uint8Array(head.length + payload.length);
          signed.set(head); signed.set(payload, head.length);
          let key;
          try { key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]); }
          catch { say(words.signature, "warn", words.signatureUnable); return; }
          const holds = keyid === only.keyid && await crypto.subtle.verify({ name: "Ed25519" }, key, base64(only.sig), signed);
          say(words.signature, holds ? "good" : "bad", fill(holds ? words.signatureGood : words.signatureBad, path, only.keyid));
        } catch { say(words.signature, "bad", fill(words.signatureBad, path)); }
      }
    };

    // The metrics from samples and results, and the results of evaluations from their items.
    const checkDerived = (files, json, say) => {
      try {
        const lines = path => text(files.get(path)).split("\n").slice(0, -1).map(line => JSON.parse(line)), plan = json("plan.json");
        const records = { measurements: json("measurements.json"), results: json("results.json"), trials: lines("data/trials.jsonl") };
        if (files.has("data/bounded.json")) records.bounded = json("bounded.json");
        const derived = Derive.metrics(plan, records, files), recorded = json("scores.json").metrics;
        let good = 0, wrong = 0, left = 0;
        for (const { node, metric, estimate } of recorded) {
          const value = derived.get(node + "\n" + metric), told = estimate?.value;
          if (value === undefined || told === undefined) { left += 1; continue; }
          if (Math.abs(value - told) <= 1e-9 * Math.max(Math.abs(value), Math.abs(told))) { good += 1; continue; }
          wrong += 1;
          say(words.metricsWord, "bad", fill(words.metricsBad, node + "." + metric, told.toPrecision(9), value.toPrecision(9)));
        }
        if (good && !wrong) say(words.metricsWord, "good", fill(words.metricsGood, good));
        if (left) say(words.metricsWord, "warn", fill(words.metricsLeft, left));
        const found = Derive.items(records, lines);
        if (found.count && !found.wrong.length) say(words.itemsWord, "good", fill(words.itemsGood, found.count));
        for (const place of found.wrong) say(words.itemsWord, "bad", fill(words.itemsBad, place));
      } catch { say(words.metricsWord, "warn", words.notChecked); }
    };

    // The total from the metrics of the records: ratios to the references under the plan's weights.
    const checkScore = (plan, scores, say) => {
      const weighting = plan.weighting;
      if (!weighting || !scores.total) { say(words.scoreWord, "warn", words.scoreNone); return; }
      const share = string => Exact.real(Exact.parse(string)), parts = [];
      const collect = (branch, weight) => {
        weight *= share(branch.weight);
        for (const inner of branch.branches) collect(inner, weight);
        if (!branch.metric) return;
        const { metric, cells, direction, text: name } = branch.metric;
        const reference = share(weighting.reference.values.find(v => v.metric === name).value);
        for (const cell of cells) {
          const value = scores.metrics.find(m => m.node === cell && m.metric === metric).estimate.value;
          parts.push([weight / cells.length, direction === "higher" ? value / reference : reference / value]);
        }
      };
      for (const branch of weighting.score) collect(branch, 1);
      const sum = parts.reduce((s, [w]) => s + w, 0);
      const total = weighting.mean === "geometric" ? Math.exp(parts.reduce((s, [w, r]) => s + w * Math.log(r), 0) / sum)
        : weighting.mean === "arithmetic" ? parts.reduce((s, [w, r]) => s + w * r, 0) / sum : sum / parts.reduce((s, [w, r]) => s + w / r, 0);
      const told = scores.total.value ?? scores.total.estimate?.value;
      const isSame = Math.abs(total - told) <= 1e-9 * Math.max(total, told);
      say(words.scoreWord, isSame ? "good" : "bad",
        isSame ? fill(words.scoreTotal, told.toPrecision(9)) : fill(words.scoreTotalBad, told.toPrecision(9), total.toPrecision(9)));
    };

    const show = found => {
      by("checks").replaceChildren(...found.map(f => {
        const line = document.createElement("li"), what = document.createElement("strong"), sentence = document.createElement("span");
        const state = { good: words.holds, bad: words.failsWord, warn: words.notChecked }[f.state];
        what.textContent = f.what + ": " + state;
        what.className = f.state;
        sentence.textContent = f.sentence;
        line.append(what, sentence);
        return line;
      }));
      by("state").textContent = found.some(f => f.state === "bad") ? words.verdictBad : words.verdictGood;
    };
    const look = async list => {
      by("state").textContent = words.working;
      const files = new Map();
      for (const [path, file] of list) files.set(path, new Uint8Array(await file.arrayBuffer()));
      show(await run(files, by("key").value));
    };
    // Everything below a dropped folder, with paths from it.
    const below = async (entry, path, out) => {
      if (entry.isFile) { out.push([path, await new Promise((good, bad) => entry.file(good, bad))]); return out; }
      const reader = entry.createReader();
      for (let some; (some = await new Promise((good, bad) => reader.readEntries(good, bad))).length;) {
        for (const inner of some) await below(inner, path ? path + "/" + inner.name : inner.name, out);
      }
      return out;
    };
    let last = [];
    for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
    by("folder").addEventListener("change", event => {
      last = [...event.target.files].map(f => [f.webkitRelativePath.split("/").slice(1).join("/"), f]);
      look(last);
    });
    by("key").addEventListener("input", () => last.length && look(last));
    by("drop").addEventListener("dragover", event => event.preventDefault());
    by("drop").addEventListener("drop", async event => {
      event.preventDefault();
      const entry = event.dataTransfer.items[0]?.webkitGetAsEntry();
      if (entry) { last = await below(entry, "", []); look(last); }
    });
    return { run, canonical };
  })();
  """#
