// The named reference: @microsoft/recognizers-text-suite on the same text, line by line (its time grows faster than the
// length of what it is given, so lines are its best case). Prints one JSON object.
//   node recognizers.js MODULES FILE
'use strict';
const path = require('path');
const fs = require('fs');
const R = require(path.join(process.argv[2], '@microsoft', 'recognizers-text-suite'));
const chinese = R.Culture.Chinese;

const probes = { '月底': '6月底', '中旬': '3月中旬', '第二、三季度': '第二、三季度', '年底前': '年底前' };

function recognise(lines) {
  let dates = 0, numbers = 0;
  for (const line of lines) {
    dates += R.recognizeDateTime(line, chinese).length;
    numbers += R.recognizeNumber(line, chinese).length;
  }
  return { dates, numbers };
}

// The words as a whole must be in one result; a part of them is a different date.
function finds(words) {
  return R.recognizeDateTime(words + '完成主体工程；', chinese).some(r => r.text.includes(words));
}

const text = fs.readFileSync(process.argv[3], 'utf8');
const lines = text.split('\n').filter(l => l.trim() !== '');
recognise(lines.slice(0, 40)); // warm: patterns compiled, code optimised
const from = process.hrtime.bigint();
const found = recognise(lines);
const ms = Number(process.hrtime.bigint() - from) / 1e6;
const said = {};
for (const [name, words] of Object.entries(probes))
  said[name] = finds(words) ? 'found' : R.recognizeDateTime(words + '完成主体工程；', chinese).map(r => r.text).join(' ');
console.log(JSON.stringify({ bytes: Buffer.byteLength(text), ms, ...found, probes: said,
  version: require(path.join(process.argv[2], '@microsoft', 'recognizers-text-suite', 'package.json')).version }));
