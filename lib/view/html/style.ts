/** The look of a file that is handed over: the tokens of app/globals.css (a test holds them equal) and few rules. */
export const fileStyle = `
:root{color-scheme:light dark;
--surface-0: light-dark(oklch(0.995 0.001 265), oklch(0.178 0.007 265));
--surface-1: light-dark(oklch(0.972 0.003 265), oklch(0.207 0.008 265));
--surface-2: light-dark(oklch(0.945 0.005 265), oklch(0.243 0.009 265));
--surface-3: light-dark(oklch(0.915 0.007 265), oklch(0.285 0.011 265));
--line: light-dark(oklch(0.885 0.006 265), oklch(0.305 0.01 265));
--line-strong: light-dark(oklch(0.62 0.012 265), oklch(0.53 0.014 265));
--text-1: light-dark(oklch(0.225 0.012 265), oklch(0.945 0.004 265));
--text-2: light-dark(oklch(0.4 0.014 265), oklch(0.79 0.009 265));
--text-3: light-dark(oklch(0.485 0.014 265), oklch(0.69 0.011 265));
--select: light-dark(oklch(0.5 0.17 258), oklch(0.73 0.125 256));
--select-tint: light-dark(oklch(0.94 0.028 256), oklch(0.285 0.05 258));
--diverge: light-dark(oklch(0.5 0.105 68), oklch(0.81 0.15 76));
--diverge-mark: light-dark(oklch(0.635 0.14 62), oklch(0.81 0.15 76));
--diverge-tint: light-dark(oklch(0.955 0.035 82), oklch(0.285 0.045 75));
--ok: light-dark(oklch(0.49 0.12 150), oklch(0.76 0.14 152));
--warn: light-dark(oklch(0.5 0.1 105), oklch(0.86 0.13 106));
--bad: light-dark(oklch(0.52 0.19 27), oklch(0.73 0.155 24));
--bad-tint: light-dark(oklch(0.955 0.022 20), oklch(0.265 0.045 22));
--add: light-dark(oklch(0.45 0.11 150), oklch(0.82 0.12 152));
--add-tint: light-dark(oklch(0.945 0.05 150), oklch(0.28 0.05 152));
--del: light-dark(oklch(0.49 0.17 27), oklch(0.79 0.11 22));
--del-tint: light-dark(oklch(0.945 0.027 20), oklch(0.285 0.055 22));
--user: light-dark(oklch(0.51 0.085 290), oklch(0.74 0.095 290));
--model: light-dark(oklch(0.51 0.085 195), oklch(0.74 0.095 195));
--tool: light-dark(oklch(0.51 0.085 325), oklch(0.74 0.095 325));
--result: light-dark(oklch(0.51 0.085 355), oklch(0.74 0.095 355));
--state: light-dark(oklch(0.51 0.085 135), oklch(0.74 0.095 135));
--agent: light-dark(oklch(0.51 0.085 235), oklch(0.74 0.095 235));
--log: light-dark(oklch(0.51 0.085 100), oklch(0.74 0.095 100));
--backdrop: light-dark(oklch(0.3 0.01 265 / 0.32), oklch(0.08 0.005 265 / 0.6));
--sans:Geist,"Geist Sans",system-ui,sans-serif;--mono:"Geist Mono",ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
*,*::before,*::after{box-sizing:border-box}
html{background:var(--surface-0);color:var(--text-1);font:400 13px/20px var(--sans);font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%;scrollbar-color:var(--line-strong) transparent}
body,h1,h2,h3,p,ol,ul,dl,dd,figure,pre,table{margin:0;padding:0}
ol,ul{list-style:none}
h1,h2,h3{font-size:13px;line-height:20px;font-weight:500}
h2{font-size:15px;line-height:24px}
a{color:var(--select);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--select);outline-offset:-2px}
bdi,.t{unicode-bidi:isolate;overflow-wrap:anywhere}
.mono,.t,.n,code{font-family:var(--mono);font-size:12px;line-height:18px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sheet{position:absolute}
.g{width:14px;height:14px;flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;vertical-align:-2px}
.user{color:var(--user)}.model{color:var(--model)}.tool{color:var(--tool)}.result{color:var(--result)}.state{color:var(--state)}.agent{color:var(--agent)}.log{color:var(--log)}
.bad{color:var(--bad)}.warn{color:var(--warn)}.ok{color:var(--ok)}.diverge{color:var(--diverge)}
.dim{color:var(--text-3)}.soft{color:var(--text-2)}
.small{font-size:12px;line-height:18px}
.unseen{border:1px solid var(--line-strong);border-radius:4px;padding:0 2px;margin:0 1px;font-size:11px;color:var(--text-3)}
.badge{border:1px solid var(--line-strong);border-radius:4px;padding:0 4px;font-size:11px;line-height:16px;color:var(--text-2);white-space:nowrap}
.skip{position:absolute;left:8px;top:-40px;z-index:1;background:var(--surface-0);padding:4px 8px;border:1px solid var(--line-strong);border-radius:4px}
.skip:focus{top:4px}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;min-height:40px;padding:8px 12px;border-bottom:1px solid var(--line);background:var(--surface-1)}
.top h1{min-width:0;max-width:100%;overflow-wrap:anywhere}
.top .mark{width:16px;height:16px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.about{padding:8px 12px;border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:4px 16px;font-size:12px;line-height:18px;color:var(--text-2)}
nav{padding:4px 12px;border-bottom:1px solid var(--line);font-size:12px}
nav ul{display:flex;flex-wrap:wrap;gap:0 16px}
nav a,.to,.next a{display:inline-block;min-height:24px;line-height:24px}
.facts{display:flex;flex-wrap:wrap;gap:0 16px;font-size:12px;line-height:18px}
.facts div{display:flex;gap:4px;min-width:0}
.facts dt{color:var(--text-3);white-space:nowrap}
.facts dd{min-width:0;overflow-wrap:anywhere}
.part{border-bottom:1px solid var(--line)}
.part>h2,.part>h3,.part>.pad{padding:8px 12px}
.part>.pad{padding-top:0}
.part .part:last-child{border-bottom:0}
.talk .row{padding-left:24px}
.talk summary.row{padding-left:4px;color:var(--text-2)}
.part>h2:not(:last-child),.part>h3:not(:last-child){padding-bottom:4px}
.rows>li,.rows li{border-top:1px solid transparent}
.rows{padding-bottom:8px}
.rows>li{content-visibility:auto;contain-intrinsic-size:auto 25px}
summary{cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
.row{display:flex;align-items:center;gap:8px;min-height:24px;padding:0 12px 0 4px;font-size:12px;min-width:0}
.row:hover,.pair:hover{background:var(--surface-2)}
.fold{min-height:24px}
summary .chev,.fold .chev{color:var(--text-3)}
.chev{width:12px;height:12px}
details[open]>summary .chev{transform:rotate(90deg)}
.n{min-width:40px;flex:none;text-align:right;font-size:11px;color:var(--text-3)}
.name{flex:none;width:144px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-family:var(--mono);font-size:12px}
.line{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--text-2)}
.lane{flex:none;max-width:96px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;border:1px solid var(--line);border-radius:4px;padding:0 4px;font-size:11px;line-height:16px;color:var(--agent)}
.err .name,.err .line{color:var(--bad)}
.num{flex:none;font-size:11px;color:var(--text-3);text-align:right}
.num.took{width:56px}
.edit-row{background:var(--diverge-tint)}
.shared>details>summary{background:var(--select-tint);box-shadow:inset 3px 0 var(--select)}
:target:not(main)>details>summary,.half:target{outline:2px solid var(--select);outline-offset:-2px}
.body{padding:8px 12px 12px 56px;border-bottom:1px solid var(--line);background:var(--surface-0);display:flex;flex-direction:column;gap:8px}
.body>*{min-width:0}
.label{font-size:12px;line-height:18px;color:var(--text-2)}
.msg{border-left:3px solid var(--line-strong);padding:2px 0 2px 12px;min-width:0}
.msg.from-user{border-color:var(--user)}.msg.from-assistant{border-color:var(--model)}.msg.from-system{border-color:var(--log)}.msg.from-tool{border-color:var(--result)}
figcaption{display:flex;flex-wrap:wrap;gap:0 8px;align-items:center;font-size:12px;line-height:18px;color:var(--text-2);font-weight:500}
figcaption .dim{font-weight:400}
.t{white-space:pre-wrap;tab-size:4;max-width:120ch}
.msg>*+*,.sub>*+*{margin-top:4px}
.sub{border-left:2px solid var(--line-strong);padding-left:8px;min-width:0}
.sub.call{border-color:var(--tool)}.sub.answer{border-color:var(--result)}
details.more>summary{font-size:12px;color:var(--text-2);min-height:24px;line-height:24px}
details.more>summary:hover{color:var(--text-1)}
img{max-width:100%;max-height:480px;border:1px solid var(--line);object-fit:contain}
ins,del{text-decoration-thickness:1px;text-underline-offset:2px}
ins{background:var(--add-tint);color:var(--add)}
del{background:var(--del-tint);color:var(--del)}
.l{display:block}
.l.was{background:var(--del-tint);color:var(--del)}.l.is{background:var(--add-tint);color:var(--add)}
.verdict{display:flex;align-items:center;gap:6px;font-weight:500;font-size:15px;line-height:24px}
.measure{max-width:90ch}
.tables{display:flex;flex-wrap:wrap;align-items:flex-start;gap:8px 32px}
table{align-self:flex-start;border-collapse:collapse;font-size:12px;line-height:18px;text-align:left}
caption{text-align:left;color:var(--text-2);padding-bottom:2px}
th{font-weight:400;color:var(--text-3)}
th,td{padding:1px 16px 1px 0;vertical-align:top}
td{font-family:var(--mono);overflow-wrap:anywhere}
td.r,th.r{text-align:right}
.differs td{color:var(--text-1)}td{color:var(--text-2)}
.pair{display:grid;grid-template-columns:minmax(0,1fr) 136px minmax(0,1fr);min-height:24px;font-size:12px}
.half{display:flex;align-items:center;gap:8px;min-width:0;min-height:24px;padding:0 8px}
.half>[id]{position:absolute}
.half .n{min-width:24px}
.half.none{background:var(--surface-1)}
.half .name{width:128px}
.mid>*{white-space:nowrap}
.mid{display:flex;align-items:center;justify-content:center;gap:4px;border:solid var(--line);border-width:0 1px;font-size:11px;line-height:16px}
.same .name,.same .line{color:var(--text-3)}
.parting>details>summary,.parting>.pair{background:var(--diverge-tint);box-shadow:inset 0 2px var(--diverge-mark)}
.parting.shared>details>summary{background:var(--select-tint);box-shadow:inset 3px 0 var(--select),inset 0 2px var(--diverge-mark)}
.fold>details>summary{display:flex;align-items:center;gap:8px;min-height:24px;padding:0 12px;background:var(--surface-1);color:var(--text-3);font-size:12px}
.next{display:flex;flex-wrap:wrap;gap:0 12px;padding:0 12px;background:var(--surface-1);border-top:1px solid var(--line);font-size:11px;color:var(--text-3)}
.next>span{line-height:24px}
.heads{display:grid;grid-template-columns:minmax(0,1fr) 136px minmax(0,1fr);border-bottom:1px solid var(--line);font-size:12px}
.heads>span{padding:4px 8px;min-width:0;display:flex;gap:8px;align-items:center}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:8px 16px}
.tree>ul{margin:0;border:0;padding:0}
.tree ul ul{margin-left:20px;border-left:1px solid var(--line-strong);padding-left:12px}
.tree li{padding:4px 0}
.tree .head{display:flex;flex-wrap:wrap;gap:0 12px;align-items:center}
footer{padding:12px;font-size:12px;color:var(--text-3)}
@media (max-width:899px){
.body{padding-left:12px}
.name,.half .name{width:96px}
.num.tok{display:none}
.pair,.heads{grid-template-columns:minmax(0,1fr)}
.pair .mid{order:-1;justify-content:flex-start;border:0;padding:2px 8px 0}
.half.none{display:none}
.pair-row:not(.changed):not(.moved):not(.parting) .pair{grid-template-columns:auto minmax(0,1fr)}
.pair-row:not(.changed):not(.moved):not(.parting) .mid{padding:0 0 0 8px}
.same .half.a>.mono{display:none}
.heads .mid{display:none}
.two{grid-template-columns:minmax(0,1fr)}
}
@media (max-width:599px){.lane,.num.took{display:none}.n{min-width:28px}.row,.half{gap:6px}}
@media (max-width:899px){.same.pair-row .half.b{display:none}}
@media (forced-colors:active){.shared>details>summary{outline:1px solid Highlight}}
@media print{:root{color-scheme:light}.skip,nav,.next{display:none}.rows>li{content-visibility:visible}.row{break-inside:avoid}.line{white-space:normal}}
`;
