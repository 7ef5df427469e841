/* Makes pages quicker; each of them works without it. */
(function () {
'use strict';
var d = document, each = function (l, f) { Array.prototype.forEach.call(l, f); };
var all = function (q, at) { return (at || d).querySelectorAll(q); };
var up = function (el, q) { return el && el.closest ? el.closest(q) : null; };

/* A short word at the foot of the page. */
function toast(text) {
	each(all('.toast'), function (t) { t.remove(); });
	var t = d.createElement('div');
	t.className = 'toast';
	t.setAttribute('role', 'status');
	t.textContent = text;
	d.body.appendChild(t);
	setTimeout(function () { t.remove(); }, 6000);
}

/* Source and value light up each other: data-r holds the numbers of values. */
var left = d.querySelector('.src');
function light(el) {
	each(all('.lit'), function (e) { e.classList.remove('lit'); });
	if (!el) return;
	var fromSource = left.contains(el), first = true;
	each(el.getAttribute('data-r').split(' '), function (n) {
		each(all('[data-r~="' + n + '"]'), function (e) {
			e.classList.add('lit');
			if (first && left.contains(e) && !fromSource && left.scrollHeight > left.clientHeight) {
				first = false;
				var a = e.getBoundingClientRect(), b = left.getBoundingClientRect();
				if (a.top < b.top || a.bottom > b.bottom) left.scrollTop += a.top - b.top - b.height / 3;
			}
		});
	});
}
if (left) {
	d.addEventListener('mouseover', function (e) { light(up(e.target, '[data-r]')); });
	d.addEventListener('focusin', function (e) { light(up(e.target, '[data-r]')); });
	/* N and P go from one open question to the next, Ctrl+Z takes the last answer back. */
	d.addEventListener('keydown', function (e) {
		if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
		if ((e.ctrlKey || e.metaKey) && e.key === 'z') {
			var back = d.getElementById('back');
			if (back) { e.preventDefault(); back.click(); }
			return;
		}
		var step = e.key === 'n' || e.key === 'N' ? 1 : e.key === 'p' || e.key === 'P' ? -1 : 0;
		if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
		var qs = Array.prototype.slice.call(all('.qn:not(.set)')), at = qs.indexOf(up(d.activeElement, '.qn'));
		var q = qs[(at + step + qs.length) % qs.length];
		if (!q) return;
		q.scrollIntoView({ block: 'center' });
		(q.querySelector('button') || q.querySelector('a') || q).focus();
		light(q.querySelector('[data-r]') || (q.hasAttribute('data-r') ? q : null));
	});
}

/* Copying words for a message. */
d.addEventListener('click', function (e) {
	var b = up(e.target, '[data-copy]');
	if (!b) return;
	var from = d.getElementById(b.getAttribute('data-copy'));
	from.focus();
	from.select();
	var done = function () { toast('已复制，可以粘贴到短信或群里了'); };
	if (navigator.clipboard) navigator.clipboard.writeText(from.value).then(done, function () { d.execCommand('copy'); done(); });
	else { d.execCommand('copy'); done(); }
});
each(all('[data-copy],[data-print],[data-js]'), function (b) { b.hidden = false; });
/* What was done is said at the top; whoever came back further down hears it here. */
if (d.querySelector('.good') && location.hash) toast(d.querySelector('.good').textContent);
d.addEventListener('click', function (e) { if (up(e.target, '[data-print]')) window.print(); });

/* A form is sent once; what is written in one marked data-keep survives a lost session. */
d.addEventListener('submit', function (e) {
	var f = e.target, ask = (e.submitter || f).getAttribute('data-ask');
	if (f.sent || (ask && !window.confirm(ask))) { e.preventDefault(); return; }
	f.sent = true;
	setTimeout(function () { f.sent = false; }, 4000);
});
window.addEventListener('pageshow', function () { each(d.forms, function (f) { f.sent = false; }); });
each(all('form[data-keep]'), function (f) {
	var key = 'keep ' + location.pathname, saved = {}, back = 0, timer;
	try { saved = JSON.parse(localStorage.getItem(key) || '{}'); } catch (e) { return; }
	if (saved.v !== f.getAttribute('data-keep')) saved = {};
	each(f.elements, function (el) {
		if (!el.name || el.type === 'hidden' || el.type === 'file' || el.type === 'password') return;
		if (saved.f && el.name in saved.f && el.value !== saved.f[el.name] && el.type !== 'checkbox') { el.value = saved.f[el.name]; back++; }
	});
	if (back) toast('已找回上次没有保存的 ' + back + ' 处内容，请核对后保存');
	f.addEventListener('input', function () {
		clearTimeout(timer);
		timer = setTimeout(function () {
			var o = {};
			each(f.elements, function (el) { if (el.name && el.type !== 'hidden' && el.type !== 'file' && el.type !== 'checkbox' && el.value !== el.defaultValue) o[el.name] = el.value; });
			try { localStorage.setItem(key, JSON.stringify({ v: f.getAttribute('data-keep'), f: o })); } catch (e) { /* no room: nothing is kept */ }
		}, 800);
	});
});
})();
