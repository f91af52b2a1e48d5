// Shows pages of Markdown with Mermaid in a browser, much as GitHub does, and takes their pictures.
// Called by script/pictures with the browser, the folder with the pages, and the folder for the pictures.
const fs = require('fs');
const path = require('path');
const markdown = require('markdown-it')({ html: true });
const { chromium } = require('playwright-core');

const [browserPath, pages, out] = process.argv.slice(2);
const mermaid = fs.readFileSync(require.resolve('mermaid').replace(/[^/]*$/, 'mermaid.min.js'), 'utf8');

const colors = {
  light: { text: '#1f2328', back: '#ffffff', line: '#d1d9e0', soft: '#f6f8fa', code: '#818b981f', mermaid: 'default' },
  dark: { text: '#f0f6fc', back: '#0d1117', line: '#3d444d', soft: '#151b23', code: '#656c7633', mermaid: 'dark' },
};

const fence = markdown.renderer.rules.fence;
markdown.renderer.rules.fence = (tokens, at, ...rest) =>
  tokens[at].info === 'mermaid'
    ? `<pre class="mermaid">${markdown.utils.escapeHtml(tokens[at].content)}</pre>`
    : fence(tokens, at, ...rest);

const page = (text, color) => `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; padding: 24px 32px; width: 880px; background: ${color.back}; color: ${color.text};
    font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; }
  h3 { font-size: 1.25em; margin: 0 0 16px; } h4 { font-size: 1em; margin: 24px 0 12px; }
  table { border-collapse: collapse; margin: 0 0 16px; display: block; overflow: auto; }
  th, td { border: 1px solid ${color.line}; padding: 6px 13px; } th { font-weight: 600; }
  tr:nth-child(2n) { background: ${color.soft}; }
  code { font: 85% "Liberation Mono", monospace; background: ${color.code}; padding: .2em .4em; border-radius: 6px; }
  pre { background: ${color.soft}; padding: 16px; border-radius: 6px; overflow: auto; margin: 0 0 16px; }
  pre code { background: none; padding: 0; } pre.mermaid { background: none; padding: 0; }
  ul { padding-left: 2em; margin: 0 0 16px; } p { margin: 0 0 16px; } details { margin: 0 0 12px; }
</style>${markdown.render(text)}<script>${mermaid}</script><script>
  mermaid.initialize({ startOnLoad: false, theme: '${color.mermaid}', securityLevel: 'strict', fontFamily: '"Liberation Sans", sans-serif' });
  window.drawn = mermaid.run({ querySelector: 'pre.mermaid' }).then(() => 'drawn', error => 'not drawn: ' + error);
</script>`;

(async () => {
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  let failed = false;
  for (const file of fs.readdirSync(pages).filter(name => name.endsWith('.md')).sort()) {
    for (const theme of Object.keys(colors)) {
      const tab = await browser.newPage({ viewport: { width: 944, height: 600 } });
      await tab.setContent(page(fs.readFileSync(path.join(pages, file), 'utf8'), colors[theme]));
      const said = await tab.evaluate(() => window.drawn);
      if (said !== 'drawn') {
        console.error(`script/pictures: ${file}: ${said}`);
        failed = true;
      }
      const name = file === 'pushed.md' ? 'summary' : `summary-${file.replace('.md', '')}`;
      if (file === 'pushed.md' || process.env.ECR_PUSH_ALL_PICTURES) {
        await tab.screenshot({ path: path.join(out, `${name}-${theme}.png`), fullPage: true });
      }
      await tab.close();
    }
  }
  await browser.close();
  process.exit(failed ? 1 : 0);
})();
